/** Ports at a real start, which `-t` does not look at: httpd opens them or gives up, in the words that we quote. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { siteRules } from '../../server/src/rules/sites/index.ts';
import { quoted } from '../certificates/examples.ts';
import { apacheIsAsked, configtestMain, findApache, inTemporaryFolder, linesThatLoad } from '../kit/apache.ts';
import { FOREGROUND, freePort, type Start, watched } from '../kit/start.ts';
import { found } from './said.ts';

const LEAST = linesThatLoad(['authz_core', 'dir'], 'event').join('\n');
const PROCESSES = linesThatLoad(['mpm_event'], 'event').join('\n');

/** Starts httpd with a whole main configuration; only the folders are ours. */
function started(text: string): Promise<Start> {
  return inTemporaryFolder(async (folder) => {
    const run = join(folder, 'run');
    await mkdir(run);
    const main = join(folder, 'main.conf');
    await writeFile(main, `DefaultRuntimeDir ${run}\nPidFile ${run}/pid\nErrorLog ${run}/log\nUser #65534\nGroup #65534\n${LEAST}\n${text}`);
    const { started, printed } = await watched(spawn(findApache()!.binary, ['-X', '-f', main], FOREGROUND), run);
    return { started, log: `${printed}${existsSync(`${run}/log`) ? await readFile(`${run}/log`, 'utf8') : ''}` };
  });
}

const atStart = siteRules.filter(({ page }) => page.atStart).map((rule) => [rule.code, rule.page] as const);

describe.runIf(apacheIsAsked())('httpd', () => {
  test.each(atStart)('takes the bad example of %s at -t and refuses it at start', async (code, { bad }) => {
    const tested = await inTemporaryFolder((folder) => configtestMain(folder, `${LEAST}\n${bad}`));
    expect(tested.ok, tested.stderr).toBe(true);
    const { started: isUp, log } = await started(bad);
    expect(isUp, log).toBe(false);
    const [finding] = found(bad).filter((one) => one.code === code);
    expect(log).toContain(quoted(finding!));
  });

  test.each([
    ['every address, then one of them', 'Listen PORT\nListen 127.0.0.1:PORT\n', false],
    ['one address, then every one', 'Listen 127.0.0.1:PORT\nListen PORT\n', false],
    ['zeros, then one address', 'Listen 0.0.0.0:PORT\nListen 127.0.0.1:PORT\n', false],
    ['two single addresses', 'Listen 127.0.0.1:PORT\nListen 127.0.0.2:PORT\n', true],
  ])('%s', async (_, lines, opens) => {
    const text = `ServerName blog.test\n${PROCESSES}\n${lines.replaceAll('PORT', String(await freePort()))}`;
    const { started: isUp, log } = await started(text);
    expect(isUp, log).toBe(opens);
    const refused = found(text).filter(({ severity }) => severity === 'error');
    expect(refused.map(({ code }) => code)).toEqual(opens ? [] : ['duplicate-listen']);
    const [address, ...words] = refused.map(quoted).flatMap((text) => text.split(': '));
    for (const piece of [address, ...words].filter((one) => one !== undefined)) expect(log).toContain(piece);
  });
});
