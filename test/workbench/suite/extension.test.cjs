'use strict';
// The extension as VS Code sees it: which files it takes, when it starts, and its commands.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { create, diagnostics, extensionId, open, waitFor } = require('./helpers.cjs');

describe('the extension', () => {
  it('is there', () => {
    assert.ok(vscode.extensions.getExtension(extensionId), extensionId);
  });

  it('takes a file in sites-available and starts for it', async () => {
    const document = await open('sites-available/blog.conf');
    assert.equal(document.languageId, 'apacheconf');
    await waitFor('activation', () => vscode.extensions.getExtension(extensionId).isActive);
  });

  it('takes .htaccess', async () => {
    assert.equal((await create('htdocs/.htaccess', 'Options -Indexes\n')).languageId, 'apacheconf');
  });

  it('has WSGI scripts read as Python', async () => {
    assert.equal((await create('htdocs/app.wsgi', 'application = None\n')).languageId, 'python');
  });

  it("leaves another program's .conf file alone", async () => {
    const document = await open('other/foo.conf');
    assert.notEqual(document.languageId, 'apacheconf');
    assert.deepEqual(diagnostics(document), []);
  });

  it('registers the commands that it contributes, and few besides', async () => {
    const { commands } = vscode.extensions.getExtension(extensionId).packageJSON.contributes;
    const contributed = commands.map(({ command }) => command);
    // what views bring by themselves has the view's name before it
    const brought = /^apacheWsgiTls\.certificates\.(?:focus|open|resetViewLocation|removeView|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter((name) => name.startsWith('apacheWsgiTls.') && !brought.test(name));
    const inner = ['apacheWsgiTls.certificates.showLine'];
    assert.deepEqual(registered.sort(), [...contributed, ...inner].sort());
  });

  it('shows its output', async () => {
    await vscode.commands.executeCommand('apacheWsgiTls.showOutput');
  });

  it('answers again after a restart of its server', async () => {
    const document = await create('sites-available/restart.conf', 'ServerNam example.org\n');
    await waitFor('a first finding', () => diagnostics(document).length > 0);
    await vscode.commands.executeCommand('apacheWsgiTls.restartServer');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'AnotherMistake on\n');
    await vscode.workspace.applyEdit(edit);
    await waitFor('findings from the new server', () => diagnostics(document).length > 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
