/** A real httpd that answers requests: in the foreground, on a free port of the loopback address, ended when the work is done. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { findApache } from './apache.ts';

/** How long httpd may live, in milliseconds. */
const LIMIT = 60_000;

/** What httpd answered. */
export interface Answer {
  readonly status: number;
  /** The value of the header `X-Host`. */
  readonly from: string | undefined;
  readonly location: string | undefined;
}

/** Asks for a URL path of a host. */
export type Ask = (host: string, url: string) => Promise<Answer>;

/** Starts httpd with all modules and these lines at server level, `@PORT@` being its port; `folder` is a temporary one for its files. */
export async function serving<T>(folder: string, text: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const apache = findApache();
  if (apache === null) throw new Error('apache2 is not installed');
  const run = path.join(folder, 'run');
  await mkdir(run, { recursive: true });
  const port = await freePort();
  const frame = ['ServerName localhost', 'User #65534', 'Group #65534', 'TypesConfig /dev/null', `PidFile ${run}/pid`, `ErrorLog ${run}/log`];
  const main = path.join(folder, 'main.conf');
  const lines = [`DefaultRuntimeDir ${run}`, apache.modulesConf, ...frame, `Listen 127.0.0.1:${port}`, text.replaceAll('@PORT@', String(port))];
  await writeFile(main, `${lines.join('\n')}\n`);
  const child = spawn(apache.binary, ['-DFOREGROUND', '-f', main], { stdio: 'ignore', timeout: LIMIT });
  const ended = once(child, 'close');
  try {
    const isUp = await Promise.race([appears(run, 'pid').then(() => true), ended.then(() => false)]);
    if (!isUp) throw new Error(`httpd ended: ${existsSync(`${run}/log`) ? await readFile(`${run}/log`, 'utf8') : 'no log'}`);
    return await work((host, url) => ask(port, host, url));
  } finally {
    child.kill();
    await ended;
  }
}

/** Waits until a file is in a folder. */
function appears(folder: string, name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder);
    const look = () => {
      if (!existsSync(path.join(folder, name))) return;
      watcher.close();
      resolve();
    };
    watcher.on('change', look);
    look();
  });
}

function ask(port: number, host: string, url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: url, headers: { Host: host }, agent: false }, (response) => {
      response.resume();
      const from = response.headers['x-host'];
      response.once('end', () => resolve({ status: response.statusCode ?? 0, from: from?.toString(), location: response.headers.location }));
    }).once('error', reject);
  });
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
