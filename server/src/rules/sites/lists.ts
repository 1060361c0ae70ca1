/** Finding lines in a configuration: lists of entries that stand side by side, by the names that they hold. Kept per section. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, entriesOf } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { keeper } from '../../model/configuration/kept.ts';

type List = readonly Entry[];

const ofConfigurations = new WeakMap<Configuration, ReadonlyMap<string, readonly List[]>>();

/** The lists that hold an entry with one of these names (lower case). */
export function listsWith(configuration: Configuration, ...names: readonly string[]): List[] {
  const known = ofConfigurations.get(configuration) ?? listsIn(configuration.entries, new Map());
  ofConfigurations.set(configuration, known);
  return [...new Set(names.flatMap((name) => known.get(name) ?? []))];
}

/** A list and those in its sections, by the names in them. */
function listsIn(list: List, lists: Map<string, List[]>): ReadonlyMap<string, readonly List[]> {
  for (const { name, section, children } of list) {
    const same = lists.get(name);
    if (same === undefined) lists.set(name, [list]);
    else if (same.at(-1) !== list) same.push(list);
    if (section) listsIn(children, lists);
  }
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

/** Keeps what is worked out for a server. */
export const perServer = keeper<Server>();

const servers = new WeakMap<VirtualHost, Server>();

function serverOf(host: VirtualHost): Server {
  const known = servers.get(host) ?? { host, entries: host.entry.children };
  servers.set(host, known);
  return known;
}

/** The main server and the virtual hosts; asked twice about a host it gives the same object. */
export function serversOf({ entries, hosts }: Configuration): Server[] {
  return [{ host: null, entries }, ...hosts.map(serverOf)];
}
