/** Lines that a virtual host gets from elsewhere: from files that it includes, from macros, from the server level. They are not changed along. */
import type { Entry } from '../../model/configuration/entry.ts';
import type { WrittenHost } from './written.ts';

/** The first line with one of these names (lower case) that belongs to a host and is not written in it; undefined for none. */
export function broughtIn({ host, view }: WrittenHost, ...names: readonly string[]): Entry | undefined {
  return host?.entry.children.find((entry) => names.includes(entry.name) && (entry.uses.length > 0 || !view.isHere(entry.file)));
}

/** Where a line is, for people. */
export function placeOf({ view }: WrittenHost, entry: Entry): string {
  const row = view.locate(entry)?.row;
  return row === undefined ? entry.file.path : `${entry.file.path}, line ${row + 1}`;
}
