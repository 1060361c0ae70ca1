/** A disk in memory: for the examples on the rules' pages, and for tests. */
import { Buffer } from 'node:buffer';
import { posix } from 'node:path';
import { type Disk, inByteOrder } from '../../server/src/model/disk.ts';

/** Files by absolute path; a path that ends in a slash is an empty folder, a text that begins with `-> ` a link. */
export type Tree = Readonly<Record<string, string>>;

/** Stands for a text in a tree: the path is a device, which nobody reads. */
export const DEVICE = '(device)';

/** Debian's modules: they lie on every disk in memory. */
const MODULE_FILE = /^\/usr\/lib\/apache2\/modules\/mod_\w+\.so$/;

/** A disk in memory. */
export function memoryDisk(tree: Tree): Disk {
  const folders = new Map<string, Map<string, boolean>>();
  const place = (path: string, folder: boolean): void => {
    const parent = posix.dirname(path);
    if (parent === path) return;
    const names = folders.get(parent) ?? new Map<string, boolean>();
    folders.set(parent, names);
    names.set(posix.basename(path), folder);
    place(parent, true);
  };
  for (const path of Object.keys(tree)) {
    if (path.endsWith('/')) folders.set(path.slice(0, -1), folders.get(path.slice(0, -1)) ?? new Map());
    place(path.replace(/\/$/, ''), path.endsWith('/'));
  }
  const resolve = (path: string): string => {
    const text = tree[path];
    return text?.startsWith('-> ') ? resolve(posix.resolve(posix.dirname(path), text.slice(3).trim())) : path;
  };
  const kindOf = (path: string) => {
    if (tree[path] === DEVICE) return 'other';
    if (tree[path] !== undefined || MODULE_FILE.test(path)) return 'file';
    return folders.has(path) ? 'folder' : 'missing';
  };
  return {
    stat: (path) => {
      const real = resolve(path);
      const kind = kindOf(real);
      return { kind, size: kind === 'file' ? Buffer.byteLength(tree[real] ?? '') : 0, stamp: 0 };
    },
    read: (path) => {
      const real = resolve(path);
      const kind = kindOf(real);
      return kind === 'file' ? { text: tree[real] ?? '' } : { absence: kind === 'missing' ? 'missing' : 'not-regular' };
    },
    list: (path) => {
      const names = folders.get(resolve(path));
      if (names === undefined) return { absence: 'missing' };
      return { entries: [...names].map(([name, folder]) => ({ name, folder })).sort((one, other) => inByteOrder(one.name, other.name)) };
    },
    realPath: (path) => (kindOf(resolve(path)) === 'missing' ? null : resolve(path)),
  };
}
