// “Create mod_wsgi-express Command” and the way back, as a person meets them and by their options, with the built server.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadeExpress } from '../../client/src/commands/scaffolds/createExpressCommand.ts';
import type { MadeFromExpress } from '../../client/src/commands/scaffolds/createFromExpress.ts';
import { LspClient } from '../kit/lspClient.ts';
import { editor, Uri } from '../kit/vscode.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { registerCreateExpressCommand } = await import('../../client/src/commands/scaffolds/createExpressCommand.ts');
const { registerCreateFromExpress } = await import('../../client/src/commands/scaffolds/createFromExpress.ts');

const THERE = 'apacheWsgiTls.createExpressCommand';
const BACK = 'apacheWsgiTls.createVirtualHostFromExpress';
const host = (name: string, port: number) => `<VirtualHost *:${port}>\n    ServerName ${name}\n    WSGIScriptAlias / /srv/${name}/app.wsgi\n</VirtualHost>\n`;
const COMMAND = 'mod_wsgi-express start-server /srv/blog/app.wsgi --port 8080 --server-name blog.test --trust-proxy 10.0.0.5';

let server: LspClient;
let isRunning = true;
let folder = '';
beforeAll(async () => {
  server = await LspClient.start();
  registerCreateExpressCommand({ isRunning: () => isRunning, sendRequest: (method: string, params: unknown) => server.request(method, params) } as never);
  registerCreateFromExpress();
});
afterAll(() => server.stop());
beforeEach(() => {
  editor.reset();
  isRunning = true;
  folder = mkdtempSync(path.join(tmpdir(), 'apacheconf-command-'));
  editor.folders = [folder];
  editor.settings = { platform: 'debian' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const next = () => editor.prompt();

/** A file that the server has open, as the editor would tell it. */
async function opened(name: string, text: string): Promise<string> {
  writeFileSync(at(name), text);
  await server.open(`file://${at(name)}`, text);
  return at(name);
}

describe('there, by its options', () => {
  test('gives the command in its three forms, and runs nothing', async () => {
    const source = await opened('two.conf', host('blog.test', 8080) + host('shop.test', 8081));
    const made = await editor.run<MadeExpress>(THERE, { source, line: 6 });
    expect(made.command).toBe(
      'mod_wsgi-express start-server /srv/shop.test/app.wsgi \\\n    --port 8081 \\\n    --server-name shop.test \\\n    --threads 15 \\\n    --working-directory /srv/shop.test',
    );
    expect(made.setup).toContain('mod_wsgi-express setup-server /srv/shop.test/app.wsgi');
    expect(made.setup).toContain('--server-root /etc/mod_wsgi-express-8081');
    expect(made.task).toMatchObject({ label: 'mod_wsgi-express: shop.test', type: 'process', command: 'mod_wsgi-express' });
    expect(made.notes).toEqual([expect.stringContaining('has limits of its own')]);
    expect((await editor.run<MadeExpress>(THERE, { source: 'two.conf' })).command).toContain('--server-name blog.test');
    expect([editor.terminals, editor.said, readdirSync(folder)]).toEqual([[], [], ['two.conf']]);
  });

  test('rejects in words', async () => {
    const empty = await opened('empty.conf', 'ServerName x.test\n');
    await expect(editor.run(THERE, { source: empty })).rejects.toThrow('“empty.conf” has no virtual host');
    await expect(editor.run(THERE, { source: at('none.conf') })).rejects.toThrow('cannot be read');
    await expect(editor.run(THERE, {})).rejects.toThrow('The option source is missing');
    isRunning = false;
    await expect(editor.run(THERE, { source: empty })).rejects.toThrow('is not running');
  });
});

describe('there, by questions', () => {
  test('takes the virtual host at the cursor, and puts the command before the person', async () => {
    const text = host('blog.test', 8080) + host('shop.test', 8081);
    const source = await opened('cursor.conf', text);
    editor.show(Uri.file(source), text, 5);
    const run = editor.run(THERE);
    const form = await next();
    expect(form.labels).toEqual(['Start It in a Terminal', 'Set It Up in a Folder', 'Make a Task of It']);
    form.pick('Start It in a Terminal');
    const question = await next();
    expect(question.question).toContain('--server-name shop.test');
    expect(question.question).toContain('has limits of its own');
    question.pick('Type into Terminal');
    await run;
    expect(editor.terminals.map(({ typed }) => typed)).toEqual([
      [
        {
          text: 'mod_wsgi-express start-server /srv/shop.test/app.wsgi --port 8081 --server-name shop.test --threads 15 --working-directory /srv/shop.test',
          execute: true,
        },
      ],
    ]);
  });

  test('makes a task where there is none, and copies it where there are some', async () => {
    const source = await opened('task.conf', host('blog.test', 8080));
    const asTask = async () => {
      const run = editor.run(THERE, Uri.file(source));
      (await next()).pick('Make a Task of It');
      await run;
    };
    await asTask();
    const { tasks } = JSON.parse(readFileSync(at('.vscode/tasks.json'), 'utf8'));
    expect(tasks).toMatchObject([{ label: 'mod_wsgi-express: blog.test', args: expect.arrayContaining(['start-server', '--port', '8080']) }]);
    expect(editor.previewed).toEqual([at('.vscode/tasks.json')]);
    mkdirSync(at('.vscode'), { recursive: true });
    writeFileSync(at('.vscode/tasks.json'), '// mine\n{}\n');
    await asTask();
    expect(readFileSync(at('.vscode/tasks.json'), 'utf8')).toBe('// mine\n{}\n');
    expect(JSON.parse(editor.clipboard)).toEqual(tasks[0]);
  });

  test('types nothing in a workspace that is not trusted', async () => {
    editor.trusted = false;
    const source = await opened('untrusted.conf', host('blog.test', 8080));
    const run = editor.run(THERE, Uri.file(source));
    (await next()).pick('Start It in a Terminal');
    await run;
    expect(editor.messages('error')[0]).toContain('not trusted');
    expect(editor.terminals).toEqual([]);
  });

  test('offers the next step where there is no configuration', async () => {
    editor.folders = [];
    const run = editor.run(THERE);
    (await next()).pick('Create Virtual Host');
    expect(await run).toBeUndefined();
    expect(editor.ran).toEqual([['apacheWsgiTls.createVirtualHost']]);
  });
});

describe('back', () => {
  test('by its options writes the file, and tells what got lost', async () => {
    const made = await editor.run<MadeFromExpress>(BACK, { command: `${COMMAND} --http2`, target: 'apache/blog.conf' });
    expect(made).toEqual({ files: [at('apache/blog.conf')], notes: [expect.stringContaining('--http2')] });
    expect(readFileSync(at('apache/blog.conf'), 'utf8')).toContain('WSGITrustedProxies 10.0.0.5');
    await expect(editor.run(BACK, { command: COMMAND, target: 'apache/blog.conf' })).rejects.toThrow('is there already');
    await expect(editor.run(BACK, { command: 'flask run', target: 'b.conf' })).rejects.toThrow('no command of mod_wsgi-express');
  });

  test('by questions says under the input what is wrong, and shows the file first', async () => {
    const run = editor.run<MadeFromExpress>(BACK);
    const command = await next();
    command.type('mod_wsgi-express start-server app.wsgi --ports 80');
    expect(command.problem).toContain('has no option --ports');
    command.enter(COMMAND);
    const target = await next();
    expect(target.value).toBe('apache/sites-available/blog.test.conf');
    target.accept();
    expect((await run).files).toEqual([at('apache/sites-available/blog.test.conf')]);
    expect(editor.previewed).toEqual([at('apache/sites-available/blog.test.conf')]);
  });
});
