// The virtual host that a command is about: the one in front, one of the workspace, or what to do where there is none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { editor, Uri } from '../kit/vscode.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { chosenSite } = await import('../../client/src/commands/scaffolds/chosenSite.ts');

const HOST = '<VirtualHost *:80>\n    ServerName a.test\n</VirtualHost>\n';
let folder = '';
beforeEach(() => {
  editor.reset();
  folder = mkdtempSync(path.join(tmpdir(), 'apacheconf-command-'));
  editor.folders = [folder];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

const chosen = async () => (await chosenSite('Bring It Live'))?.fsPath;

describe('the file is', () => {
  test('the one in front', async () => {
    write({ 'a.conf': HOST });
    editor.show(Uri.file('/srv/front.conf'), HOST, 0, 'apacheconf');
    expect(await chosen()).toBe('/srv/front.conf');
  });

  test('the only one of the workspace that has a virtual host', async () => {
    write({ 'a.vhost': HOST, 'nginx.conf': 'server { }\n', 'node_modules/b.conf': HOST, 'notes.txt': HOST });
    editor.show(Uri.file('/srv/readme.md'), HOST, 0, 'markdown');
    expect(await chosen()).toBe(path.join(folder, 'a.vhost'));
  });

  test('one of several that the person picks', async () => {
    write({ 'two/b.conf': HOST, 'one/b.conf': HOST, 'a.conf': '# none\n' });
    const file = chosen();
    const question = await editor.prompt();
    expect(question.labels).toEqual(['b.conf', 'b.conf']);
    expect(question.choices.map(({ description }) => description)).toEqual(['one/b.conf', 'two/b.conf']);
    question.accept();
    expect(await file).toBe(path.join(folder, 'one/b.conf'));
  });
});

describe('where there is none', () => {
  test.each([
    ['Create Virtual Host', 'apacheWsgiTls.createVirtualHost'],
    ['Open File...', 'workbench.action.files.openFile'],
  ])('it says what was looked for, and offers “%s”', async (button, command) => {
    write({ 'nginx.conf': 'server { }\n' });
    const file = chosen();
    const nothing = await editor.prompt();
    expect(nothing.title).toContain('no file of this workspace that ends in .conf, .vhost or .apacheconf has a <VirtualHost>');
    nothing.pick(button);
    expect(await file).toBeUndefined();
    expect(editor.ran).toEqual([[command]]);
  });

  test('without a folder it says so', async () => {
    editor.folders = [];
    const file = chosen();
    const nothing = await editor.prompt();
    expect(nothing.title).toContain('No folder is open');
    nothing.dismiss();
    expect([await file, editor.ran]).toEqual([undefined, []]);
  });
});
