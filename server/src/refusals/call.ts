/** A directive as httpd's handler gets it, and what a handler can answer. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Directive } from '../knowledge/types.ts';
import type { Fix } from '../model/finding.ts';
import type { Scope } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import type { Statement } from '../syntax/statement.ts';
import type { Word } from '../syntax/words.ts';

/** One directive with its arguments, about to be handled. */
export interface Call {
  readonly directive: Directive;
  readonly statement: Statement;
  readonly words: readonly Word[];
  /** The arguments as one text, as a RAW_ARGS handler gets them. */
  readonly rest: string;
  readonly scope: Scope;
  readonly knowledge: Knowledge;
  readonly target: Target;
}

/** The rules that a refusal can belong to. */
export type RefusalCode = 'argument-count' | 'invalid-value' | 'unknown-option' | 'invalid-regex';

/** Why httpd refuses a directive (or, with `severity`, what it takes although it cannot be meant). */
export interface Refusal {
  readonly code: RefusalCode;
  /** What is wrong and what to write instead. */
  readonly message: string;
  /** httpd's own words; absent where httpd does not refuse. */
  readonly httpd?: string;
  readonly start: number;
  readonly end: number;
  readonly fixes?: readonly Fix[];
}

/** A handler: null where httpd is content. */
export type Handler = (call: Call) => Refusal | null;

/** Whether a text holds something that is only known when httpd reads it: `${VAR}`. */
export function isInterpolated(text: string): boolean {
  return text.includes('${');
}

/** Where a complaint about the arguments as a whole belongs: the name when there are none. */
export function wholeSpan(call: Call): { start: number; end: number } {
  const { statement } = call;
  return { start: statement.nameStart, end: call.words.at(-1)?.end ?? statement.nameEnd };
}

/** A refusal of one word. */
export function refuseWord(word: Word, message: string, httpd?: string, fixes?: readonly Fix[]): Refusal {
  return { code: 'invalid-value', message, start: word.start, end: word.end, ...(httpd !== undefined && { httpd }), ...(fixes && { fixes }) };
}

/** A refusal of the arguments' number. */
export function refuseCount(call: Call, message: string, httpd: string): Refusal {
  return { code: 'argument-count', message, httpd, ...wholeSpan(call) };
}

/** A fix that writes `text` in a word's place, in the word's own quotes. */
export function replaceWord(word: Word, text: string, safe = false): Fix {
  const quoted = word.quote === null ? text : `${word.quote}${text}${word.quote}`;
  return { title: `Change to ${text}`, safe, edits: [{ start: word.start, end: word.end, text: quoted }] };
}
