/** Lines that name a file or folder which httpd looks for before it starts (measured with httpd 2.4.71). */
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import type { Stat } from '../../model/disk.ts';
import { absolutePath } from '../../model/reading/paths.ts';
import type { Word } from '../../syntax/words.ts';

/** What httpd looks for: a folder, a file with something in it, a regular file, or anything at all. */
export type Wanted = 'folder' | 'filled-file' | 'file' | 'anything';

/** A path that a line names. */
export interface Named {
  readonly word: Word;
  /** As it is written, without what stands around it in the word. */
  readonly path: string;
  readonly wanted: Wanted;
  /** What httpd says when it is not there; the path is absolute. */
  readonly httpd: (path: string) => string;
}

/** Takes the path out of a line; null where it names none. */
export type Namer = (entry: Entry) => Named | null;

/** An argument, counted from 0, is the path. */
export function argumentAt(index: number, wanted: Wanted, httpd: Named['httpd']): Namer {
  return ({ statement }) => {
    const word = statement.arguments[index];
    return word === undefined || word.value === '' ? null : { word, path: word.value, wanted, httpd };
  };
}

/** The absolute path that httpd looks for in vain, or null. What may not be looked at counts as there: httpd reads as root. */
export function missingPath({ disk, serverRoot, looksForFiles }: Configuration, { path, wanted }: Named): string | null {
  const absolute = looksForFiles ? absolutePath(path, serverRoot) : null;
  return absolute === null || satisfies(disk.stat(absolute), wanted) ? null : absolute;
}

function satisfies({ kind, size }: Stat, wanted: Wanted): boolean {
  if (kind === 'denied' || kind === 'loop') return true;
  if (wanted === 'anything') return kind !== 'missing';
  return wanted === 'folder' ? kind === 'folder' : kind === 'file' && (wanted === 'file' || size > 0);
}
