/** Work over a configuration that is done again only for the parts that changed: hosts, mounts, lines. */
import type { Configuration } from './configuration.ts';

interface Kept<T> {
  readonly ground: object;
  readonly rest: unknown;
  readonly result: T;
}

/**
 * Keeps what `work` gives for a part of a configuration as long as the part, the configuration's ground and `rest` of it
 * stay the same. The work may look at nothing else: no other hosts, no clock.
 */
export function kept<K extends object, T>(
  work: (configuration: Configuration, part: K) => T,
  rest: (configuration: Configuration, part: K) => unknown = () => null,
): (configuration: Configuration, part: K) => T {
  const results = new WeakMap<K, Kept<T>>();
  return (configuration, part) => {
    const known = results.get(part);
    const { ground } = configuration;
    const other = rest(configuration, part);
    if (known !== undefined && known.ground === ground && known.rest === other) return known.result;
    const result = work(configuration, part);
    results.set(part, { ground, rest: other, result });
    return result;
  };
}
