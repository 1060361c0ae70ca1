/** nginx, gunicorn and supervisor with the files that a deployment is made of: started for real, and read back for paths of all kinds. */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../../client/src/certificates/create.ts';
import { deploymentFiles } from '../../client/src/scaffolds/deployment/index.ts';
import { deploymentLive } from '../../client/src/scaffolds/deployment/live.ts';
import type { DeploymentOptions } from '../../client/src/scaffolds/deployment/plan.ts';
import { lineOf } from '../../client/src/scaffolds/live/index.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { findSupervisor, nginxFile, whileDeployed } from '../kit/deployed.ts';
import { hostIn } from '../kit/issuing.ts';
import { findNginx } from '../kit/nginx.ts';
import { freePort } from '../kit/start.ts';

const FLASK = `from flask import Flask, request

app = Flask(__name__)


def create_app(name="", mode=2):
    return app if mode == 2 and name in ("", "it's") else None


@app.route("/hello")
def hello():
    return f"{request.scheme} {request.host} {request.remote_addr}"
`;
const DJANGO = `import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="made-for-a-test", SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
)
urlpatterns = [path("hello", lambda request: HttpResponse(f"{request.scheme} {request.get_host()} here"))]
application = get_wsgi_application()
`;
const DJANGO_SETTINGS = `from django.http import HttpResponse
from django.urls import path

ALLOWED_HOSTS = ["app.test"]
ROOT_URLCONF = __name__
SECRET_KEY = "made-for-a-test"
urlpatterns = [path("hello", lambda request: HttpResponse(f"{request.scheme} {request.get_host()} there"))]
`;
const BASE: Omit<DeploymentOptions, 'target'> = {
  project: '/srv/site',
  application: 'app:app',
  serverName: 'app.test',
  certificate: '/etc/ssl/app.test-fullchain.pem',
  privateKey: '/etc/ssl/app.test-key.pem',
};

/** Writes the files of a deployment below a folder; gives their paths. */
async function written(options: DeploymentOptions): Promise<string[]> {
  const files = deploymentFiles(options);
  for (const { path: file, text } of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return files.map((file) => file.path);
}

/** A folder with an application and a certificate, deployed with these further options. */
async function deployIn(folder: string, source: string, more: Partial<DeploymentOptions> = {}) {
  const project = path.join(folder, 'the project');
  await mkdir(project);
  await writeFile(path.join(project, 'app.py'), source);
  const made = await createCertificate({ names: ['app.test'], folder: path.join(folder, 'tls'), maker: 'builtin', keyType: 'ecdsa-p256' }, hostIn(folder));
  const port = await freePort();
  const files = await written({ ...BASE, project, certificate: made.chain, privateKey: made.privateKey, port, target: path.join(folder, 'deploy'), ...more });
  return { files, deployed: { site: files[0]!, program: files[2]!, port, serverName: 'app.test', authority: await readFile(made.authority, 'utf8') } };
}

test('the programs that are started are there in continuous integration', () => {
  expect((findSupervisor() !== null && findNginx() !== null) || process.env.CI !== 'true').toBe(true);
});

describe.runIf(findSupervisor() !== null && findNginx() !== null)('nginx, gunicorn and supervisor serve', { timeout: 90_000 }, () => {
  test.each([
    ['Flask', FLASK, 'app:app', 'https app.test 127.0.0.1'],
    ['a Flask factory', FLASK, 'app:create_app()', 'https app.test 127.0.0.1'],
    ['a Flask factory that is given something', FLASK, 'app:create_app("it\'s", mode=2)', 'https app.test 127.0.0.1'],
    ['Django', DJANGO, 'app:application', 'https app.test here'],
    ['Django by its settings', DJANGO_SETTINGS, 'django.core.wsgi:get_wsgi_application()', 'https app.test there', 'app'],
  ])('%s: http leads to https, the application sees https', async (_, source, application, expected, djangoSettings?: string) => {
    await inTemporaryFolder(async (folder) => {
      const more = { application, aliases: ['www.app.test'], ...(djangoSettings !== undefined && { djangoSettings }) };
      const { deployed } = await deployIn(folder, source, more);
      await whileDeployed(folder, deployed, async (ask) => {
        const plain = await ask('http', '/hello?a=1');
        expect([plain.status, plain.headers.location]).toEqual([301, 'https://app.test/hello?a=1']);
        const secure = await ask('https', '/hello');
        expect([secure.status, secure.body]).toEqual([200, expected]);
        expect(secure.headers['strict-transport-security']).toBe('max-age=300');
      });
    });
  });

  test('static files past the application', async () => {
    await inTemporaryFolder(async (folder) => {
      const staticFolder = path.join(folder, 'static files');
      await mkdir(staticFolder);
      await writeFile(path.join(staticFolder, 'a.txt'), 'a file');
      const { deployed } = await deployIn(folder, FLASK, { staticFolder });
      await whileDeployed(folder, deployed, async (ask) => {
        expect((await ask('https', '/static/a.txt')).body).toBe('a file');
        expect((await ask('https', '/static/none')).status).toBe(404);
        expect((await ask('https', '/hello')).status).toBe(200);
      });
    });
  });

  test('nginx has nothing to say about its file', async () => {
    await inTemporaryFolder(async (folder) => {
      const { deployed } = await deployIn(folder, FLASK);
      const file = await nginxFile(path.join(folder, 'run'), deployed.site, { 80: await freePort(), 443: await freePort() });
      const { status, stderr } = spawnSync(findNginx()!, ['-t', '-e', 'stderr', '-p', folder, '-c', file], { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      expect(stderr).not.toMatch(/\[(?:warn|alert|emerg)\]/);
    });
  });
});

describe('the unit of systemd', () => {
  test('has nothing that systemd complains about', async () => {
    await inTemporaryFolder(async (folder) => {
      const files = await written({ ...BASE, project: folder, service: 'systemd', target: path.join(folder, 'a 100% $new "deploy"') });
      const unit = path.join(folder, 'app.service');
      await writeFile(unit, (await readFile(files[2]!, 'utf8')).replace('/usr/bin/gunicorn', '/bin/true'));
      const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
      expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('app.service'))).toEqual([]);
      expect(status).toBe(0);
    });
  });
});

describe('the commands that bring it live', () => {
  const target = "/srv/it's/deploy";
  const commandsOf = (more: Partial<DeploymentOptions>) =>
    deploymentLive({ ...BASE, target, ...more }).steps.map(({ usual, command }) => `${usual ? '' : '? '}${command}`);

  test('with supervisor', () => {
    expect(commandsOf({})).toEqual([
      '? sudo apt install nginx supervisor gunicorn',
      "sudo install -m 0644 '/srv/it'\\''s/deploy/supervisor/app.test.conf' /etc/supervisor/conf.d/app.test.conf",
      'sudo supervisorctl reread && sudo supervisorctl update',
      "sudo install -m 0644 '/srv/it'\\''s/deploy/nginx/app.test.conf' /etc/nginx/conf.d/app.test.conf",
      'sudo nginx -t',
      'sudo nginx -s reload',
    ]);
  });

  test('with systemd, and gunicorn of the virtual environment', () => {
    expect(commandsOf({ service: 'systemd', pythonHome: '/srv/env' }).slice(0, 3)).toEqual([
      '? sudo apt install nginx',
      "sudo install -m 0644 '/srv/it'\\''s/deploy/systemd/app.test.service' /etc/systemd/system/app.test.service",
      'sudo systemctl daemon-reload && sudo systemctl enable app.test && sudo systemctl restart app.test',
    ]);
  });

  test('put the files where they are read', () =>
    inTemporaryFolder(async (folder) => {
      const options = { ...BASE, target: path.join(folder, "it's $(here)") };
      const [site, , program] = await written(options);
      for (const place of ['supervisor', 'nginx']) await mkdir(path.join(folder, place), { recursive: true });
      const plan = deploymentLive(options);
      const copying = plan.steps.filter(({ title }) => title.startsWith('Copy'));
      const line = lineOf(plan, copying)
        .replaceAll('sudo ', '')
        .replaceAll(/\/etc\/(\w+)\/conf\.d/g, `${folder}/$1`);
      const { status, stderr } = spawnSync('/bin/sh', ['-c', line], { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      expect(await readFile(path.join(folder, 'supervisor/app.test.conf'), 'utf8')).toBe(await readFile(program!, 'utf8'));
      expect(await readFile(path.join(folder, 'nginx/app.test.conf'), 'utf8')).toBe(await readFile(site!, 'utf8'));
    }));
});

/** Names of folders as people and programs make them. */
const folderName = fc
  .string({ unit: fc.constantFrom(...'ab1 .-_\'"\\%;#{}[]()!&|<>*?~`^=,+@:äß漢'), minLength: 1, maxLength: 12 })
  .filter((name) => !/^\.{1,2}$/.test(name) && name.trim() === name && !name.endsWith('\\'));

describe('paths', () => {
  test('are read back by nginx as they are', { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      const made = await createCertificate({ names: ['app.test'], folder: path.join(folder, 'tls'), maker: 'builtin', keyType: 'ecdsa-p256' }, hostIn(folder));
      const [chain, key] = [await readFile(made.chain), await readFile(made.privateKey)];
      const ports = { 80: await freePort(), 443: await freePort() };
      await fc.assert(
        fc.asyncProperty(folderName, async (name) => {
          const odd = path.join(folder, 'odd', name);
          await mkdir(odd, { recursive: true });
          const [certificate, privateKey] = [path.join(odd, 'c.pem'), path.join(odd, 'k.pem')];
          await writeFile(certificate, chain);
          await writeFile(privateKey, key);
          const [site] = await written({ ...BASE, certificate, privateKey, target: path.join(folder, 'deploy') });
          const file = await nginxFile(path.join(folder, 'run'), site!, ports);
          const { status, stderr } = spawnSync(findNginx()!, ['-t', '-e', 'stderr', '-p', folder, '-c', file], { encoding: 'utf8' });
          expect(status, stderr).toBe(0);
        }),
        { numRuns: 60 },
      );
    });
  });

  test('are read back by Python and by supervisor as they are, or refused', { timeout: 60_000 }, async () => {
    const cases: { project: string; settings: string; python: string; ini: string }[] = [];
    await fc.assert(
      fc.asyncProperty(folderName, async (name) => {
        const options = { ...BASE, project: `/srv/${name}`, target: `/srv/${name}/deploy` };
        const isSpeakable = !/\s[;#]/.test(name);
        if (!isSpeakable) {
          expect(() => deploymentFiles(options)).toThrow('supervisor');
          return;
        }
        const [, settings, program] = deploymentFiles(options);
        cases.push({ project: options.project, settings: settings!.path, python: settings!.text, ini: program!.text });
      }),
      { numRuns: 200 },
    );
    const { status, stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', READ_BACK], { input: JSON.stringify(cases), encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual(cases.flatMap(({ project, settings }) => [{ project, directory: project, settings }]));
  });
});

/** Reads files as Python and supervisor do, with supervisor's own parser. */
const READ_BACK = `
import json, shlex, sys, tempfile, os
from supervisor.options import UnhosedConfigParser
found = []
for case in json.load(sys.stdin):
    names = {}
    exec(case["python"], names)
    parser = UnhosedConfigParser()
    parser.expansions = {}
    with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False, encoding="utf-8") as file:
        file.write(case["ini"])
    parser.read([file.name])
    os.unlink(file.name)
    section = parser.sections()[0]
    get = lambda option: parser.saneget(section, option)
    found.append({"project": names["chdir"], "directory": get("directory"), "settings": shlex.split(get("command"))[2]})
json.dump(found, sys.stdout)
`;

describe('refused, in words', () => {
  const target = '/srv/deploy';

  test.each<[string, Partial<DeploymentOptions>, string]>([
    ['an application that is none', { application: 'app' }, '“app” names no application'],
    ['a shell in the application', { application: 'app:app; rm -rf /' }, 'names no application'],
    ['what a function is given by no literal', { application: 'app:create_app(open("x"))' }, '“open("x")” cannot be given to a function by name'],
    ['settings that are no module', { djangoSettings: 'a b' }, '“a b” is no module of settings'],
    ['an address as the name', { serverName: '192.0.2.1' }, 'is an address'],
    ['a name that is none', { serverName: 'a b' }, 'a b'],
    ['a relative path', { project: 'site' }, 'The option project is an absolute path of the server'],
    ['a path of Windows', { certificate: 'C:\\tls\\app.pem' }, 'The option certificate is an absolute path of the server'],
    ['a line break in a path', { privateKey: '/srv/a\nb.pem' }, 'The option privateKey'],
    ['a variable of nginx in a path', { certificate: '/srv/$host.pem' }, 'cannot be told to nginx, because of $ in it'],
    ['a comment of supervisor in a path', { project: '/srv/a ;b' }, 'cannot be told to supervisor'],
    ['an account that is none', { user: 'root; true' }, 'is no name of an account'],
    ['a port that is none', { port: 70_000 }, 'is no port'],
    ['a service that is none', { service: 'cron' as 'systemd' }, 'one of supervisor, systemd'],
  ])('%s', (_, wrong, message) => {
    expect(() => deploymentFiles({ ...BASE, target, ...wrong })).toThrow(message);
  });

  test('deprecated forms are not written', () => {
    const text = deploymentFiles({ ...BASE, target })
      .map((file) => file.text)
      .join('');
    expect(text).not.toMatch(/ssl on|if \(!-f|rewrite /);
  });
});
