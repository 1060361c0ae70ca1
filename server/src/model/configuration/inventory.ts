/** Entries by name, each with the per-directory sections around it. */
import { ByName, grouped } from './byName.ts';
import type { Configuration } from './configuration.ts';
import { type Entry, outsideHosts } from './entry.ts';
import type { VirtualHost } from './hosts.ts';
import { perHost, perList } from './kept.ts';

/** An entry, its server (null for the main one), and the sections around it below that, outermost first. */
export interface Placed {
  readonly entry: Entry;
  readonly sections: readonly Entry[];
  readonly host: VirtualHost | null;
  /** Those that stand side by side, the entry among them; at the server level without virtual hosts. */
  readonly list: readonly Entry[];
}

/** The entries of one server by lower-case name, in the order in which httpd holds them. */
export type Inventory = ByName<Placed>;

const NO_SECTIONS: readonly Entry[] = [];

/** What stands in a virtual host; for null, what stands outside of all of them. */
export function inventoryOf(configuration: Configuration, host: VirtualHost | null): Inventory {
  return host === null ? ofMain(configuration, outsideHosts(configuration.entries)) : ofHost(configuration, host);
}

const ofMain = perList((_, entries: readonly Entry[]) => inventoryFrom(entries, null));
const ofHost = perHost((_, host: VirtualHost) => inventoryFrom(host.entry.children, host));

/** The entries of these names in an inventory, name by name. */
export function placedIn(inventory: Inventory, ...names: readonly string[]): readonly Placed[] {
  return names.flatMap((name) => inventory.all(name));
}

const wholes = new WeakMap<Configuration, ReadonlyMap<string, readonly Placed[]>>();

/** The entries of these names in the whole configuration: name by name, the main server's first. */
export function everywhere(configuration: Configuration, ...names: readonly string[]): readonly Placed[] {
  const known = wholes.get(configuration) ?? wholeOf(configuration);
  wholes.set(configuration, known);
  return names.flatMap((name) => known.get(name) ?? []);
}

function wholeOf(configuration: Configuration): ReadonlyMap<string, readonly Placed[]> {
  const servers = [null, ...configuration.hosts];
  return grouped(
    servers.flatMap((host) => inventoryOf(configuration, host).items),
    nameOf,
  );
}

function nameOf({ entry }: Placed): string {
  return entry.name;
}

function inventoryFrom(entries: readonly Entry[], host: VirtualHost | null): Inventory {
  const placed: Placed[] = [];
  collect(entries, NO_SECTIONS, host, placed);
  return new ByName(placed, nameOf);
}

/** Entries and what stands in them at any depth; sections come before what they hold. */
function collect(entries: readonly Entry[], sections: readonly Entry[], host: VirtualHost | null, placed: Placed[]): void {
  for (const entry of entries) {
    placed.push({ entry, sections, host, list: entries });
    if (entry.section) collect(entry.children, [...sections, entry], host, placed);
  }
}
