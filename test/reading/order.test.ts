/**
 * The order of reading: which files httpd reads and which directives it keeps, asked of the real one with DUMP_INCLUDES and
 * DUMP_CONFIG, is what our reader says. READING_RUNS says how many trees are made up, READING_SEED which
 * is the first: one seed is one tree.
 */
import { describe, expect, test } from 'vitest';
import { apacheIsAsked, inTemporaryFolder } from '../kit/apache.ts';
import { inBatches } from '../kit/batches.ts';
import { reduced } from '../parity/reduce.ts';
import { MAIN, printTree, writeTree } from '../parity/tree.ts';
import { type AsRead, httpdReads, weRead } from './asRead.ts';
import { cases } from './cases.ts';
import { type MadeUp, madeUpTree, OPENING_LINE } from './trees.ts';

const FIRST = Number(process.env.READING_SEED ?? 1);
const RUNS = Number(process.env.READING_RUNS ?? 300);
/** How many differences are shrunk and printed. */
const SHOWN = 5;

/** Lays a tree on the disk and has both read it. */
function bothRead({ tree, environment }: MadeUp): Promise<{ readonly httpd: AsRead; readonly ours: AsRead }> {
  return inTemporaryFolder(async (root) => {
    await writeTree(tree, root);
    return { httpd: await httpdReads(root, environment), ours: weRead(root) };
  });
}

/** What differs: files, directives, or whether it is refused and why. What stands behind a refusal httpd does not read. */
async function difference(madeUp: MadeUp): Promise<string> {
  return differs(await bothRead(madeUp));
}

function differs({ httpd, ours }: Awaited<ReturnType<typeof bothRead>>): string {
  if ((httpd.refusal === '') !== (ours.refusal === ''))
    return `verdicts ${gist(httpd.refusal)} ${gist(ours.refusal)}\nhttpd: ${httpd.refusal || 'takes it'}\nwe: ${ours.refusal || 'take it'}`;
  const files = httpd.refusal === '' ? ours.files : ours.files.slice(0, httpd.files.length);
  if (files.join('\n') !== httpd.files.join('\n')) return `files\nhttpd reads\n${httpd.files.join('\n')}\nwe read\n${ours.files.join('\n')}`;
  if (httpd.lines?.join('\n') !== ours.lines?.join('\n')) return `lines\nhttpd keeps\n${httpd.lines?.join('\n')}\nwe keep\n${ours.lines?.join('\n')}`;
  const words = ours.refusal.split('\n').flatMap((line) => /^httpd: (.*)$/.exec(line)?.[1] ?? []);
  return httpd.refusal === '' || words.some((said) => httpd.refusal.includes(said))
    ? ''
    : `words ${gist(httpd.refusal)}\nhttpd: ${httpd.refusal}\nwe: ${ours.refusal}`;
}

/** Whether a tree still has the lines that httpd needs for an answer. */
function isWhole({ files }: MadeUp['tree']): boolean {
  return files.get(MAIN)!.startsWith(OPENING_LINE);
}

/** What is left of the last words without names, numbers and places: tells whether two refusals are of one kind. */
function gist(refusal: string): string {
  return (refusal.trim().split('\n').at(-1) ?? '').replace(/^.*Syntax error on line \d+ of [^:]*: /, '').replaceAll(/(["'“])[^"'”]*["'”]|\d+|\S*\/\S*/g, '');
}

/** The difference once everything is taken away that it does not need. */
async function shown(seed: number, first: string): Promise<string> {
  const { tree, environment } = madeUpTree(seed);
  const kind = first.split('\n')[0]!;
  const small = await reduced(tree, async (smaller) => isWhole(smaller) && (await difference({ tree: smaller, environment })).startsWith(kind));
  return `seed ${seed}: ${await difference({ tree: small, environment })}\n${printTree(small)}`;
}

describe.skipIf(!apacheIsAsked())('the order of reading', () => {
  test.each(cases)('%s', async (_, madeUp) => {
    expect(await difference(madeUp)).toBe('');
  });

  test(
    'of made-up trees is that of httpd',
    async () => {
      console.log(`reading: seeds ${FIRST} to ${FIRST + RUNS - 1}`);
      const seeds = Array.from({ length: RUNS }, (_, index) => FIRST + index);
      const count = { refused: 0, files: 0, lines: 0 };
      const wrong = await inBatches(seeds, async (seed) => {
        const both = await bothRead(madeUpTree(seed));
        count.refused += both.httpd.refusal === '' ? 0 : 1;
        count.files += both.httpd.files.length;
        count.lines += both.httpd.lines?.length ?? 0;
        const first = differs(both);
        return first === '' ? [] : [{ seed, first }];
      });
      console.log(`reading: httpd refused ${count.refused}, and read ${count.files} files and kept ${count.lines} directives in all`);
      const texts = await inBatches(wrong.slice(0, SHOWN), async ({ seed, first }) => [await shown(seed, first)]);
      expect(wrong.length, texts.join('\n')).toBe(0);
    },
    RUNS * 1000 + 60_000,
  );
});
