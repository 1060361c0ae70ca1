/** Daemon process groups: WSGIDaemonProcess lines with their options, and the server that each belongs to. */
import type { Entry } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { Note } from '../note.ts';
import { type WrittenOption, wsgiOptions } from './options.ts';
import { hasVariable } from './paths.ts';

/** One group of daemon processes. */
export interface DaemonGroup {
  readonly name: string;
  readonly entry: Entry;
  /** The virtual host that it is declared in; null at server level. */
  readonly host: VirtualHost | null;
  readonly options: readonly WrittenOption[];
}

const known = new Note<Entry, readonly WrittenOption[]>();

/** Directives with options, and which argument the first one is, counted from 0. */
const FIRST_OPTION: Readonly<Record<string, number>> = {
  wsgidaemonprocess: 1,
  wsgiscriptalias: 2,
  wsgiscriptaliasmatch: 2,
  wsgihandlerscript: 2,
  wsgiimportscript: 1,
};

/** The options of a mod_wsgi line; none for a directive that has no process or application group to choose. */
export function optionsOf(entry: Entry): readonly WrittenOption[] {
  const found = known.get(entry);
  if (found !== undefined) return found;
  const words = entry.statement.arguments;
  const first = words[FIRST_OPTION[entry.name] ?? words.length];
  const options = first === undefined ? [] : wsgiOptions(entry.statement, first, words.at(-1)!);
  known.set(entry, options);
  return options;
}

/** The option of a name that counts: mod_wsgi takes the last one. */
export function optionNamed(options: readonly WrittenOption[], name: string): WrittenOption | undefined {
  return options.findLast((option) => option.name === name);
}

/** The group that a WSGIDaemonProcess line declares; null where its name is missing or not known. */
export function daemonOf(entry: Entry, host: VirtualHost | null): DaemonGroup | null {
  const before = daemons.get(entry);
  if (before !== undefined && before?.host === host) return before;
  const daemon = daemonAnew(entry, host);
  if (daemon !== null) daemons.set(entry, daemon);
  return daemon;
}

const daemons = new Note<Entry, DaemonGroup>();

function daemonAnew(entry: Entry, host: VirtualHost | null): DaemonGroup | null {
  const name = entry.statement.arguments[0]?.value ?? '';
  return name === '' || hasVariable(name) ? null : { name, entry, host, options: optionsOf(entry) };
}
