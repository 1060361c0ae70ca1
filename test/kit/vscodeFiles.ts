/** Files of the made-up editor: how they are searched for, and made by edits. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Created } from './vscodeDocuments.ts';

/** Makes the files of an edit with their folders; none where one of them is there or cannot be made. */
export function createFiles(files: readonly Created[]): boolean {
  const isThere = ({ uri }: Created) => existsSync(uri.fsPath);
  if (files.some((file) => isThere(file) && !file.ignoreIfExists)) return false;
  try {
    for (const { uri, contents } of files.filter((file) => !isThere(file))) {
      mkdirSync(path.dirname(uri.fsPath), { recursive: true });
      writeFileSync(uri.fsPath, contents, { flag: 'wx' });
    }
    return true;
  } catch {
    return false;
  }
}

/** Files below a folder whose names end as the pattern does, such as `*.{pem,crt}` after `**` and a slash; not those in folders whose names the other pattern lists. */
export function filesBelow(folder: string, pattern: string, exclude = ''): readonly string[] {
  const excluded = /\{([^{}]*)\}/.exec(exclude)?.[1]?.split(',') ?? [];
  const [, listed = ''] = /\*\.\{?([^{}*]*)\}?$/.exec(pattern) ?? [];
  const ends = listed.split(',').map((end) => `.${end}`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const isExcluded = (parent: string) =>
    path
      .relative(folder, parent)
      .split(path.sep)
      .some((part) => excluded.includes(part));
  const files = entries.filter((entry) => entry.isFile() && ends.includes(path.extname(entry.name)) && !isExcluded(entry.parentPath));
  return files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}
