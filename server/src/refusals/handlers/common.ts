/** What several handlers share: spans, numbers as C reads them, regular expressions, spelling. */
import { nearestName } from '../../knowledge/nearest.ts';
import { isConditional } from '../../model/conditions.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, isInterpolated, type Refusal, refuseCount, refuseWord, replaceWord } from '../call.ts';
import { regexFault } from '../regex.ts';

/** Sections that take what stands in sections for folders, but hold for no path. */
const WITHOUT_PATH = ['authnprovideralias', 'authzprovideralias'];

/** Whether the directive stands in a section or file that holds for some paths only: httpd's `cmd->path`. */
export function isPerDirectory({ scope }: Call): boolean {
  if (scope.context === 'server' || scope.context === 'vhost') return false;
  let at = scope;
  while (at.parent !== null && (isConditional(at.tag) || at.context === 'limit')) at = at.parent;
  return !WITHOUT_PATH.includes(at.tag);
}

/** A number as C's atoi reads it: leading blanks and a sign, digits, anything behind; 0 for no number. */
export function atoi(text: string): number {
  return Number(/^\s*([-+]?\d+)/.exec(text)?.[1] ?? 0);
}

/** Whether two texts are the same whatever their case. */
export function same(text: string, name: string): boolean {
  return text.toLowerCase() === name.toLowerCase();
}

/** Whether any argument holds `${...}`, so that their number and kind is only known to httpd. */
export function isOpen(call: Call): boolean {
  return isInterpolated(call.rest);
}

/** The offsets of a part of a word's value; the whole word where escapes make that unclear. */
export function partOf(word: Word, from: number, to = word.value.length): { start: number; end: number } {
  const shift = word.quote === null ? 0 : 1;
  const plain = word.end - word.start - (word.closed ? 2 : 1) * shift === word.value.length;
  return plain ? { start: word.start + shift + from, end: word.start + shift + to } : { start: word.start, end: word.end };
}

/** A refusal of a part of a word. */
export function refusePart(word: Word, part: { readonly from: number; readonly to: number }, message: string, httpd: string): Refusal {
  return { code: 'invalid-value', message, httpd, ...partOf(word, part.from, part.to) };
}

/** Refuses a word that is no usable regular expression. `offset` is where the pattern begins in the word. */
export function refuseRegex(word: Word | undefined, httpd: string, offset = 0): Refusal | null {
  if (word === undefined || isInterpolated(word.value)) return null;
  const fault = regexFault(word.value.slice(offset));
  if (fault === null) return null;
  const message = `The regular expression ${fault.problem}.`;
  const at = fault.at + offset;
  return { code: 'invalid-regex', message, httpd, ...partOf(word, at, Math.max(at + 1, Math.min(word.value.length, at + 1))) };
}

/** The words of a TAKE_ARGV directive: an empty word at the end is none (server/config.c, invoke_cmd). */
export function argv(call: Call): readonly Word[] {
  return call.words.at(-1)?.value === '' ? call.words.slice(0, -1) : call.words;
}

/** Refuses a missing argument. */
export function missing(call: Call, what: string, httpd: string): Refusal {
  const syntax = call.directive.syntax[0];
  return refuseCount(call, `${call.directive.name} lacks ${what}.${syntax === undefined ? '' : ` Write: ${syntax}`}`, httpd);
}

/** Refuses a word that is none of the known names; the nearest becomes a fix. */
export function unknownWord(
  word: Word,
  options: { readonly what: string; readonly names: readonly string[]; readonly httpd: string; readonly sign?: string },
): Refusal {
  const { what, names, httpd, sign = '' } = options;
  const text = word.value.slice(sign.length);
  const lower = names.map((name) => name.toLowerCase());
  const near = nearestName(text.toLowerCase(), lower);
  const meant = near === null ? undefined : names[lower.indexOf(near)]!;
  const hint = meant === undefined ? `It is one of: ${names.join(', ')}.` : `Did you mean “${meant}”?`;
  const fixes = meant === undefined ? undefined : [replaceWord(word, sign + meant)];
  return refuseWord(word, `“${text}” is not a ${what}. ${hint}`, httpd, fixes);
}
