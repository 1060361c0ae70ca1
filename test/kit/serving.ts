/** A real httpd that answers requests: in the foreground, on free ports of the loopback address, ended when the work is done. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { findApache } from './apache.ts';
import { cameUp, endGroup, FOREGROUND, freePort, ledToLoopback, printedBy } from './start.ts';

/** How long httpd may live, in milliseconds. */
const LIMIT = 180_000;

/** What httpd answered. */
export interface Answer {
  readonly status: number;
  /** The value of the header `X-Host`. */
  readonly from: string | undefined;
  readonly location: string | undefined;
  /** The value of the header `Strict-Transport-Security`. */
  readonly policy: string | undefined;
  readonly body: string;
}

/** Asks for a URL path of a host. */
export type Ask = (host: string, url: string) => Promise<Answer>;

/** Asks for a URL with a host name, on the port that stands for its own; a client may show a certificate. */
export type AskUrl = (url: string, client?: ClientCertificate) => Promise<Answer>;

/** A client's certificate and its key, PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Starts httpd with all modules and these lines at server level, `@PORT@` being its port; `folder` is a temporary one for its files. */
export async function serving<T>(folder: string, text: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const run = path.join(folder, 'run');
  await mkdir(run, { recursive: true });
  const port = await freePort();
  const frame = ['ServerName localhost', 'User #65534', 'Group #65534', 'TypesConfig /dev/null', `PidFile ${run}/pid`, `ErrorLog ${run}/log`];
  const main = path.join(folder, 'main.conf');
  const modules = findApache()?.modulesConf ?? '';
  const lines = [`DefaultRuntimeDir ${run}`, modules, ...frame, `Listen 127.0.0.1:${port}`, text.replaceAll('@PORT@', String(port))];
  await writeFile(main, `${lines.join('\n')}\n`);
  return whileUp({ main, run, log: `${run}/log`, environment: {} }, () => work((host, url) => ask(port, { host, url })));
}

/** A configuration on the disk. */
export interface Installation {
  /** The main file. */
  readonly main: string;
  /** Where httpd writes its process number, to `pid`. */
  readonly run: string;
  readonly log: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The number of the user and the group that starts it; else whoever runs the test. */
  readonly account?: number;
}

/** Starts httpd with a configuration on the disk, after the ports in its files have been led to the loopback address; clients trust one authority. */
export async function servingFiles<T>(
  installation: Installation & { readonly files: readonly string[]; readonly trusted: string },
  work: (ask: AskUrl, ports: ReadonlyMap<string, number>) => Promise<T>,
): Promise<T> {
  const { files, trusted } = installation;
  const { texts, ports } = await ledToLoopback(await Promise.all(files.map((file) => readFile(file, 'utf8'))));
  await Promise.all(files.map((file, index) => writeFile(file, texts[index]!)));
  const askUrl: AskUrl = (url, client) => {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    const isTls = protocol === 'https:';
    const usual = isTls ? '443' : '80';
    return ask(ports.get(port || usual) ?? 0, { host: hostname, url: `${pathname}${search}`, ...(isTls && { trusted }), ...client });
  };
  return whileUp(installation, () => work(askUrl, ports));
}

async function whileUp<T>({ main, run, log, environment, account }: Installation, work: () => Promise<T>): Promise<T> {
  const apache = findApache();
  if (apache === null) throw new Error('apache2 is not installed');
  const user = account === undefined ? {} : { uid: account, gid: account };
  const child = spawn(apache.binary, ['-DFOREGROUND', '-f', main], { ...FOREGROUND, ...user, env: { PATH: process.env.PATH, ...environment }, timeout: LIMIT });
  const printed = printedBy(child);
  const exited = once(child, 'exit');
  try {
    if (!(await cameUp(child, run))) throw new Error(`httpd ended: ${await printed}${existsSync(log) ? await readFile(log, 'utf8') : ''}`);
    return await work();
  } finally {
    child.kill();
    await exited;
    endGroup(child);
    await printed;
  }
}

/** What is asked for; over TLS where an authority is trusted. */
interface Request extends Partial<ClientCertificate> {
  readonly host: string;
  readonly url: string;
  readonly trusted?: string;
}

function ask(port: number, { host, url, trusted, cert, key }: Request): Promise<Answer> {
  const options = { host: '127.0.0.1', port, path: url, headers: { Host: host }, agent: false } as const;
  return new Promise((resolve, reject) => {
    const take = (response: http.IncomingMessage): void => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      const { location, 'x-host': from, 'strict-transport-security': policy } = response.headers;
      response.once('end', () => resolve({ status: response.statusCode ?? 0, from: from?.toString(), location, policy, body }));
    };
    const request = trusted === undefined ? http.get(options, take) : https.get({ ...options, ca: trusted, servername: host, cert, key }, take);
    request.once('error', reject);
  });
}
