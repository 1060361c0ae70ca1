/** `name=value` options of mod_wsgi's directives, read as its own reader reads them. */
import { isSpace } from '../../syntax/line.ts';
import type { Statement } from '../../syntax/statement.ts';
import { endOfWord, readWords, skipSpace, type Word } from '../../syntax/words.ts';

/** One option as written. Offsets are those of the line's text; `name` is null for what is no option. */
export interface WrittenOption {
  readonly text: string;
  readonly name: string | null;
  readonly value: string;
  readonly start: number;
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * The options of a statement from the word `first` on, as far as the word `last` (wsgi_parse_option; measured with 4.9.4):
 * the name runs to `=`, the value is a word of httpd's, with white space before it if need be. What is no option ends the list.
 */
export function wsgiOptions(statement: Statement, first: Word, last: Word): WrittenOption[] {
  const { cooked } = statement;
  const limit = last.end;
  const found: WrittenOption[] = [];
  let at = cookedOffset(statement, first.start);
  while (at < cooked.text.length && cooked.origin(at) < limit) {
    let equals = at;
    while (equals < cooked.text.length && cooked.text[equals] !== '=' && !isSpace(cooked.text.charCodeAt(equals))) equals++;
    const isOption = cooked.text[equals] === '=' && equals > at;
    const valueAt = isOption ? skipSpace(cooked.text, equals + 1) : equals;
    const end = isOption ? endOfWord(cooked.text, valueAt) : endOfWord(cooked.text, at);
    const [value] = isOption ? readWords(cooked, valueAt, end) : [];
    found.push({
      text: cooked.text.slice(at, end),
      name: isOption ? cooked.text.slice(at, equals) : null,
      value: value?.value ?? '',
      start: cooked.origin(at),
      nameEnd: cooked.origin(equals - 1) + 1,
      valueStart: value?.start ?? cooked.origin(equals),
      end: cooked.origin(Math.max(end - 1, at)) + 1,
    });
    if (!isOption) return found;
    at = skipSpace(cooked.text, end);
  }
  return found;
}

function cookedOffset({ cooked, restAt }: Statement, raw: number): number {
  let at = restAt;
  while (at < cooked.text.length && cooked.origin(at) < raw) at++;
  return at;
}
