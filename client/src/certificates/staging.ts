/**
 * Private folders for work in progress, beside the files that come of it. One that a killed process left is cleared away by
 * the next that works there.
 */
import { lstat, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './host.ts';
import { CertificateProblem, codeOf, reasonOf } from './problem.ts';
import { runProgram } from './processes.ts';

/** A private folder, and its end. */
export interface Staging {
  readonly folder: string;
  readonly close: () => Promise<void>;
}

const PREFIX = '.certificates-';
/** Work takes minutes at most: what is older was left by a process that was killed. */
const LEFT_BEHIND = 3_600_000;

/** Makes a private folder inside another. */
export async function openStaging(beside: string, host: Host): Promise<Staging> {
  await clearLeftBehind(beside);
  try {
    const folder = await mkdtemp(path.join(beside, PREFIX));
    if (host.platform === 'win32') await narrowAcl(folder, '(OI)(CI)F', host);
    return { folder, close: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
  } catch (error) {
    const reason = codeOf(error) === 'ENOENT' ? 'it does not exist' : reasonOf(error);
    throw new CertificateProblem(`Nothing can be written in the folder ${beside}: ${reason}. Choose another folder.`);
  }
}

async function clearLeftBehind(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const left = path.join(folder, name);
    const there = await lstat(left).catch(() => null);
    if (there?.isDirectory() && there.uid === (process.getuid?.() ?? there.uid) && Date.now() - there.mtimeMs > LEFT_BEHIND) {
      await rm(left, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** What a new file holds, and whether it is a secret. */
interface Content {
  readonly content: string | Uint8Array;
  readonly secret: boolean;
}

/** Writes a file that was not there and flushes it, with a note where it is not as private as it should be; a secret is narrowed to the user while it is empty. */
export async function writeNew(target: string, { content, secret }: Content, host: Host): Promise<readonly string[]> {
  const handle = await open(target, 'wx', secret ? 0o600 : 0o644);
  try {
    const notes = secret ? await narrowToUser(target, host) : [];
    await handle.writeFile(content);
    await handle.sync();
    return notes;
  } finally {
    await handle.close();
  }
}

/** Takes a file from everybody but the user; gives a note where that did not work. */
async function narrowToUser(file: string, host: Host): Promise<readonly string[]> {
  if (host.platform === 'win32') return await narrowAcl(file, 'F', host);
  if (((await stat(file)).mode & 0o077) === 0) return [];
  return [
    `The file system of ${path.dirname(file)} keeps no access rights: other users of this machine may be able to read the private key. Prefer another folder.`,
  ];
}

/** Windows knows no modes: the list of who may use the file is made anew, with the user alone in it. */
async function narrowAcl(file: string, rights: string, host: Host): Promise<readonly string[]> {
  const program = { name: 'icacls', file: path.join(host.env.SystemRoot ?? 'C:\\Windows', 'System32', 'icacls.exe') };
  const user = [host.env.USERDOMAIN, host.env.USERNAME].filter((part) => part !== undefined).join('\\');
  try {
    await runProgram(program, { args: [file, '/inheritance:r', '/grant:r', `${user}:${rights}`], folder: path.dirname(file) }, host);
    return [];
  } catch {
    return [`Access to the private key was not narrowed to you, since icacls did not do it: whoever may read its folder may read it.`];
  }
}
