/** Folders that files are published in: made where they are missing, flushed, and told of where others may write to them. */
import { mkdir, open, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './host.ts';
import { CertificateProblem, reasonOf } from './problem.ts';

/** In a folder with this bit others cannot replace our files. */
const STICKY = 0o1000;

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

/** Makes the names last through a crash of the machine, where the system can. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** What the person should know of the folders. */
export async function folderNotes(folders: readonly string[], host: Host): Promise<readonly string[]> {
  if (host.platform === 'win32') return [];
  const wide = [];
  for (const folder of folders) {
    const { mode } = await stat(folder);
    if ((mode & 0o022) !== 0 && (mode & STICKY) === 0) wide.push(folder);
  }
  return wide.map((folder) => `Other users may write to ${folder}, and so replace the files in it. Narrow it: chmod go-w ${folder}`);
}
