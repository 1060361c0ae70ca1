'use strict';
// “Bring It Live”, “Create Deployment” and “Create HTTPS Development Server” in the editor, by their options: the real server is asked, files are one edit.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const vscode = require('vscode');
const { create, waitFor, workspaceFile } = require('./helpers.cjs');

const run = (name, options) => vscode.commands.executeCommand(`apacheWsgiTls.${name}`, options);
const pathOf = (name) => workspaceFile(name).fsPath;

describe('bringing a site live', () => {
  it('the plan has the modules of the file, whatever language it was opened in', async () => {
    const document = await create('a place/app.test.conf', '<VirtualHost *:443>\n    SSLEngine on\n    WSGIScriptAlias / /srv/app.wsgi\n</VirtualHost>\n');
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    const { shell, steps } = await run('bringLive', { file: document.uri.fsPath, platform: 'debian' });
    assert.equal(shell, 'sh');
    assert.ok(
      steps.some(({ command }) => command === 'sudo a2enmod ssl wsgi'),
      JSON.stringify(steps),
    );
    assert.ok(steps.some(({ command }) => command.includes(`'${document.uri.fsPath}'`)));
    assert.equal(vscode.window.terminals.length, 0);
  });
});

describe('a deployment', () => {
  before(async () => {
    await create('deployed/src/app.py', 'from flask import Flask\n\napp = Flask(__name__)\n');
    await create('deployed/tls/app.test.pem', '');
    await create('deployed/tls/app.test-key.pem', '');
  });
  const tls = { certificate: 'deployed/tls/app.test.pem', privateKey: 'deployed/tls/app.test-key.pem' };

  it('is made by the options of the command, and goes by one undo', async () => {
    const options = { project: 'deployed', serverName: 'app.test', target: 'deployed/deploy', ...tls };
    const { files, application, importedFrom, live } = await run('createDeployment', options);
    assert.deepEqual(
      files,
      ['nginx/app.test.conf', 'gunicorn.conf.py', 'supervisor/app.test.conf'].map((name) => pathOf(`deployed/deploy/${name}`)),
    );
    assert.deepEqual([application, importedFrom], ['app:app', pathOf('deployed/src')]);
    assert.ok(live.steps.some(({ command }) => command === 'sudo nginx -t'));
    await assert.rejects(async () => run('createDeployment', options), /is there already, and was left as it is/);
    await vscode.window.showTextDocument(vscode.Uri.file(files[1]));
    await vscode.commands.executeCommand('undo');
    await waitFor('the files to go', () => files.every((file) => !fs.existsSync(file)));
  });

  it('has Flask’s own server for development', async () => {
    const { files, command } = await run('createDevelopmentServer', { project: 'deployed', ...tls });
    assert.deepEqual(files, [pathOf('deployed/src/run_https.py')]);
    assert.match(fs.readFileSync(files[0], 'utf8'), /CERTIFICATE = os\.path\.join\(HERE, "\.\.", "tls", "app\.test\.pem"\)/);
    assert.match(command, / -m flask --app app:app --debug run --port 5443 --cert /);
  });
});
