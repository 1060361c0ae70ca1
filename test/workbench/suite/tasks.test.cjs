'use strict';
// Commands as tasks: what stands in tasks.json is run without a question, and fails as a task does.
const assert = require('node:assert/strict');
const { X509Certificate } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { waitFor, workspaceFile } = require('./helpers.cjs');

const task = (label, command, options) => ({ type: 'apacheWsgiTls', label, command, options, problemMatcher: [] });

/** Runs the task of this name to its end; gives its exit status. */
async function statusOf(label) {
  const found = await waitFor(`the task ${label}`, async () => (await vscode.tasks.fetchTasks({ type: 'apacheWsgiTls' })).find(({ name }) => name === label));
  const ended = new Promise((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== label) return;
      listener.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(found);
  return ended;
}

describe('a task', () => {
  const { XDG_DATA_HOME } = process.env;
  const file = workspaceFile('.vscode/tasks.json').fsPath;
  let folder;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-tasks-'));
    process.env.XDG_DATA_HOME = folder;
    const names = ['task.test'];
    const tasks = [
      task('make', 'createCertificate', { names, folder: '${workspaceFolder}/by-task', maker: 'builtin', keyType: 'ecdsa-p256' }),
      task('lacking', 'createCertificate', {}),
      task('other', 'restartServer', {}),
    ];
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify({ version: '2.0.0', tasks }));
  });

  after(() => {
    if (XDG_DATA_HOME === undefined) delete process.env.XDG_DATA_HOME;
    else process.env.XDG_DATA_HOME = XDG_DATA_HOME;
    fs.rmSync(folder, { recursive: true });
    fs.rmSync(file);
  });

  it('makes a certificate, and fails where it is there already', async () => {
    assert.equal(await statusOf('make'), 0);
    const made = new X509Certificate(fs.readFileSync(workspaceFile('by-task/task.test.pem').fsPath));
    assert.equal(made.checkHost('task.test'), 'task.test');
    assert.equal(await statusOf('make'), 1);
  });

  it('fails where options are missing, or another command is named', async () => {
    assert.equal(await statusOf('lacking'), 1);
    assert.equal(await statusOf('other'), 1);
  });
});
