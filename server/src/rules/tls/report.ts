/** What the rules about TLS have in common: spans of entries, edits beside them, severities, findings said once. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { Finding, Fix, LineEdit, Related, Severity } from '../../model/finding.ts';
import type { TlsModel, TlsServer } from '../../model/tls/servers.ts';
import { breakOf } from '../../syntax/line.ts';
import type { Word } from '../../syntax/words.ts';
import type { ConfigurationFinding } from '../configurationRule.ts';

/** A stretch of a line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The whole directive, or an opening tag with its brackets. */
export function wholeOf({ section, statement }: Entry): Span {
  if (!section) return { start: statement.nameStart, end: statement.end };
  return { start: Math.max(statement.nameStart - 1, 0), end: statement.bracket === -1 ? statement.end : statement.bracket + 1 };
}

/** The arguments from the one with this index on; the whole directive where there is none. */
export function argumentsFrom(entry: Entry, index = 0): Span {
  const words = entry.statement.arguments.slice(index);
  const [first] = words;
  return first === undefined ? wholeOf(entry) : { start: first.start, end: words.at(-1)!.end };
}

/** A finding about an entry. A line out of a macro serves every use of it, so nothing is offered to change there. */
export function findingAt(entry: Entry, { fixes = [], ...finding }: Omit<Finding, 'start' | 'end'>, span: Span = wholeOf(entry)): ConfigurationFinding {
  return { at: entry, finding: { ...finding, ...span, ...(fixes.length > 0 && entry.uses.length === 0 && { fixes }) } };
}

/** A line that a finding speaks of as well. */
export function related(entry: Entry, message: string): Related {
  return { at: entry, ...wholeOf(entry), message };
}

/** An edit that writes lines above an entry, indented as it is. */
export function linesAbove(entry: Entry, lines: readonly string[]): LineEdit {
  const { line } = entry;
  const indent = indentOf(entry);
  return { start: 0, end: 0, text: lines.map((text) => `${indent}${text}${breakOf(line)}`).join('') };
}

/** An edit that writes lines below an entry: inside a section, indented as its first line is. */
export function linesBelow(entry: Entry, lines: readonly string[]): LineEdit {
  const { line, statement, section } = entry;
  const indent = section ? indentInside(entry) : indentOf(entry);
  return { start: statement.end, end: statement.end, text: lines.map((text) => `${breakOf(line)}${indent}${text}`).join('') };
}

/** An edit that takes an entry's line away. */
export function lineAway({ line }: Entry): LineEdit {
  return { start: 0, end: line.text.length, text: '' };
}

function indentOf({ line }: Entry): string {
  return /^[ \t]*/.exec(line.text)![0];
}

function indentInside(section: Entry): string {
  const first = section.children.find(({ file }) => file === section.file);
  return first === undefined ? `${indentOf(section)}    ` : indentOf(first);
}

/** A fix that somebody should look at, since it changes what the server does. */
export function fix(title: string, edits: readonly LineEdit[], elsewhere: Fix['elsewhere'] = []): Fix {
  return { title, safe: false, edits, ...(elsewhere.length > 0 && { elsewhere }) };
}

/** Whether a word's value stands in the line as it is, so that a part of it can be replaced. Gives where it begins; -1 where it does not. */
export function valueStart(entry: Entry, word: Word): number {
  const start = word.start + (word.quote === null ? 0 : 1);
  return entry.line.text.startsWith(word.value, start) ? start : -1;
}

/** An error where httpd surely refuses, else a warning. `lines` are those that the refusal rests on. */
export function refusal(sure: boolean, ...lines: readonly (Entry | undefined)[]): Severity {
  return sure && lines.every((line) => line === undefined || isCertain(line)) ? 'error' : 'warning';
}

/** Each finding of a line once: a line may count for many hosts, and a file may be read in several places. */
export function once(findings: readonly ConfigurationFinding[]): ConfigurationFinding[] {
  const seen = new Map<object, ConfigurationFinding>();
  for (const found of findings) {
    const earlier = seen.get(found.at.line);
    if (earlier === undefined || (earlier.finding.severity !== 'error' && found.finding.severity === 'error')) seen.set(found.at.line, found);
  }
  return [...seen.values()];
}

/** Whether httpd is certain to use a line of its own for a server that it starts with TLS: one that no other file can take back. */
export function isDecided({ rooted }: Configuration, server: TlsServer, line: Entry): boolean {
  return server.engine === 'on' && (rooted || (server.host?.entry.children.includes(line) ?? false));
}

/** The lines of a directive, each with a server that uses it: the one with TLS on, where there is such a one; null where none does. */
export function linesInUse(tls: TlsModel, name: string, counts: (line: Entry) => boolean = () => true): Map<Entry, TlsServer | null> {
  const used = new Map<Entry, TlsServer | null>();
  for (const server of tls.servers) for (const line of server.own.all(name).filter(counts)) used.set(line, null);
  for (const server of tls.servers) {
    const line = server.engine === 'off' ? undefined : server.lines(name).findLast(counts);
    if (line !== undefined && used.get(line)?.engine !== 'on') used.set(line, server);
  }
  return used;
}
