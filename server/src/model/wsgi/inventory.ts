/** Entries by name, each with the per-directory sections around it: what mod_wsgi's settings are looked up in. */
import type { Configuration } from '../configuration/configuration.ts';
import { type Entry, outsideHosts } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';

/** An entry and the sections around it below its server, outermost first; empty for what stands at the server's own level. */
export interface Placed {
  readonly entry: Entry;
  readonly sections: readonly Entry[];
}

/** The entries of one server by lower-case name, in the order in which httpd holds them. */
export type Inventory = ReadonlyMap<string, readonly Placed[]>;

/** An entry with its server; null for the main one. */
export interface Found {
  readonly placed: Placed;
  readonly host: VirtualHost | null;
}

const inventories = new WeakMap<readonly Entry[], Inventory>();
const founds = new WeakMap<Inventory, ReadonlyMap<string, readonly Found[]>>();
const wholes = new WeakMap<Configuration, ReadonlyMap<string, readonly Found[]>>();
const flattened = new WeakMap<Entry, readonly Placed[]>();

/** What stands in a virtual host; for null, what stands outside of all of them. The same object as long as these entries stay the same. */
export function inventoryOf({ entries }: Pick<Configuration, 'entries'>, host: VirtualHost | null): Inventory {
  const list = host === null ? outsideHosts(entries) : host.entry.children;
  const known = inventories.get(list) ?? inventoryFrom(list);
  inventories.set(list, known);
  return known;
}

/** The entries of these names in an inventory, name by name. */
export function placedIn(inventory: Inventory, ...names: readonly string[]): readonly Placed[] {
  return names.flatMap((name) => inventory.get(name) ?? []);
}

/** The entries of these names in the whole configuration, with their servers: name by name, the main server first. */
export function everywhere(configuration: Configuration, ...names: readonly string[]): Found[] {
  const known = wholes.get(configuration) ?? wholeOf(configuration);
  wholes.set(configuration, known);
  return names.flatMap((name) => known.get(name) ?? []);
}

function wholeOf(configuration: Configuration): ReadonlyMap<string, readonly Found[]> {
  const whole = new Map<string, Found[]>();
  for (const host of [null, ...configuration.hosts]) {
    for (const [name, found] of foundIn(inventoryOf(configuration, host), host)) {
      const same = whole.get(name);
      if (same === undefined) whole.set(name, [...found]);
      else same.push(...found);
    }
  }
  return whole;
}

function foundIn(inventory: Inventory, host: VirtualHost | null): ReadonlyMap<string, readonly Found[]> {
  const known = founds.get(inventory) ?? new Map([...inventory].map(([name, all]) => [name, all.map((placed) => ({ placed, host }))]));
  founds.set(inventory, known);
  return known;
}

function inventoryFrom(entries: readonly Entry[]): Inventory {
  const made = new Map<string, Placed[]>();
  for (const entry of entries) {
    if (!entry.section) add(made, { entry, sections: [] });
    else for (const placed of below(entry)) add(made, placed);
  }
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
