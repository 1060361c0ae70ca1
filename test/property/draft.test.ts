// Rounds of edits to a text come out as one set of edits of the original.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Draft, type Replacement } from '../../server/src/text/draft.ts';

/** The text after edits that do not overlap; of two at one place the one that was given first comes first. */
function edited(text: string, edits: readonly Replacement[]): string {
  const inOrder = edits.toSorted((one, other) => one.start - other.start);
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of inOrder) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

const cut = fc.record({ skip: fc.nat(6), length: fc.nat(4), text: fc.string({ maxLength: 4 }) });

/** Edits one behind the other, as far as the text goes. */
function editsOf(cuts: readonly { skip: number; length: number; text: string }[], width: number): Replacement[] {
  let at = 0;
  return cuts.flatMap(({ skip, length, text }) => {
    const start = at + skip;
    if (start > width) return [];
    at = Math.min(start + length, width);
    return [{ start, end: at, text }];
  });
}

test('the edits of a draft make of the original what the rounds made of it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(fc.array(cut, { maxLength: 5 }), { maxLength: 5 }), (original, rounds) => {
      const draft = new Draft(original.length);
      let current = original;
      for (const cuts of rounds) {
        const edits = editsOf(cuts, current.length);
        draft.apply(edits);
        current = edited(current, edits);
      }
      const edits = draft.edits();
      expect(edited(original, edits)).toBe(current);
      for (const [index, { start }] of edits.entries()) expect(start).toBeGreaterThanOrEqual(edits[index - 1]?.end ?? 0);
    }),
    { numRuns: 2000 },
  );
});
