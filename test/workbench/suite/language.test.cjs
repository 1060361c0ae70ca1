'use strict';
// The language features through VS Code's own commands, as the editor asks for them.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { codeOf, create, diagnostics, labelOf, open, place, plainText, waitFor } = require('./helpers.cjs');

const ask = (command, ...rest) => vscode.commands.executeCommand(`vscode.${command}`, ...rest);

describe('completion', () => {
  it('offers WSGIDaemonProcess with its documentation', async () => {
    const document = await create('sites-available/completion.conf', 'WSGID');
    const position = place(document, 'WSGID', { after: true });
    // VS Code resolves the first so many items of the whole list, and ours may stand anywhere in it
    const items = async (resolved) => (await ask('executeCompletionItemProvider', document.uri, position, undefined, resolved)).items;
    const isWanted = (item) => labelOf(item) === 'WSGIDaemonProcess';
    const index = (await waitFor('completion', async () => (await items(0)).findIndex(isWanted) + 1)) - 1;
    const item = (await items(index + 1)).find(isWanted);
    assert.match(plainText(item.documentation), /process/i);
  });

  it('offers the options of a directive', async () => {
    const document = await create('sites-available/options.conf', 'WSGIDaemonProcess blog thr');
    const list = await ask('executeCompletionItemProvider', document.uri, place(document, ' thr', { after: true }));
    const labels = list.items.map(labelOf);
    assert.ok(
      labels.some((label) => label.startsWith('threads')),
      labels.join(', '),
    );
  });
});

describe('hover', () => {
  for (const word of ['WSGIDaemonProcess', 'threads=', 'SSLEngine']) {
    it(`explains ${word}`, async () => {
      const document = await open('sites-available/blog.conf');
      const position = place(document, word).translate(0, 2);
      const hovers = await waitFor('a hover', async () => {
        const answer = await ask('executeHoverProvider', document.uri, position);
        return answer.length > 0 && answer;
      });
      assert.ok(plainText(hovers).length > 40, plainText(hovers));
    });
  }
});

describe('diagnostics', () => {
  const text = '<VirtualHost *:443>\n    ServerName blog.example.org\n    SSLCertificatFile /etc/ssl/certs/blog.pem\n</VirtualHost>\n';
  const misspelt = async (name) => {
    const document = await create(name, text);
    const finding = await waitFor('the finding', () => diagnostics(document).find((entry) => codeOf(entry) === 'unknown-directive'));
    return { document, finding };
  };

  it('reports a misspelt directive as an error, at its place', async () => {
    const { document, finding } = await misspelt('sites-available/misspelt.conf');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(finding.source, 'apacheconf');
    assert.equal(document.getText(finding.range), 'SSLCertificatFile');
  });

  it('mends it with a quick fix', async () => {
    const { document, finding } = await misspelt('sites-available/fix.conf');
    const actions = await ask('executeCodeActionProvider', document.uri, finding.range, vscode.CodeActionKind.QuickFix.value, 10);
    const fix = actions.find(({ edit }) => edit?.get(document.uri).some(({ newText }) => newText === 'SSLCertificateFile'));
    assert.ok(fix, `offered: ${actions.map(({ title }) => title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), text.replace('SSLCertificatFile', 'SSLCertificateFile'));
    await waitFor('the finding to go', () => diagnostics(document).every((entry) => codeOf(entry) !== 'unknown-directive'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('finds no error in a sound virtual host', async () => {
    // the misspelt file comes after the sound one, so its finding tells that the server has seen both
    const document = await open('sites-available/blog.conf');
    await misspelt('sites-available/later.conf');
    const errors = diagnostics(document).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.deepEqual(
      errors.map(({ message }) => message),
      [],
    );
  });
});

describe('structure', () => {
  it('lists the virtual host and what is in it', async () => {
    const document = await open('sites-available/blog.conf');
    const symbols = await waitFor('symbols', () => ask('executeDocumentSymbolProvider', document.uri));
    const host = symbols.find(({ name, detail }) => /VirtualHost|blog\.example\.org/.test(`${name} ${detail}`));
    assert.ok(host, symbols.map(({ name }) => name).join(', '));
    assert.ok(host.children.length > 0);
  });

  it('folds sections', async () => {
    const document = await open('sites-available/blog.conf');
    const ranges = await ask('executeFoldingRangeProvider', document.uri);
    const start = place(document, '<VirtualHost').line;
    const end = place(document, '</VirtualHost>').line;
    assert.ok(
      ranges.some((range) => range.start === start && range.end >= end - 1),
      JSON.stringify(ranges),
    );
  });

  it('shows the signature while arguments are typed', async () => {
    const document = await create('sites-available/signature.conf', 'SSLCertificateFile ');
    const help = await waitFor('signature help', () => ask('executeSignatureHelpProvider', document.uri, place(document, 'File ', { after: true }), ' '));
    assert.match(help.signatures[0].label, /SSLCertificateFile/);
  });
});
