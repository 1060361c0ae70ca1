/** Finding lines in a configuration: entries by their names, and the lists of entries side by side that they stand in. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, entriesOf } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { everywhere as placedEverywhere } from '../../model/configuration/inventory.ts';
import { keeper } from '../../model/configuration/kept.ts';
import { Note } from '../../model/note.ts';

type List = readonly Entry[];

/** The lists that hold an entry with one of these names (lower case). */
export function listsWith(configuration: Configuration, ...names: readonly string[]): List[] {
  return [...new Set(placedEverywhere(configuration, ...names).map(({ list }) => list))];
}

/** Every entry of these names, at any depth. */
export function everywhere(configuration: Configuration, ...names: readonly string[]): Entry[] {
  return placedEverywhere(configuration, ...names).map(({ entry }) => entry);
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

const servers = new Note<VirtualHost, Server>();

function serverOf(host: VirtualHost): Server {
  const known = servers.get(host) ?? { host, entries: host.entry.children };
  servers.set(host, known);
  return known;
}

/** The main server and the virtual hosts; asked twice about a host it gives the same object. */
export function serversOf({ entries, hosts }: Configuration): Server[] {
  return [{ host: null, entries }, ...hosts.map(serverOf)];
}
