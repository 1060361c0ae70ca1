/** Slots: the stretch around the cursor that an offer for an argument replaces. */
import type { WrittenOption } from '../../refusals/options.ts';
import type { Word } from '../../syntax/words.ts';
import type { Place } from '../place.ts';

/** Offsets in the line's text; the cursor lies in the slot or at one of its ends. */
export interface Slot {
  readonly from: number;
  readonly end: number;
  /** Whether the slot lies in quotes, so that blanks may stand in it. */
  readonly quoted: boolean;
}

/** The slot of the word at the cursor, inside its quotes; an empty one between words. */
export function slotOfWord({ column }: Place, word: Word | null): Slot {
  if (word === null) return { from: column, end: column, quoted: false };
  const quoted = word.quote !== null;
  return { from: Math.min(word.start + (quoted ? 1 : 0), column), end: Math.max(word.end - (quoted && word.closed ? 1 : 0), column), quoted };
}

/** The slot of an option's value. */
export function slotOfValue({ column, line }: Place, { nameEnd, valueStart, end }: WrittenOption): Slot {
  const start = Math.min(Math.max(valueStart, nameEnd + 1), column);
  const quote = /["']/.exec(line.text[start] ?? '')?.[0];
  const closed = quote !== undefined && end - 1 > start && line.text[end - 1] === quote;
  const from = quote === undefined ? start : Math.min(start + 1, column);
  return { from, end: Math.max(end - (closed ? 1 : 0), column), quoted: quote !== undefined };
}

/** What is written in a slot before the cursor. */
export function writtenIn({ line, column }: Place, { from }: Slot): string {
  return line.text.slice(from, column);
}

/** The member of a list that the cursor stands in: the part of a slot between two of the signs in `separators`. */
export function memberOf(place: Place, slot: Slot, separators: string): Slot {
  const { line, column } = place;
  const isSeparator = (at: number) => separators.includes(line.text[at]!);
  let from = column;
  while (from > slot.from && !isSeparator(from - 1)) from--;
  let end = column;
  while (end < slot.end && !isSeparator(end)) end++;
  return { ...slot, from, end };
}

/** The slot less a sign at its beginning, such as the `!` of a negation. */
export function withoutSign(place: Place, slot: Slot, signs: string | undefined): Slot {
  const signed = signs !== undefined && slot.from < place.column && signs.includes(place.line.text[slot.from]!);
  return signed ? { ...slot, from: slot.from + 1 } : slot;
}
