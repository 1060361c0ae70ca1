/** Sites behind other servers than the system's Apache, from the application to the page in Chromium. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../client/src/scaffolds/express/command.ts';
import { EXPRESS_OPTIONS } from '../../client/src/scaffolds/express/options.ts';
import { trapsOf } from '../../client/src/scaffolds/express/traps.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { ended, listens, nginxFile, whileDeployed } from '../kit/deployed.ts';
import { findExpress, whileExpress } from '../kit/express.ts';
import { findNginx } from '../kit/nginx.ts';
import { FOREGROUND, freePort, printedBy } from '../kit/start.ts';
import { shown } from './browsing.ts';
import { type MadeSite, type OtherSite, siteCalled } from './made.ts';

describe('Flask’s own server with ssl_context', () => {
  const site = siteCalled<OtherSite & { readonly command: string }>('development');
  const PORT = '5443';

  test('Flask, by app.run in the script', async () => {
    const [script] = site.files as readonly [string];
    const port = await freePort();
    writeFileSync(script, readFileSync(script, 'utf8').replace(`port=${PORT}`, `port=${port}`));
    expect(await shownOf('python3', [script], port)).toMatchObject({ app: 'Flask', scheme: 'https', host: `${site.name}:${PORT}` });
  });

  test('Flask, by flask run', async () => {
    const port = await freePort();
    const command = site.command.replace(`--port ${PORT}`, `--port ${port}`);
    expect(await shownOf('/bin/sh', ['-c', command], port)).toMatchObject({ app: 'Flask', scheme: 'https', host: `${site.name}:${PORT}` });
  });

  /** The page while a program listens on a port, which stands for the site's. */
  async function shownOf(program: string, args: readonly string[], port: number): Promise<Record<string, unknown>> {
    const child = spawn(program, args, { ...FOREGROUND, env: { PATH: '/usr/bin:/bin', PYTHONDONTWRITEBYTECODE: '1' } });
    const printed = printedBy(child);
    try {
      await listens(port, child);
      return await shown(`https://${site.name}:${PORT}/`, new Map([[PORT, port]]));
    } finally {
      await ended(child);
      await printed;
    }
  }
});

describe('nginx + gunicorn + supervisor', () => {
  test.each(['Flask', 'Django'])('%s', (app) =>
    inTemporaryFolder(async (folder) => {
      const site = siteCalled<OtherSite>(`gunicorn-${app.toLowerCase()}`);
      const [nginx, , program] = site.files as readonly [string, string, string];
      const port = await freePort();
      for (const file of site.files) writeFileSync(file, readFileSync(file, 'utf8').replace('127.0.0.1:8000', `127.0.0.1:${port}`));
      expect(await nginxComplaints(folder, nginx)).toBe('');
      const deployed = { site: nginx, program, port, serverName: site.name, authority: readFileSync(site.authority, 'utf8') };
      await whileDeployed(folder, deployed, async (ask, ports) => {
        expect(await ask('http', '/a?b=1')).toMatchObject({ status: 301, headers: { location: `https://${site.name}/a?b=1` } });
        const { headers } = await ask('https', '/');
        expect(headers).toMatchObject({ server: expect.stringMatching(/^nginx/), 'strict-transport-security': 'max-age=300' });
        const page = await shown(`http://${site.name}/`, new Map(Object.entries(ports)));
        expect(page).toMatchObject({ app, scheme: 'https', host: site.name });
        expect(programs(Number(page.parent))).toEqual(['gunicorn', 'supervisord']);
      });
    }),
  );
});

/** What `nginx -t` says besides that all is well. */
async function nginxComplaints(folder: string, site: string): Promise<string> {
  const file = await nginxFile(folder, site, { 80: await freePort(), 443: await freePort() });
  const { stderr } = spawnSync(findNginx()!, ['-t', '-e', 'stderr', '-p', folder, '-c', file], { encoding: 'utf8' });
  return stderr.replaceAll(/^nginx: .* (?:syntax is ok|test is successful)\n/gm, '');
}

/** The names of a process and of the one that started it. */
function programs(process: number): string[] {
  const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1];
  return [process, parent].map((number) => readFileSync(`/proc/${number}/comm`, 'utf8').trim());
}

describe('mod_wsgi-express', () => {
  const site = siteCalled<MadeSite & { readonly command: string; readonly task: { readonly args: readonly string[] } }>('express');

  test('Flask, every option one of the 152, and no trap', () => {
    const command = readCommand(site.command);
    expect(EXPRESS_OPTIONS.size).toBe(152);
    expect(command.choices.map(({ name }) => name)).toEqual(expect.arrayContaining(['https-only', 'hsts-policy', 'server-name', 'ssl-certificate-file']));
    expect(trapsOf(command)).toEqual([]);
  });

  test.runIf(findExpress() !== undefined)('Flask, started', () =>
    inTemporaryFolder(async (folder) => {
      await chmod(folder, 0o755);
      const ports = new Map([
        ['80', await freePort()],
        ['443', await freePort()],
      ]);
      const args = site.task.args.map((argument) => String(ports.get(argument) ?? argument));
      await whileExpress(folder, args, async () => {
        expect(await shown(`https://${site.name}/`, ports)).toMatchObject({ app: 'Flask', scheme: 'https', host: site.name });
      });
    }),
  );
});
