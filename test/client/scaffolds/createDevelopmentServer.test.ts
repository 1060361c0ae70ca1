// “Create HTTPS Development Server” as a person meets it, and by its options: what is asked, written and typed.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadeDevelopmentServer } from '../../../client/src/commands/scaffolds/createDevelopmentServer.ts';
import { editor, Uri } from '../../kit/vscode.ts';
import { answering } from '../../scaffolds/scripts.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateDevelopmentServer } = await import('../../../client/src/commands/scaffolds/createDevelopmentServer.ts');

const COMMAND = 'apacheWsgiTls.createDevelopmentServer';
const FLASK = 'from flask import Flask\n\napp = Flask(__name__)\n';
const FACTORY = 'from flask import Flask\n\ndef create_app(mode):\n    return Flask(mode)\n';
const DJANGO = { 'manage.py': '', 'shop/__init__.py': '', 'shop/settings.py': 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nMIDDLEWARE = []\n' };
const TLS = { 'tls/app.test-fullchain.pem': '', 'tls/app.test-key.pem': '' };
const OPTIONS = { certificate: 'tls/app.test-fullchain.pem', privateKey: 'tls/app.test-key.pem' };

let folder = '';
beforeEach(() => {
  registerCreateDevelopmentServer(answering);
  editor.reset();
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'apacheconf-https-')));
  editor.folders = [folder];
  write(TLS);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const next = () => editor.prompt();
const at = (name: string) => path.join(folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const made = (options: object = {}) => editor.run<MadeDevelopmentServer>(COMMAND, { project: folder, ...OPTIONS, ...options });

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
  }
}

describe('by its options', () => {
  test('asks nothing, writes the script and gives the command', async () => {
    write({ 'src/app.py': FLASK, '.venv/pyvenv.cfg': 'version = 3.11.2\n', '.venv/bin/python': '' });
    const { files, command, shell, notes } = await made({ port: 8443 });
    expect([files, shell]).toEqual([[at('src/run_https.py')], 'sh']);
    expect(command).toBe(
      `cd ${at('src')} && ${at('.venv/bin/python')} -m flask --app app:app --debug run --port 8443 --cert ${at('tls/app.test-fullchain.pem')} --key ${at('tls/app.test-key.pem')}`,
    );
    expect(notes).toEqual([expect.stringContaining('https://NAME:8443')]);
    expect(text('src/run_https.py')).toContain('app.run(host="127.0.0.1", port=8443, ssl_context=(CERTIFICATE, PRIVATE_KEY), debug=True)');
    expect(text('src/run_https.py')).toContain('CERTIFICATE = os.path.join(HERE, "..", "tls", "app.test-fullchain.pem")');
    expect([editor.said, editor.previewed, editor.terminals, editor.pending()]).toEqual([[], [], [], []]);
  });

  test('writes nothing for Django, and gives the command of gunicorn', async () => {
    write(DJANGO);
    const { files, command, notes } = await made({ pythonHome: '' });
    expect(files).toEqual([]);
    expect(command).toMatch(/ --bind 127\.0\.0\.1:5443 --reload --env DJANGO_SETTINGS_MODULE=shop\.settings 'django\.core\.wsgi:get_wsgi_application\(\)'$/);
    expect(notes).toHaveLength(2);
  });

  test.each<[string, Record<string, string>, object, string]>([
    ['no project', {}, { project: undefined }, 'The option project is missing'],
    ['no certificate', { 'app.py': FLASK }, { certificate: undefined }, 'The option certificate is missing'],
    ['a certificate that is not there', { 'app.py': FLASK }, { certificate: 'none.pem' }, '“Create Development Certificate” makes a certificate with its key'],
    ['a port of administrators', { 'app.py': FLASK }, { port: 443 }, '“443” is no port for a server that you start yourself'],
    ['two applications', { 'app.py': FLASK, 'admin.py': FLASK }, {}, 'has 2 applications'],
    ['a function without its values', { 'shop.py': FACTORY }, {}, 'has to be given mode'],
    ['a file that is there', { 'app.py': FLASK, 'run_https.py': 'mine\n' }, {}, 'run_https.py” is there already, and was left as it is'],
  ])('rejects %s, and writes nothing', async (_, files, options, message) => {
    write(files);
    const before = readdirSync(folder);
    await expect(made(options)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual(before);
    if ('run_https.py' in files) expect(text('run_https.py')).toBe('mine\n');
  });
});

describe('by questions', () => {
  test('asks for the certificate, shows the script before it is written, and starts it', async () => {
    write({ 'app.py': FLASK, 'run_https.py': 'mine\n' });
    const run = editor.run<MadeDevelopmentServer>(COMMAND, Uri.file(folder));
    const certificate = await next();
    expect([certificate.title, certificate.step, certificate.active]).toEqual(['Create HTTPS Development Server', '1/2', 'app.test-fullchain.pem']);
    certificate.accept();
    (await next()).accept();
    const done = await next();
    expect([done.title, editor.previewed]).toEqual(['run_https-2.py is made. It serves with app.test-fullchain.pem.', [at('run_https-2.py')]]);
    expect(editor.active?.document.uri.fsPath).toBe(at('run_https-2.py'));
    done.pick('Start It');
    const shown = await next();
    expect(shown.question).toMatch(/python3 -m flask --app app:app .*\n\nIt answers at https:.*\n\nIt is typed into a new terminal and runs there at once\.$/s);
    shown.pick('Type into Terminal');
    expect((await run)!.files).toEqual([at('run_https-2.py')]);
    expect(editor.terminals[0]).toMatchObject({
      name: 'HTTPS Development Server',
      options: { shellPath: '/bin/sh' },
      typed: [{ text: expect.stringContaining('flask --app app:app'), execute: true }],
    });
  });

  test('asks which application, what it is given, and which Python', async () => {
    write({ 'app.py': FLASK, 'shop.py': FACTORY, 'venv/pyvenv.cfg': 'version = 3.11.2\n', 'venv/bin/python': '' });
    const run = editor.run<MadeDevelopmentServer>(COMMAND, { prefill: OPTIONS });
    (await next()).pick('shop:create_app');
    (await next()).enter('"live"');
    (await next()).pick('venv');
    (await next()).dismiss();
    expect((await run)!.command).toContain(`${at('venv/bin/python')} -m flask --app 'shop:create_app("live")'`);
    expect(text('run_https.py')).toContain('    create_app("live").run(');
    expect(editor.terminals).toEqual([]);
  });

  test('shows the command for Django at once', async () => {
    write(DJANGO);
    const run = editor.run<MadeDevelopmentServer>(COMMAND, { prefill: OPTIONS });
    const shown = await next();
    expect(shown.question).toContain('runserver speaks no TLS');
    shown.pick('Copy');
    await run;
    expect(editor.clipboard).toContain('gunicorn --certfile');
  });

  test('offers another folder, or a name, where nothing was found', async () => {
    write({ 'shop.py': 'app = load()\n' });
    const run = editor.run<MadeDevelopmentServer>(COMMAND, { prefill: OPTIONS });
    (await next()).pick('Enter Its Name...');
    (await next()).enter('shop:app');
    (await next()).dismiss();
    expect((await run)!.command).toContain('gunicorn');
  });

  test('says why what was found cannot be started', async () => {
    write({ 'app.py': 'from fastapi import FastAPI\napp = FastAPI()\n' });
    expect(await editor.run(COMMAND)).toBeUndefined();
    expect(editor.messages('error')[0]).toContain('made with FastAPI and is no WSGI application');
  });

  test('types nothing in a workspace that is not trusted', async () => {
    write({ 'app.py': FLASK });
    editor.trusted = false;
    const run = editor.run(COMMAND, { prefill: OPTIONS });
    (await next()).pick('Start It');
    await run;
    expect(editor.messages('error')[0]).toContain('This workspace is not trusted');
    expect(editor.terminals).toEqual([]);
  });
});
