/**
 * References that mod_wsgi looks up while httpd works through the configuration: script aliases whose groups are both plain
 * names, and WSGIImportScript (wsgi_add_script_alias, wsgi_add_import_script; words measured with 4.9.4). What stands
 * further down does not exist yet, a ServerName no more than a group.
 */
import type { Configuration } from '../configuration/configuration.ts';
import { type Entry, isCertain } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { perEntry } from '../configuration/kept.ts';
import { type DaemonGroup, daemonOf, optionNamed, optionsOf } from './daemons.ts';
import { hasVariable } from './paths.ts';
import { hostNameIn } from './serverNames.ts';
import { type Step, wsgiOf } from './wsgi.ts';

/** Why a reference is refused, with what it is about. */
export type Refused = 'later' | 'undeclared' | 'not-accessible' | 'nameless-here' | 'nameless-there';

/** A refused reference. */
export interface RefusedReference {
  readonly why: Refused;
  readonly entry: Entry;
  readonly host: VirtualHost | null;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The group that is meant; null where none is in sight. */
  readonly daemon: DaemonGroup | null;
}

const known = new WeakMap<Configuration, ReadonlyMap<Entry, RefusedReference>>();

/** The references that httpd refuses to start with, by their lines. */
export function refusedReferences(configuration: Configuration): ReadonlyMap<Entry, RefusedReference> {
  const found = known.get(configuration);
  if (found !== undefined) return found;
  const made = new Walk(configuration).refused();
  known.set(configuration, made);
  return made;
}

/** A walk over the lines in their order. */
class Walk {
  private readonly configuration: Configuration;
  private readonly groups = new Map<string, DaemonGroup>();
  private readonly names = new Map<VirtualHost | null, string>();

  constructor(configuration: Configuration) {
    this.configuration = configuration;
  }

  refused(): ReadonlyMap<Entry, RefusedReference> {
    const found = new Map<Entry, RefusedReference>();
    for (const step of wsgiOf(this.configuration).steps) {
      const refusal = this.step(step);
      if (refusal !== null) found.set(step.entry, refusal);
    }
    return found;
  }

  private step({ entry, host }: Step): RefusedReference | null {
    if (entry.name === 'servername') this.names.set(host, hostNameIn(entry));
    else if (entry.name === 'wsgidaemonprocess') this.declare(daemonOf(entry, host));
    else return this.look(entry, host);
    return null;
  }

  private declare(group: DaemonGroup | null): void {
    if (group !== null && !this.groups.has(group.name)) this.groups.set(group.name, group);
  }

  private look(entry: Entry, host: VirtualHost | null): RefusedReference | null {
    const asked = preloadedGroup(this.configuration, entry);
    if (asked === null) return null;
    const declared = this.groups.get(asked.name);
    const daemon = declared ?? wsgiOf(this.configuration).daemonsByName.get(asked.name) ?? null;
    const why = declared === undefined ? this.absence(daemon) : this.obstacle(declared, host);
    return why === null ? null : { why, entry, host, daemon, ...asked };
  }

  /** Nobody knows what other files declare further up, unless this one declares the name once more. */
  private absence(later: DaemonGroup | null): Refused | null {
    if (later !== null) return isCertain(later.entry) ? 'later' : null;
    return this.configuration.rooted ? 'undeclared' : null;
  }

  private obstacle(group: DaemonGroup, host: VirtualHost | null): Refused | null {
    if (group.host === null || group.host === host || !this.isNameKnown(host) || !this.isNameKnown(group.host)) return null;
    const here = this.names.get(host);
    const there = this.names.get(group.host);
    if (here !== undefined && there !== undefined) return here === there || hasVariable(here + there) ? null : 'not-accessible';
    if (here === undefined && there === undefined) return null;
    return here === undefined ? 'nameless-here' : 'nameless-there';
  }

  /** Whether every line that may give a server its name is in sight. */
  private isNameKnown(host: VirtualHost | null): boolean {
    if (this.configuration.rooted) return true;
    return host !== null && !host.entry.children.some(({ name }) => name === 'include' || name === 'includeoptional' || name === 'use');
  }
}

/** The group that mod_wsgi looks up for a line; null where it does not look, or where the line is refused for its options. */
const preloadedGroup = perEntry((_, entry: Entry): { name: string; start: number; end: number } | null => {
  const imports = entry.name === 'wsgiimportscript';
  const [location, script] = entry.statement.arguments;
  const options = optionsOf(entry);
  const group = optionNamed(options, 'process-group');
  const application = optionNamed(options, 'application-group');
  if (group === undefined || application === undefined || options.some(({ name, value }) => name === null || value === '' || hasVariable(value))) return null;
  if (group.value === '%{GLOBAL}') return null;
  const changing = [group.value, application.value === '%{GLOBAL}' ? '' : application.value].some((value) => value.includes('%{'));
  const captures = entry.name === 'wsgiscriptaliasmatch' && (script?.value.includes('$') ?? false);
  if ((!imports && (changing || captures)) || location === undefined) return null;
  return { name: group.value, start: group.valueStart, end: group.end };
});
