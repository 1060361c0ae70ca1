/** A real nginx with one TLS server on the loopback address, ended when the work is done. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cameUp, endGroup, FOREGROUND, freePort, printedBy } from './start.ts';

/** How long nginx may live, in milliseconds. */
const LIMIT = 60_000;

/** The program, or null where it is not installed. */
export function findNginx(): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'];
  return folders.map((folder) => path.join(folder, 'nginx')).find((file) => existsSync(file)) ?? null;
}

/** Starts nginx with these lines in a TLS server, which answers “here” unless a location among them does something else; `folder` is a temporary one for its files, `work` gets the port. */
export async function nginxServing<T>(folder: string, lines: readonly string[], work: (port: number) => Promise<T>): Promise<T> {
  const binary = findNginx();
  if (binary === null) throw new Error('nginx is not installed');
  const [run, port] = [path.join(folder, 'nginx'), await freePort()];
  await mkdir(run, { recursive: true });
  const configuration = path.join(run, 'nginx.conf');
  await writeFile(configuration, settings(run, port, lines));
  const child = spawn(binary, ['-p', run, '-e', `${run}/log`, '-c', configuration], { ...FOREGROUND, timeout: LIMIT });
  const printed = printedBy(child);
  const exited = once(child, 'exit');
  try {
    if (!(await cameUp(child, run))) throw new Error(`nginx ended: ${await readFile(`${run}/log`, 'utf8')}`);
    return await work(port);
  } finally {
    child.kill();
    await exited;
    endGroup(child);
    await printed;
  }
}

/** What nginx says of these lines in a `server` block, certificates being read; `folder` is a temporary one for its files. */
export async function nginxTest(folder: string, lines: readonly string[]): Promise<string> {
  const binary = findNginx();
  if (binary === null) throw new Error('nginx is not installed');
  const run = path.join(folder, 'nginx-test');
  await mkdir(run, { recursive: true });
  const configuration = path.join(run, 'nginx.conf');
  await writeFile(configuration, settings(run, await freePort(), lines));
  const { stdout, stderr } = spawnSync(binary, ['-t', '-p', run, '-e', `${run}/log`, '-c', configuration], { encoding: 'utf8', timeout: LIMIT });
  return `${stdout}${stderr}`;
}

function settings(run: string, port: number, lines: readonly string[]): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${run}/${name};`);
  const does = lines.some((line) => line.startsWith('location ')) ? '' : 'return 200 "here";';
  const server = `listen 127.0.0.1:${port} ssl; ${lines.join(' ')} ${does}`;
  return `daemon off; master_process off; pid ${run}/pid;\nevents {}\nhttp { access_log off; ${folders.join(' ')}\nserver { ${server} } }\n`;
}
