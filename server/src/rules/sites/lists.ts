/** Finding lines in a configuration: lists of entries that stand side by side, by the names that they hold. Kept per section. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, entriesOf } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';

type List = readonly Entry[];

const below = new WeakMap<Entry, ReadonlyMap<string, readonly List[]>>();

/** The lists that hold an entry with one of these names (lower case): the server level, then what stands in sections. */
export function listsWith({ entries }: Configuration, ...names: readonly string[]): List[] {
  const lists = new Set<List>();
  if (entries.some(({ name }) => names.includes(name))) lists.add(entries);
  for (const entry of entries) {
    if (!entry.section) continue;
    const inside = listsIn(entry);
    for (const name of names) for (const list of inside.get(name) ?? []) lists.add(list);
  }
  return [...lists];
}

/** The lists of a section and of what stands in it, by the names in them. */
function listsIn(section: Entry): ReadonlyMap<string, readonly List[]> {
  const known = below.get(section);
  if (known !== undefined) return known;
  const lists = new Map<string, List[]>();
  const add = (name: string, list: List): void => {
    const same = lists.get(name);
    if (same === undefined) lists.set(name, [list]);
    else if (same.at(-1) !== list) same.push(list);
  };
  const list = section.children;
  for (const entry of list) add(entry.name, list);
  for (const entry of list) if (entry.section) for (const [name, inner] of listsIn(entry)) for (const one of inner) add(name, one);
  below.set(section, lists);
  return lists;
}

/** Every entry of these names, at any depth. */
export function everywhere(configuration: Configuration, ...names: readonly string[]): Entry[] {
  return listsWith(configuration, ...names).flatMap((list) => entriesOf(list, ...names));
}

/** Lines out of sight that may add to what stands here: an include that is not followed, a macro that nobody knows. */
export function holdsUnseen({ rooted }: Configuration, entries: List): boolean {
  return !rooted && entriesOf(entries, 'include', 'includeoptional', 'use').length > 0;
}

/** A server: the main one, or a virtual host, with what stands at its own level. */
export interface Server {
  readonly host: VirtualHost | null;
  readonly entries: List;
}

/** The main server and the virtual hosts. */
export function serversOf({ entries, hosts }: Configuration): Server[] {
  return [{ host: null, entries }, ...hosts.map((host) => ({ host, entries: host.entry.children }))];
}
