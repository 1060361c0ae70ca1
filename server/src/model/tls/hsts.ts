/** Strict-Transport-Security as `Header` sets it (mod_headers; RFC 6797). */
import type { Word } from '../../syntax/words.ts';
import type { Entry } from '../configuration/entry.ts';
import { Note } from '../note.ts';
import type { Directives } from './directives.ts';
import type { TlsModel, TlsServer } from './servers.ts';

/** One `Header` line that sends the header. */
export interface Hsts {
  readonly entry: Entry;
  /** Sent with errors and redirects as well. */
  readonly always: boolean;
  /** Sent on a condition only (`env=HTTPS`, `expr=...`). */
  readonly conditional: boolean;
  readonly value: Word;
  /** Seconds; null where max-age is missing or no number. */
  readonly maxAge: number | null;
  readonly includesSubDomains: boolean;
  readonly preload: boolean;
  /** Tokens that the standard does not know. */
  readonly unknown: readonly string[];
  /** Names that stand twice. */
  readonly repeated: readonly string[];
}

const ACTIONS = ['set', 'setifempty', 'add', 'append', 'merge'];
const known = new Note<Entry, Hsts | null>();

/** What a `Header` line says of HSTS; null for every other line. */
export function hstsOf(entry: Entry): Hsts | null {
  if (entry.name !== 'header') return null;
  const found = known.get(entry);
  if (found !== undefined) return found;
  const read = /strict-transport-security/i.test(entry.line.text) ? readLine(entry) : null;
  known.set(entry, read);
  return read;
}

function readLine(entry: Entry): Hsts | null {
  const words = [...entry.statement.arguments];
  const isTable = /^(?:always|onsuccess)$/i.test(words[0]?.value ?? '');
  const always = isTable && /^always$/i.test(words[0]!.value);
  const [action, name, value, condition, more] = isTable ? words.slice(1) : words;
  if (value === undefined || more !== undefined || !ACTIONS.includes(action!.value.toLowerCase())) return null;
  if (!/^strict-transport-security:?$/i.test(name!.value)) return null;
  if (condition !== undefined && !/^(?:env=|expr=|early$)/i.test(condition.value)) return null;
  return { entry, always, conditional: condition !== undefined, value, ...policyOf(value.value) };
}

type Policy = Pick<Hsts, 'maxAge' | 'includesSubDomains' | 'preload' | 'unknown' | 'repeated'>;

/** Takes the header's value apart: directives between semicolons, names in any case. */
function policyOf(text: string): Policy {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const names = parts.map((part) => part.split('=')[0]!.trim().toLowerCase());
  const age = /^max-age\s*=\s*"?(\d+)"?$/i.exec(parts[names.indexOf('max-age')] ?? '')?.[1];
  return {
    maxAge: age === undefined ? null : Number(age),
    includesSubDomains: names.includes('includesubdomains'),
    preload: names.includes('preload'),
    unknown: parts.filter((_, index) => !['max-age', 'includesubdomains', 'preload'].includes(names[index]!)),
    repeated: names.filter((name, index) => names.indexOf(name) !== index),
  };
}

/** Whether the value is known: nothing in it is put in when httpd runs. */
export function isPlainValue({ value }: Hsts): boolean {
  return !/\$\{|%[{a-zA-Z]|^expr=/.test(value.value);
}

const ofServer = new Note<Directives, readonly Hsts[]>();

/** The lines in a server itself, without what it inherits; asked twice it gives the same list. */
export function ownHstsLines({ own }: TlsServer): readonly Hsts[] {
  const found = ofServer.get(own) ?? own.everywhere('header').flatMap((entry) => hstsOf(entry) ?? []);
  ofServer.set(own, found);
  return found;
}

/** The lines of a server that send HSTS: its own or inherited ones, and those for some paths. */
export function hstsLines(server: TlsServer, { main }: TlsModel): readonly Hsts[] {
  const own = ownHstsLines(server);
  const inherited = server === main ? [] : ownHstsLines(main);
  return inherited.length === 0 ? own : [...inherited, ...own];
}
