/**
 * Work over a configuration that is done again only for the parts that changed: hosts, mounts, lines. Results hang on the
 * parts themselves and go with them; maps with weak keys, one for each kind of work, made the collector slow (measured).
 */
import type { Configuration } from './configuration.ts';

/** What hangs on a part: results and what else they were made from, by the number of the work. */
interface Results {
  readonly ground: object;
  readonly values: unknown[];
  readonly rests: unknown[];
}

const RESULTS = Symbol('results');

interface Part {
  [RESULTS]?: Results;
}

let works = 0;

/**
 * Keeps what `work` gives for a part of a configuration as long as the part, the configuration's ground and `rest` of it
 * stay the same. The work may look at nothing else (no other hosts, no clock), and gives something other than undefined.
 */
export function kept<K extends object, T extends object | string | number | boolean | null>(
  work: (configuration: Configuration, part: K) => T,
  rest: (configuration: Configuration, part: K) => unknown = () => null,
): (configuration: Configuration, part: K) => T {
  const number = works++;
  return (configuration, part) => {
    const { values, rests } = resultsOf(part, configuration.ground);
    const other = rest(configuration, part);
    const known = values[number] as T | undefined;
    if (known !== undefined && rests[number] === other) return known;
    const value = work(configuration, part);
    values[number] = value;
    rests[number] = other;
    return value;
  };
}

function resultsOf(part: Part, ground: object): Results {
  const known = part[RESULTS];
  if (known?.ground === ground) return known;
  const made = { ground, values: [], rests: [] };
  part[RESULTS] = made;
  return made;
}
