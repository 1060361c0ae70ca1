/** The fix that declares a daemon process group once, at server level, above everything that names it. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import type { Fix } from '../../model/finding.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import { groupNamed } from '../../model/wsgi/groups.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { Line } from '../../syntax/line.ts';
import { above, type Change, fixOf, instead, isEditable, outside, withoutLine, writtenText } from './edits.ts';

/** What is to be moved: all lines that declare one group, in the order of the configuration. */
export interface Move {
  readonly groups: readonly DaemonGroup[];
  /** The line that the finding is about. */
  readonly own: Line;
  /** Whether the fix keeps everything as it was meant, should the lines be equal. */
  readonly safe: boolean;
}

/** Declares a group once, above the first host or line that declares or names it; null where a macro or a variable is in the way. */
export function moveToServerLevel(configuration: Configuration, { groups, own, safe }: Move): Fix | null {
  const [first] = groups;
  if (first === undefined || !groups.every(({ entry }) => isEditable(entry))) return null;
  const place = firstPlace(configuration, first.name);
  if (place.uses.length > 0) return null;
  const kept = groups.find(({ host, entry }) => host === null && entry === place);
  const changes = groups.filter((group) => group !== kept).map((group) => (needsName(configuration, group) ? named(group) : withoutLine(group.entry)));
  const renamed = groups.some((group) => group.host !== null && needsName(configuration, group));
  if (kept === undefined) changes.unshift(above(outside(configuration, place), writtenText(first.entry)));
  return fixOf(`Declare ${first.name} once, outside of the virtual hosts`, safe && !renamed && areEqual(groups), own, merged(changes));
}

/** The first entry at server level that declares or names a group: a virtual host as a whole, or a line outside of all. */
function firstPlace(configuration: Configuration, name: string): Entry {
  const { daemons, references } = wsgiOf(configuration);
  const naming = references.filter((reference) => reference.name === name);
  const places = new Set<Entry>([...daemons.filter((group) => group.name === name), ...naming].map(({ host, entry }) => host?.entry ?? entry));
  return configuration.entries.find((entry) => places.has(entry)) ?? [...places][0]!;
}

/** Whether nothing would send a host's requests to the group once its own line is gone. */
function needsName(configuration: Configuration, { host, name }: DaemonGroup): boolean {
  if (host === null) return false;
  const naming = (of: VirtualHost | null) => wsgiOf(configuration).references.some((reference) => reference.host === of && namesGroup(reference.name, name));
  return !naming(host) && !naming(null);
}

/** A name that only a request tells may be the group's. */
function namesGroup(written: string, name: string): boolean {
  const group = groupNamed(written);
  return group.kind === 'unknown' || (group.kind === 'named' && group.name === name);
}

function named({ entry, name }: DaemonGroup): Change {
  return instead(entry, `WSGIProcessGroup ${name}`);
}

function areEqual(groups: readonly DaemonGroup[]): boolean {
  const texts = new Set(
    groups.map(({ entry }) =>
      writtenText(entry)
        .replace(/\\\r?\n/g, ' ')
        .replace(/\s+/g, ' '),
    ),
  );
  return texts.size === 1 && groups.every(({ entry }) => isCertain(entry));
}

/** The changes of one line put together. */
function merged(changes: readonly Change[]): Change[] {
  const byLine = new Map<Line, Change>();
  for (const { at, edits } of changes) {
    const earlier = byLine.get(at.line);
    byLine.set(at.line, earlier === undefined ? { at, edits } : { at, edits: [...earlier.edits, ...edits] });
  }
  return [...byLine.values()];
}
