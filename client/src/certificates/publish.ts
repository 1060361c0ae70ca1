/**
 * Files that appear whole or not at all. Each is written to a private folder beside its target, flushed, and then given its
 * name by an operation that cannot overwrite; what came before the one that failed is taken back. Private keys are the
 * user's alone from their first byte.
 */
import { chmod, constants, copyFile, link, lstat, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import { flushFolder, folderNotes, type MadeFolder, makeFolder } from './folders.ts';
import { type Host, timeOf } from './host.ts';
import { CertificateProblem, codeOf, reasonOf } from './problem.ts';
import { openStaging, type Staging, writeNew } from './staging.ts';

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
    const result = await inTurn(() => placeAll(files, { host, onExisting, staged, done: [], backups: [] }));
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

/** The end of the line that publications of this process stand in: two that replace the same files would mix them. */
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
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
  const stamp = new Date(timeOf(work.host)).toISOString().replace(/[-:]|\.\d+/g, '');
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
