/** Applications over https on this machine: the script and the commands are run with Debian's Python, and clients that trust the authority alone ask. */
import { spawn, spawnSync } from 'node:child_process';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../../client/src/certificates/create.ts';
import type { ApplicationCandidate } from '../../client/src/scaffolds/application.ts';
import { type DevelopmentServer, flaskScript, serverCommand, serverNotes } from '../../client/src/scaffolds/developmentServer.ts';
import { applicationsIn } from '../../server/src/model/python/project/applications.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { askPort, ended, listens } from '../kit/deployed.ts';
import { hostIn } from '../kit/issuing.ts';
import { FOREGROUND, freePort, printedBy } from '../kit/start.ts';
import { PYTHON, writeProject } from './scripts.ts';

/** Longest life of a server, in milliseconds. */
const LIMIT = 60_000;
const FLASK = `from flask import Flask, request

app = Flask(__name__)


@app.route("/")
def index():
    return f"{request.scheme} {request.host} {app.config.get('MODE')}"
`;
const FACTORY = `from flask import Flask, request


def create_app(mode):
    made = Flask(__name__)
    made.add_url_rule("/", view_func=lambda: f"{request.scheme} {request.host} {mode}", endpoint="index")
    return made
`;
const DJANGO = {
  'manage.py': '',
  'shop/__init__.py': '',
  'shop/settings.py': 'ALLOWED_HOSTS = ["app.test"]\nROOT_URLCONF = "shop.urls"\nSECRET_KEY = "made-for-a-test"\nINSTALLED_APPS = []\nMIDDLEWARE = []\n',
  'shop/urls.py':
    'from django.http import HttpResponse\nfrom django.urls import path\n\nurlpatterns = [path("", lambda request: HttpResponse(f"{request.scheme} {request.get_host()} django"))]\n',
};

/** An application in a folder with a certificate, and the authority that clients trust. */
async function serverIn(folder: string, files: Readonly<Record<string, string>>, more: Partial<DevelopmentServer> = {}) {
  const project = path.join(await realpath(folder), "it's a $project");
  await writeProject(project, files);
  const made = await createCertificate({ names: ['app.test'], folder: path.join(project, 'tls'), maker: 'builtin', keyType: 'ecdsa-p256' }, hostIn(folder));
  const [candidate] = applicationsIn(nodeDisk, project).candidates as readonly [ApplicationCandidate];
  const server: DevelopmentServer = { candidate, certificate: made.chain, privateKey: made.privateKey, port: await freePort(), pythonHome: null, ...more };
  return { project, server, authority: await readFile(made.authority, 'utf8') };
}

/** Starts a program in another folder than the project's, asks it over https, and ends it. */
async function answered(program: string, args: readonly string[], { port }: DevelopmentServer, authority: string): Promise<string> {
  const env = { PATH: '/usr/bin:/bin', PYTHONDONTWRITEBYTECODE: '1', LC_ALL: 'C.UTF-8' };
  const child = spawn(program, args, { ...FOREGROUND, cwd: '/', env, timeout: LIMIT });
  const printed = printedBy(child);
  try {
    await listens(port, child);
    const { body } = await askPort(port, { scheme: 'https', url: '/', serverName: 'app.test', authority });
    return body;
  } catch (error) {
    await ended(child);
    throw new Error(await printed, { cause: error });
  } finally {
    await ended(child);
  }
}

describe('answers over https that the authority vouches for', { timeout: 90_000 }, () => {
  test.each<[string, string, Partial<DevelopmentServer>, string]>([
    ['an application', FLASK, {}, 'None'],
    ['what a function makes', FACTORY, { values: '"it\'s live"' }, "it's live"],
  ])('Flask’s own server: %s, by the script and by the command', async (_, source, more, said) => {
    await inTemporaryFolder(async (folder) => {
      const { project, server, authority } = await serverIn(folder, { 'src/web.py': source }, more);
      for (const target of [path.join(project, 'src/run_https.py'), path.join(project, 'run_https.py')]) {
        await writeFile(target, flaskScript(server, target).text);
        expect(await answered(PYTHON, [target], server, authority)).toBe(`https app.test ${said}`);
      }
      expect(await answered('/bin/sh', ['-c', serverCommand(server).command], server, authority)).toBe(`https app.test ${said}`);
    });
  });

  test('gunicorn, for Django', async () => {
    await inTemporaryFolder(async (folder) => {
      const { server, authority } = await serverIn(folder, DJANGO);
      expect(server.candidate.kind).toBe('settings');
      expect(await answered('/bin/sh', ['-c', serverCommand(server).command], server, authority)).toBe('https app.test django');
      expect(serverNotes(server)).toEqual([expect.stringContaining(`https://NAME:${server.port}`), expect.stringContaining('runserver speaks no TLS')]);
    });
  });
});

test('the script is no application of its own', async () => {
  await inTemporaryFolder(async (folder) => {
    const { project, server } = await serverIn(folder, { 'web.py': FLASK });
    await writeFile(path.join(project, 'run_https.py'), flaskScript(server, path.join(project, 'run_https.py')).text);
    expect(applicationsIn(nodeDisk, project).candidates.map(({ id }) => id)).toEqual(['web:app']);
  });
});

const WINDOWS: ApplicationCandidate = {
  id: 'web:app',
  framework: 'flask',
  gateway: 'wsgi',
  kind: 'instance',
  reach: 'import',
  module: 'web',
  name: 'app',
  parameters: [],
  settings: null,
  configuration: null,
  path: 'C:\\site\\web.py',
  row: 0,
  root: 'C:\\site',
  servesAt: null,
};
const ON_WINDOWS: DevelopmentServer = {
  candidate: WINDOWS,
  certificate: 'D:\\tls\\a.pem',
  privateKey: 'C:\\site\\tls\\a-key.pem',
  port: 5443,
  pythonHome: null,
};

/** The paths of a script as Python has them, on the system of this machine or as on Windows. */
function pathsIn(text: string, target: string, paths: 'posixpath' | 'ntpath'): unknown {
  const source = text
    .slice(0, text.indexOf('if __name__'))
    .replace(/^from web .*$/m, '')
    .replace('import os', `import ${paths}\nclass os: path = ${paths}`);
  const code = `import json, sys\nnames = {"__file__": sys.argv[1]}\nexec(sys.stdin.read(), names)\nplain = names["os"].path.normpath\nprint(json.dumps([plain(names["CERTIFICATE"]), plain(names["PRIVATE_KEY"])]))`;
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', code, target], { input: source, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('paths', () => {
  test('of Windows stay what they are, in the script and in the command', () => {
    const { text } = flaskScript(ON_WINDOWS, 'C:\\site\\run_https.py');
    expect(pathsIn(text, 'C:\\site\\run_https.py', 'ntpath')).toEqual(['D:\\tls\\a.pem', 'C:\\site\\tls\\a-key.pem']);
    const { shell, command } = serverCommand({ ...ON_WINDOWS, pythonHome: "C:\\Ann's\\venv" });
    expect([shell, command]).toEqual([
      'powershell',
      "Set-Location -LiteralPath 'C:\\site'; if ($?) { & 'C:\\Ann''s\\venv\\Scripts\\python.exe' '-m' 'flask' '--app' 'web:app' '--debug' 'run' '--port' '5443' '--cert' 'D:\\tls\\a.pem' '--key' 'C:\\site\\tls\\a-key.pem' }",
    ]);
    const factory = { ...WINDOWS, kind: 'factory' as const, name: 'create_app', parameters: ['mode'] };
    expect(serverCommand({ ...ON_WINDOWS, candidate: factory, values: '"live"' }).command).toContain(`'web:create_app(\\"live\\")'`);
  });

  test('are read back by Python as they are', () => {
    const name = fc
      .string({ unit: fc.constantFrom(...'ab1 .-_\'"\\%;#{}[]()!&|<>*?~`^=,+@:$äß漢'), minLength: 1, maxLength: 12 })
      .filter((text) => !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(name, (folder) => {
        const [certificate, privateKey] = [`/srv/${folder}/a.pem`, `/site/${folder}/b-key.pem`];
        const candidate = { ...WINDOWS, root: '/site', path: '/site/web.py' };
        const { text } = flaskScript({ ...ON_WINDOWS, candidate, certificate, privateKey }, '/site/run_https.py');
        expect(pathsIn(text, '/site/run_https.py', 'posixpath')).toEqual([certificate, privateKey]);
      }),
      { numRuns: 25 },
    );
  });
});

test.each<[string, Partial<ApplicationCandidate>, string | undefined, string]>([
  ['Django on Windows', { framework: 'django' }, undefined, 'gunicorn does not run on Windows. Have Apache serve it'],
  ['what a program alone makes', { reach: 'main' }, undefined, 'is made only where the file is run as a program'],
  ['a factory without its values', { kind: 'factory', parameters: ['mode'] }, undefined, 'has to be given mode'],
  ['values that are no literals', { kind: 'factory' }, 'open("x")', 'cannot be written into the script'],
])('%s is refused', (_, more, values, message) => {
  expect(() => serverCommand({ ...ON_WINDOWS, candidate: { ...WINDOWS, ...more }, values })).toThrow(message);
});
