// One window of the embedded workbench, as the desktop `code` would open it: a server, a browser page, and the end of both.
// Environment: WORKBENCH_TIMEOUT (ms for a whole test run), WORKBENCH_VERBOSE=1.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArguments, toPath } from './arguments.mjs';
import { launchChromium, remoteUri, workbenchAddress } from './browser.mjs';
import { ensureWorkbench } from './install.mjs';
import { installExtension, prepareProfile, startServer } from './server.mjs';
import { openTestChannel } from './test-channel.mjs';

const shim = path.join(import.meta.dirname, 'test-shim.cjs');
const verbose = Boolean(process.env.WORKBENCH_VERBOSE);
const timeout = Number(process.env.WORKBENCH_TIMEOUT || 300_000);

export async function main(argv) {
  const options = parseArguments(argv);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-'));
  // `server` and `browser` are promises, so that a signal in the middle of a start still ends what comes of it
  const window = { browser: undefined, server: undefined, scratch, ending: false };
  const end = (code, reason) => close(window, code, reason);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(130, signal));
  try {
    await ensureWorkbench({ log: console.error });
    await open(window, options, end);
  } catch (error) {
    await end(1, error.stack ?? String(error));
  }
}

async function open(window, options, end) {
  const profile = profileOf(options, window.scratch);
  for (const vsix of options['install-extension']) await installExtension(profile, vsix);
  if (options['install-extension'].length > 0 && options.open.length === 0) return end(0);

  const tests = options.extensionTestsPath && (await prepareTests(options, window.scratch, end));
  if (tests) setTimeout(() => end(124, `no end after ${timeout} ms`), timeout).unref();
  window.server = startServer(profile, {
    env: { ...tests?.env, TMPDIR: directory(window.scratch, 'tmp') },
    args: [
      ...(options['disable-workspace-trust'] ? ['--disable-workspace-trust'] : []),
      // without it the workbench takes no development or test path from its address
      ...['--vscode-option', 'enable-smoke-test-driver'],
    ],
    onOutput: (text) => verbose && process.stderr.write(text),
  });
  const server = await window.server;
  server.ended.then((how) => end(1, `the server ended (${how})`));
  await openPage(window, server.origin, options, tests, end);
}

/** --disable-extensions leaves built-in extensions and the one under development: an empty directory does the same. */
function profileOf(options, scratch) {
  const extensions = options['disable-extensions'] ? undefined : options['extensions-dir'];
  return prepareProfile(directory(scratch, 'profile'), {
    data: options['user-data-dir'] && toPath(options['user-data-dir']),
    extensions: extensions && toPath(extensions),
  });
}

async function prepareTests(options, scratch, end) {
  const socket = path.join(scratch, 'tests.sock');
  const entry = createRequire(import.meta.url).resolve(toPath(options.extensionTestsPath));
  const lost = 'the extension host ended before the tests did';
  const channel = await openTestChannel(socket, (verdict) => {
    // after a verdict the host winds down and the page reports: the longer limit is for a host that does not get that far
    if (verdict === undefined) setTimeout(() => end(1, lost), 1_000);
    else setTimeout(() => end(verdict, 'the extension host did not end'), 10_000);
  });
  return { channel, lost, env: { WORKBENCH_TEST_SOCKET: socket, WORKBENCH_TEST_ENTRY: entry } };
}

async function openPage(window, origin, options, tests, end) {
  window.browser = launchChromium(directory(window.scratch, 'chromium'), { width: 1400, height: 900 });
  const browser = await window.browser;
  browser.on('close', () => end(1, 'the browser closed'));
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.on('crash', () => end(1, 'the page crashed'));
  page.on('dialog', (dialog) => dialog.accept().catch(() => {})); // "leave this page?" over an unsaved file
  if (verbose) page.on('console', (message) => console.error(`[page] ${message.text().slice(0, 500)}`));
  // The workbench calls this when a test run is over. It says 0 for a killed host too: the shim's verdict decides.
  await page.exposeFunction('codeAutomationExit', (code) => {
    const { verdict } = tests?.channel ?? {};
    if (verdict === undefined) setTimeout(() => end(1, tests?.lost), 1_000);
    else end(verdict || code || 0);
  });
  await page.goto(workbenchAddress(origin, target(origin, options, tests)), { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60_000 });
}

/** What to open: the folder, workspace or file of the command line, with the extension to develop and the tests to run. */
function target(origin, options, tests) {
  const kind = (test) => options.open.find((file) => fs.existsSync(file) && test(fs.statSync(file), file));
  const workspace = kind((_stat, file) => file.endsWith('.code-workspace'));
  const file = kind((stat, name) => stat.isFile() && name !== workspace);
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...options.extensionDevelopmentPath.map((name) => ['extensionDevelopmentPath', remoteUri(origin, toPath(name))]),
  ];
  if (file) payload.push(['openFile', remoteUri(origin, file)]);
  if (tests) payload.push(['extensionTestsPath', remoteUri(origin, shim)]);
  return { workspace, folder: kind((stat) => stat.isDirectory()), payload };
}

async function close(window, code, reason) {
  if (window.ending) return;
  window.ending = true;
  if (reason) console.error(`[workbench] ${reason}`);
  const stop = (started, method) => started?.then((thing) => thing[method]()).catch(() => {});
  await stop(window.browser, 'close');
  await stop(window.server, 'stop');
  fs.rmSync(window.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.exit(code);
}

function directory(...parts) {
  const name = path.join(...parts);
  fs.mkdirSync(name, { recursive: true });
  return name;
}
