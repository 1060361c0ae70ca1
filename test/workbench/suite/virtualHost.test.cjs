'use strict';
// “Create Virtual Host” in the editor: the files are one edit that undo takes back, the server reads what was made, and nothing is overwritten.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const vscode = require('vscode');
const { waitFor, workspaceFile } = require('./helpers.cjs');

const COMMAND = 'apacheWsgiTls.createVirtualHost';
const file = () => workspaceFile('a site/dev.conf');
const OPTIONS = {
  pattern: 'development',
  serverName: 'localhost',
  script: '/srv/blog/app.wsgi',
  certificate: '/srv/blog/tls/dev.pem',
  privateKey: '/srv/blog/tls/dev-key.pem',
  platform: 'debian',
  target: 'a site/dev.conf',
};

describe('a virtual host', () => {
  it('is made by the options of the command, with the folder that its server writes to', async () => {
    const made = await vscode.commands.executeCommand(COMMAND, OPTIONS);
    assert.deepEqual(made, {
      files: [file().fsPath, workspaceFile('a site/dev-run/.gitignore').fsPath],
      modules: ['mod_ssl', 'mod_alias', 'mod_mime', 'mod_wsgi'],
    });
    assert.match(
      fs.readFileSync(file().fsPath, 'utf8'),
      /\n {4}WSGIScriptAlias \/ \/srv\/blog\/app\.wsgi process-group=localhost application-group=%\{GLOBAL\}\n/,
    );
  });

  it('is left as it is where it is there', async () => {
    await assert.rejects(async () => vscode.commands.executeCommand(COMMAND, OPTIONS), /is there already, and was left as it is/);
  });

  it('is told of where nothing can be written', async () => {
    const target = '/proc/no-such-folder/dev.conf';
    await assert.rejects(async () => vscode.commands.executeCommand(COMMAND, { ...OPTIONS, target }), /Nothing was written: .*\/proc\/no-such-folder/);
  });

  it('becomes a command of mod_wsgi-express', async () => {
    const { command, task } = await vscode.commands.executeCommand('apacheWsgiTls.createExpressCommand', { source: 'a site/dev.conf' });
    assert.match(
      command,
      /^mod_wsgi-express start-server \/srv\/blog\/app\.wsgi \\\n {4}--port 8080 \\\n {4}--https-port 8443 \\\n {4}--server-name localhost/,
    );
    assert.equal(task.label, 'mod_wsgi-express: localhost');
  });

  it('goes by one undo, with all its files', async () => {
    await vscode.window.showTextDocument(file());
    await vscode.commands.executeCommand('undo');
    await waitFor('the files to go', () => !fs.existsSync(file().fsPath) && !fs.existsSync(workspaceFile('a site/dev-run/.gitignore').fsPath));
  });
});
