/** Lines that name a process group. */
import type { Configuration } from '../configuration/configuration.ts';
import type { Entry } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { inventoryOf, type Placed, placedIn } from '../configuration/inventory.ts';
import { optionNamed, optionsOf } from './daemons.ts';

/** A place that names a process group; offsets are those of the name in the line's text, quotes included. */
export interface GroupReference {
  readonly entry: Entry;
  readonly host: VirtualHost | null;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is an option of a line that does something else, or a WSGIProcessGroup. */
  readonly option: boolean;
}

/** Directives with a `process-group=` option. */
export const NAMING_GROUPS = ['wsgiscriptalias', 'wsgiscriptaliasmatch', 'wsgiimportscript', 'wsgihandlerscript'] as const;

/** The references of one server, WSGIProcessGroup first. */
export function referencesIn(configuration: Configuration, host: VirtualHost | null): GroupReference[] {
  const inventory = inventoryOf(configuration, host);
  const direct = placedIn(inventory, 'wsgiprocessgroup').flatMap((placed) => directReference(placed, host));
  const optional = placedIn(inventory, ...NAMING_GROUPS).flatMap(({ entry }) => optionReference(entry, host));
  return [...direct, ...optional];
}

function directReference({ entry }: Placed, host: VirtualHost | null): GroupReference[] {
  const [word] = entry.statement.arguments;
  return word === undefined ? [] : [{ entry, host, name: word.value, start: word.start, end: word.end, option: false }];
}

function optionReference(entry: Entry, host: VirtualHost | null): GroupReference[] {
  const option = optionNamed(optionsOf(entry), 'process-group');
  return option === undefined ? [] : [{ entry, host, name: option.value, start: option.valueStart, end: option.end, option: true }];
}
