'use strict';
// “Create WSGI Script” in the editor: the project is read by the real server, and the file is one edit that undo takes back.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const vscode = require('vscode');
const { create, waitFor, workspaceFile } = require('./helpers.cjs');

const COMMAND = 'apacheWsgiTls.createWsgiScript';
const project = () => workspaceFile('a shop').fsPath;
const script = () => workspaceFile('a shop/app.wsgi').fsPath;

describe('a WSGI script', () => {
  before(async () => {
    await create('a shop/src/shop/__init__.py', 'from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n');
  });

  it('is made by the options of the command, which gives what goes with it', async () => {
    const made = await vscode.commands.executeCommand(COMMAND, { project: project() });
    assert.deepEqual(made, { files: [script()], importedFrom: workspaceFile('a shop/src').fsPath, pythonHome: null, notes: [] });
    const text = fs.readFileSync(script(), 'utf8');
    assert.match(text, /python-path="[^"]*a shop\/src"/);
    assert.match(text, /\nfrom shop import create_app\n\n# .*\napplication = create_app\(\)\n$/);
  });

  it('is left as it is where it is there', async () => {
    const before = fs.readFileSync(script(), 'utf8');
    await assert.rejects(async () => vscode.commands.executeCommand(COMMAND, { project: project() }), /is there already, and was left as it is/);
    assert.equal(fs.readFileSync(script(), 'utf8'), before);
  });

  it('goes by one undo', async () => {
    await vscode.window.showTextDocument(vscode.Uri.file(script()));
    await vscode.commands.executeCommand('undo');
    await waitFor('the script to go', () => !fs.existsSync(script()));
  });
});
