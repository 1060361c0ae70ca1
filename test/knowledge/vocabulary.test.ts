/** The words that the YAML files may use are the words that the types know, and the guide explains each of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ARGUMENT_KINDS, CONTEXTS, COUNTS, PER_DIRECTORY } from '../../scripts/knowledge/vocabulary.mjs';

const types = readFileSync(new URL('../../server/src/knowledge/types.ts', import.meta.url), 'utf8');
const guide = readFileSync(new URL('../../docs/knowledge.md', import.meta.url), 'utf8');

/** The literals of a union type in the source. */
function union(name: string): string[] {
  const declared = new RegExp(`export type ${name} =([^;]*);`).exec(types);
  return [...(declared?.[1] ?? '').matchAll(/'([^']+)'/g)].map((literal) => literal[1]!);
}

describe('the vocabulary of the knowledge files', () => {
  test('knows the contexts of the types', () => {
    expect(CONTEXTS).toEqual(union('Context'));
    expect(CONTEXTS).toEqual(expect.arrayContaining(PER_DIRECTORY));
  });

  test('knows the argument kinds of the types', () => {
    expect([...ARGUMENT_KINDS].sort()).toEqual(union('ArgumentKind').sort());
  });

  test('gives bounds to every counter but those whose bounds differ from directive to directive', () => {
    expect([...Object.keys(COUNTS), 'TAKE_ARGV', 'RAW_ARGS'].sort()).toEqual(union('CountKind').sort());
  });

  test('is explained in the guide', () => {
    const unexplained = [...ARGUMENT_KINDS, ...CONTEXTS].filter((word) => !new RegExp(`[\`\\s]${word}[\`\\s]`).test(guide));
    expect(unexplained).toEqual([]);
  });
});
