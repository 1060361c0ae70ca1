/** Certbot's folders are recognised as it lays them out, and what is wrong with them is said. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { RENEWAL, recognizeLineage } from '../../client/src/certificates/letsEncrypt.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'certificates-le-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const top = path.join(folder, 'letsencrypt');
const live = path.join(top, 'live/blog.test');
const names = ['fullchain', 'privkey', 'cert', 'chain'];

beforeEach(() => {
  rmSync(top, { recursive: true, force: true });
  for (const sub of ['live/blog.test', 'archive/blog.test', 'renewal']) mkdirSync(path.join(top, sub), { recursive: true });
  for (const name of names) link(name, 3);
});

function link(name: string, version: number): void {
  const target = path.join(top, `archive/blog.test/${name}${version}.pem`);
  writeFileSync(target, '');
  rmSync(path.join(live, `${name}.pem`), { force: true });
  symlinkSync(`../../archive/blog.test/${name}${version}.pem`, path.join(live, `${name}.pem`));
}

describe('a folder of certbot', () => {
  test('is recognised by itself and by each of its files', async () => {
    const lineage = await recognizeLineage(live);
    expect(lineage).toMatchObject({ name: 'blog.test', folder: live, renewalFile: path.join(top, 'renewal/blog.test.conf'), problems: [] });
    expect(lineage?.files.map(({ path: file, exists, version, directives }) => [path.basename(file), exists, version, directives])).toEqual([
      ['fullchain.pem', true, 3, ['SSLCertificateFile']],
      ['privkey.pem', true, 3, ['SSLCertificateKeyFile']],
      ['cert.pem', true, 3, []],
      ['chain.pem', true, 3, []],
    ]);
    for (const name of names) expect(await recognizeLineage(path.join(live, `${name}.pem`))).toEqual(lineage);
  });

  test.each(['/etc/ssl/certs', path.join(folder, 'live/none'), path.join(folder, 'letsencrypt/archive/blog.test/cert3.pem')])('is not %s', async (file) => {
    expect(await recognizeLineage(file)).toBeNull();
  });

  test('that nobody but root may enter is told by its path', async () => {
    const module = path.join(import.meta.dirname, '../../client/src/certificates/letsEncrypt.ts');
    const bundle = path.join(folder, 'bundle.mjs');
    buildSync({ entryPoints: [module], bundle: true, platform: 'node', format: 'esm', outfile: bundle });
    const script = `import(${JSON.stringify(bundle)}).then(async (m) => console.log(JSON.stringify(await m.recognizeLineage(${JSON.stringify(live)}))))`;
    const asOther = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    spawnSync('chmod', ['755', folder]);
    spawnSync('chmod', ['000', path.join(top, 'live')]);
    const { stdout } = spawnSync(process.execPath, ['-e', script], { ...asOther, encoding: 'utf8', cwd: folder });
    spawnSync('chmod', ['755', path.join(top, 'live')]);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'blog.test', problems: [], files: [{ exists: null, version: null }, {}, {}, {}] });
  });

  test('with a file missing, copied, or of another renewal', async () => {
    unlinkSync(path.join(live, 'chain.pem'));
    expect((await recognizeLineage(live))?.problems).toEqual([expect.stringContaining('chain.pem is missing')]);
    writeFileSync(path.join(live, 'chain.pem'), 'copied');
    expect((await recognizeLineage(live))?.problems).toEqual([expect.stringContaining('chain.pem is no link into archive/')]);
    link('chain', 3);
    link('privkey', 4);
    expect((await recognizeLineage(live))?.problems).toEqual([expect.stringContaining('different renewals')]);
  });
});

describe('what is proposed', () => {
  test('is a script that reloads httpd, written by a real shell', () => {
    const hook = path.join(folder, 'hook');
    const command = RENEWAL.at(-1)?.command.replaceAll('/etc/letsencrypt/renewal-hooks/deploy/reload-httpd', hook).replaceAll('sudo ', '') ?? '';
    expect(spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).status).toBe(0);
    expect(readFileSync(hook, 'utf8')).toBe('#!/bin/sh\nexec apachectl graceful\n');
    expect(statSync(hook).mode & 0o777).toBe(0o755);
    expect(existsSync('/etc/letsencrypt/renewal-hooks/deploy/reload-httpd')).toBe(false);
  });
});
