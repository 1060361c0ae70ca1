/**
 * The configuration as httpd holds it once it has read everything: variables put in, conditions decided, includes and
 * macros in their places. Entries know the line they come from, but no offsets: those are found when they are asked for.
 */
import type { Line } from '../../syntax/line.ts';
import type { Statement } from '../../syntax/statement.ts';
import { Note } from '../note.ts';
import type { Scope } from '../scope.ts';

/** A file of the configuration. */
export interface SourceFile {
  /** The path by which httpd reads it. */
  readonly path: string;
  /** The path with links followed: two paths of one file share it. */
  readonly real: string;
}

/** A line of a file: enough to find its offset in a version of the file that still holds it. */
export interface Origin {
  readonly file: SourceFile;
  readonly line: Line;
}

/** A directive or a section that httpd reads. Branches that are not read have no entries. */
export interface Entry extends Origin {
  /** The name in lower case, without brackets. */
  readonly name: string;
  readonly section: boolean;
  /** The line with its variables put in; offsets of its words are those of the written line. */
  readonly statement: Statement;
  /** Where it stands; its certainty tells whether httpd surely reads it. */
  readonly scope: Scope;
  /** What stands in a section, in the order in which httpd holds it; empty for directives. */
  readonly children: readonly Entry[];
  /** Where the macros were used that this line comes from, outermost first; empty for most. */
  readonly uses: readonly Origin[];
}

/** The values of an entry's arguments, quotes taken off and variables put in. */
export function argumentsOf(entry: Entry): string[] {
  return entry.statement.arguments.map(({ value }) => value);
}

/** The value of an argument, counted from 0; empty where there is none. */
export function argument(entry: Entry, index = 0): string {
  return entry.statement.arguments[index]?.value ?? '';
}

/** The entries of these names (lower case) among siblings, in order. */
export function entriesOf(entries: readonly Entry[], ...names: readonly string[]): Entry[] {
  return entries.filter(({ name }) => names.includes(name));
}

/** The entry that counts where a later one replaces an earlier one. */
export function lastOf(entries: readonly Entry[], name: string): Entry | undefined {
  return entries.findLast((entry) => entry.name === name);
}

/** Whether httpd surely reads the entry. */
export function isCertain(entry: Entry): boolean {
  return entry.scope.certainty === 'active';
}

/** Every entry at or below these, parents before their children. */
export function* everyEntry(entries: readonly Entry[]): Generator<Entry> {
  for (const entry of entries) {
    yield entry;
    yield* everyEntry(entry.children);
  }
}

const outside = new Note<readonly Entry[], readonly Entry[]>();
/** The list that began with an entry when it was last made. */
const begunWith = new Note<Entry, readonly Entry[]>();
const NO_ENTRIES: readonly Entry[] = [];

/** Those of the server level that are no virtual hosts: the same list as the last time, as long as it holds the same entries. */
export function outsideHosts(entries: readonly Entry[]): readonly Entry[] {
  const known = outside.get(entries) ?? outsideHostsAnew(entries);
  outside.set(entries, known);
  return known;
}

function outsideHostsAnew(entries: readonly Entry[]): readonly Entry[] {
  const now = entries.filter(({ name }) => name !== 'virtualhost');
  const [first] = now;
  if (first === undefined) return NO_ENTRIES;
  const before = begunWith.get(first);
  if (before?.length === now.length && before.every((entry, index) => entry === now[index])) return before;
  begunWith.set(first, now);
  return now;
}
