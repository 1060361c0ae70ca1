/** Argument counts as httpd's own counters check them (server/config.c, invoke_cmd; measured with 2.4.71). */
import type { CountKind } from '../knowledge/types.ts';
import { type Call, isInterpolated, type Refusal, refuseCount } from './call.ts';

const WORDING: Readonly<Partial<Record<CountKind, string>>> = {
  NO_ARGS: 'takes no arguments',
  TAKE1: 'takes one argument',
  TAKE2: 'takes two arguments',
  TAKE12: 'takes 1-2 arguments',
  TAKE3: 'takes three arguments',
  TAKE23: 'takes two or three arguments',
  TAKE123: 'takes one, two or three arguments',
  TAKE13: 'takes one or three arguments',
  ITERATE: 'requires at least one argument',
  ITERATE2: 'requires at least two arguments',
};

/** Refuses a directive that has too few or too many arguments for its counter. RAW_ARGS and TAKE_ARGV directives count for themselves. */
export function countRefusal(call: Call): Refusal | null {
  const { directive, words } = call;
  const { kind, min, max } = directive.count;
  if (call.statement.kind !== 'directive') return null;
  if (kind === 'FLAG') return words.length > 0 ? null : refuseCount(call, tooFew(call, 1), `${directive.name} must be On or Off`);
  const wording = WORDING[kind];
  if (wording === undefined) return null;
  const filled = filledWords(call);
  if (filled < min && isInterpolated(call.rest)) return null;
  if (filled < min) return refuseCount(call, tooFew(call, min), `${directive.name} ${wording}`);
  if (max === null || words.filter(isCertain).length <= max || kind === 'NO_ARGS') return null;
  const extra = words[max]!;
  const message = `${directive.name} takes ${max === 1 ? 'one argument' : `at most ${max} arguments`}, but ${words.length} are given. Put text with blanks in quotes, or remove what is too much.`;
  return { code: 'argument-count', message, httpd: `${directive.name} ${wording}`, start: extra.start, end: words.at(-1)!.end };
}

/** Whether a word is one whatever its variables hold: `${X}` alone may be nothing. */
function isCertain({ value }: { readonly value: string }): boolean {
  return value.replaceAll(/\$\{[^${}]*\}/g, '') !== '' || !isInterpolated(value);
}

/** The arguments up to the first empty one: httpd takes `""` for a missing argument. */
function filledWords(call: Call): number {
  const { kind } = call.directive.count;
  const empty = call.words.findIndex((word) => word.value === '' && !isInterpolated(word.value));
  if (kind === 'ITERATE2' && empty > 0) return call.words.length;
  return empty === -1 ? call.words.length : empty;
}

function tooFew(call: Call, min: number): string {
  const { directive } = call;
  const missing = directive.arguments[call.words.length]?.name;
  const what = missing === undefined ? 'an argument' : `its ${missing}`;
  const syntax = directive.syntax[0] === undefined ? '' : ` Write: ${directive.syntax[0]}`;
  return `${directive.name} lacks ${what}: it needs ${min === 1 ? 'one argument' : `${min} arguments`}.${syntax}`;
}
