/**
 * A typed view of one logical line: the directive's or section's name and its arguments, as httpd takes them apart
 * (server/config.c, ap_build_config_sub; the last `>` of an opening tag ends its arguments; measured with 2.4.71).
 * Views are made on demand and hold offsets in the line's text.
 */
import { isSpace, type Line } from './line.ts';
import { type Cooked, cook, endOfWord, readWords, skipSpace, type Word } from './words.ts';

/** A directive or an opening or closing section tag. */
export interface Statement {
  readonly kind: 'directive' | 'open' | 'close';
  /** The name without brackets, as written. */
  readonly name: string;
  /** The name's offsets in the line's text, brackets not included. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly arguments: readonly Word[];
  /** The text between name and line end (or the last `>` of a tag), as httpd hands it to a RAW_ARGS handler. */
  readonly rest: string;
  /** Where `rest` begins in the cooked text. */
  readonly restAt: number;
  /** The line as httpd joins it. */
  readonly cooked: Cooked;
  /** Offset of the tag's last `>`; -1 when it lacks one; -1 for directives. */
  readonly bracket: number;
  /** Where text stands behind the tag's `>`, if any. */
  readonly trailing: { readonly start: number; readonly end: number } | null;
  /** Where the written statement ends: behind the last character that is no white space. */
  readonly end: number;
}

/** Takes a line of any kind, and how it reads if not as written; gives its statement, or null for blanks and comments. */
export function statementOf(line: Line, cooked?: Cooked): Statement | null {
  if (line.kind === 'blank' || line.kind === 'comment') return null;
  return line.kind === 'directive' ? directiveOf(cooked ?? cook(line)) : tagOf(cooked ?? cook(line), line.kind);
}

function directiveOf(cooked: Cooked): Statement {
  const [name] = readWords(cooked, 0, endOfWord(cooked.text, 0));
  const rest = skipSpace(cooked.text, endOfWord(cooked.text, 0));
  return {
    kind: 'directive',
    name: name?.value ?? '',
    nameStart: name?.start ?? 0,
    nameEnd: name?.end ?? 0,
    arguments: readWords(cooked, rest),
    rest: cooked.text.slice(rest),
    restAt: rest,
    cooked,
    bracket: -1,
    trailing: null,
    end: cooked.origin(cooked.text.length - 1) + 1,
  };
}

function tagOf(cooked: Cooked, kind: 'open' | 'close'): Statement {
  const { text } = cooked;
  const quoted = text[0] === '<' ? 0 : 1;
  const nameAt = quoted + (kind === 'open' ? 1 : 2);
  const wordEnd = quoted === 0 ? endOfInk(text, nameAt) : endOfQuoted(text, nameAt);
  const nameEnd = wordEnd > nameAt && text[wordEnd - 1] === '>' ? wordEnd - 1 : wordEnd;
  const bracket = text.lastIndexOf('>');
  const closed = bracket >= nameEnd;
  const to = closed ? bracket : text.length;
  const behindName = quoted === 0 ? wordEnd : wordEnd + 1;
  const rest = skipSpace(text, Math.min(behindName, to), to);
  const trailing = closed ? skipSpace(text, Math.max(bracket + 1, quoted === 0 ? 0 : behindName)) : text.length;
  return {
    kind,
    name: text.slice(nameAt, nameEnd),
    nameStart: cooked.origin(nameAt),
    nameEnd: nameEnd > nameAt ? cooked.origin(nameEnd - 1) + 1 : cooked.origin(nameAt),
    arguments: readWords(cooked, rest, to),
    rest: text.slice(rest, to),
    restAt: rest,
    cooked,
    bracket: closed ? cooked.origin(bracket) : -1,
    trailing: trailing < text.length ? { start: cooked.origin(trailing), end: cooked.origin(text.length - 1) + 1 } : null,
    end: cooked.origin(text.length - 1) + 1,
  };
}

function endOfQuoted(text: string, from: number): number {
  const end = text.indexOf(text[0]!, from);
  return end === -1 ? text.length : end;
}

function endOfInk(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  return end;
}
