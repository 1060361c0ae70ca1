// “Create Deployment” as a person meets it, and by its options: what is asked, what is written, and that nothing is lost.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadeDeployment } from '../../../client/src/commands/scaffolds/createDeployment.ts';
import { editor, Uri } from '../../kit/vscode.ts';
import { answering } from '../../scaffolds/scripts.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateDeployment } = await import('../../../client/src/commands/scaffolds/createDeployment.ts');

const COMMAND = 'apacheWsgiTls.createDeployment';
const FLASK = 'from flask import Flask\n\napp = Flask(__name__)\n';
const FACTORY = 'from flask import Flask\n\ndef create_app(mode):\n    return Flask(mode)\n';
const DJANGO = { 'manage.py': '', 'shop/__init__.py': '', 'shop/settings.py': 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nMIDDLEWARE = []\n' };
const SITE = { serverName: 'app.test', certificate: '/etc/ssl/app.test.pem', privateKey: '/etc/ssl/app.test-key.pem' };

let folder = '';
beforeEach(() => {
  registerCreateDeployment(answering);
  editor.reset();
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'apacheconf-deploy-')));
  editor.folders = [folder];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const next = () => editor.prompt();
const at = (name: string) => path.join(folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const made = (options: object = {}) => editor.run<MadeDeployment>(COMMAND, { project: folder, target: 'deploy', ...SITE, ...options });

/** A line of gunicorn's settings. */
const setting = (name: string) => new RegExp(`^${name} = (.*)$`, 'm').exec(text('deploy/gunicorn.conf.py'))?.[1];

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
  }
}

describe('by its options', () => {
  test('asks nothing, writes the files, and says what brings them live', async () => {
    write({ 'src/app.py': FLASK });
    const { files, live, ...rest } = await made();
    expect(files).toEqual([at('deploy/nginx/app.test.conf'), at('deploy/gunicorn.conf.py'), at('deploy/supervisor/app.test.conf')]);
    expect(rest).toEqual({ application: 'app:app', importedFrom: at('src'), pythonHome: null, notes: [] });
    expect(live.steps.map(({ command }) => command)).toContain(`sudo install -m 0644 ${files[0]} /etc/nginx/conf.d/app.test.conf`);
    expect([setting('wsgi_app'), setting('chdir')]).toEqual(['"app:app"', JSON.stringify(at('src'))]);
    expect(text('deploy/nginx/app.test.conf')).toContain('ssl_certificate /etc/ssl/app.test.pem;');
    expect([editor.said, editor.previewed, editor.pending()]).toEqual([[], [], []]);
  });

  test('takes the application that is named, what its function is given, and systemd', async () => {
    write({ 'app.py': FLASK, 'shop.py': FACTORY });
    const { files, application } = await made({ application: 'shop:create_app("live")', service: 'systemd', aliases: ['www.app.test'] });
    expect([application, path.basename(files[2]!)]).toEqual(['shop:create_app("live")', 'app.test.service']);
    expect(setting('wsgi_app')).toBe('"shop:create_app(\\"live\\")"');
    expect(text('deploy/nginx/app.test.conf')).toContain('server_name app.test www.app.test;');
  });

  test('knows Django by its settings, and by its own module', async () => {
    write(DJANGO);
    const { application, notes } = await made();
    expect([application, setting('raw_env')]).toEqual(['django.core.wsgi:get_wsgi_application()', '["DJANGO_SETTINGS_MODULE=shop.settings"]']);
    expect(notes).toEqual([expect.stringContaining('"app.test" have to be there')]);
    write({ 'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n' });
    expect((await made({ target: 'other' })).application).toBe('shop.wsgi:application');
  });

  test('takes gunicorn from the virtual environment, and says where it is missing', async () => {
    write({ 'app.py': FLASK, '.venv/pyvenv.cfg': 'version = 3.11.2\n', '.venv/bin/python': '' });
    const { pythonHome, notes } = await made();
    expect([pythonHome, notes]).toEqual([at('.venv'), [expect.stringContaining(`${at('.venv')}/bin/pip install gunicorn`)]]);
    expect(text('deploy/supervisor/app.test.conf')).toContain(`command=${at('.venv')}/bin/gunicorn --config`);
    write({ '.venv/bin/gunicorn': '' });
    expect((await made({ target: '2' })).notes).toEqual([]);
    expect((await made({ target: '3', pythonHome: '' })).pythonHome).toBeNull();
  });

  test('an application on another machine is taken as it is named', async () => {
    const { application, importedFrom, pythonHome, notes } = await made({ project: '/srv/elsewhere', application: 'shop.web:app', pythonHome: '/srv/env' });
    expect([application, importedFrom, pythonHome]).toEqual(['shop.web:app', '/srv/elsewhere', '/srv/env']);
    expect(notes).toEqual([expect.stringMatching(/^“shop\.web:app” was taken as it is named\. “\/srv\/elsewhere” is no folder/)]);
  });

  test.each<[string, Record<string, string>, object, string]>([
    ['no project', {}, { project: '' }, 'The option project is missing'],
    ['no name', { 'app.py': FLASK }, { serverName: undefined }, 'The option serverName is missing'],
    ['no target', { 'app.py': FLASK }, { target: undefined }, 'The option target is missing'],
    ['nothing to serve', { 'a.txt': '' }, {}, 'No WSGI application was found'],
    ['several applications', { 'app.py': FLASK, 'admin.py': FLASK }, {}, 'has 2 applications'],
    ['a name that is none', { 'app.py': FLASK }, { application: 'shop' }, 'There is no “shop” in'],
    ['a factory without its values', { 'shop.py': FACTORY }, {}, 'has to be given mode'],
    ['values for no function', { 'app.py': FLASK }, { application: 'app:app("x")' }, 'is no function that makes an application'],
    ['ASGI', { 'app.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }, { application: 'app:app' }, 'made with FastAPI and is no WSGI application'],
    [
      'what has no name in a module',
      { 'app.py': 'from bottle import route, run\n\n@route("/")\ndef index():\n    return "x"\n' },
      {},
      'Make one with “Create WSGI Script”: the file wsgi.py in',
    ],
    ['a certificate on Windows', { 'app.py': FLASK }, { certificate: 'C:\\tls\\app.pem' }, 'The option certificate is an absolute path of the server'],
    ['a path that nginx cannot be told', { 'app.py': FLASK }, { certificate: '/etc/$a.pem' }, 'cannot be told to nginx'],
    ['an address for a name', { 'app.py': FLASK }, { serverName: '192.0.2.1' }, 'is an address'],
  ])('rejects %s, and writes nothing', async (_, files, options, message) => {
    write(files);
    await expect(made(options)).rejects.toThrow(message);
    expect(readdirSync(folder).filter((name) => name === 'deploy')).toEqual([]);
  });

  test('never writes over a file: all of them are left out', async () => {
    write({ 'app.py': FLASK, 'deploy/supervisor/app.test.conf': 'mine\n' });
    await expect(made()).rejects.toThrow('supervisor/app.test.conf” is there already');
    expect(readdirSync(at('deploy'))).toEqual(['supervisor']);
    expect(text('deploy/supervisor/app.test.conf')).toBe('mine\n');
  });
});

describe('by questions', () => {
  test('asks for what is not known, shows the files before they are written, and leads on to bring them live', async () => {
    write({ 'app.py': FLASK, 'tls/app.test.pem': '', 'tls/app.test-fullchain.pem': '', 'tls/app.test-key.pem': '', 'tls/other.pem': '' });
    const run = editor.run<MadeDeployment>(COMMAND);
    const names = await next();
    expect([names.title, names.step]).toEqual(['Create Deployment', '1/5']);
    names.type('192.0.2.1');
    expect(names.problem).toContain('is an address');
    names.enter('app.test www.app.test');
    const certificate = await next();
    expect(certificate.labels).toEqual(['app.test-fullchain.pem', 'Enter a Path…', 'Browse…']);
    expect(certificate.question).toContain('“Create Development Certificate” makes one');
    certificate.accept();
    const key = await next();
    expect(key.labels).toEqual(['app.test-key.pem', 'Enter a Path…', 'Browse…']);
    key.accept();
    const service = await next();
    expect([service.labels, service.active]).toEqual([['supervisor', 'systemd'], 'supervisor']);
    service.pick('systemd');
    const target = await next();
    expect(target.value).toBe(at('deploy'));
    target.accept();
    const done = await next();
    expect(done.title).toContain('The files for app.test are made');
    expect(editor.previewed).toEqual([at('deploy/nginx/app.test.conf'), at('deploy/gunicorn.conf.py'), at('deploy/systemd/app.test.service')]);
    expect(editor.active?.document.uri.fsPath).toBe(at('deploy/nginx/app.test.conf'));
    expect(text('deploy/nginx/app.test.conf')).toContain(`ssl_certificate ${at('tls/app.test-fullchain.pem')};`);
    done.pick('Bring It Live');
    const steps = await next();
    expect(steps.ticked).toEqual(['Copy the unit', 'Start gunicorn', 'Copy the site', 'Check', 'Reload']);
    steps.accept();
    (await next()).pick('Type into Terminal');
    await run;
    expect(editor.terminals[0]).toMatchObject({
      name: 'Bring It Live: app.test',
      typed: [{ text: expect.stringMatching(/^sudo install .* && sudo nginx -t && sudo nginx -s reload$/), execute: false }],
    });
  });

  test('asks which application, what it is given, and which Python', async () => {
    write({ 'app.py': FLASK, 'shop.py': FACTORY, 'venv/pyvenv.cfg': 'version = 3.11.2\n', 'venv/bin/python': '' });
    const run = editor.run<MadeDeployment>(COMMAND, { prefill: { ...SITE, service: 'supervisor' } });
    (await next()).pick('shop:create_app');
    (await next()).enter('"live"');
    (await next()).pick('The System’s Python');
    const target = await next();
    expect(target.step).toBe('4/4');
    target.enter('../there');
    (await next()).dismiss();
    const { application, pythonHome, files } = (await run)!;
    expect([application, pythonHome, files[1]]).toEqual(['shop:create_app("live")', null, path.join(path.dirname(folder), 'there/gunicorn.conf.py')]);
    rmSync(path.join(path.dirname(folder), 'there'), { recursive: true });
  });

  test('takes an application by its name where none was found, and paths of a server as they are typed', async () => {
    write({ 'shop.py': 'app = load()\n' });
    const run = editor.run<MadeDeployment>(COMMAND, Uri.file(folder));
    const application = await next();
    expect(application.question).toContain('No WSGI application was found');
    application.type('shop');
    expect(application.problem).toContain('names no application');
    application.enter('shop:app');
    (await next()).enter('app.test');
    const certificate = await next();
    expect(certificate.labels).toEqual(['Enter a Path…', 'Browse…']);
    certificate.pick('Enter a Path…');
    (await next()).back();
    (await next()).pick('Enter a Path…');
    const typed = await next();
    typed.type('tls/a.pem');
    expect(typed.problem).toBe('Enter an absolute path.');
    typed.enter('/etc/ssl/a.pem');
    (await next()).pick('Browse…');
    (await next()).pick('/etc/ssl/a.key');
    (await next()).accept();
    (await next()).accept();
    (await next()).dismiss();
    expect((await run)!.application).toBe('shop:app');
    expect(text('deploy/nginx/app.test.conf')).toMatch(/ssl_certificate \/etc\/ssl\/a\.pem;\n\s+ssl_certificate_key \/etc\/ssl\/a\.key;/);
  });

  test('asks for another folder where a deployment is there', async () => {
    write({ 'app.py': FLASK, 'deploy/gunicorn.conf.py': 'mine\n' });
    const run = editor.run<MadeDeployment>(COMMAND, { prefill: { ...SITE, service: 'supervisor' } });
    (await next()).accept();
    const again = await next();
    expect(again.problem).toContain('A deployment is there already');
    again.enter('deploy-2');
    (await next()).dismiss();
    expect((await run)!.files[1]).toBe(at('deploy-2/gunicorn.conf.py'));
    expect(text('deploy/gunicorn.conf.py')).toBe('mine\n');
  });

  test('says that nothing was written where the person discards what is shown', async () => {
    write({ 'app.py': FLASK });
    editor.agrees = false;
    const run = editor.run(COMMAND, { prefill: { ...SITE, service: 'supervisor' } });
    (await next()).accept();
    (await next()).pick('Discard');
    expect(await run).toBeUndefined();
    expect(editor.messages('error')[0]).toContain('were discarded');
  });

  test('types nothing in a workspace that is not trusted', async () => {
    write({ 'app.py': FLASK });
    editor.trusted = false;
    const run = editor.run(COMMAND, { prefill: { ...SITE, service: 'supervisor' } });
    (await next()).accept();
    (await next()).pick('Bring It Live');
    await run;
    expect(editor.messages('error')[0]).toContain('This workspace is not trusted');
    expect(editor.terminals).toEqual([]);
  });
});
