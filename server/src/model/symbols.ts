/** Names that a configuration declares and other lines refer to; which argument is one is told by its type in the signature. */
import type { ArgumentKind, Directive } from '../knowledge/types.ts';
import type { Statement } from '../syntax/statement.ts';
import { bind } from './binding.ts';
import type { Certainty } from './conditions.ts';

/** What kind of thing a name is. */
export type SymbolKind = 'daemon-group' | 'define' | 'macro';

/** A declaration on one line; offsets are those of the line's text. */
export interface Declaration {
  readonly kind: SymbolKind;
  readonly name: string;
  /** What is declared, for people: a variable's value, a group's options. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
}

const DECLARES: Readonly<Partial<Record<ArgumentKind, SymbolKind>>> = { 'process-name': 'daemon-group' };

/** The names that a statement of this directive declares. */
export function declarationsOf(directive: Directive, statement: Statement, certainty: Certainty): Declaration[] {
  const kind = declaredBy(directive, statement);
  if (kind === null) return [];
  const position =
    kind === 'daemon-group' ? bind(directive.arguments, statement.arguments).bound.findIndex(({ argument }) => argument?.type === 'process-name') : 0;
  const word = statement.arguments[position];
  if (word === undefined || word.value.includes('${')) return [];
  const detail = statement.arguments
    .slice(position + 1)
    .map(({ value }) => value)
    .join(' ');
  return [{ kind, name: word.value, detail, start: word.start, end: word.end, certainty }];
}

/** Define and Macro have no type of their own that only declares: their names do it. */
function declaredBy(directive: Directive, statement: Statement): SymbolKind | null {
  if (statement.kind === 'open') return directive.name === 'Macro' ? 'macro' : null;
  if (directive.name === 'Define') return 'define';
  for (const { type } of directive.arguments) {
    const kind = DECLARES[type];
    if (kind !== undefined) return kind;
  }
  return null;
}
