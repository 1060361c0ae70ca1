'use strict';
// Certificates made in the editor: by options, as keybindings and tasks do, and through the questions.
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { codeOf, create, diagnostics, waitFor, workspaceFile } = require('./helpers.cjs');

const run = (command, ...rest) => vscode.commands.executeCommand(`apacheWsgiTls.${command}`, ...rest);
const openssl = (...args) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const serialOf = (file) => openssl('x509', '-in', file, '-noout', '-serial');

function assertHolds({ certificate, privateKey, authority }, name) {
  assert.match(openssl('verify', '-purpose', 'sslserver', '-verify_hostname', name, '-CAfile', authority, certificate), /OK/);
  assert.equal(openssl('pkey', '-in', privateKey, '-pubout'), openssl('x509', '-in', certificate, '-noout', '-pubkey'));
}

describe('a development certificate', () => {
  const options = { names: ['app.test', '127.0.0.1'], maker: 'builtin', keyType: 'ecdsa-p256' };
  const { XDG_DATA_HOME } = process.env;
  let authorities;

  // the authorities of this machine are not the tests' to touch
  before(() => {
    authorities = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-authorities-'));
    process.env.XDG_DATA_HOME = authorities;
  });

  after(() => {
    if (XDG_DATA_HOME === undefined) delete process.env.XDG_DATA_HOME;
    else process.env.XDG_DATA_HOME = XDG_DATA_HOME;
    fs.rmSync(authorities, { recursive: true });
  });

  it('is made by options, which give the paths of its files', async () => {
    const made = await run('createCertificate', { ...options, folder: '${workspaceFolder}/certs' });
    assert.deepEqual(
      [made.certificate, made.privateKey, made.chain],
      ['app.test.pem', 'app.test-key.pem', 'app.test-fullchain.pem'].map((name) => workspaceFile(`certs/${name}`).fsPath),
    );
    assert.ok(made.authority.startsWith(authorities), made.authority);
    assertHolds(made, 'app.test');
    assert.equal(fs.statSync(made.privateKey).mode & 0o777, 0o600);
  });

  it('is not written over files that are there', async () => {
    const made = await run('createCertificate', { ...options, folder: 'twice' });
    const serial = serialOf(made.certificate);
    await assert.rejects(
      run('createCertificate', { ...options, folder: 'twice' }),
      /app\.test\.pem is there already and was not touched\. Choose another name/,
    );
    assert.equal(serialOf(made.certificate), serial);
    const second = await run('createCertificate', { ...options, folder: 'twice', onExisting: 'rename' });
    assert.equal(path.basename(second.certificate), 'app.test-2.pem');
  });

  it('is refused in the words that a person would see', async () => {
    await assert.rejects(run('createCertificate', { ...options, names: ['my_app.test'], folder: 'refused' }), /“my_app\.test” has an underscore/);
    assert.ok(!fs.existsSync(workspaceFile('refused').fsPath));
  });

  it('is renewed with further names, the old files kept', async () => {
    const old = await run('createCertificate', { ...options, folder: 'renewed' });
    const serial = serialOf(old.certificate);
    const made = await run('renewCertificate', { certificate: 'renewed/app.test.pem', names: ['www.app.test'] });
    assert.equal(made.certificate, old.certificate);
    for (const name of ['app.test', 'www.app.test']) assertHolds(made, name);
    assert.ok(made.backups.some((file) => !file.includes('key') && serialOf(file) === serial));
  });

  it('is made anew with the names that a finding misses, by its quick fix', async () => {
    const { certificate, privateKey } = await run('createCertificate', { ...options, folder: 'missing' });
    const settings = vscode.workspace.getConfiguration('apacheWsgiTls');
    const site = 'server/sites-enabled/missing.conf';
    await settings.update('files', 'always', vscode.ConfigurationTarget.Workspace);
    try {
      const lines = [
        'ServerName app.test',
        'ServerAlias www.app.test',
        'SSLEngine on',
        `SSLCertificateFile ${certificate}`,
        `SSLCertificateKeyFile ${privateKey}`,
      ];
      const document = await create(site, `<VirtualHost *:443>\n${lines.map((line) => `    ${line}\n`).join('')}</VirtualHost>\n`);
      const finding = await waitFor('the name that is missing', () => diagnostics(document).find((one) => codeOf(one) === 'uncovered-name'));
      const { value } = vscode.CodeActionKind.QuickFix;
      const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, finding.range, value);
      const fix = actions.find(({ title }) => title === 'Re-issue the certificate with www.app.test');
      assert.ok(fix, `offered: ${actions.map(({ title }) => title).join(', ')}`);
      assert.deepEqual(fix.command.arguments, [{ prefill: { certificate, privateKey, names: ['www.app.test'] } }]);
      const made = await vscode.commands.executeCommand(fix.command.command, fix.command.arguments[0].prefill);
      for (const name of ['app.test', 'www.app.test']) assertHolds(made, name);
      await waitFor('the finding to go', () => !diagnostics(document).some((one) => codeOf(one) === 'uncovered-name'));
    } finally {
      await settings.update('files', undefined, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      fs.rmSync(workspaceFile(site).fsPath, { force: true });
    }
  });

  it('goes into the virtual host under the cursor once its questions are answered, and one undo takes the lines back', async () => {
    const text = '<VirtualHost *:443>\n    ServerName shop.test\n</VirtualHost>\n';
    const document = await create('sites-available/shop.conf', text);
    vscode.window.activeTextEditor.selection = new vscode.Selection(1, 0, 1, 0);
    const folder = workspaceFile('shop').fsPath;
    const made = run('createCertificate', { prefill: { ...options, names: ['shop.test'], folder } });
    // takes what every question is filled in with; the first offer afterwards is to insert the lines
    await waitFor('the lines in the virtual host', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return document.getText() !== text;
    });
    await waitFor('the end of the command', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([made, Promise.resolve(null)]);
    });
    const { certificate, privateKey } = await made;
    assert.equal(certificate, path.join(folder, 'shop.test.pem'));
    const changed = document.getText();
    assert.match(changed, /SSLEngine +on/i);
    for (const file of [certificate, privateKey]) assert.ok(changed.includes(file), changed);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
