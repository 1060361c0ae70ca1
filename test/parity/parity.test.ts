/**
 * Whole configurations, made up from a seed, before our checker and before the real httpd: is there an error, does it
 * refuse? PARITY_RUNS says how many (1,500 unless told otherwise), PARITY_SEED which is the first (1: the same ones each
 * time, so that nothing fails by luck). One seed is one configuration: a difference is looked at again with
 * `PARITY_SEED=<its seed> PARITY_RUNS=1`.
 */
import { describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { inBatches } from '../kit/batches.ts';
import { Pki } from '../kit/pki.ts';
import { configurationFrom } from './generate/configuration.ts';
import { type Comparison, compare, isSameDifference } from './judge.ts';
import { reduced } from './reduce.ts';
import { type ConfigurationTree, printTree } from './tree.ts';

const RUNS = Number(process.env.PARITY_RUNS ?? 1500);
const FIRST = Number(process.env.PARITY_SEED ?? 1);
/** Share of configurations on which both have to agree. */
const AGREEMENT = 0.995;
/** How many differences are shrunk and printed. */
const SHOWN = 12;

interface Difference {
  readonly seed: number;
  readonly tree: ConfigurationTree;
  readonly comparison: Comparison;
}

/** A certificate with its key, for all configurations of the run. */
function certificate(): string {
  const pki = new Pki();
  try {
    return pki.pem({ certificates: [{}], key: 'EC 1' });
  } finally {
    pki.remove();
  }
}

async function shown({ seed, tree, comparison }: Difference): Promise<string> {
  const small = await reduced(tree, async (smaller) => isSameDifference(comparison, await compare(smaller)));
  const { outcome, ours, httpd } = await compare(small);
  return `seed ${seed}: ${outcome}\n${printTree(small)}httpd: ${httpd.words.trim()}\nwe:    ${ours.words || 'no error'}\n`;
}

describe.skipIf(!apacheIsAsked())('generated configurations', () => {
  test(
    'our errors are what the real httpd refuses',
    async () => {
      const pem = certificate();
      const seeds = Array.from({ length: RUNS }, (_, index) => FIRST + index);
      const count = { refused: 0, started: 0, unasked: 0 };
      const differences = await inBatches(seeds, async (seed) => {
        const tree = configurationFrom(seed, pem);
        const comparison = await compare(tree);
        if (comparison.outcome === 'unasked') count.unasked++;
        else if (comparison.httpd.refuses) count.refused++;
        else count.started++;
        return comparison.outcome === 'agree' || comparison.outcome === 'unasked' ? [] : [{ seed, tree, comparison }];
      });
      const agreement = 1 - differences.length / (RUNS - count.unasked);
      console.log(
        `parity: seeds ${FIRST} to ${FIRST + RUNS - 1}; httpd refuses ${count.refused} and starts with ${count.started}; agreement ${(100 * agreement).toFixed(2)} %`,
      );
      const red = differences.filter(({ comparison }) => comparison.outcome === 'red though httpd starts');
      const texts = await inBatches([...new Set([...red, ...differences])].slice(0, SHOWN), async (difference) => [await shown(difference)]);
      if (texts.length > 0) console.log(texts.join('\n'));
      expect(red.map(({ seed, comparison }) => `seed ${seed}: ${comparison.ours.words}`)).toEqual([]);
      expect(agreement, `${differences.length} differences`).toBeGreaterThanOrEqual(AGREEMENT);
    },
    RUNS * 1000 + 60_000,
  );
});
