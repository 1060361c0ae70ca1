/** Entries by name, each with the per-directory sections around it: what mod_wsgi's settings are looked up in. */
import type { Configuration } from '../configuration/configuration.ts';
import type { Entry } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';

/** An entry and the sections around it below its server, outermost first; empty for what stands at the server's own level. */
export interface Placed {
  readonly entry: Entry;
  readonly sections: readonly Entry[];
}

/** The entries of one server by lower-case name, in the order in which httpd holds them. */
export type Inventory = ReadonlyMap<string, readonly Placed[]>;

const ofHosts = new WeakMap<Entry, Inventory>();
const ofMains = new WeakMap<readonly Entry[], Inventory>();
const flattened = new WeakMap<Entry, readonly Placed[]>();

/** What stands in a virtual host; for null, what stands outside of all of them. */
export function inventoryOf(configuration: Configuration, host: VirtualHost | null): Inventory {
  return host === null ? remembered(ofMains, configuration.entries, configuration.entries) : remembered(ofHosts, host.entry, host.entry.children);
}

/** The entries of these names in an inventory, name by name. */
export function placedIn(inventory: Inventory, ...names: readonly string[]): readonly Placed[] {
  return names.flatMap((name) => inventory.get(name) ?? []);
}

/** The entries of these names in the whole configuration, with their servers: the main one first. */
export function everywhere(configuration: Configuration, ...names: readonly string[]): { placed: Placed; host: VirtualHost | null }[] {
  return [null, ...configuration.hosts].flatMap((host) => placedIn(inventoryOf(configuration, host), ...names).map((placed) => ({ placed, host })));
}

function remembered<K extends object>(store: WeakMap<K, Inventory>, key: K, entries: readonly Entry[]): Inventory {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, Placed[]>();
  for (const entry of entries) {
    if (entry.name === 'virtualhost') continue;
    if (!entry.section) add(made, { entry, sections: [] });
    else for (const placed of below(entry)) add(made, placed);
  }
  store.set(key, made);
  return made;
}

function add(inventory: Map<string, Placed[]>, placed: Placed): void {
  const { name } = placed.entry;
  const known = inventory.get(name);
  if (known === undefined) inventory.set(name, [placed]);
  else known.push(placed);
}

/** The section itself and what stands in it at any depth. */
function below(section: Entry): readonly Placed[] {
  const known = flattened.get(section);
  if (known !== undefined) return known;
  const all: Placed[] = [{ entry: section, sections: [] }];
  for (const entry of section.children) {
    const inner = entry.section ? below(entry) : [{ entry, sections: [] }];
    for (const { entry: found, sections } of inner) all.push({ entry: found, sections: [section, ...sections] });
  }
  flattened.set(section, all);
  return all;
}
