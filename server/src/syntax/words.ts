/**
 * The words of a logical line, read as httpd's ap_getword_conf does (server/util.c; measured with 2.4.71): a quote
 * opens a quoted word only at its beginning, `\\` and `\<quote>` are the only escapes, a missing closing quote lets
 * the word run to the end of the line, and a continuation vanishes wherever it stands.
 */
import { endOfContinuation, isSpace, type Line } from './line.ts';

/** One word. `start` and `end` are offsets in the line's text, quotes included; `value` is what httpd sees. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly quote: '"' | "'" | null;
  /** False for a quoted word that lacks its closing quote. */
  readonly closed: boolean;
}

/** How many words of one line are read at most; the rest is not looked at. */
export const WORD_LIMIT = 4096;
/** Longest line that is taken apart, in UTF-16 code units. */
export const LINE_LIMIT = 262_144;

/** A line with its continuations taken out: what httpd reads, and where each character came from. */
export interface Cooked {
  readonly text: string;
  /** The offset in the line's text of an offset in `text`. */
  origin(offset: number): number;
}

/** Takes a line; gives the text as httpd joins it, without its line break and the white space at both ends. */
export function cook(line: Line): Cooked {
  const { text } = line;
  const end = inkEnd(text);
  const start = inkStart(text, end);
  const isPlain = !text.includes('\\') || (text.indexOf('\\\n', start) === -1 && text.indexOf('\\\r\n', start) === -1);
  return isPlain ? new Uncontinued(text.slice(start, end), start) : cookContinued(text, start, end);
}

/** A line that stands in one piece. There are many: one small object each. */
class Uncontinued implements Cooked {
  readonly text: string;
  private readonly start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
  }

  origin(offset: number): number {
    return this.start + offset;
  }
}

/** The words of a cooked line from `from` (an offset in the cooked text), with offsets in the line's own text. */
export function readWords(cooked: Cooked, from = 0, to = cooked.text.length): Word[] {
  const words: Word[] = [];
  let at = skipSpace(cooked.text, from, to);
  while (at < to && words.length < WORD_LIMIT) {
    const word = wordAt(cooked.text, at, to);
    // written out, since this is the innermost loop: every argument of every line passes through here
    words.push({ start: cooked.origin(at), end: cooked.origin(word.end - 1) + 1, value: word.value, quote: word.quote, closed: word.closed });
    at = skipSpace(cooked.text, word.end, to);
  }
  return words;
}

/** The end (offset in the cooked text) of the word that begins at `from`, before any white space behind it. */
export function endOfWord(text: string, from: number, to = text.length): number {
  return wordAt(text, from, to).end;
}

/** The first offset from `from` on that holds no white space. */
export function skipSpace(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** A word in the cooked text; `end` is an offset there. */
interface CookedWord {
  readonly value: string;
  readonly quote: '"' | "'" | null;
  readonly closed: boolean;
  readonly end: number;
}

function wordAt(text: string, at: number, to: number): CookedWord {
  const first = text[at];
  if (first === '"' || first === "'") return quotedWord(text, at, to, first);
  let end = at;
  while (end < to && !isSpace(text.charCodeAt(end))) end++;
  const raw = text.slice(at, end);
  return { value: raw.includes('\\\\') ? raw.replaceAll('\\\\', '\\') : raw, quote: null, closed: true, end };
}

function quotedWord(text: string, at: number, to: number, quote: '"' | "'"): CookedWord {
  let value = '';
  let end = at + 1;
  while (end < to && text[end] !== quote) {
    if (text[end] === '\\' && end + 1 < to && (text[end + 1] === quote || text[end + 1] === '\\')) end++;
    value += text[end];
    end++;
  }
  const closed = end < to;
  return { value, quote, closed, end: closed ? end + 1 : end };
}

function inkStart(text: string, end: number): number {
  let start = 0;
  while (start < end) {
    if (isSpace(text.charCodeAt(start))) start++;
    else {
      const behind = endOfContinuation(text, start);
      if (behind === -1 || behind > end) break;
      start = behind;
    }
  }
  return start;
}

/** The end of what httpd reads of a line: a NUL ends it (measured with 2.4.71), white space at the end is dropped. */
function inkEnd(text: string): number {
  const nul = text.indexOf('\0');
  let end = Math.min(nul === -1 ? text.length : nul, LINE_LIMIT);
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

function cookContinued(text: string, start: number, end: number): Cooked {
  let joined = '';
  const pieces: { cooked: number; raw: number }[] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    const behind = endOfContinuation(text, at);
    if (behind === -1) continue;
    pieces.push({ cooked: joined.length, raw: from });
    joined += text.slice(from, at);
    from = behind;
    at = behind - 1;
  }
  pieces.push({ cooked: joined.length, raw: from });
  joined += text.slice(from, end);
  return { text: joined, origin: (offset) => originIn(pieces, offset) };
}

function originIn(pieces: readonly { cooked: number; raw: number }[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.cooked <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low]!;
  return piece.raw + offset - piece.cooked;
}
