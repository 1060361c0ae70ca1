'use strict';
// A file as part of its main configuration: the status item, grey lines, and what changes in the other files.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const vscode = require('vscode');
const { codeOf, diagnostics, extensionId, open, place, waitFor, workspaceFile } = require('./helpers.cjs');

const SITE = 'server/sites-enabled/blog.conf';
const HEADERS = 'LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so\n';

/** The grey lines of a document, by the words behind “httpd passes over these lines”. */
function grey(document) {
  const hints = diagnostics(document).filter((finding) => finding.tags?.includes(vscode.DiagnosticTag.Unnecessary) && codeOf(finding) === 'not-read');
  return hints.map(({ range, message }) => `${document.lineAt(range.start).text.trim().split(' ')[0]}: ${/mod_headers\.c|Staging/.exec(message)}`);
}

const BOTH = ['Header: mod_headers.c', 'SSLVerifyClient: Staging'];
const STAGING = BOTH.slice(1);

async function waitForGrey(document, expected) {
  await waitFor(`grey lines: ${expected}`, () => grey(document).join() === expected.join());
}

const item = async () => (await vscode.extensions.getExtension(extensionId).activate()).rootItem;

async function waitForItem(text) {
  const { rootItem } = await vscode.extensions.getExtension(extensionId).activate();
  await waitFor(`the status item “${text}”, not “${rootItem.text}”`, () => rootItem.text === text);
}

const choose = (value) => vscode.workspace.getConfiguration('apacheWsgiTls').update('mainConfiguration', value, vscode.ConfigurationTarget.Workspace);

describe('a file of a main configuration', () => {
  it('is told of by the status item, which leads to the choice of another', async () => {
    await open(SITE);
    await waitForItem('Apache: apache2.conf');
    const { command, tooltip } = await item();
    assert.equal(command, 'apacheWsgiTls.chooseMainConfiguration');
    assert.ok((await vscode.commands.getCommands(true)).includes(command));
    assert.match(tooltip, /^Main configuration: server\/apache2\.conf \(found\)\n\nIt reads 3 files/);
    await open('sites-available/blog.conf');
    await waitForItem('Apache: stands alone');
    assert.match((await item()).tooltip, /server\/apache2\.conf does not read this file/);
  });

  it('has its lines grey that httpd passes over', async () => {
    const document = await open(SITE);
    await waitForGrey(document, BOTH);
    const errors = diagnostics(document).filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
    assert.deepEqual(
      errors.map(({ message }) => message),
      [],
    );
  });

  it('is judged anew while another file of it is edited', async () => {
    const document = await open(SITE);
    await waitForGrey(document, BOTH);
    const main = await vscode.workspace.openTextDocument(workspaceFile('server/apache2.conf'));
    await vscode.window.showTextDocument(main, vscode.ViewColumn.Beside);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(main.uri, place(main, 'IncludeOptional'), HEADERS);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await waitForGrey(document, STAGING);
    assert.ok(main.isDirty, 'nothing was saved');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await waitForGrey(document, BOTH);
  });

  it('is judged anew when a file comes up on the disk', async () => {
    const document = await open(SITE);
    await waitForGrey(document, BOTH);
    const added = workspaceFile('server/mods-enabled/headers.load').fsPath;
    fs.writeFileSync(added, HEADERS);
    try {
      await waitForGrey(document, STAGING);
    } finally {
      fs.rmSync(added);
    }
    // a watcher misses what happens while it is set up anew: whatever it tells of next makes up for it; told too often, the
    // editor breaks off its question and asks again, and hears no answer
    const main = workspaceFile('server/apache2.conf').fsPath;
    let touched = Date.now();
    await waitFor('both again', () => {
      if (grey(document).join() === BOTH.join()) return true;
      if (Date.now() - touched < 2000) return false;
      touched = Date.now();
      fs.utimesSync(main, new Date(), new Date());
      return false;
    });
  });

  it('stands alone where the settings say so', async () => {
    const document = await open(SITE);
    await waitForGrey(document, BOTH);
    await choose('none');
    try {
      await waitForItem('Apache: stands alone');
      await waitForGrey(document, []);
      await choose('server/apache2.conf');
      await waitForItem('Apache: apache2.conf');
      assert.match((await item()).tooltip, /\(named in the settings\)/);
      await waitForGrey(document, BOTH);
    } finally {
      await choose(undefined);
    }
    await waitForItem('Apache: apache2.conf');
  });
});
