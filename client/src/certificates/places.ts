/** What is at the places where files are to go, before anything is written. Asked for questions and offers; what is written decides anew. */
import { access, constants, lstat, stat } from 'node:fs/promises';

/** Whether it is a folder, or a link to one. */
export async function isFolder(place: string): Promise<boolean> {
  return await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Whether the person may write into a folder that is there. */
export async function isWritable(folder: string): Promise<boolean> {
  return await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Those of the files that are there, whatever they are. */
export async function filesThere(files: readonly string[]): Promise<readonly string[]> {
  const isThere = (file: string) =>
    lstat(file).then(
      () => true,
      () => false,
    );
  const found = await Promise.all(files.map(isThere));
  return files.filter((_, index) => found[index]);
}
