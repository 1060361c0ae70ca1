/**
 * The files of the machine as the model sees them: a port, implemented for Node and, in tests, in memory. Paths are
 * absolute, with `/` between their parts. Nothing here throws, and nothing blocks on a pipe or a device.
 */

/** Why nothing could be read. */
export type Absence = 'missing' | 'denied' | 'not-regular' | 'too-large' | 'loop';

/** What a path leads to, links followed. */
export interface Stat {
  readonly kind: 'file' | 'folder' | 'other' | Absence;
  /** Size in bytes; 0 for everything but files. */
  readonly size: number;
  /** Changes when the file does: milliseconds since 1970 of its last change. */
  readonly stamp: number;
}

/** A file's text, or why there is none. */
export type ReadResult = { readonly text: string } | { readonly absence: Absence };

/** What is in a folder, in byte order as httpd sorts it, or why nothing can be told. `folder` is false for links, whatever they lead to. */
export type ListResult = { readonly entries: readonly { readonly name: string; readonly folder: boolean }[] } | { readonly absence: Absence };

/** The port. */
export interface Disk {
  stat(path: string): Stat;
  /** Reads a regular file of at most `maxBytes` bytes, decoded as UTF-8. */
  read(path: string, maxBytes: number): ReadResult;
  list(path: string): ListResult;
  /** The path with its links followed; null where it leads nowhere. */
  realPath(path: string): string | null;
}

/** Compares two names by the bytes of their UTF-8, which is the order of code points, not that of JavaScript's strings. */
export function inByteOrder(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return rankAt(one, at) - rankAt(other, at);
}

/** Halves of letters beyond the first 65,536 stand for more than every other unit; a text's end for less. */
function rankAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (Number.isNaN(unit)) return -1;
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A disk with nothing on it: for documents that stand alone. */
export const NO_DISK: Disk = {
  stat: () => ({ kind: 'missing', size: 0, stamp: 0 }),
  read: () => ({ absence: 'missing' }),
  list: () => ({ absence: 'missing' }),
  realPath: () => null,
};
