'use strict';
// Findings that are silenced, turned off or fixed all at once, through the editor.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { codeOf, create, diagnostics, waitFor } = require('./helpers.cjs');

const revert = () => vscode.commands.executeCommand('workbench.action.files.revert');
const found = (document, code) => diagnostics(document).find((finding) => codeOf(finding) === code);

/** The quick fix with this title for the finding with this code. */
async function fixFor(document, code, title) {
  const finding = await waitFor(code, () => found(document, code));
  const { value } = vscode.CodeActionKind.QuickFix;
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, finding.range, value);
  const fix = actions.find((action) => action.title === title);
  assert.ok(fix, `offered: ${actions.map((action) => action.title).join(', ')}`);
  return fix;
}

describe('a finding that nobody wants', () => {
  const text = '<VirtualHost *:443>\n    SSLEngin on\n</VirtualHost>\n';

  it('is ignored on its line', async () => {
    const document = await create('sites-available/ignore.conf', text);
    const fix = await fixFor(document, 'unknown-directive', 'Ignore unknown-directive on this line');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), text.replace('    SSLEngin', '    # apacheconf: ignore unknown-directive\n    SSLEngin'));
    await waitFor('the finding to go', () => diagnostics(document).length === 0);
    await revert();
  });

  it('is turned off in the settings of the workspace', async () => {
    const document = await create('sites-available/off.conf', text);
    const rules = () => vscode.workspace.getConfiguration('apacheWsgiTls').inspect('rules').workspaceValue;
    const { command } = await fixFor(document, 'unknown-directive', 'Turn unknown-directive off in the settings');
    try {
      await vscode.workspace.getConfiguration('apacheWsgiTls').update('rules', { 'invalid-value': 'hint' }, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand(command.command, ...command.arguments);
      assert.deepEqual(rules(), { 'invalid-value': 'hint', 'unknown-directive': 'off' });
      await waitFor('the finding to go', () => diagnostics(document).length === 0);
    } finally {
      await vscode.workspace.getConfiguration('apacheWsgiTls').update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await waitFor('the finding to come back', () => found(document, 'unknown-directive'));
  });
});

describe('all safe problems', () => {
  const text = 'ServerName blog.test # the blog\n<Location />\n</Location >\nSSLEngin on\n';
  const mended = '# the blog\nServerName blog.test\n<Location />\n</Location>\nSSLEngin on\n';

  it('are fixed by the command, and one undo takes it back', async () => {
    const document = await create('sites-available/all.conf', text);
    await waitFor('the findings', () => found(document, 'trailing-comment'));
    await vscode.commands.executeCommand('apacheWsgiTls.fixAll');
    assert.equal(document.getText(), mended);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await revert();
  });

  it('are fixed on saving where somebody wants it', async () => {
    const document = await create('sites-available/saved.conf', text);
    const settings = vscode.workspace.getConfiguration('editor', document);
    await settings.update('codeActionsOnSave', { 'source.fixAll.apacheconf': 'explicit' }, vscode.ConfigurationTarget.Workspace);
    try {
      await waitFor('the findings', () => found(document, 'trailing-comment'));
      await vscode.window.activeTextEditor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# saved\n'));
      await vscode.commands.executeCommand('workbench.action.files.save');
      await waitFor('the saved file', () => !document.isDirty);
      assert.equal(document.getText(), `# saved\n${mended}`);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
