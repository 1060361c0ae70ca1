/** Which argument of a signature each written word is. Drives value checks, completion, hover and signature help alike. */
import type { Argument, Value } from '../knowledge/types.ts';
import type { Word } from '../syntax/words.ts';

/** A written word and what it stands for; `argument` is null for a word beyond the signature. */
export interface Bound {
  readonly word: Word;
  readonly argument: Argument | null;
  /** The literal of the argument's list that was written, sign and case aside. */
  readonly value: Value | null;
}

/** What may be written next: the arguments that are still open, in order; the first may be optional. */
export interface Binding {
  readonly bound: readonly Bound[];
  readonly next: readonly Argument[];
}

/** Binds all words of a line to its signature, from left to right. */
export function bind(signature: readonly Argument[], words: readonly Word[]): Binding {
  return bindFrom(signature, words, words.length);
}

/** Binds the first words of a line that is still being written: as many as the signature asks for may follow. */
export function bindUnfinished(signature: readonly Argument[], words: readonly Word[]): Binding {
  return bindFrom(signature, words, Number.POSITIVE_INFINITY);
}

function bindFrom(signature: readonly Argument[], words: readonly Word[], count: number): Binding {
  const bound: Bound[] = [];
  let open = [...signature];
  for (const [index, word] of words.entries()) {
    open = withoutSkipped(open, word, count - index);
    const [argument = null] = open;
    const value = argument === null ? null : literalOf(argument, word.value);
    bound.push({ word, argument, value });
    if (value?.then) open = [...value.then];
    else if (argument !== null && !argument.repeat) open = open.slice(1);
  }
  return { bound, next: open };
}

/** The literal that `text` is, by the argument's own rules of case and signs. */
export function literalOf(argument: Argument, text: string): Value | null {
  if (argument.values === undefined) return null;
  const bare = argument.prefixes !== undefined && text !== '' && argument.prefixes.includes(text[0]!) ? text.slice(1) : text;
  const wanted = argument.caseSensitive ? bare : bare.toLowerCase();
  return argument.values.find((value) => (argument.caseSensitive ? value.name : value.name.toLowerCase()) === wanted) ?? null;
}

/** Leaves out optional arguments that the word cannot be, or that the remaining words leave no room for. */
function withoutSkipped(open: readonly Argument[], word: Word, wordsLeft: number): Argument[] {
  let rest = [...open];
  for (;;) {
    const [argument, following] = rest;
    if (argument === undefined || !argument.optional || following === undefined) return rest;
    const required = rest.filter((other) => !other.optional).length;
    if (fits(argument, word.value) && required < wordsLeft) return rest;
    if (fits(argument, word.value) && required === 0) return rest;
    rest = rest.slice(1);
  }
}

/** Whether a word can be this argument, as far as its look tells. */
function fits(argument: Argument, text: string): boolean {
  if (text.includes('${')) return true;
  if (argument.values !== undefined && !argument.open && argument.type !== 'flags') return literalOf(argument, text) !== null;
  switch (argument.type) {
    case 'url-path':
      return text.startsWith('/');
    case 'options':
      return text.includes('=');
    case 'url':
      return text.includes('://') || text.startsWith('/');
    case 'integer':
      return /^-?\d+$/.test(text);
    case 'flag':
      return /^(?:on|off)$/i.test(text);
    case 'flags':
      return argument.brackets === undefined || text.startsWith(argument.brackets[0]!);
    default:
      return true;
  }
}
