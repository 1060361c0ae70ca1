/** The real Firefox without a window. It trusts what the database of NSS in its profile says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { environmentIn, type StartBrowser } from './browser.ts';
import { connectMarionette, type Marionette, MarionetteError } from './marionette.ts';
import { endGroup } from './start.ts';

/** How long Firefox may live, in milliseconds. */
const LIMIT = 180_000;
const PROFILE = '.mozilla/firefox/test.default';
const LISTENING = /\bMarionette\tINFO\tListening on port (\d+)/;
/** Where nobody listens: what is not for our names goes there as to a proxy. */
const NOWHERE = { host: '127.0.0.1', port: 9 };

export const startFirefox: StartBrowser = async (home, names) => {
  const profile = path.join(home, PROFILE);
  mkdirSync(profile, { recursive: true });
  writeFileSync(path.join(profile, 'user.js'), preferences(names));
  const child = spawn(findFirefox(), ['--headless', '--no-remote', '--profile', profile, '--marionette'], {
    env: environmentIn(home),
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'exit');
  try {
    const session = await connectMarionette(await listeningPort(child));
    await session.ask('WebDriver:NewSession');
    return { open: (url) => open(session, url), close: () => quit(session, ended, child) };
  } catch (error) {
    endGroup(child);
    throw error;
  }
};

function findFirefox(): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = ['firefox-esr', 'firefox'].flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
  if (found === undefined) throw new Error('Firefox is not installed: node scripts/system-packages.mjs');
  return found;
}

/** Ours are names of this machine; all else, such as news and updates, ends at a proxy that is not there. */
function preferences(names: readonly string[]): string {
  const all: Readonly<Record<string, string | number | boolean>> = {
    'marionette.port': 0,
    'network.dns.localDomains': names.join(),
    'network.proxy.type': 1,
    'network.proxy.http': NOWHERE.host,
    'network.proxy.http_port': NOWHERE.port,
    'network.proxy.ssl': NOWHERE.host,
    'network.proxy.ssl_port': NOWHERE.port,
    'network.proxy.no_proxies_on': names.join(),
    'network.proxy.failover_direct': false,
    'network.proxy.allow_bypass': false,
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

async function listeningPort(child: ChildProcess): Promise<number> {
  for await (const line of createInterface(child.stdout!)) {
    const port = LISTENING.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout!.resume();
    return Number(port);
  }
  throw new Error('Firefox ended before it listened');
}

async function open(session: Marionette, url: string): Promise<string> {
  const refusal: unknown = await session.ask('WebDriver:Navigate', { url }).then(
    () => null,
    (error: unknown) => error,
  );
  if (refusal === null) return await evaluate(session, 'document.body.innerText');
  if (!(refusal instanceof MarionetteError) || refusal.code !== 'insecure certificate') throw refusal;
  return await evaluate(session, 'document.getFailedCertSecurityInfo().errorCodeString');
}

/** The value of an expression in the page itself, which knows more of an error than scripts from outside. */
async function evaluate(session: Marionette, expression: string): Promise<string> {
  const { value } = (await session.ask('WebDriver:ExecuteScript', { script: `return ${expression}`, args: [], sandbox: null })) as { value: unknown };
  return String(value);
}

/** Ends Firefox so that its files are whole, then what is left of it. */
async function quit(session: Marionette, ended: Promise<unknown>, child: ChildProcess): Promise<void> {
  await session.ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
  session.end();
  await ended;
  endGroup(child);
}
