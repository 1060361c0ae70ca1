/** Choices of a generated configuration, drawn from fast-check: the same seed gives the same configuration. */
import fc from 'fast-check';

/** Small numbers are no likelier than others. */
const ANY = fc.noBias(fc.nat());
const any = () => ANY;

/** A source of choices. */
export class Draw {
  private readonly next: () => number;

  /** @param seed any integer; one seed is one configuration. */
  constructor(seed: number) {
    const [generator] = fc.sample(fc.gen(), { seed, numRuns: 1 });
    this.next = () => generator!(any);
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return this.next() % limit;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in this share of the draws. */
  chance(share: number): boolean {
    return this.next() < share * 0x7fffffff;
  }

  /** One of these; the list may not be empty. */
  pick<T>(things: readonly T[]): T {
    return things[this.below(things.length)]!;
  }

  /** One of these, by weight. */
  weighted<T>(things: readonly (readonly [weight: number, thing: T])[]): T {
    let left = this.below(things.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, thing] of things) {
      if (left < weight) return thing;
      left -= weight;
    }
    throw new Error('no weights');
  }

  /** Those of these that a coin keeps, in their order. */
  some<T>(things: readonly T[], share: number): T[] {
    return things.filter(() => this.chance(share));
  }
}
