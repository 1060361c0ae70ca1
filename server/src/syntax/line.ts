/**
 * The leaves of the tree: logical lines. A logical line ends at a line feed that no backslash stands before
 * (with or without a carriage return between), as httpd reads it (server/util.c, ap_cfg_getline; measured with 2.4.71):
 * a blank behind the backslash ends the line, a doubled backslash continues all the same, and a comment continues too.
 */
import { countBreaks } from '../text/lineBreaks.ts';

/** What a logical line is; `open` and `close` are section tags. */
export type LineKind = 'blank' | 'comment' | 'directive' | 'open' | 'close';

const NUL = 0;
const BACKSLASH = 92;
const BRACKET = 60;
const NAME_LIMIT = 128;
const CR = 13;

/** One logical line with everything that belongs to it, the line break included. It knows no position. */
export class Line {
  readonly type = 'line';
  readonly text: string;
  readonly kind: LineKind;
  /** Line breaks inside the text, the last one included. */
  readonly breaks: number;
  /** For tags: the section name in lower case; otherwise empty. */
  readonly tag: string;

  constructor(text: string) {
    this.text = text;
    const first = firstInk(text);
    this.breaks = countBreaks(text);
    const head = this.breaks > 0 && tagStart(text, first) !== -1 && text.includes('\\') ? joinedHead(text, first) : { text, first };
    this.kind = kindAt(head.text, head.first);
    this.tag = this.kind === 'open' || this.kind === 'close' ? tagName(head.text, head.first, this.kind) : '';
  }

  /** Length in UTF-16 code units. */
  get width(): number {
    return this.text.length;
  }
}

/** Whether a character is white space to httpd (isspace in the C locale). */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The line break that a line ends with, for lines that are put beside it. */
export function breakOf({ text }: Line): string {
  return text.endsWith('\r\n') ? '\r\n' : '\n';
}

/** Splits a text into logical lines; the concatenation of their texts is the text. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfLogicalLine(text, start);
    lines.push(new Line(text.slice(start, end)));
    start = end;
  }
  return lines;
}

/** Whether a logical line text is ended by a line feed that does not continue it. */
export function isTerminated(text: string): boolean {
  return text.length > 0 && text.charCodeAt(text.length - 1) === 10 && !continuesAt(text, text.length - 1);
}

function endOfLogicalLine(text: string, start: number): number {
  let from = start;
  for (;;) {
    const feed = text.indexOf('\n', from);
    if (feed === -1) return text.length;
    if (feed === start || !continuesAt(text, feed, start)) return feed + 1;
    from = feed + 1;
  }
}

/** Whether the line feed at `feed` has a continuation backslash before it, not reaching back beyond `start`. */
export function continuesAt(text: string, feed: number, start = 0): boolean {
  let last = feed - 1;
  if (last >= start && text.charCodeAt(last) === CR) last--;
  return last >= start && text.charCodeAt(last) === BACKSLASH;
}

/** The offset of the first character that is neither white space nor part of a continuation; the length when there is none. */
export function firstInk(text: string): number {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (code === BACKSLASH) {
      const end = endOfContinuation(text, at);
      if (end === -1) return at;
      at = end;
    } else return at;
  }
  return at;
}

/** The offset behind `\` LF or `\` CR LF at `at`, or -1 when no continuation stands there. */
export function endOfContinuation(text: string, at: number): number {
  if (text.charCodeAt(at) !== BACKSLASH) return -1;
  const next = text.charCodeAt(at + 1);
  if (next === 10) return at + 2;
  return next === CR && text.charCodeAt(at + 2) === 10 ? at + 3 : -1;
}

function kindAt(text: string, first: number): LineKind {
  const code = text.charCodeAt(first);
  if (first >= text.length || code === NUL) return 'blank';
  if (code === 35) return 'comment';
  const bracket = tagStart(text, first);
  if (bracket === -1) return 'directive';
  return text.charCodeAt(bracket + 1) === 47 ? 'close' : 'open';
}

/** Where the `<` of a tag stands, given the line's first sign: there, or behind a quote, which httpd takes off. -1 for no tag. */
function tagStart(text: string, first: number): number {
  const code = text.charCodeAt(first);
  if (code === BRACKET) return first;
  return (code === 34 || code === 39) && text.charCodeAt(first + 1) === BRACKET ? first + 1 : -1;
}

/** The beginning of a tag with its continuations taken out, long enough for its name. */
function joinedHead(text: string, first: number): { text: string; first: number } {
  return { text: text.slice(first, first + 2 * NAME_LIMIT).replaceAll(/\\\r?\n/g, ''), first: 0 };
}

/** The name of a tag: up to white space, less one `>` at its end, as httpd takes it. */
function tagName(text: string, first: number, kind: 'open' | 'close'): string {
  const bracket = tagStart(text, first);
  const quote = bracket === first ? -1 : text.charCodeAt(first);
  const ends = (code: number) => (quote === -1 ? isSpace(code) : code === quote);
  const start = bracket + (kind === 'open' ? 1 : 2);
  let end = start;
  while (end < text.length && end - start < NAME_LIMIT && !ends(text.charCodeAt(end))) end++;
  if (end > start && text.charCodeAt(end - 1) === 62) end--;
  return text.slice(start, end).toLowerCase();
}
