/** Hover: what the word under the cursor is. */
import type { Knowledge, Variable } from '../knowledge/knowledge.ts';
import type { ArgumentKind, Directive } from '../knowledge/types.ts';
import { bind } from '../model/binding.ts';
import type { SymbolKind } from '../model/symbols.ts';
import { optionsIn } from '../refusals/options.ts';
import type { Statement } from '../syntax/statement.ts';
import type { Range } from '../text/range.ts';
import type { Names } from './names.ts';
import { type Place, rangeIn } from './place.ts';
import { argumentText, directiveText, optionText, valueText, variableText } from './texts.ts';

/** An explanation in Markdown and the stretch that it is about. */
export interface Hover {
  readonly markdown: string;
  readonly range: Range;
}

type Explained = { readonly markdown: string; readonly start: number; readonly end: number } | null;

/** What explanations are made from. */
export interface HoverSources {
  readonly knowledge: Knowledge;
  readonly names: Names;
  /** What is known of the file whose path stands there; null for nothing. */
  readonly file: string | null;
}

/** What there is to say about the word under the cursor. */
export function hoverAt(place: Place, { knowledge, names, file }: HoverSources): Hover | null {
  const { statement } = place;
  if (statement === null) return null;
  const explained =
    interpolation(place, names) ?? token(place, knowledge) ?? nameOf(place, statement, knowledge) ?? argumentAt(place, { statement, knowledge, names, file });
  return explained === null ? null : { markdown: explained.markdown, range: rangeIn(place, explained.start, explained.end) };
}

/** `${NAME}`: its value and where it is defined. */
function interpolation({ line, column }: Place, names: Names): Explained {
  const found = around(line.text, column, /\$\{([^}\s]*)\}/g);
  if (found === null) return null;
  const name = found.groups[0]!;
  const defined = names.declared('define').filter((declared) => declared.name === name);
  const places = defined.map(({ detail, where }) => `${detail === '' ? 'without a value' : `\`${detail}\``} (${where})`);
  const text =
    places.length === 0
      ? 'No `Define` in sight. httpd takes it from the environment that it is started with, or leaves it as it stands and warns.'
      : `Defined as ${places.join(', ')}`;
  return { markdown: `**\${${name}}**\n\n${text}`, start: found.start, end: found.end };
}

/** `%{NAME}`: the variable or group that it stands for. */
function token({ line, column, statement }: Place, knowledge: Knowledge): Explained {
  const found = around(line.text, column, /%\{([^}\s]*)\}/g);
  if (found === null) return null;
  const wsgi = knowledge.find(statement!.name, statement!.kind !== 'directive')[0]?.module === 'mod_wsgi';
  const variable = variableNamed(found.groups[0]!, wsgi ? ['wsgi'] : ['server', 'ssl', 'log'], knowledge);
  return variable === undefined ? null : { markdown: variableText(variable), start: found.start, end: found.end };
}

function variableNamed(text: string, scopes: readonly Variable['scope'][], knowledge: Knowledge): Variable | undefined {
  const name = text.replace(/^SSL:/, '');
  const matches = (variable: Variable) =>
    scopes.includes(variable.scope) && (variable.name === name || (variable.name.endsWith(':') && name.startsWith(variable.name)));
  return knowledge.variables.find(matches);
}

function nameOf({ column }: Place, statement: Statement, knowledge: Knowledge): Explained {
  if (column < statement.nameStart || column > statement.nameEnd) return null;
  const [directive] = knowledge.find(statement.name, statement.kind !== 'directive');
  const span = { start: statement.nameStart, end: statement.nameEnd };
  if (directive !== undefined) return { markdown: directiveText(directive, knowledge), ...span };
  const removed = knowledge.removed(statement.name);
  if (removed === undefined) return null;
  const instead = removed.replacement === undefined ? '' : `\n\nUse instead: \`${removed.replacement}\``;
  return { markdown: `**${removed.name}** is gone from httpd 2.4.\n\n${removed.text}${instead}`, ...span };
}

/** What an argument is explained from. */
interface Sources extends HoverSources {
  readonly statement: Statement;
}

function argumentAt({ column }: Place, { statement, knowledge, names, file }: Sources): Explained {
  const [directive] = knowledge.find(statement.name, statement.kind !== 'directive');
  if (directive === undefined || statement.kind === 'close') return null;
  const option = optionAt(column, statement, directive, names);
  if (option !== null) return option;
  const { bound } = bind(directive.arguments, statement.arguments);
  const hit = bound.find(({ word }) => word.start <= column && column <= word.end);
  if (hit === undefined || hit.argument === null) return null;
  const span = { start: hit.word.start, end: hit.word.end };
  if (hit.value !== null) return { markdown: valueText(directive, hit.argument, hit.value), ...span };
  if (hit.argument.type === 'flags') return flagAt(column, directive, hit, span.start) ?? { markdown: argumentText(directive, hit.argument), ...span };
  const variable = variableNamed(hit.word.value, ['ssl'], knowledge);
  if (variable !== undefined) return { markdown: variableText(variable), ...span };
  const text = argumentText(directive, hit.argument) + declaredText(hit.argument.type, hit.word.value, names);
  return { markdown: file === null ? text : `${file}\n\n---\n\n${text}`, ...span };
}

/** What argument types refer to by name. */
const REFERS: Readonly<Partial<Record<ArgumentKind, SymbolKind>>> = { 'daemon-group': 'daemon-group', macro: 'macro', define: 'define' };

/** Where the name that an argument refers to is declared; empty for none in sight. Macros' names ignore case. */
function declaredText(type: ArgumentKind, written: string, names: Names): string {
  const kind = REFERS[type];
  if (kind === undefined) return '';
  const compared = (name: string) => (kind === 'macro' ? name.toLowerCase() : name);
  const name = compared(written.replace(/^!/, ''));
  const places = names.declared(kind).filter((declared) => compared(declared.name) === name);
  return places.map(({ detail, where }) => `\n\nDeclared at ${where}${detail === '' ? '' : `: \`${detail}\``}`).join('');
}

function optionAt(column: number, statement: Statement, directive: Directive, names: Names): Explained {
  const { bound } = bind(directive.arguments, statement.arguments);
  const first = bound.find(({ argument }) => argument?.type === 'options');
  if (first === undefined || column < first.word.start) return null;
  const written = optionsIn({ directive, statement, words: statement.arguments }, first.word).find(({ start, end }) => start <= column && column <= end);
  const option = first.argument!.options?.find(({ name }) => name === written?.name);
  if (written === undefined || option === undefined) return null;
  return { markdown: optionText(directive, option) + declaredText(option.type, written.value, names), start: written.start, end: written.end };
}

/** One flag of a bracketed list such as RewriteRule's `[R=301,L]`. */
function flagAt(column: number, directive: Directive, { word, argument }: ReturnType<typeof bind>['bound'][number], wordStart: number): Explained {
  const found = around(word.value, column - wordStart, /[^\s,[\]]+/g);
  if (found === null) return null;
  const name = found.text.split('=')[0]!.toLowerCase();
  const value = argument!.values?.find((candidate) => candidate.name.toLowerCase().split('=')[0] === name);
  if (value === undefined) return null;
  return { markdown: valueText(directive, argument!, value), start: wordStart + found.start, end: wordStart + found.end };
}

function around(text: string, column: number, pattern: RegExp): { text: string; groups: string[]; start: number; end: number } | null {
  const from = Math.max(column - 512, 0);
  for (const match of text.slice(from, column + 512).matchAll(pattern)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (start <= column && column <= end) return { text: match[0], groups: match.slice(1), start, end };
  }
  return null;
}
