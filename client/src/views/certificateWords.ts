/** What the list of certificates says: the words of an entry, its icon, and what is found on it. Names come from outside and stay names. */
import path from 'node:path';
import type { JudgedUse } from '../certificates/examined.ts';
import type { CertificateFacts, Facts } from '../certificates/facts.ts';
import { type Entry, type EntryState, lackedNames } from '../certificates/inventory.ts';
import { plainMarkdown } from '../certificates/markdown.ts';
import { dayText, distinguishedName, printable, remainingText } from '../certificates/wording.ts';

/** An icon of the editor and its colour. */
export interface Icon {
  readonly id: string;
  readonly color: string | null;
}

/** What is said about an entry: a line or more, and the line of the configuration that it is about. */
export interface Note {
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly use: JudgedUse | null;
}

/** How many names are listed at a glance, and where there is room. */
const FEW = 2;
const MANY = 20;
/** Longest sentence, in UTF-16 code units. */
const SENTENCE_LIMIT = 1000;

const ERROR = 'list.errorForeground';
const WARNING = 'list.warningForeground';
const ICONS: Readonly<Record<EntryState, Icon>> = {
  missing: { id: 'circle-slash', color: ERROR },
  damaged: { id: 'bracket-error', color: ERROR },
  otherKey: { id: 'key', color: ERROR },
  expired: { id: 'error', color: ERROR },
  future: { id: 'watch', color: WARNING },
  uncovered: { id: 'globe', color: WARNING },
  faulty: { id: 'report', color: WARNING },
  expiring: { id: 'warning', color: WARNING },
  unreadable: { id: 'eye-closed', color: null },
  elsewhere: { id: 'vm', color: null },
  valid: { id: 'verified-filled', color: 'testing.iconPassed' },
  locked: { id: 'lock', color: null },
  request: { id: 'mail', color: null },
  collection: { id: 'library', color: null },
};

const NOTE_ICONS: Readonly<Record<Note['severity'], Icon>> = {
  error: { id: 'error', color: ERROR },
  warning: { id: 'warning', color: WARNING },
  info: { id: 'info', color: null },
};
/** How the protocol counts severities. */
const SEVERITIES: readonly Note['severity'][] = ['info', 'error', 'warning'];

/** The icon of a note. */
export function noteIcon({ severity }: Note): Icon {
  return NOTE_ICONS[severity];
}

/** The first line of a note, files by their names alone: the row above and the one below tell where they lie. */
export function noteText({ text, use }: Note): string {
  const files = [use?.path ?? '', use?.privateKey ?? ''].filter((file) => file !== '');
  const [first = ''] = text.split('\n');
  return printable(
    files.reduce((line, file) => line.replaceAll(file, path.basename(file)), first),
    SENTENCE_LIMIT,
  );
}

/** The icon of an entry; authorities in good order have one of their own. */
export function iconOf({ state, content }: Entry): Icon {
  const isAuthority = state === 'valid' && content?.certificates[0]?.isAuthority === true;
  return isAuthority ? { id: 'shield', color: ICONS.valid.color } : ICONS[state];
}

/** The state in a few words. */
export function stateText(entry: Entry): string {
  const { state, content, authorities, uses } = entry;
  const time = () => timeOf(content?.certificates[0]);
  const words: Readonly<Record<EntryState, () => string>> = {
    missing: () => 'missing',
    damaged: () => 'damaged',
    otherKey: () => 'key mismatch',
    expired: time,
    future: time,
    uncovered: () => uncoveredText(uses),
    faulty: () => 'has problems',
    expiring: time,
    unreadable: () => 'cannot be read',
    elsewhere: () => 'not on this machine',
    valid: time,
    locked: () => 'locked with a password',
    request: () => 'signing request',
    collection: () => `${authorities} authorities`,
  };
  return words[state]();
}

function timeOf(facts: CertificateFacts | undefined): string {
  return facts === undefined ? '' : remainingText(facts);
}

function uncoveredText(uses: readonly JudgedUse[]): string {
  const names = lackedNames({ uses }).map((name) => printable(name));
  return names.length === 0 ? 'lacks a name' : `lacks ${listed(names, FEW)}`;
}

/** What stands behind the title: the state, the days that are left, the file, further names. */
export function descriptionOf(entry: Entry): string {
  const { state, content, title, path: file } = entry;
  const facts = content?.certificates[0];
  const others = namesOf(facts ?? content?.requests[0]).filter((name) => name !== title);
  const hasTime = state === 'otherKey' || state === 'uncovered' || state === 'faulty';
  const name = printable(path.basename(file));
  return [
    ...(isLoneAuthority(entry) ? ['authority'] : []),
    stateText(entry),
    ...(hasTime ? [timeOf(facts)] : []),
    ...(name === title ? [] : [name]),
    ...(others.length === 0 ? [] : [listed(others, FEW)]),
  ].join(' · ');
}

function isLoneAuthority({ state, content }: Entry): boolean {
  return state !== 'collection' && content?.certificates[0]?.isAuthority === true;
}

/** An entry as it is read out. */
export function spokenText(entry: Entry): string {
  const kind = isLoneAuthority(entry) ? 'authority, ' : '';
  const used = entry.uses.length === 0 ? '' : `, named by ${counted(entry.uses.length, 'line')} of the configuration`;
  return `${printable(entry.title)}, ${kind}${stateText(entry)}, ${printable(entry.path)}${used}`;
}

/** All at a glance, as Markdown without markup of others. */
export function tooltipOf(entry: Entry): string {
  const { content, title, path: file, uses } = entry;
  const plain = (text: string) => plainMarkdown(printable(text, SENTENCE_LIMIT));
  const [facts] = content?.certificates ?? [];
  return [
    `**${plain(title)}**: ${plain(stateText(entry))}`,
    plain(file),
    ...(facts === undefined ? [] : factLines(facts).map(plain)),
    ...notesOf(entry).map((note) => `⚠ ${plain(noteText(note))}`),
    ...(uses.length === 0 ? [] : [`Named by ${counted(uses.length, 'line')} of the configuration.`]),
  ].join('\n\n');
}

function factLines(facts: CertificateFacts): string[] {
  const names = namesOf(facts);
  const { key } = facts;
  return [
    ...(names.length === 0 ? [] : [`For ${listed(names, MANY)}.`]),
    `Valid from ${dayText(facts.validFrom)} to ${dayText(facts.validTo)}.`,
    facts.isSelfSigned ? 'Signed by itself.' : `Issued by ${distinguishedName(facts.issuer)}.`,
    `Key: ${key.kind} ${key.bits === null ? (key.curve ?? '') : `${key.bits} bits`}`.trim(),
  ];
}

/** What is wrong, each once: why a file cannot be read, unless a finding says it, findings on the lines that name it, and what the server did not look for. */
export function notesOf({ message, uses }: Entry): readonly Note[] {
  const isFound = uses.some((use) => says(use, 'missing-tls-file'));
  const reasons: Note[] = message === null || isFound ? [] : [{ text: message, severity: 'info', use: uses[0] ?? null }];
  return [...new Map([...reasons, ...uses.flatMap(useNotes)].map((note) => [note.text, note])).values()];
}

function useNotes(use: JudgedUse): Note[] {
  const { findings, uncovered, keyFits, privateKey, host } = use;
  const notes = findings.map((finding): Note => ({ text: finding.message, severity: SEVERITIES[finding.severity ?? 0] ?? 'info', use }));
  if (uncovered.length > 0 && !says(use, 'uncovered-name'))
    notes.push({ text: `It does not cover ${listed(uncovered, MANY)} of ${host}: browsers refuse the site under that name.`, severity: 'warning', use });
  if (keyFits === false && !says(use, 'key-mismatch'))
    notes.push({ text: `The private key ${privateKey ?? ''} belongs to another certificate: httpd does not start with both.`, severity: 'error', use });
  return notes;
}

function says({ findings }: JudgedUse, code: string): boolean {
  return findings.some((finding) => finding.code === code);
}

function namesOf(facts: Facts | undefined): string[] {
  return (facts?.names ?? []).filter(({ kind }) => kind === 'DNS' || kind === 'IP').map(({ value }) => printable(value));
}

function listed(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
