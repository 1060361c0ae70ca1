/** A real nginx in front of a real gunicorn that a real supervisor keeps running, with the files of a deployment; all ended when the work is done. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { connect } from 'node:net';
import path from 'node:path';
import { findNginx } from './nginx.ts';
import { cameUp, endGroup, FOREGROUND, freePort, printedBy } from './start.ts';

/** How long it may all live, and how long gunicorn may take to listen, in milliseconds. */
const LIMIT = 60_000;

/** Where supervisor is, or null where it is not installed. */
export function findSupervisor(): string | null {
  return ['/usr/bin/supervisord', '/usr/local/bin/supervisord'].find((file) => existsSync(file)) ?? null;
}

/** An answer over https. */
export interface SecureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asks the site for a path; the scheme decides the port. */
export type AskSite = (scheme: 'http' | 'https', url: string) => Promise<SecureAnswer>;

/** The files of a deployment as they are on the disk. */
export interface Deployed {
  readonly site: string;
  readonly program: string;
  /** The port that gunicorn was given. */
  readonly port: number;
  readonly serverName: string;
  /** The authority that clients trust, PEM. */
  readonly authority: string;
}

/** Starts supervisor and nginx with these files, nginx on other ports than are written; `work` gets to know which port stands for which. */
export async function whileDeployed<T>(
  folder: string,
  deployed: Deployed,
  work: (ask: AskSite, ports: Readonly<Record<80 | 443, number>>) => Promise<T>,
): Promise<T> {
  const run = path.join(folder, 'run');
  await mkdir(run, { recursive: true });
  const ports = { 80: await freePort(), 443: await freePort() };
  const supervisor = await startSupervisor(run, deployed.program);
  try {
    await listens(deployed.port, supervisor);
    const nginx = await startNginx(run, await nginxFile(run, deployed.site, ports));
    try {
      return await work((scheme, url) => askPort(scheme === 'http' ? ports[80] : ports[443], { scheme, url, ...deployed }), ports);
    } finally {
      await ended(nginx);
    }
  } finally {
    await ended(supervisor);
  }
}

async function startSupervisor(run: string, program: string): Promise<ChildProcess> {
  const file = path.join(run, 'supervisord.conf');
  const lines = ['[supervisord]', 'nodaemon=true', `logfile=${run}/supervisor.log`, `childlogdir=${run}`, `pidfile=${run}/supervisor.pid`];
  await writeFile(file, [...lines, '[include]', `files=${program}`, ''].join('\n'));
  const child = spawn(findSupervisor()!, ['-n', '-c', file], { ...FOREGROUND, timeout: LIMIT });
  void printedBy(child);
  return child;
}

async function startNginx(run: string, file: string): Promise<ChildProcess> {
  const child = spawn(findNginx()!, ['-p', run, '-e', `${run}/log`, '-c', file], { ...FOREGROUND, timeout: LIMIT });
  void printedBy(child);
  if (await cameUp(child, run)) return child;
  throw new Error(`nginx ended: ${await readFile(`${run}/log`, 'utf8')}`);
}

/** A whole configuration around a site, which is included as a copy with other ports. */
export async function nginxFile(run: string, site: string, ports: Readonly<Record<string, number>>): Promise<string> {
  await mkdir(run, { recursive: true });
  const copy = path.join(run, 'site.conf');
  const text = await readFile(site, 'utf8');
  await writeFile(
    copy,
    text.replace(/(?<=^\s*listen (?:\[::\]:)?)(?:80|443)\b/gm, (port) => String(ports[port])),
  );
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${run}/${name};`);
  const file = path.join(run, 'nginx.conf');
  await writeFile(
    file,
    `daemon off;\nmaster_process off;\npid ${run}/pid;\nevents {}\nhttp { access_log off; types_hash_max_size 2048; ${folders.join(' ')}\ninclude ${copy};\n}\n`,
  );
  return file;
}

/** Waits until something listens on a port of the loopback address, as long as the process lives. */
export async function listens(port: number, child: ChildProcess): Promise<void> {
  const late = AbortSignal.timeout(LIMIT);
  while (child.exitCode === null && !late.aborted) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isUp) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`nothing came to listen on port ${port}`);
}

/** Ends a process that was started as the first of its group, with all that it has started. */
export async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => (child.exitCode === null ? child.once('exit', () => resolve()) : resolve()));
  child.kill('SIGTERM');
  await gone;
  endGroup(child);
}

/** What a port is asked for; over https by a client that trusts one authority. */
export interface PortQuestion extends Pick<Deployed, 'serverName' | 'authority'> {
  readonly scheme: 'http' | 'https';
  readonly url: string;
}

/** Asks a port of the loopback address. */
export function askPort(port: number, { scheme, url, serverName, authority }: PortQuestion): Promise<SecureAnswer> {
  return new Promise((resolve, reject) => {
    const plain = scheme === 'http';
    const options = { port, path: url, headers: { Host: serverName }, timeout: LIMIT };
    const take = (response: import('node:http').IncomingMessage) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    };
    const request = plain
      ? import('node:http').then((http) => http.get({ host: '127.0.0.1', ...options }, take))
      : Promise.resolve(https.get({ host: '127.0.0.1', servername: serverName, ca: authority, ...options }, take));
    request.then((sent) => sent.on('error', reject), reject);
  });
}
