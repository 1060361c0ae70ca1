/** Names of files and folders in a virtual host: httpd, mod_wsgi and Python get exactly the path that was asked for, or it is refused in words. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { apacheIsAsked, linesThatLoad } from '../kit/apache.ts';
import { Pki } from '../kit/pki.ts';
import { servingFiles } from '../kit/serving.ts';

const PYTHON = execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' }).trim();

const SCRIPT = `import json
import os
import sys


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps([__file__, sys.prefix, os.getcwd(), os.getcwd() in sys.path]).encode()]
`;

/** Names that have a meaning somewhere on the way. */
const TRAPS = [
  'a b',
  ' leading',
  'trailing ',
  '"',
  "it's",
  '\\',
  'a\\',
  '\\\\"',
  'C:\\x'.replace(':', ''),
  '$HOME',
  '$1',
  '%{GLOBAL}',
  '%h',
  '#',
  '# no comment',
  'größe 日本',
  '[a]',
  '[[]',
  ']',
  'a*b?',
  '\\[x]*',
  '{}',
  '~',
  '~x',
  '!',
  '<b>',
  '|cat',
  '`id`',
  '-D',
  '&0',
  '=',
  "'",
  'x=\'"',
  '%20',
];
const SIGNS = [...'ab .-_=+,;@!~^&()<>|`\'"\\$%#[]{}*?é日\u{1f40d}'];

/** A name that a folder can have, without the one thing that httpd has no way to write. */
const anyName = fc
  .oneof(
    fc.constantFrom(...TRAPS),
    fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 10 }).map((signs) => signs.join('')),
  )
  .filter((name) => name !== '.' && name !== '..' && !name.includes('${'));

describe.runIf(apacheIsAsked())('httpd reads back exactly', () => {
  test('names that mean something somewhere', () => expectReadBack(TRAPS));

  test('any name', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyName, { minLength: 12, maxLength: 12 }), expectReadBack), { numRuns: 3, endOnFailure: true });
  });
});

/** Serves one site for each name, which stands in each of its paths. */
async function expectReadBack(names: readonly string[]): Promise<void> {
  const pki = new Pki();
  try {
    const { folder } = pki;
    await chmod(path.dirname(folder), 0o755);
    const sites = await Promise.all(names.map((name, index) => writeSite(pki, name, index)));
    const main = path.join(folder, 'main.conf');
    await writeFile(main, mainConfiguration(folder));
    const installation = { main, run: path.join(folder, 'run'), log: path.join(folder, 'run/log'), environment: { APACHE_LOG_DIR: path.join(folder, 'run') } };
    await servingFiles({ ...installation, files: [main, ...sites.map(({ file }) => file)], trusted: pki.authority('root') }, async (ask) => {
      for (const { host, expected } of sites) {
        const [answer, css] = [await ask(`https://${host}/`), await ask(`https://${host}/static/site.css`)];
        expect([answer.status, ...(answer.status === 200 ? JSON.parse(answer.body) : [])], host).toEqual([200, ...expected, true]);
        expect(css, host).toMatchObject({ status: 200, body: expected[0] });
      }
    });
  } finally {
    pki.remove();
  }
}

async function writeSite(pki: Pki, name: string, index: number) {
  const host = `s${index}.test`;
  const home = path.join(pki.folder, String(index), name);
  const [script, venv, file] = [path.join(home, `${name}.wsgi`), path.join(home, `${name}-env`), path.join(pki.folder, 'sites', `${index}.conf`)];
  const lib = path.join(venv, 'lib', `python${PYTHON}`, 'site-packages');
  for (const one of [lib, path.join(venv, 'bin'), path.join(home, `${name}-static`), path.join(pki.folder, 'sites'), path.join(pki.folder, 'run')])
    await mkdir(one, { recursive: true });
  await writeFile(script, SCRIPT);
  await writeFile(path.join(venv, 'pyvenv.cfg'), `home = /usr/bin\nversion = ${PYTHON}.0\n`);
  for (const program of ['python', 'python3']) await symlink('/usr/bin/python3', path.join(venv, 'bin', program));
  await writeFile(path.join(home, `${name}-static`, 'site.css'), script);
  const certificate = pki.write(path.join(String(index), name, `${name}.pem`), { certificates: [{ names: [host], issuer: 'root' }] });
  const privateKey = pki.write(path.join(String(index), name, `${name}.key`), { key: 'EC 1' });
  const [made] = virtualHost({
    pattern: 'https-only',
    serverName: host,
    script,
    pythonHome: venv,
    staticFolder: path.join(home, `${name}-static`),
    certificate,
    privateKey,
    target: file,
  });
  await writeFile(file, made.text);
  return { host, file, expected: [script, venv, home] };
}

function mainConfiguration(folder: string): string {
  const modules = linesThatLoad(['mpm_event', 'authz_core', 'alias', 'ssl', 'socache_shmcb', 'headers', 'wsgi'], 'event');
  const run = [`DefaultRuntimeDir ${folder}/run`, `PidFile ${folder}/run/pid`, `ErrorLog ${folder}/run/log`, 'SSLSessionCache shmcb:scache(512000)'];
  const closed = ['<Directory />', 'Require all denied', '</Directory>', 'LogFormat %h combined'];
  return [
    'ServerName localhost',
    'User nobody',
    'Group nogroup',
    'TypesConfig /dev/null',
    ...modules,
    ...run,
    'Listen 443',
    ...closed,
    `Include ${folder}/sites/*.conf`,
    '',
  ].join('\n');
}
