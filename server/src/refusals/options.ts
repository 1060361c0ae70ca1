/** `name=value` options, read as the directive's own module reads them. */
import { type WrittenOption, wsgiOptions } from '../model/wsgi/options.ts';
import type { Word } from '../syntax/words.ts';
import type { Call } from './call.ts';

export type { WrittenOption } from '../model/wsgi/options.ts';

/** The options of a call from the word `first` on. mod_wsgi takes a quoted value behind the equals sign, others read plain words. */
export function optionsIn(call: Pick<Call, 'directive' | 'statement' | 'words'>, first: Word): WrittenOption[] {
  if (call.directive.module === 'mod_wsgi') return wsgiOptions(call.statement, first, call.words.at(-1)!);
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
