/**
 * Work over a configuration that is done again only for the parts that changed: hosts, mounts, lines. Results hang on the
 * parts themselves and go with them; maps with weak keys, one for each kind of work, made the collector slow (measured).
 */
import type { Configuration } from './configuration.ts';
import type { Entry } from './entry.ts';
import type { VirtualHost } from './hosts.ts';

/** What hangs on a part: the results that hold for one ground, by the number of the work. */
interface Results {
  readonly ground: object;
  readonly values: unknown[];
}

const RESULTS = Symbol('results');

interface Part {
  [RESULTS]?: Results;
}

/** A result and what else it was made from. */
interface Dependent<T> {
  readonly rest: unknown;
  readonly value: T;
}

type Value = object | string | number | boolean | null;
type Work<K, T> = (configuration: Configuration, part: K) => T;

/**
 * Makes work over parts of one kind such that its results are kept: as long as the part and the configuration's ground stay
 * the same, and `rest` as well where it is given. The work may look at nothing else: no other hosts, no clock.
 */
export type Keeper<K> = <T extends Value>(work: Work<K, T>, rest?: Work<K, unknown>) => Work<K, T>;

/** Keeps results for one kind of part. The numbers of its works are counted by themselves, which keeps lists of results short. */
export function keeper<K extends object>(): Keeper<K> {
  let works = 0;
  return (work, rest) => {
    const number = works++;
    return rest === undefined ? keptAlone(work, number) : keptWith(work, rest, number);
  };
}

/** For virtual hosts. */
export const perHost = keeper<VirtualHost>();
/** For directives and sections. */
export const perEntry = keeper<Entry>();
/** For entries that stand side by side. */
export const perList = keeper<readonly Entry[]>();

function keptAlone<K extends object, T extends Value>(work: Work<K, T>, number: number): Work<K, T> {
  return (configuration, part) => {
    const values = valuesOf(part, configuration.ground);
    const known = values[number] as T | undefined;
    if (known !== undefined) return known;
    const value = plain(work(configuration, part));
    values[number] = value;
    return value;
  };
}

function keptWith<K extends object, T extends Value>(work: Work<K, T>, rest: Work<K, unknown>, number: number): Work<K, T> {
  return (configuration, part) => {
    const values = valuesOf(part, configuration.ground);
    const known = values[number] as Dependent<T> | undefined;
    const other = rest(configuration, part);
    if (known !== undefined && known.rest === other) return known.value;
    const value = plain(work(configuration, part));
    values[number] = { rest: other, value };
    return value;
  };
}

function valuesOf(part: Part, ground: object): unknown[] {
  const known = part[RESULTS];
  if (known?.ground === ground) return known.values;
  const made: Results = { ground, values: [] };
  part[RESULTS] = made;
  return made.values;
}

const NOTHING: readonly never[] = [];

/** Most work finds nothing: one list does for all of that. */
function plain<T extends Value>(value: T): T {
  return Array.isArray(value) && value.length === 0 ? (NOTHING as unknown as T) : value;
}
