/**
 * The users and groups of the machine, as far as its files tell. Where names may also come from a directory service nothing
 * is said about those that the files lack.
 */
import type { Disk } from './disk.ts';

/** Names, and numbers as texts, of users or groups. */
export interface Accounts {
  readonly names: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

/** Largest file that is read, in bytes. */
const LIMIT = 1 << 20;
/** Sources of names that have nothing beyond the files, but for accounts that a running service has for itself. */
const LOCAL = new Set(['files', 'compat', 'systemd']);

/** The users (`passwd`) or groups (`group`) of the machine; null where the files do not tell all of them. */
export function accountsOn(disk: Disk, database: 'passwd' | 'group'): Accounts | null {
  const sources = textOf(disk, '/etc/nsswitch.conf');
  const [, listed = ''] = new RegExp(`^\\s*${database}:(.*)$`, 'm').exec(sources ?? '') ?? [];
  const names = listed
    .replace(/#.*$/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const text = textOf(disk, `/etc/${database}`);
  if (text === null || !names.includes('files') || names.some((name) => !LOCAL.has(name))) return null;
  const lines = text.split('\n').map((line) => line.split(':'));
  return { names: new Set(lines.map(([name = '']) => name)), numbers: new Set(lines.map(([, , number = '']) => number)) };
}

function textOf(disk: Disk, path: string): string | null {
  const read = disk.read(path, LIMIT);
  return 'text' in read ? read.text : null;
}
