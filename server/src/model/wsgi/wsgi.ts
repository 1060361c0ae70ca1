/** What a configuration says to mod_wsgi, worked out once for all rules: daemon groups, mounts, and who names which group. */
import type { Configuration } from '../configuration/configuration.ts';
import type { Entry } from '../configuration/entry.ts';
import { hostOf, type VirtualHost } from '../configuration/hosts.ts';
import { inventoryOf } from '../configuration/inventory.ts';
import { perHost } from '../configuration/kept.ts';
import { type DaemonGroup, daemonOf } from './daemons.ts';
import { MOUNTING, type Mount, mountOf } from './mounts.ts';
import { type GroupReference, referencesIn } from './references.ts';

/** One line that mod_wsgi's code looks at while httpd walks over the finished tree, with its server. */
export interface Step {
  readonly entry: Entry;
  readonly host: VirtualHost | null;
}

/** What is said to mod_wsgi, in the order in which httpd holds it. */
export interface Wsgi {
  readonly steps: readonly Step[];
  readonly daemons: readonly DaemonGroup[];
  /** The groups by name; of two of one name the first, since httpd refuses the second. */
  readonly daemonsByName: ReadonlyMap<string, DaemonGroup>;
  readonly mounts: readonly Mount[];
  readonly references: readonly GroupReference[];
}

/** The names of the lines whose order counts. */
const STEPS: ReadonlySet<string> = new Set(['servername', 'wsgidaemonprocess', 'wsgiimportscript', ...MOUNTING]);

const known = new WeakMap<Configuration, Wsgi>();

/** What a configuration says to mod_wsgi. */
export function wsgiOf(configuration: Configuration): Wsgi {
  const found = known.get(configuration);
  if (found !== undefined) return found;
  const parts = partsOf(configuration);
  const daemons = parts.flatMap((part) => part.daemons);
  const made: Wsgi = {
    steps: parts.flatMap(({ steps }) => steps),
    daemons,
    daemonsByName: new Map([...daemons].reverse().map((group) => [group.name, group])),
    mounts: parts.flatMap(({ mounts }) => mounts),
    references: [...referencesIn(configuration, null), ...parts.flatMap(({ references }) => references)],
  };
  known.set(configuration, made);
  return made;
}

/** The mounts of a virtual host, or of the main server for null; as long as they stay the same, of a host the same list. */
export function mountsIn(configuration: Configuration, host: VirtualHost | null): readonly Mount[] {
  return host === null ? wsgiOf(configuration).mounts.filter((mount) => mount.host === null) : partOfHost(configuration, host).mounts;
}

/** What a virtual host, or a run of lines between them, says. */
type Part = Pick<Wsgi, 'steps' | 'daemons' | 'mounts' | 'references'>;

/** In the order in which httpd holds them. */
function partsOf(configuration: Configuration): Part[] {
  const parts: Part[] = [];
  for (const entry of configuration.entries) {
    if (entry.name === 'virtualhost') parts.push(partOfHost(configuration, hostOf(entry)));
    else if (STEPS.has(entry.name)) parts.push(partWith(configuration, [entry], null));
  }
  return parts;
}

const partOfHost = perHost((configuration, host: VirtualHost): Part => {
  const steps = host.entry.children.filter(({ name }) => STEPS.has(name));
  return { ...partWith(configuration, steps, host), references: referencesIn(configuration, host) };
});

function partWith(configuration: Configuration, entries: readonly Entry[], host: VirtualHost | null): Part {
  return {
    steps: entries.map((entry) => ({ entry, host })),
    daemons: entries.flatMap((entry) => (entry.name === 'wsgidaemonprocess' ? (daemonOf(entry, host) ?? []) : [])),
    mounts: entries.flatMap((entry) => (isMount(entry) ? (mountOf(configuration, entry, host) ?? []) : [])),
    references: [],
  };
}

function isMount({ name }: Entry): boolean {
  return (MOUNTING as readonly string[]).includes(name);
}

/** The value and line of a server-level directive that counts: the last one. */
export function lastInMain(configuration: Configuration, name: string): Entry | undefined {
  return inventoryOf(configuration, null)
    .all(name)
    .findLast(({ sections }) => sections.length === 0)?.entry;
}
