/**
 * Files that appear whole or not at all. Each is written to a private folder beside its target, flushed, and then given its
 * name by an operation that cannot overwrite; what came before the one that failed is taken back. Private keys are the
 * user's alone from their first byte.
 */
import { chmod, constants, copyFile, link, lstat, mkdir, open, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './host.ts';
import { CertificateProblem, codeOf, reasonOf } from './problem.ts';
import { narrowToUser, openStaging, type Staging } from './staging.ts';

/** A file to be: its path, and whether it is a secret. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly secret: boolean;
}

/** What to do where a file is there already: stop, take the next free name for all, or keep the old one as a backup. */
export type OnExisting = 'fail' | 'rename' | 'replace';

/** What was done. */
export interface Published {
  /** The files, in the order that they were given in. */
  readonly paths: readonly string[];
  /** Where replaced files are now. */
  readonly backups: readonly string[];
  /** What the person should know: a folder that others may write to, access that could not be narrowed. */
  readonly notes: readonly string[];
}

/** In a folder with this bit others cannot replace our files. */
const STICKY = 0o1000;

interface Step {
  readonly undo: () => Promise<void>;
}

interface Work {
  readonly host: Host;
  readonly onExisting: OnExisting;
  readonly staged: ReadonlyMap<string, Staging>;
  readonly done: Step[];
  readonly backups: string[];
}

/** Publishes files that belong together, in their order: keys first. Rejects with nothing of them left behind. */
export async function publish(
  files: readonly OutputFile[],
  { onExisting, host }: { readonly onExisting: OnExisting; readonly host: Host },
): Promise<Published> {
  const made: MadeFolder[] = [];
  const staged = new Map<string, Staging>();
  let finished = false;
  try {
    for (const folder of new Set(files.map((file) => path.dirname(file.path)))) {
      made.push(await makeFolder(folder));
      staged.set(folder, await openStaging(folder, host));
    }
    const notes = (await Promise.all(files.map((file) => stage(file, staged, host)))).flat();
    const result = await placeAll(files, { host, onExisting, staged, done: [], backups: [] });
    finished = true;
    return { ...result, notes: [...new Set([...notes, ...(await folderNotes([...staged.keys()], host))])] };
  } finally {
    for (const staging of staged.values()) await staging.close();
    if (!finished) for (const folder of made.reverse()) await folder.undo();
  }
}

/** A path with a mark in its name: `app-key.pem` and `-2` make `app-2-key.pem`, so that what keys are known by stays at the end. */
export function marked(file: string, mark: string): string {
  const { dir, base } = path.parse(file);
  const end = /(?:-key|-fullchain)?(?:\.(?:pem|crt|cer|der|key|csr|p12|pfx))?$/i.exec(base)?.[0] ?? '';
  return path.join(dir, `${base.slice(0, base.length - end.length)}${mark}${end}`);
}

/** Rejects where one of the files is there and may not be touched: asked before the work begins, decided when it ends. */
export async function refuseExisting(files: readonly string[], onExisting: OnExisting): Promise<void> {
  if (onExisting === 'rename') return;
  for (const file of files) {
    const there = await lstat(file).catch(() => null);
    if (there !== null && onExisting === 'fail') throw existing(file);
    if (there !== null) refuseReplacing(file, there);
  }
}

/** A folder that is there now, and how to take back what was made of its path. */
export interface MadeFolder {
  readonly undo: () => Promise<void>;
}

/** Makes a folder, private where it is new. */
export async function makeFolder(folder: string): Promise<MadeFolder> {
  try {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    const made: string[] = [];
    for (let one = folder; first !== undefined && one.length >= first.length; one = path.dirname(one)) made.push(one);
    return {
      undo: async () => {
        for (const one of made) await rmdir(one).catch(() => undefined);
      },
    };
  } catch (error) {
    throw new CertificateProblem(`The folder ${folder} cannot be used: ${reasonOf(error)}. Choose another folder.`);
  }
}

function stagedPath(file: OutputFile, staged: ReadonlyMap<string, Staging>): string {
  const { dir, base } = path.parse(file.path);
  return path.join(staged.get(dir)?.folder ?? dir, base);
}

async function stage(file: OutputFile, staged: ReadonlyMap<string, Staging>, host: Host): Promise<readonly string[]> {
  try {
    return await writeNew(stagedPath(file, staged), file, host);
  } catch (error) {
    if (error instanceof CertificateProblem) throw error;
    throw new CertificateProblem(`${file.path} could not be written: ${reasonOf(error)}. Nothing was left behind. Make room or choose another folder.`);
  }
}

/** Writes a file that was not there; a secret is narrowed to the user while it is empty. */
async function writeNew(target: string, { content, secret }: OutputFile, host: Host): Promise<readonly string[]> {
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

async function placeAll(files: readonly OutputFile[], work: Work): Promise<Omit<Published, 'notes'>> {
  for (let number = 1; ; number++) {
    const paths = files.map((file) => (number === 1 ? file.path : marked(file.path, `-${number}`)));
    try {
      for (const [index, file] of files.entries()) await place(file, paths[index] ?? file.path, work);
      await Promise.all([...work.staged.keys()].map(flushFolder));
      return { paths, backups: work.backups };
    } catch (error) {
      for (const step of work.done.splice(0).reverse()) await step.undo();
      if (work.onExisting !== 'rename' || codeOf(error) !== 'EEXIST' || number > 1000) throw explained(error, files);
    }
  }
}

async function place(file: OutputFile, target: string, work: Work): Promise<void> {
  const source = stagedPath(file, work.staged);
  const old = work.onExisting === 'replace' ? await lstat(target).catch(() => null) : null;
  if (old === null) {
    await linkNew(source, file, target, work);
    return;
  }
  refuseReplacing(target, old);
  const backup = await keepOld(file, target, work);
  work.done.push({ undo: () => rename(backup, target).then(() => rm(backup, { force: true })) });
  await rename(source, target).catch((error: unknown) => {
    throw at(error, target);
  });
  work.backups.push(backup);
}

/** Gives the file its name where nothing has it: by a second link, or where there are no links by a new file. */
async function linkNew(source: string, file: OutputFile, target: string, work: Work): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (!hasNoLinks(error)) throw at(error, target);
    await writeNew(target, file, work.host).catch(async (reason: unknown) => {
      if (codeOf(reason) !== 'EEXIST') await unlink(target).catch(() => undefined);
      throw at(reason, target);
    });
  }
  work.done.push({ undo: () => unlink(target) });
}

function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN'].includes(codeOf(error) ?? '');
}

/** A second name for the old file, which the new one then takes the first of. */
async function keepOld(file: OutputFile, target: string, work: Work): Promise<string> {
  const stamp = new Date(work.host.now?.() ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  for (let number = 1; ; number++) {
    const backup = marked(target, `.backup-${stamp}${number === 1 ? '' : `-${number}`}`);
    try {
      await link(target, backup).catch((error: unknown) => {
        if (!hasNoLinks(error)) throw error;
        return copyFile(target, backup, constants.COPYFILE_EXCL);
      });
      if (file.secret) await chmod(backup, 0o600);
      return backup;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number > 1000)
        throw new CertificateProblem(`${target} was not replaced, since no backup of it could be made: ${reasonOf(error)}.`);
    }
  }
}

function refuseReplacing(file: string, there: Awaited<ReturnType<typeof lstat>>): void {
  const what = there.isSymbolicLink() ? 'a link' : there.isDirectory() ? 'a folder' : there.isFile() ? null : 'no regular file';
  if (what !== null) throw new CertificateProblem(`${file} is ${what}, which is not replaced. Remove it yourself, or choose another name.`);
  if (process.getuid !== undefined && there.uid !== process.getuid()) {
    throw new CertificateProblem(`${file} belongs to another user and is not replaced. Choose another name or folder.`);
  }
}

function existing(file: string): CertificateProblem {
  return new CertificateProblem(`${file} is there already and was not touched. Choose another name, or replace it: the old file is kept as a backup then.`);
}

/** The error with the file that it is about. */
function at(error: unknown, target: string): unknown {
  return error instanceof Error ? Object.assign(error, { target }) : error;
}

function explained(error: unknown, files: readonly OutputFile[]): unknown {
  if (error instanceof CertificateProblem) return error;
  const target = error instanceof Error && 'target' in error ? String(error.target) : (files[0]?.path ?? '');
  if (codeOf(error) === 'EEXIST') return existing(target);
  return new CertificateProblem(`${target} could not be written: ${reasonOf(error)}. What had been written was taken back.`);
}

/** Makes the names last through a crash of the machine, where the system can. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function folderNotes(folders: readonly string[], host: Host): Promise<readonly string[]> {
  if (host.platform === 'win32') return [];
  const wide = [];
  for (const folder of folders) {
    const { mode } = await stat(folder);
    if ((mode & 0o022) !== 0 && (mode & STICKY) === 0) wide.push(folder);
  }
  return wide.map((folder) => `Other users may write to ${folder}, and so replace the files in it. Narrow it: chmod go-w ${folder}`);
}
