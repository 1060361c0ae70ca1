/**
 * What the lines of one section say about access: Require and its containers (mod_authz_core), Order, Allow, Deny and
 * Satisfy (mod_access_compat), both as they count for GET. Verdicts were compared with those of httpd 2.4.71.
 */
import { argument, argumentsOf, type Entry, everyEntry, isCertain, lastOf } from '../configuration/entry.ts';
import { Note } from '../note.ts';

/** `depends` is for what only a request tells, such as its address or user; `unknown` for what nobody can tell from the text. */
export type Verdict = 'granted' | 'denied' | 'depends' | 'unknown';

/** The verdict of one condition, or of several; `neutral` has no say. */
export type Vote = Verdict | 'neutral';

/** What Order, Allow, Deny and Satisfy of one section come to. */
export interface OldVerdict {
  readonly verdict: Verdict;
  /** Whether either this or Require is enough (`Satisfy any`). */
  readonly either: boolean;
}

/** What one section says; null for what it does not speak of. */
export interface Requirements {
  readonly vote: Vote | null;
  /** How the verdict goes with that of the sections before it. */
  readonly merging: 'off' | 'and' | 'or';
  readonly old: OldVerdict | null;
}

const made = new Note<Entry, Requirements>();

/** What a section says about access. */
export function requirementsOf(section: Entry): Requirements {
  const known = made.get(section);
  if (known !== undefined) return known;
  const all = section.children;
  const sure = all.filter(isCertain);
  const requirements = sure.length === all.length ? read(all) : agreed(read(all), read(sure));
  made.set(section, requirements);
  return requirements;
}

/** The lines that count for GET: those in `<Limit>` where it is named, those in `<LimitExcept>` where it is not. */
function forGet(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => {
    if (entry.name !== 'limit' && entry.name !== 'limitexcept') return [entry];
    const named = argumentsOf(entry).some((method) => method.toUpperCase() === 'GET');
    return named === (entry.name === 'limit') ? forGet(entry.children) : [];
  });
}

/** What two readings of one section have in common, of which nobody knows which holds. */
function agreed(all: Requirements, sure: Requirements): Requirements {
  const vote = all.vote === sure.vote ? all.vote : 'unknown';
  const same = all.old?.verdict === sure.old?.verdict && all.old?.either === sure.old?.either;
  return { vote, merging: all.merging, old: same ? all.old : { verdict: 'unknown', either: all.old?.either ?? false } };
}

function read(entries: readonly Entry[]): Requirements {
  const merging = lastOf(entries, 'authmerging');
  const word = merging === undefined ? '' : argument(merging).toLowerCase();
  return { vote: requiredBy(entries), merging: word === 'and' || word === 'or' ? word : 'off', old: oldVerdict(forGet(entries)) };
}

/** Sections whose lines are their own. */
const CONDITIONS: readonly string[] = ['if', 'elseif', 'else', 'files', 'filesmatch'];

/** Without a container around them, one condition is enough. Null where nothing is required for any method. */
function requiredBy(entries: readonly Entry[]): Vote | null {
  return [...everyEntry(entries.filter(({ name }) => !CONDITIONS.includes(name)))].some(({ name }) => name === 'require')
    ? anyOf(votes(forGet(entries)))
    : null;
}

function votes(entries: readonly Entry[]): Vote[] {
  return entries.flatMap((entry): Vote[] => {
    if (entry.name === 'require') return [conditionVote(entry)];
    if (entry.name === 'requireany') return [anyOf(votes(forGet(entry.children)))];
    if (entry.name === 'requireall') return [allOf(votes(forGet(entry.children)))];
    return entry.name === 'requirenone' ? [negated(anyOf(votes(forGet(entry.children))))] : [];
  });
}

function conditionVote(entry: Entry): Vote {
  const words = argumentsOf(entry).map((word) => word.toLowerCase());
  const not = words[0] === 'not';
  const [provider, value] = not ? words.slice(1) : words;
  const vote: Vote = entry.statement.rest.includes('${') ? 'unknown' : provider !== 'all' ? 'depends' : value === 'granted' ? 'granted' : 'denied';
  return not ? negated(vote) : vote;
}

/** What is not granted is no reason to grant anything. */
function negated(vote: Vote): Vote {
  if (vote === 'granted') return 'denied';
  return vote === 'denied' ? 'neutral' : vote;
}

function anyOf(given: readonly Vote[]): Vote {
  return (['granted', 'unknown', 'depends', 'denied'] as const).find((vote) => given.includes(vote)) ?? 'neutral';
}

function allOf(given: readonly Vote[]): Vote {
  return (['denied', 'unknown', 'depends', 'granted'] as const).find((vote) => given.includes(vote)) ?? 'neutral';
}

/** Two votes of which one is enough, or both have to grant access. */
export function combined(one: Vote, other: Vote, either: boolean): Vote {
  return (either ? anyOf : allOf)([one, other]);
}

/** check_dir_access: the order says who has the last word, and what counts where nobody is named. */
function oldVerdict(entries: readonly Entry[]): OldVerdict | null {
  const lines = entries.filter(({ name }) => ['order', 'allow', 'deny', 'satisfy'].includes(name));
  if (lines.length === 0) return null;
  const satisfy = lastOf(lines, 'satisfy');
  const order = lastOf(lines, 'order');
  const allowed = namedBy(lines, 'allow');
  const denied = namedBy(lines, 'deny');
  return { verdict: inOrder(order === undefined ? 'deny,allow' : argument(order).toLowerCase(), allowed, denied), either: argumentIs(satisfy, 'any') };
}

function argumentIs(entry: Entry | undefined, value: string): boolean {
  return entry !== undefined && argument(entry).toLowerCase() === value;
}

type Named = 'all' | 'some' | 'none' | 'unknown';

function namedBy(lines: readonly Entry[], name: 'allow' | 'deny'): Named {
  const hosts = lines.filter((line) => line.name === name).flatMap((line) => argumentsOf(line).slice(1));
  if (hosts.some((host) => host.toLowerCase() === 'all')) return 'all';
  if (hosts.some((host) => host.includes('${'))) return 'unknown';
  return hosts.length === 0 ? 'none' : 'some';
}

function inOrder(order: string, allowed: Named, denied: Named): Verdict {
  if (order === 'deny,allow') return first([allowed, 'granted'], [denied, 'denied'], 'granted');
  if (order === 'allow,deny') return first([denied, 'denied'], [allowed, 'granted'], 'denied');
  return order === 'mutual-failure' ? first([denied, 'denied'], [allowed, 'granted'], 'denied') : 'unknown';
}

/** The verdict of the stronger list where it names all, else of the weaker, else the default; mixtures depend on the request. */
function first([strong, itsVerdict]: [Named, Verdict], [weak, weaker]: [Named, Verdict], otherwise: Verdict): Verdict {
  if (strong === 'all') return itsVerdict;
  const rest = weak === 'all' ? weaker : weak === 'none' ? otherwise : weaker === otherwise ? otherwise : weak === 'unknown' ? 'unknown' : 'depends';
  if (strong === 'none' || rest === itsVerdict) return rest;
  return strong === 'unknown' || rest === 'unknown' ? 'unknown' : 'depends';
}
