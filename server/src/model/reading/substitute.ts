/**
 * Putting other text in a line's place while offsets still lead back to what is written: `${VAR}` (server/core.c,
 * ap_resolve_env: one pass, left to right, names as they stand) and the parameters of macros.
 */
import type { Cooked } from '../../syntax/words.ts';
import type { Parameters } from './macros.ts';
import { UNKNOWN } from './state.ts';

/** A stretch of a cooked text and what stands there instead. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A line with its variables put in, as far as they are known. */
export interface Expansion {
  readonly cooked: Cooked;
  /** Names that surely stand for nothing; httpd leaves them as they are written. */
  readonly missing: readonly string[];
  /** Whether the rest of the names are known. */
  readonly settled: boolean;
}

/**
 * Stands between `$` and `{` where a name surely stands for nothing: httpd goes on with the text as it is written, so that
 * it is no open question any more. It has no width, and is taken out of what people read.
 */
const CLOSED = '\u2060';

/** A text as people read it: without the signs that close variables which stand for nothing. */
export function withoutClosings(text: string): string {
  return text.includes(CLOSED) ? text.replaceAll(`$${CLOSED}{`, '${') : text;
}

/** Puts in the values of variables; a name that surely stands for nothing is closed. */
export function withVariables(cooked: Cooked, lookUp: (name: string) => string | undefined | typeof UNKNOWN): Expansion {
  const replacements: Replacement[] = [];
  const missing: string[] = [];
  let settled = true;
  for (let start = cooked.text.indexOf('${'); start !== -1; start = cooked.text.indexOf('${', start)) {
    const end = cooked.text.indexOf('}', start);
    if (end === -1) break;
    const name = cooked.text.slice(start + 2, end);
    const value = lookUp(name);
    if (typeof value === 'string') replacements.push({ start, end: end + 1, text: value });
    else if (!name.includes(':')) {
      if (value === UNKNOWN) settled = false;
      else {
        replacements.push({ start, end: start + 2, text: `$${CLOSED}{` });
        if (!missing.includes(name)) missing.push(name);
      }
    }
    start = end + 1;
  }
  return { cooked: replaced(cooked, replacements), missing, settled };
}

/** Puts the arguments of a macro's use in the place of its parameters; where several fit the longest counts, and `@` puts quotes around (mod_macro.c). */
export function withParameters(cooked: Cooked, parameters: Parameters): Cooked {
  const longestFirst = [...parameters].sort(([one], [other]) => other.length - one.length);
  const replacements: Replacement[] = [];
  for (let at = 0; at < cooked.text.length; at++) {
    const found = longestFirst.find(([name]) => name !== '' && cooked.text.startsWith(name, at));
    if (found === undefined) continue;
    replacements.push({ start: at, end: at + found[0].length, text: found[0].startsWith('@') ? `"${found[1]}"` : found[1] });
    at += found[0].length - 1;
  }
  return replaced(cooked, replacements);
}

/** A text with some stretches replaced; every offset inside a replacement leads to the beginning or end of what it replaces. */
function replaced(cooked: Cooked, replacements: readonly Replacement[]): Cooked {
  if (replacements.length === 0) return cooked;
  const pieces: { readonly at: number; readonly origin: number; readonly length: number; readonly fixed: boolean }[] = [];
  let text = '';
  let from = 0;
  for (const { start, end, text: put } of replacements) {
    if (start > from) pieces.push({ at: text.length, origin: from, length: start - from, fixed: false });
    text += cooked.text.slice(from, start);
    if (put.length > 0) pieces.push({ at: text.length, origin: start, length: end - start, fixed: true });
    text += put;
    from = end;
  }
  pieces.push({ at: text.length, origin: from, length: cooked.text.length - from, fixed: false });
  text += cooked.text.slice(from);
  return { text, origin: (offset) => cooked.origin(originIn(pieces, text.length, offset)) };
}

type Piece = { readonly at: number; readonly origin: number; readonly length: number; readonly fixed: boolean };

function originIn(pieces: readonly Piece[], total: number, offset: number): number {
  const index = pieces.findLastIndex(({ at }) => at <= offset);
  const piece = pieces[Math.max(index, 0)]!;
  if (!piece.fixed) return piece.origin + offset - piece.at;
  const next = pieces[index + 1]?.at ?? total;
  return offset === next - 1 ? piece.origin + piece.length - 1 : piece.origin;
}
