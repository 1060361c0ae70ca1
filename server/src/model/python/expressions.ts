/** Pieces of Python expressions: what stands outside of brackets and strings, calls and their arguments, assignments, parameters. */
import { endOfString } from './statements.ts';

/** A name of Python. */
export const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A name of Python, or several with dots between them, at the beginning of a text. */
const DOTTED = /^[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*/u;

/** The first place from `from` on that stands in no bracket and no string and that `fits`; the text's length where there is none. */
function placeOutside(code: string, from: number, fits: (at: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const sign = code[at]!;
    if (depth === 0 && fits(at)) return at;
    if (sign === '"' || sign === "'") at = endOfString(code, at) - 1;
    else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth = Math.max(0, depth - 1);
  }
  return code.length;
}

/** The parts of a text between the places outside of brackets and strings that `parts` finds; they are trimmed. */
function partsOf(code: string, parts: (at: number) => boolean): string[] {
  const found: string[] = [];
  for (let start = 0; start <= code.length; ) {
    const end = placeOutside(code, start, parts);
    found.push(code.slice(start, end).trim());
    start = end + 1;
  }
  return found;
}

/** The items of a list with commas, as texts; an empty last one is left out. */
export function itemsOf(list: string): string[] {
  const items = partsOf(list, (at) => list[at] === ',');
  return items.at(-1) === '' ? items.slice(0, -1) : items;
}

/** `a = b = value`, with the targets as they are written but for their types. */
export interface Assignment {
  readonly targets: readonly string[];
  readonly value: string;
}

/** The assignment that a statement is; null for another one. */
export function assignmentOf(code: string): Assignment | null {
  const isEquals = (at: number) => code[at] === '=' && code[at + 1] !== '=' && !/[=!<>:+\-*/%&|^@]/.test(code[at - 1] ?? '');
  const parts = partsOf(code, isEquals);
  const value = parts.pop()!;
  const targets = parts.map((part) => /^([\p{L}_][\p{L}\p{N}_]*)\s*:/u.exec(part)?.[1] ?? part);
  return targets.length === 0 ? null : { targets, value };
}

/** What is done to a value: `.name` or `(arguments)`. */
export type Trailer = { readonly attribute: string } | { readonly call: readonly string[] };

/** A name with what is done to it: `shop.create_app("live").wsgi_app`. */
export interface Chain {
  readonly head: string;
  readonly trailers: readonly Trailer[];
}

/** The chain that an expression is, or begins with before `if` or `or`; null for another one. */
export function chainOf(expression: string): Chain | null {
  const code = unwrapped(expression);
  const [dotted] = DOTTED.exec(code) ?? [];
  if (dotted === undefined) return null;
  const [head = '', ...attributes] = dotted.split('.').map((part) => part.trim());
  const trailers: Trailer[] = attributes.map((attribute) => ({ attribute }));
  let rest = code.slice(dotted.length).trimStart();
  for (;;) {
    const attribute = /^\.\s*([\p{L}_][\p{L}\p{N}_]*)\s*/u.exec(rest);
    const end = rest.startsWith('(') ? closing(rest) : 0;
    if (attribute !== null) trailers.push({ attribute: attribute[1]! });
    else if (end > 0) trailers.push({ call: itemsOf(rest.slice(1, end)) });
    else return /^(?:$|(?:if|or)\b)/.test(rest) ? { head, trailers } : null;
    rest = rest.slice(attribute?.[0].length ?? end + 1).trimStart();
  }
}

/** The place of the bracket that closes the one at the beginning of a text; 0 where it is missing. */
function closing(code: string): number {
  const end = placeOutside(code, 1, (at) => ')]}'.includes(code[at]!));
  return end === code.length ? 0 : end;
}

/** An expression without the brackets around it. */
function unwrapped(expression: string): string {
  let code = expression.trim();
  while (code.startsWith('(') && closing(code) === code.length - 1) code = code.slice(1, -1).trim();
  return code;
}

/** The parameters of a function. */
export interface Parameters {
  /** Those that are given by their place and have no default. */
  readonly positional: readonly string[];
  /** Those that are given by their name and have no default. */
  readonly named: readonly string[];
}

/** The parameters that a call of a `def` has to give. */
export function parametersOf(header: string): Parameters {
  const open = header.indexOf('(');
  const list = open === -1 ? [] : itemsOf(header.slice(open + 1, open + Math.max(1, closing(header.slice(open)))));
  const star = list.findIndex((item) => /^\*(?!\*)/.test(item));
  const required = (items: readonly string[]) => items.filter((item) => !/^[*/]/.test(item) && assignmentOf(item) === null).map(nameOfParameter);
  return { positional: required(star === -1 ? list : list.slice(0, star)), named: star === -1 ? [] : required(list.slice(star + 1)) };
}

function nameOfParameter(item: string): string {
  return item.replace(/\s*:.*$/s, '');
}
