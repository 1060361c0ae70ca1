// `npm start`: builds the extension and opens VS Code with it on examples/.
// The desktop VS Code is used where there is one, else the embedded workbench in a browser. Ctrl+C ends it all.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onPath, remoteUri, workbenchAddress } from './workbench/browser.mjs';
import { findDesktop, openDesktop } from './workbench/desktop.mjs';
import { packageExtension, runScript } from './workbench/extension.mjs';
import { ensureWorkbench } from './workbench/install.mjs';
import { root } from './workbench/paths.mjs';
import { addSettings, installExtension, prepareProfile, startServer } from './workbench/server.mjs';

const usage = `Usage: npm start -- [--embedded] [--port N] [--no-open]

  --embedded   use the embedded workbench although a desktop VS Code is there
  --port N     let the embedded workbench listen on this port (implies --embedded; default: any free one)
  --no-open    print the address only, do not open a browser`;

const examples = path.join(root, 'examples');
/** Says what there is to try. */
const readme = path.join(examples, 'README.md');

function readOptions() {
  const { values } = parseArgs({
    options: {
      embedded: { type: 'boolean' },
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port takes a number up to 65535, not ${values.port}`);
  return { ...values, port, embedded: values.embedded || port > 0 };
}

async function start(options, state) {
  await runScript('build.mjs', { signal: state.abort.signal });
  const desktop = options.embedded ? undefined : await findDesktop();
  if (desktop) {
    console.log(`Opening ${desktop} on ${examples}; close its window or press Ctrl+C to stop.`);
    state.editor = Promise.resolve(openDesktop(desktop, state.profile, [examples, readme]));
  } else {
    await startEmbedded(options, state);
  }
  return (await state.editor).ended;
}

async function startEmbedded(options, state) {
  const { signal } = state.abort;
  await ensureWorkbench();
  const vsix = await packageExtension({ signal });
  await installExtension(state.profile, vsix, { signal });
  if (state.stopping) return;
  state.editor = startServer(state.profile, { port: options.port, args: ['--disable-workspace-trust'] });
  const { origin } = await state.editor;
  const address = workbenchAddress(origin, { folder: examples, payload: [['openFile', remoteUri(origin, readme)]] });
  console.log(`\nVS Code with Apache WSGI & TLS is at\n\n  ${address}\n\nPress Ctrl+C to stop.`);
  if (!options['no-open']) openBrowser(address);
}

/** Opens the user's browser where there is a display to open it on. The embedded workbench is for Linux only. */
function openBrowser(address) {
  const opener = onPath('xdg-open');
  if (!opener || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

/** npm may be ended by a signal that it cannot pass on; then this process has lost its parent, and should go too. */
function watchParent(onLost) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && onLost(), 1_000).unref();
}

async function main() {
  const options = readOptions();
  if (options.help) return console.log(usage);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'apache-wsgi-tls-'));
  const state = { abort: new AbortController(), editor: undefined, profile: prepareProfile(scratch), stopping: false };
  addSettings(state.profile, { 'workbench.editorAssociations': { '*.md': 'vscode.markdown.preview.editor' } });
  const stop = async (code) => {
    if (state.stopping) return;
    state.stopping = true;
    state.abort.abort();
    const editor = await state.editor?.catch(() => undefined);
    await editor?.stop();
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
  watchParent(() => stop(0));
  try {
    const how = await start(options, state);
    if (!state.stopping && how !== 0) console.error(`VS Code ended (${how})`);
    await stop(how === 0 ? 0 : 1);
  } catch (error) {
    if (!state.stopping) console.error(error.message);
    await stop(1);
  }
}

main().catch((error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
});
