/**
 * Real starts of httpd: in the foreground, on free ports of the loopback address, ended as soon as it is up. Certificates are
 * read and addresses opened only then, so this is the judge of what `-t` does not see.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { findApache } from './apache.ts';

/** How long a start may take at most, in milliseconds. */
const LIMIT = 30_000;

/** What became of a start. */
export interface Start {
  readonly started: boolean;
  /** What httpd printed and logged, without times and process numbers. */
  readonly log: string;
}

/** Starts httpd with all modules and these lines at server level; `folder` is a temporary one for its files. Ports are others than written. */
export async function startIn(folder: string, text: string): Promise<Start> {
  const apache = findApache();
  if (apache === null) throw new Error('apache2 is not installed');
  const run = path.join(folder, 'run');
  await mkdir(run, { recursive: true });
  const frame = ['ServerName localhost', 'User #65534', 'Group #65534', 'TypesConfig /dev/null', `PidFile ${run}/pid`, `ErrorLog ${run}/log`];
  const main = path.join(folder, 'main.conf');
  await writeFile(main, `DefaultRuntimeDir ${run}\n${apache.modulesConf}\n${frame.join('\n')}\n${await onLoopback(text)}`);
  const child = spawn(apache.binary, ['-X', '-f', main], { stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT });
  const printed = printedBy(child);
  const started = await cameUp(child, run);
  const logged = existsSync(`${run}/log`) ? await readFile(`${run}/log`, 'utf8') : '';
  return { started, log: `${await printed}${logged}`.replaceAll(/^\[[^\]]*\] (\[[^\]]*\]) \[pid[^\]]*\] /gm, '$1 ') };
}

/** Waits until httpd has written its process number, which it does once everything is set up, or has ended; then ends it. */
async function cameUp(child: ChildProcess, run: string): Promise<boolean> {
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const watcher = watch(run);
  const up = new Promise<void>((resolve) => {
    const look = () => existsSync(`${run}/pid`) && resolve();
    watcher.on('change', look);
    look();
  });
  const started = await Promise.race([up.then(() => true), ended.then(() => false)]);
  watcher.close();
  child.kill();
  await ended;
  return started;
}

async function printedBy(child: ChildProcess): Promise<string> {
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return text;
}

/**
 * The text with its ports led to free ones of the loopback address. `Listen 443` is for https, wherever it is led;
 * `<VirtualHost *:443>` keeps its meaning, which is to have the same address as that Listen.
 */
async function onLoopback(text: string): Promise<string> {
  const ports = new Map<string, number>();
  for (const [, port] of text.matchAll(/^\s*(?:Listen\s+(?:\S+:)?|<VirtualHost\s+\S+:)(\d+)/gim)) if (!ports.has(port!)) ports.set(port!, await freePort());
  const moved = text
    .replaceAll(/^(\s*Listen)\s+(?:\*:)?(\d+)\s*?(\s\w+)?\s*$/gim, (_, listen: string, port: string, protocol = port === '443' ? ' https' : '') => {
      return `${listen} 127.0.0.1:${ports.get(port)}${protocol}`;
    })
    .replaceAll(/^(\s*<VirtualHost\s+)(?:\*|_default_):(\d+)/gim, (_, open: string, port: string) => `${open}127.0.0.1:${ports.get(port)}`);
  return /^\s*Listen\s/im.test(moved) ? moved : `Listen 127.0.0.1:${await freePort()}\n${moved}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
