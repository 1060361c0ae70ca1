// Headless Chromium for the embedded workbench, and the address that opens a folder in it.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The file that a command on PATH stands for. */
export function onPath(name) {
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return directories.map((directory) => path.join(directory, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Chromium's path: $CHROMIUM, or one found on PATH. */
export function findChromium() {
  return process.env.CHROMIUM || names.map(onPath).find(Boolean);
}

/** Starts Chromium with a throw-away profile directory. Ending it on a signal is the caller's task. */
export function launchChromium(profileDirectory, viewport) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`no Chromium found (looked for ${names.join(', ')}; CHROMIUM names another)`);
  return chromium.launchPersistentContext(profileDirectory, {
    executablePath,
    headless: true,
    viewport,
    args: flags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** The address of the workbench with a folder (or a .code-workspace file) open; `payload` holds workbench options. */
export function workbenchAddress(origin, { folder, workspace, payload = [] } = {}) {
  const query = [];
  if (workspace) query.push(['workspace', workspace]);
  else if (folder) query.push(['folder', folder]);
  else query.push(['ew', 'true']);
  if (payload.length > 0) query.push(['payload', JSON.stringify(payload)]);
  return `${origin}/?${query.map(([key, value]) => `${key}=${encodeURI(value).replace(/[&#+]/g, encodeURIComponent)}`).join('&')}`;
}

/** How the workbench, which runs in the browser, names a file of the server's. */
export function remoteUri(origin, file) {
  return `vscode-remote://${new URL(origin).host}${encodeURI(path.resolve(file)).replace(/[?#]/g, encodeURIComponent)}`;
}
