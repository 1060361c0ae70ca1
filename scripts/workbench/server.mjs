// Starts and stops the embedded workbench's server: one code-server process group, reachable on loopback alone.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { entry, nodeBinary, settingsFile } from './paths.mjs';

const startupLimit = 60_000;
const stopLimit = 5_000;

// Variables of a surrounding editor, or of a hosting platform, that would change what code-server does.
const unwanted = ['PORT', 'PASSWORD', 'HASHED_PASSWORD', 'VSCODE_IPC_HOOK_CLI', 'ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'];

/**
 * A profile: a directory with the user's data (settings, logs, state) and one with installed extensions.
 * A new profile gets quiet settings; one that has settings keeps them.
 */
export function prepareProfile(directory, { data = path.join(directory, 'data'), extensions = path.join(directory, 'extensions') } = {}) {
  const settings = path.join(data, 'User/settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.mkdirSync(extensions, { recursive: true });
  fs.mkdirSync(directory, { recursive: true });
  if (!fs.existsSync(settings)) fs.copyFileSync(settingsFile, settings);
  const config = path.join(directory, 'config.yaml');
  fs.writeFileSync(config, 'auth: none\n');
  return { data, extensions, config };
}

/** Adds to a profile's user settings. */
export function addSettings({ data }, extra) {
  const file = path.join(data, 'User/settings.json');
  const settings = { ...JSON.parse(fs.readFileSync(file, 'utf8')), ...extra };
  fs.writeFileSync(file, JSON.stringify(settings, null, 2));
}

function profileArguments({ config, data, extensions }) {
  return [entry, '--config', config, '--user-data-dir', data, '--extensions-dir', extensions];
}

function cleanEnvironment(extra) {
  const env = { ...process.env, ...extra };
  for (const name of unwanted) delete env[name];
  return env;
}

/** Runs a command that needs no window (--install-extension, --list-extensions, --version, ...); gives what it printed. */
export async function runCommand(profile, args, { signal } = {}) {
  const options = { env: cleanEnvironment(), signal };
  const { stdout } = await promisify(execFile)(nodeBinary, [...profileArguments(profile), ...args], options);
  return stdout.trim();
}

/** Installs a packaged extension into the profile. */
export function installExtension(profile, vsix, options) {
  return runCommand(profile, ['--install-extension', vsix, '--force'], options);
}

/**
 * Starts the server. The result has `origin`, `pid`, `ended` (a promise of how it ended) and `stop()`.
 * It leads a process group of its own, so that whatever it starts can be ended with it.
 */
export async function startServer(profile, { port = 0, env = {}, args = [], onOutput = () => {} } = {}) {
  const child = spawn(
    nodeBinary,
    [
      ...profileArguments(profile),
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
      ...['--reconnection-grace-time', '5'],
      ...args,
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(env) },
  );
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
    child.once('error', (error) => resolve(error.message));
  });
  const stop = () => stopGroup(child, ended);
  try {
    return { origin: await addressOf(child, ended, onOutput), pid: child.pid, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the line in which code-server says where it listens. */
function addressOf(child, ended, onOutput) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what) => reject(new Error(`code-server ${what}\n${output.trim()}`));
    const timer = setTimeout(() => fail('did not start in time'), startupLimit);
    const read = (data) => {
      onOutput(String(data));
      output = (output + data).slice(-20_000);
      const found = /HTTP server listening on (http:\/\/[^\s/]+)/.exec(output);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then((how) => {
      clearTimeout(timer);
      fail(`ended early (${how})`);
    });
  });
}

/** Asks the group to end, waits a little, and ends by force whoever is left. */
async function stopGroup(child, ended) {
  if (!child.pid) return;
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, stopLimit).unref())]);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody is left in the group
  }
}
