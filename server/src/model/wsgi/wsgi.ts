/** What a configuration says to mod_wsgi, worked out once for all rules: daemon groups, mounts, and who names which group. */
import type { Configuration } from '../configuration/configuration.ts';
import type { Entry } from '../configuration/entry.ts';
import { hostOf, type VirtualHost } from '../configuration/hosts.ts';
import { type DaemonGroup, daemonOf } from './daemons.ts';
import { inventoryOf } from './inventory.ts';
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
const stepsOfHosts = new WeakMap<Entry, readonly Entry[]>();

/** What a configuration says to mod_wsgi. */
export function wsgiOf(configuration: Configuration): Wsgi {
  const found = known.get(configuration);
  if (found !== undefined) return found;
  const steps = stepsOf(configuration);
  const daemons = steps.flatMap(({ entry, host }) => (entry.name === 'wsgidaemonprocess' ? (daemonOf(entry, host) ?? []) : []));
  const made: Wsgi = {
    steps,
    daemons,
    daemonsByName: new Map([...daemons].reverse().map((group) => [group.name, group])),
    mounts: steps.flatMap(({ entry, host }) => (isMount(entry) ? (mountOf(configuration, entry, host) ?? []) : [])),
    references: [null, ...configuration.hosts].flatMap((host) => referencesIn(configuration, host)),
  };
  known.set(configuration, made);
  return made;
}

function isMount({ name }: Entry): boolean {
  return (MOUNTING as readonly string[]).includes(name);
}

function stepsOf({ entries }: Configuration): Step[] {
  const steps: Step[] = [];
  for (const entry of entries) {
    if (entry.name === 'virtualhost') for (const inner of stepsInHost(entry)) steps.push({ entry: inner, host: hostOf(entry) });
    else if (STEPS.has(entry.name)) steps.push({ entry, host: null });
  }
  return steps;
}

function stepsInHost(host: Entry): readonly Entry[] {
  const found = stepsOfHosts.get(host);
  if (found !== undefined) return found;
  const steps = host.children.filter(({ name }) => STEPS.has(name));
  stepsOfHosts.set(host, steps);
  return steps;
}

/** The value and line of a server-level directive that counts: the last one. */
export function lastInMain(configuration: Configuration, name: string): Entry | undefined {
  return inventoryOf(configuration, null)
    .get(name)
    ?.findLast(({ sections }) => sections.length === 0)?.entry;
}
