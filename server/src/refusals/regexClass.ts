/** Character classes `[...]` as PCRE2 reads them (compared with libpcre2 10.42). */
import type { RegexFault } from './regex.ts';

const POSIX = new Set(['alpha', 'lower', 'upper', 'alnum', 'ascii', 'blank', 'cntrl', 'digit', 'graph', 'print', 'punct', 'space', 'word', 'xdigit']);
/** Escapes that stand for one known character. */
const CODES: Readonly<Record<string, number>> = { a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** A member of a class: `code` is null where it is not known, `set` where it is more than one character. */
interface Member {
  readonly end: number;
  readonly code: number | null;
  readonly set: boolean;
}

/** Where a class ends (behind its `]`), or what is wrong with it. */
export type ClassReading = { readonly end: number } | RegexFault;

/** Reads the class whose `[` stands at `start`. */
export function readClass(text: string, start: number): ClassReading {
  const outside = /^\[([:.=])[\w^]*\1\]/.exec(text.slice(start, start + 40));
  if (outside !== null && outside[1] === ':') {
    return { problem: `has “${outside[0]}” outside a character class; write “[${outside[0]}]”`, at: start };
  }
  let at = start + 1;
  if (text[at] === '^') at++;
  for (let first = true; at < text.length; first = false) {
    if (text[at] === ']' && !first) return { end: at + 1 };
    const skipped = quoteMark(text, at);
    if (skipped > 0) at += skipped;
    else {
      const next = readRange(text, at);
      if ('problem' in next) return next;
      at = next.end;
    }
  }
  return { problem: 'opens a character class with “[” that is never closed; write “\\[” for the character itself', at: start };
}

/** One member, or two with a hyphen between. */
function readRange(text: string, at: number): ClassReading {
  const from = readMember(text, at);
  if ('problem' in from) return from;
  if (text[from.end] !== '-' || text[from.end + 1] === ']' || from.end + 1 >= text.length) return from;
  if (text.startsWith('\\E', from.end + 1) || text.startsWith('\\Q', from.end + 1)) return from;
  if (from.set)
    return { problem: `has a hyphen behind “${text.slice(at, from.end)}” in a character class, which is no range; write the hyphen last or as “\\-”`, at };
  const to = readMember(text, from.end + 1);
  if ('problem' in to) return to;
  if (to.set) return { problem: `has the range “${text.slice(at, to.end)}” that ends in no single character; write the hyphen last or as “\\-”`, at };
  if (from.code === null || to.code === null || from.code <= to.code) return to;
  return { problem: `has the range “${text.slice(at, to.end)}” in the wrong order`, at };
}

function readMember(text: string, at: number): Member | RegexFault {
  const posix = /^\[:(\^?)([^:\]\\]*):\]/.exec(text.slice(at, at + 40));
  if (posix !== null) {
    if (!POSIX.has(posix[2]!)) return { problem: `names the unknown class “${posix[0]}”`, at };
    return { end: at + posix[0].length, code: null, set: true };
  }
  const code = text.codePointAt(at)!;
  if (text[at] !== '\\') return { end: at + (code > 0xffff ? 2 : 1), code: code < 128 ? code : null, set: false };
  return readEscape(text, at);
}

function readEscape(text: string, at: number): Member {
  const letter = text[at + 1] ?? '';
  if (/[dDwWsShHvVpPNRX]/.test(letter)) return { end: at + (/[pP]/.test(letter) ? escapedProperty(text, at) : 2), code: null, set: true };
  if (Object.hasOwn(CODES, letter)) return { end: at + 2, code: CODES[letter]!, set: false };
  const plain = letter !== '' && !/[\w]/.test(letter) && letter.charCodeAt(0) < 128;
  return { end: at + escapeLength(text, at), code: plain ? letter.charCodeAt(0) : null, set: false };
}

function escapedProperty(text: string, at: number): number {
  return /^\\[pP](?:\{[^}]*\}|.)?/.exec(text.slice(at, at + 64))?.[0].length ?? 2;
}

/** The length of an escape that stands for one character. */
function escapeLength(text: string, at: number): number {
  const found = /^\\(?:x\{[^}]*\}|x[\da-fA-F]{0,2}|o\{[^}]*\}|c.|[0-7]{1,3}|.?)/s.exec(text.slice(at, at + 64));
  return Math.max(found?.[0].length ?? 1, 1);
}

/** `\Q...\E` quotes what it holds, a lone `\E` is nothing: how many characters to skip. */
function quoteMark(text: string, at: number): number {
  if (text.startsWith('\\E', at)) return 2;
  if (!text.startsWith('\\Q', at)) return 0;
  const end = text.indexOf('\\E', at);
  return end === -1 ? text.length - at : end + 2 - at;
}
