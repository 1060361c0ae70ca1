'use strict';
// Entry point inside VS Code: makes every site in a fresh folder with nothing but its application, and leaves what the commands gave for the caller.
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');
const { APPS } = require('./apps.cjs');
const { ROWS } = require('./rows.cjs');

function writeApp(folder, app) {
  for (const [name, text] of Object.entries(APPS[app])) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

const run = (command, options) => vscode.commands.executeCommand(`apacheWsgiTls.${command}`, options);

/** Makes one site; gives what is known of it. */
async function made(workspace, [id, { app, make }]) {
  const folder = path.join(workspace, id);
  const name = `${id}.test`;
  writeApp(folder, app);
  try {
    return { id, app, name, folder, ...(await make({ run, folder, name })) };
  } catch (error) {
    throw new Error(`${id}: ${error.message}`, { cause: error });
  }
}

exports.run = async function runAll() {
  const workspace = vscode.workspace.workspaceFolders[0].uri.fsPath;
  const sites = [];
  for (const row of Object.entries(ROWS)) sites.push(await made(workspace, row));
  const { plans } = await run('trustAuthority', { authority: sites[0].authority, store: 'chromium' });
  const trust = plans.flatMap(({ trust: commands }) => commands.map(({ command }) => command));
  fs.writeFileSync(process.env.MADE_SITES, JSON.stringify({ sites, trust }));
};
