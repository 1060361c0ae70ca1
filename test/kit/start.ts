/**
 * Real starts of httpd: in the foreground, on free ports of the loopback address, ended as soon as it is up. Certificates are
 * read and addresses opened only then, so this is the judge of what `-t` does not see.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { findApache, inTemporaryFolder } from './apache.ts';

/** How long a start may take at most, in milliseconds. */
const LIMIT = 30_000;

/** How httpd is run so that it can be watched: as a process group, since the processes that it starts outlive it. */
export const FOREGROUND: SpawnOptions = { stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT, killSignal: 'SIGKILL', detached: true };

/** What became of a start. */
export interface Start {
  readonly started: boolean;
  /** What httpd printed and logged, without times and process numbers. */
  readonly log: string;
}

/** Starts httpd with all modules and these lines at server level, on other ports than are written. */
export function startOnLoopback(text: string): Promise<Start> {
  return inTemporaryFolder((folder) => startIn(folder, text));
}

async function startIn(folder: string, text: string): Promise<Start> {
  const apache = findApache();
  if (apache === null) throw new Error('apache2 is not installed');
  const run = path.join(folder, 'run');
  await mkdir(run, { recursive: true });
  const frame = ['ServerName localhost', 'User #65534', 'Group #65534', 'TypesConfig /dev/null', `PidFile ${run}/pid`, `ErrorLog ${run}/log`];
  const main = path.join(folder, 'main.conf');
  const { texts } = await ledToLoopback([text]);
  const lines = [...frame, ...(/^\s*Listen\s/im.test(text) ? [] : [`Listen 127.0.0.1:${await freePort()}`]), ...texts];
  await writeFile(main, `DefaultRuntimeDir ${run}\n${apache.modulesConf}\n${lines.join('\n')}`);
  const { started, printed } = await watched(spawn(apache.binary, ['-X', '-f', main], FOREGROUND), run);
  const logged = existsSync(`${run}/log`) ? await readFile(`${run}/log`, 'utf8') : '';
  return { started, log: `${printed}${logged}`.replaceAll(/^\[[^\]]*\] (\[[^\]]*\]) \[pid[^\]]*\] /gm, '$1 ') };
}

/** Watches httpd until it is up or has ended, and ends it; it writes its process number to `pid` in the folder `run`. */
export async function watched(child: ChildProcess, run: string): Promise<{ readonly started: boolean; readonly printed: string }> {
  const printed = printedBy(child);
  const started = await cameUp(child, run);
  endGroup(child);
  return { started, printed: await printed };
}

/** Waits until httpd has written its process number, which it does once everything is set up, or has ended. */
export async function cameUp(child: ChildProcess, run: string): Promise<boolean> {
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const watcher = watch(run);
  const up = new Promise<void>((resolve) => {
    const look = () => existsSync(`${run}/pid`) && resolve();
    watcher.on('change', look);
    look();
  });
  const started = await Promise.race([up.then(() => true), ended.then(() => false)]);
  watcher.close();
  return started;
}

/** Ends httpd and what it has started; a gentler signal may come before it listens for signals. */
export function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // nothing of it is left
  }
}

/** What a program prints until it and all that it has started have ended. */
export async function printedBy(child: ChildProcess): Promise<string> {
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return text;
}

/** Texts of one configuration that open free ports of the loopback address, and which of them stands for which port. */
export interface OnLoopback {
  readonly texts: readonly string[];
  readonly ports: ReadonlyMap<string, number>;
}

/**
 * Leads the ports of a configuration to free ones of the loopback address. `Listen 443` is for https, wherever it is led; a
 * `<VirtualHost *:443>` keeps having the same address as that Listen. Addresses that are written out stay as they are.
 */
export async function ledToLoopback(texts: readonly string[]): Promise<OnLoopback> {
  const whole = texts.join('\n');
  const ports = new Map<string, number>();
  for (const [line] of whole.matchAll(/^\s*(?:Listen|<VirtualHost)\s.*$/gim)) {
    for (const [, port = ''] of line.matchAll(/[\s:](\d+)(?=[\s>]|$)/g)) ports.set(port, ports.get(port) ?? (await freePort()));
  }
  const open = new Set([...whole.matchAll(/^\s*Listen\s+(?:\*:)?(\d+)(?=\s|$)/gim)].map(([, port = '']) => port));
  return { texts: texts.map((text) => led(text, ports, open)), ports };
}

function led(text: string, ports: ReadonlyMap<string, number>, open: ReadonlySet<string>): string {
  return text
    .replaceAll(/^(\s*Listen)\s+(\S+:)?(\d+)[ \t]*(\w*)[ \t]*$/gim, (_, listen: string, host: string | undefined, port: string, protocol: string) => {
      const address = host === undefined || host === '*:' ? '127.0.0.1:' : host;
      return `${listen} ${address}${ports.get(port)} ${protocol || (port === '443' ? 'https' : '')}`;
    })
    .replaceAll(/^\s*<VirtualHost\s.*$/gim, (tag) =>
      tag.replaceAll(/(\s)(\S+):(\d+)/g, (_, blank: string, host: string, port: string) => {
        return `${blank}${open.has(port) && /^(?:\*|_default_)$/.test(host) ? '127.0.0.1' : host}:${ports.get(port)}`;
      }),
    );
}

/** A port of the loopback address that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
