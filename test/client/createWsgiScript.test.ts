// “Create WSGI Script” as a person meets it, and by its options: what is asked, what is written, and that nothing is lost.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadeScript } from '../../client/src/commands/scaffolds/createWsgiScript.ts';
import { editor, Uri } from '../kit/vscode.ts';
import { answering, COMMAND } from '../scaffolds/scripts.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { registerCreateWsgiScript } = await import('../../client/src/commands/scaffolds/createWsgiScript.ts');

const FLASK = 'from flask import Flask\n\napp = Flask(__name__)\n';
const FACTORY = 'from flask import Flask\n\ndef create_app(mode):\n    return Flask(mode)\n';
const FASTAPI = 'from fastapi import FastAPI\n\napp = FastAPI()\n';
const PROGRAM = 'from flask import Flask\n\nif __name__ == "__main__":\n    app = Flask(__name__)\n';

let folder = '';
beforeEach(() => {
  registerCreateWsgiScript(answering);
  editor.reset();
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'apacheconf-command-')));
  editor.folders = [folder];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const next = () => editor.prompt();
const at = (name: string) => path.join(folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const made = (options: object = {}) => editor.run<MadeScript>(COMMAND, { project: folder, ...options });

/** The last line of a script. */
const last = (name: string) => text(name).trimEnd().split('\n').at(-1);

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
  }
}

/** Makes what a virtual environment is known by. */
function environment(name: string): void {
  write({ [`${name}/pyvenv.cfg`]: 'version = 3.11.2\n', [`${name}/bin/python`]: '' });
}

describe('by its options', () => {
  test('asks nothing, writes the script and says what goes with it', async () => {
    write({ 'src/shop/__init__.py': FLASK });
    environment('.venv');
    expect(await made()).toEqual({ files: [at('app.wsgi')], importedFrom: at('src'), pythonHome: at('.venv'), notes: [] });
    expect(last('app.wsgi')).toBe('from shop import app as application');
    expect(text('app.wsgi')).toContain(`python-home=${at('.venv')}`);
    expect([editor.said, editor.previewed, editor.pending()]).toEqual([[], [], []]);
  });

  test('takes paths from the folder of the workspace on, and makes folders', async () => {
    write({ 'shop/app.py': FLASK, 'envs/one/bin/python3': '' });
    const { files, pythonHome } = await made({ project: 'shop', target: '${workspaceFolder}/deploy/wsgi/shop.wsgi', pythonHome: 'envs/one' });
    expect([files, pythonHome]).toEqual([[at('deploy/wsgi/shop.wsgi')], at('envs/one')]);
  });

  test('takes the application that is named, and what its function is given', async () => {
    write({ 'app.py': FLASK, 'admin.py': FLASK, 'shop.py': FACTORY });
    await made({ application: 'admin:app', target: at('1.wsgi') });
    await made({ application: 'shop:create_app("live")', target: at('2.wsgi') });
    expect([last('1.wsgi'), last('2.wsgi')]).toEqual(['from admin import app as application', 'application = create_app("live")']);
  });

  test('leaves the environment out where that is asked for', async () => {
    write({ 'app.py': FLASK });
    environment('.venv');
    expect((await made({ pythonHome: '' })).pythonHome).toBeNull();
    expect(text('app.wsgi')).not.toContain('python-home=/');
  });

  test('says what the person should know', async () => {
    write({ 'app.py': `${FLASK}app.run()\n`, 'poetry.lock': '' });
    const { notes } = await made();
    expect(notes).toEqual([
      'Line 4 of app.py starts a server of its own when the file is imported, and no request is answered. Put it below if __name__ == "__main__".',
      expect.stringContaining('poetry config virtualenvs.in-project true'),
    ]);
    write({ '.venv/pyvenv.cfg': '' });
    expect((await made({ target: at('2.wsgi') })).notes[1]).toContain('has lost its Python');
  });

  test('says that a module is hidden by one of Python’s own', async () => {
    write({ 'site.py': FLASK });
    expect((await made()).notes).toEqual([expect.stringContaining('is imported as site, and Python has a module of that name loaded already')]);
  });

  test('says that settings for development go live', async () => {
    const wsgi =
      'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings.dev")\napplication = get_wsgi_application()\n';
    write({ 'mysite/__init__.py': '', 'mysite/wsgi.py': wsgi });
    expect((await made()).notes).toEqual([expect.stringContaining('The script names the settings “site.settings.dev”')]);
    write({ 'mysite/wsgi.py': wsgi.replace('.dev', '.live') });
    expect((await made({ target: at('2.wsgi') })).notes).toEqual([]);
  });

  test.each([
    ['no project', {}, { project: undefined }, 'The option project is missing'],
    ['a project that is not there', {}, { project: '/nowhere/at/all' }, '“/nowhere/at/all” is no folder'],
    ['a project that is a file', { 'app.py': FLASK }, { project: 'app.py' }, 'app.py” is no folder'],
    ['a folder with a backslash', { 'a\\b/app.py': FLASK }, { project: 'a\\b' }, 'has a backslash in it'],
    ['an empty folder', { 'README.md': '' }, {}, 'No WSGI application was found in'],
    [
      'two applications',
      { 'app.py': FLASK, 'admin.py': FLASK },
      {},
      'has 2 applications: “app:app”, “admin:app”. Say which one is meant by the option application.',
    ],
    ['a name that is not there', { 'app.py': FLASK }, { application: 'app:shop' }, 'There is no “app:shop” in'],
    ['a name that is there twice', { 'a/app.py': FLASK, 'b/app.py': FLASK }, { application: 'app:app' }, 'is there more than once'],
    [
      'a function that lacks its values',
      { 'shop.py': FACTORY },
      {},
      '“shop:create_app” has to be given mode. Name it with its values, such as “shop:create_app("production")”',
    ],
    ['values that are no literals', { 'shop.py': FACTORY }, { application: 'shop:create_app(open("x"))' }, 'cannot be written into the script'],
    ['values for no function', { 'app.py': FLASK }, { application: 'app:app("x")' }, 'is no function that makes an application'],
    [
      'ASGI',
      { 'app.py': FASTAPI },
      {},
      '“app:app” is made with FastAPI and speaks ASGI; mod_wsgi speaks WSGI and cannot call it. Put the adapter a2wsgi in between',
    ],
    ['a server of its own', { 'app.py': 'from aiohttp import web\napp = web.Application()\n' }, {}, 'is made with aiohttp, which is a server itself'],
    ['what a program alone makes', { 'app.py': PROGRAM }, {}, '“app:app” (line 4 of “app.py”) is made only where the file is run as a program'],
    ['what a function keeps', { 'app.py': 'from flask import Flask\ndef main():\n    app = Flask("x")\n' }, {}, 'is made inside of a function'],
    ['a Python that is none', { 'app.py': FLASK, 'x/bin/python': '' }, { pythonHome: 'x/bin' }, 'is not the root of a Python'],
    ['an adapter that nobody knows', { 'app.py': FASTAPI }, { adapter: 'b2wsgi' }, 'The option adapter is one of a2wsgi'],
    ['an import path that nobody knows', { 'app.py': FLASK }, { importPath: 'x' }, 'The option importPath is one of configuration, script'],
    ['a number for a name', { 'app.py': FLASK }, { application: 5 }, 'The option application is a text'],
  ])('rejects %s, and writes nothing', async (_, files, options, message) => {
    write(files);
    await expect(made(options)).rejects.toThrow(message);
    expect(readdirSync(folder).filter((name) => name.endsWith('.wsgi'))).toEqual([]);
    expect(editor.said).toEqual([]);
  });

  test('never writes over a file', async () => {
    write({ 'app.py': FLASK, 'app.wsgi': 'mine\n' });
    await expect(made()).rejects.toThrow('app.wsgi” is there already, and was left as it is');
    expect(text('app.wsgi')).toBe('mine\n');
  });

  test('says where the file cannot be made', async () => {
    write({ 'app.py': FLASK });
    await expect(made({ target: at('app.py/app.wsgi') })).rejects.toThrow('Nothing was written');
    editor.editable = false;
    await expect(made()).rejects.toThrow('Choose a folder that you may write to');
  });

  test('says that the server has to run', async () => {
    registerCreateWsgiScript({ isRunning: () => false } as never);
    await expect(made()).rejects.toThrow('is not running. Restart it with “Restart Language Server”');
  });
});

describe('by questions', () => {
  test('asks no more than where the script goes, shows it before it is written, opens it and leads on', async () => {
    write({ 'app.py': FLASK });
    const run = editor.run<MadeScript>(COMMAND);
    const target = await next();
    expect([target.title, target.step, target.value]).toEqual(['Create WSGI Script', '1/1', at('app.wsgi')]);
    target.accept();
    (await next()).pick('Create Virtual Host');
    expect(await run).toEqual({ files: [at('app.wsgi')], importedFrom: folder, pythonHome: null, notes: [] });
    expect(editor.previewed).toEqual([at('app.wsgi')]);
    expect(editor.active?.document.uri.fsPath).toBe(at('app.wsgi'));
    expect(editor.ran).toEqual([['apacheWsgiTls.createVirtualHost', { prefill: { script: at('app.wsgi'), project: folder } }]]);
  });

  test('asks which application, what it is given, and which Python', async () => {
    write({ 'app.py': FLASK, 'shop.py': FACTORY });
    environment('venv');
    environment('.venv');
    const run = editor.run<MadeScript>(COMMAND, Uri.file(folder));
    const application = await next();
    expect(application.choices).toEqual([
      expect.objectContaining({ label: 'app:app', description: 'Flask, application', detail: `${at('app.py')}:3` }),
      expect.objectContaining({ label: 'shop:create_app', description: 'Flask, function that makes it' }),
    ]);
    application.pick('shop:create_app');
    const values = await next();
    expect([values.step, values.question]).toEqual(['2/4', expect.stringContaining('It asks for mode.')]);
    values.type('');
    expect(values.problem).toContain('has to be given mode');
    values.type('live');
    expect(values.problem).toContain('cannot be written into the script');
    values.back();
    const again = await next();
    expect([again.step, again.active]).toEqual(['1/4', 'shop:create_app']);
    again.accept();
    (await next()).enter('"live"');
    const python = await next();
    expect([python.step, python.labels, python.active]).toEqual(['3/4', ['.venv', 'venv', 'The System’s Python'], '.venv']);
    python.pick('venv');
    (await next()).accept();
    (await next()).dismiss();
    expect((await run).pythonHome).toBe(at('venv'));
    expect(last('app.wsgi')).toBe('application = create_app("live")');
  });

  test('keeps apart what has the same name in two folders', async () => {
    write({ 'api/app.py': FLASK, 'web/app.py': FLASK });
    const run = editor.run<MadeScript>(COMMAND);
    const application = await next();
    expect(application.labels).toEqual(['app:app in api', 'app:app in web']);
    application.pick('app:app in web');
    (await next()).accept();
    (await next()).dismiss();
    expect((await run).importedFrom).toBe(at('web'));
  });

  test('asks for another name where the file is there', async () => {
    write({ 'app.py': FLASK, 'app.wsgi': 'mine\n' });
    const run = editor.run<MadeScript>(COMMAND, Uri.file(at('app.py')));
    const target = await next();
    expect(target.value).toBe(at('app-2.wsgi'));
    target.type('deploy');
    expect(target.problem).toContain('Enter the name of a file');
    target.enter('app.wsgi');
    const again = await next();
    expect(again.problem).toContain('This file is there already');
    again.enter('deploy/app.wsgi');
    (await next()).dismiss();
    expect((await run).files).toEqual([at('deploy/app.wsgi')]);
    expect(text('app.wsgi')).toBe('mine\n');
  });

  test('asks which folder where several are open', async () => {
    write({ 'one/app.py': FLASK, 'two/app.py': FLASK });
    editor.folders = [at('one'), at('two')];
    const run = editor.run<MadeScript>(COMMAND);
    (await next()).pick('two');
    (await next()).accept();
    (await next()).dismiss();
    expect((await run).files).toEqual([at('two/app.wsgi')]);
  });

  test('says that nothing was written where the person discards what is shown', async () => {
    write({ 'app.py': FLASK });
    editor.agrees = false;
    const run = editor.run(COMMAND);
    (await next()).accept();
    (await next()).pick('Discard');
    expect(await run).toBeUndefined();
    expect(editor.messages('error')[0]).toContain('were discarded');
    expect(readdirSync(folder)).toEqual(['app.py']);
  });
});

describe('where there is nothing to serve', () => {
  test('without a folder it offers to open one', async () => {
    editor.folders = [];
    const run = editor.run(COMMAND);
    (await next()).pick('Open Folder...');
    expect(await run).toBeUndefined();
    expect(editor.ran).toEqual([['vscode.openFolder']]);
  });

  test('it offers another folder', async () => {
    write({ 'docs/readme.md': '', 'code/app.py': FLASK });
    const run = editor.run<MadeScript>(COMMAND, Uri.file(at('docs')));
    const nothing = await next();
    expect([nothing.title, nothing.labels]).toEqual([
      expect.stringContaining('No WSGI application was found'),
      ['Choose Another Folder...', 'Enter Its Name...'],
    ]);
    nothing.pick('Choose Another Folder...');
    (await next()).pick(at('code'));
    (await next()).accept();
    (await next()).dismiss();
    expect((await run).files).toEqual([at('code/app.wsgi')]);
  });

  test('it takes a name that the person knows', async () => {
    write({ 'shop.py': 'app = load()\n' });
    const run = editor.run<MadeScript>(COMMAND);
    (await next()).pick('Enter Its Name...');
    (await next()).enter('shop:app');
    (await next()).accept();
    (await next()).dismiss();
    await run;
    expect(last('app.wsgi')).toBe('from shop import app as application');
  });

  test('it puts ASGI behind the adapter, if the person wants', async () => {
    write({ 'app.py': FASTAPI });
    const run = editor.run<MadeScript>(COMMAND);
    const told = await next();
    expect([told.title, told.labels]).toEqual([
      expect.stringContaining('made with FastAPI and speaks ASGI'),
      ['Use a2wsgi', 'Show the Line', 'Choose Another Folder...'],
    ]);
    told.pick('Use a2wsgi');
    (await next()).accept();
    (await next()).dismiss();
    await run;
    expect(last('app.wsgi')).toBe('application = ASGIMiddleware(app)');
  });

  test('it leads to the line that keeps the application from being there', async () => {
    write({ 'app.py': PROGRAM });
    const run = editor.run(COMMAND);
    (await next()).pick('Show the Line');
    expect(await run).toBeUndefined();
    expect([editor.active?.document.uri.fsPath, editor.active?.selection.active.line]).toEqual([at('app.py'), 3]);
  });

  test('it says that the server has to run', async () => {
    registerCreateWsgiScript({ isRunning: () => false } as never);
    expect(await editor.run(COMMAND)).toBeUndefined();
    expect(editor.messages('error')[0]).toContain('is not running');
  });
});
