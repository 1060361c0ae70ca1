/** `name=value` options, read as the directive's own module reads them. */
import { isSpace } from '../syntax/line.ts';
import { endOfWord, readWords, skipSpace, type Word } from '../syntax/words.ts';
import type { Call } from './call.ts';

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

/** The options of a call from the word `first` on. mod_wsgi takes a quoted value behind the equals sign, others read plain words. */
export function optionsIn(call: Pick<Call, 'directive' | 'statement' | 'words'>, first: Word): WrittenOption[] {
  if (call.directive.module === 'mod_wsgi') return wsgiOptions(call, first);
  return call.words.slice(call.words.indexOf(first)).map(plainOption);
}

function plainOption(word: Word): WrittenOption {
  const equals = word.value.indexOf('=');
  const shift = word.quote === null ? 0 : 1;
  const { start, end, value: text } = word;
  if (equals === -1) return { text, name: null, value: '', start, nameEnd: end, valueStart: end, end };
  const nameEnd = Math.min(start + shift + equals, end);
  return { text, name: text.slice(0, equals), value: text.slice(equals + 1), start: start + shift, nameEnd, valueStart: nameEnd + 1, end };
}

/** mod_wsgi's own option reader (wsgi_parse_option; measured with 4.9.4): the name runs to `=`, the value is a word of httpd's. */
function wsgiOptions(call: Pick<Call, 'statement' | 'words'>, first: Word): WrittenOption[] {
  const { cooked } = call.statement;
  const limit = call.words.at(-1)!.end;
  const found: WrittenOption[] = [];
  let at = cookedOffset(call, first.start);
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

function cookedOffset(call: Pick<Call, 'statement'>, raw: number): number {
  const { cooked, restAt } = call.statement;
  let at = restAt;
  while (at < cooked.text.length && cooked.origin(at) < raw) at++;
  return at;
}
