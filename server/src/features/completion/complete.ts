/** Completion: what may be written where the cursor stands. Works on half-written lines and in sections that are not closed yet. */
import type { Argument, Directive, Option } from '../../knowledge/types.ts';
import { bind, bindUnfinished } from '../../model/binding.ts';
import { optionsIn, type WrittenOption } from '../../refusals/options.ts';
import type { Word } from '../../syntax/words.ts';
import { type Place, rangeIn } from '../place.ts';
import type { CompletionItem, CompletionList } from './item.ts';
import { closingTags, type NameOffers } from './names.ts';
import { type Folders, pathOffers } from './paths.ts';
import { nameItem, optionOffers, optionValueOffers, PATH_TYPES, type Sources, valueOffers, variableItems } from './values.ts';

/** Everything completion asks of its surroundings. */
export interface CompletionSources extends Sources {
  readonly offers: NameOffers;
  readonly folders: Folders;
  readonly uri: string;
}

/** The offers for a place; null where nothing can be offered (comments, free text). */
export async function complete(place: Place, sources: CompletionSources): Promise<CompletionList | null> {
  const { line, column } = place;
  if (line.kind === 'comment') return null;
  const before = line.text.slice(0, column);
  return interpolation(place, before, sources) ?? token(place, before, sources) ?? nameHere(place, before, sources) ?? (await argumentHere(place, sources));
}

function interpolation(place: Place, before: string, { names }: CompletionSources): CompletionList | null {
  const match = /\$\{([\w:.-]*)$/.exec(before);
  if (match === null) return null;
  const start = match.index + 2;
  const end = start + /^[\w:.-]*/.exec(place.line.text.slice(start))![0].length;
  const closed = place.line.text[end] === '}';
  const items = names.declared('define').map((name) => ({ ...nameItem(name), insert: closed ? name.name : `${name.name}}` }));
  return { range: rangeIn(place, start, end), items: unique(items) };
}

function token(place: Place, before: string, { knowledge }: CompletionSources): CompletionList | null {
  const match = /%\{([\w:-]*)$/.exec(before);
  if (match === null || place.statement === null) return null;
  const start = match.index + 2;
  const end = start + /^[\w:-]*/.exec(place.line.text.slice(start))![0].length;
  const closed = place.line.text[end] === '}';
  const [directive] = knowledge.find(place.statement.name, place.statement.kind !== 'directive');
  const items = variableItems(knowledge, directive?.module === 'mod_wsgi' ? ['wsgi'] : ['server', 'ssl'], (name) => name);
  const tail = (name: string) => (closed || name.endsWith(':') ? name : `${name}}`);
  return { range: rangeIn(place, start, end), items: items.map((item) => ({ ...item, insert: tail(item.insert) })) };
}

/** The beginning of a line: a directive, a section or a closing tag. */
function nameHere(place: Place, before: string, sources: CompletionSources): CompletionList | null {
  const match = /^(?:[ \t]*\\\r?\n)*[ \t]*(<\/?)?([\w.-]*)$/.exec(before);
  if (match === null) return null;
  const [, bracket, word = ''] = match;
  const start = before.length - word.length - (bracket?.length ?? 0);
  const range = rangeIn(place, start, endOfName(place.line.text, before.length, bracket !== undefined));
  const rest = place.line.text.slice(before.length).trim();
  if (bracket === '</') return { range, items: closingTags(place, sources.knowledge) };
  if (bracket === '<') return { range, items: rest === '' || rest === '>' ? sources.offers.sections(place.scope) : withoutBody(sources.offers.sections(place.scope)) };
  const open = place.sections.length === 0 ? [] : closingTags(place, sources.knowledge).slice(0, 1).map((item) => ({ ...item, sort: '5' }));
  const sections = rest === '' ? sources.offers.sections(place.scope) : [];
  const items = [...sources.offers.directives(place.scope), ...sections, ...open];
  if (word === '') return { range, items, plainWord: true };
  return { range, items: items.filter(({ label }) => isMeant(word, label)), incomplete: true, plainWord: true };
}

/** One letter asks for names that begin with it; more may abbreviate a name. */
function isMeant(word: string, label: string): boolean {
  if (word.length > 1) return isAbbreviation(word, label);
  const first = label[0] === '<' ? label[label[1] === '/' ? 2 : 1]! : label[0]!;
  return first.toLowerCase() === word.toLowerCase();
}

/** Whether the letters of `word` come in this order in `label`, the first of them at the beginning of one of its parts (`dp` in `WSGIDaemonProcess`). */
export function isAbbreviation(word: string, label: string): boolean {
  const letters = word.toLowerCase();
  const lower = label.toLowerCase();
  for (let start = lower.indexOf(letters[0]!); start !== -1; start = lower.indexOf(letters[0]!, start + 1)) {
    const begins = start === 0 || label[start] !== lower[start] || !/[a-z0-9]/.test(lower[start - 1]!);
    if (begins && follows(letters, lower, start)) return true;
  }
  return false;
}

function follows(letters: string, lower: string, start: number): boolean {
  let at = start;
  for (const letter of letters) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The end of the name that the cursor stands in, an empty tag's bracket included. */
function endOfName(text: string, from: number, tag: boolean): number {
  let end = from;
  while (end < text.length && /[\w.-]/.test(text[end]!)) end++;
  return tag && text[end] === '>' ? end + 1 : end;
}

/** Where the tag's arguments are written already, only its name is offered. */
function withoutBody(items: readonly CompletionItem[]): CompletionItem[] {
  return items.map((item) => ({ label: item.label, kind: item.kind, insert: item.label.slice(0, -1), ...(item.sort !== undefined && { sort: item.sort }), ...(item.about && { about: item.about }) }));
}

async function argumentHere(place: Place, sources: CompletionSources): Promise<CompletionList | null> {
  const { statement, column } = place;
  if (statement === null || statement.kind === 'close' || (statement.bracket !== -1 && column > statement.bracket)) return null;
  const [directive] = sources.knowledge.find(statement.name, statement.kind === 'open');
  if (directive === undefined) return null;
  const current = statement.arguments.find(({ start, end }) => start <= column && column <= end) ?? null;
  const before = statement.arguments.filter(({ end }) => end < (current?.start ?? column) || (current === null && end < column));
  const open = openArguments(directive, before.filter((word) => word !== current));
  const options = open.find(({ type, options: list }) => type === 'options' && list !== undefined);
  if (options !== undefined) {
    const list = await optionHere(place, directive, options, sources);
    if (list !== null) return list;
  }
  return valuesHere(place, directive, open, current, sources);
}

/** The arguments that the next word may be: the next one, and while that may be left out, the one behind it. */
function openArguments(directive: Directive, before: readonly Word[]): Argument[] {
  const { next } = bindUnfinished(directive.arguments, before);
  const open: Argument[] = [];
  for (const argument of next) {
    open.push(argument);
    if (!argument.optional) break;
  }
  return open;
}

async function optionHere(place: Place, directive: Directive, argument: Argument, sources: CompletionSources): Promise<CompletionList | null> {
  const { statement, column } = place;
  const { bound } = bind(directive.arguments, statement!.arguments);
  const first = bound.find((binding) => binding.argument?.type === 'options')?.word;
  const written = first === undefined ? [] : optionsIn({ directive, statement: statement!, words: statement!.arguments }, first);
  const here = written.find(({ start, end }) => start <= column && column <= end);
  if (here?.name != null && column > here.nameEnd) return optionValueHere(place, directive, argument, here, sources);
  const given = new Set(written.filter((option) => option !== here).flatMap(({ name }) => (name === null ? [] : [name])));
  const items = optionOffers(directive, argument.options!, given, sources.target);
  if (here === undefined) return { range: rangeIn(place, column, column), items };
  const keepsValue = here.name !== null;
  return { range: rangeIn(place, here.start, here.nameEnd + (keepsValue ? 1 : 0)), items };
}

async function optionValueHere(place: Place, directive: Directive, argument: Argument, here: WrittenOption, sources: CompletionSources): Promise<CompletionList | null> {
  const option = argument.options!.find(({ name }) => name === here.name);
  if (option === undefined) return null;
  const start = Math.min(here.valueStart < here.nameEnd ? here.nameEnd + 1 : Math.max(here.valueStart, here.nameEnd + 1), place.column);
  const quoted = /["']/.test(place.line.text[start] ?? '') ? 1 : 0;
  const from = start + quoted;
  const text = place.line.text.slice(from, place.column);
  if (PATH_TYPES.has(option.type)) return pathList(place, from, place.column, text, option, sources);
  const end = Math.max(here.end - (quoted && place.line.text[here.end - 1] === place.line.text[start] ? 1 : 0), place.column);
  return { range: rangeIn(place, from, end), items: optionValueOffers(directive, option, sources) };
}

async function valuesHere(place: Place, directive: Directive, open: readonly Argument[], current: Word | null, sources: CompletionSources): Promise<CompletionList | null> {
  const { column, line } = place;
  const from = current === null ? column : current.start + (current.quote === null ? 0 : 1);
  const end = current === null ? column : Math.max(current.end - (current.quote !== null && current.closed ? 1 : 0), column);
  const written = line.text.slice(from, column);
  const path = open.find(({ type }) => PATH_TYPES.has(type));
  if (path !== undefined && (written.includes('/') || open.length === 1)) return pathList(place, from, column, written, path, sources);
  const listed = open.find(({ separator, brackets }) => separator !== undefined || brackets !== undefined);
  if (listed !== undefined) return listHere(place, directive, listed, from, written, sources);
  const items = unique(open.flatMap((argument) => valueOffers(directive, argument, written, sources)));
  return items.length === 0 ? null : { range: rangeIn(place, from, end), items: current?.quote == null ? items.map(inQuotes) : items };
}

/** One member of a list such as `[R=301,L]`: the piece behind the last separator. */
function listHere(place: Place, directive: Directive, argument: Argument, from: number, written: string, sources: CompletionSources): CompletionList {
  const opening = argument.brackets?.[0] ?? '';
  const cut = Math.max(written.lastIndexOf(argument.separator ?? ','), opening === '' ? -1 : written.lastIndexOf(opening));
  const start = from + cut + 1;
  const items = valueOffers(directive, argument, written.slice(cut + 1), sources);
  const needsBrackets = opening !== '' && !written.startsWith(opening);
  const shaped = needsBrackets ? items.map((item) => ({ ...item, insert: `${opening}${item.insert}${argument.brackets![1]}` })) : items;
  return { range: rangeIn(place, start, place.column), items: shaped };
}

async function pathList(place: Place, from: number, to: number, written: string, type: Argument | Option, sources: CompletionSources): Promise<CompletionList> {
  const items = await pathOffers(sources.uri, written, type.type === 'directory', sources.folders);
  const named = type.values === undefined ? [] : type.values.map(({ name }): CompletionItem => ({ label: name, kind: 'value', insert: name }));
  return { range: rangeIn(place, written.includes('/') ? from + written.lastIndexOf('/') + 1 : from, to), items: [...items, ...named] };
}

/** A value with blanks must stand in quotes. */
function inQuotes(item: CompletionItem): CompletionItem {
  return /\s/.test(item.insert.trim()) && item.snippet !== true ? { ...item, insert: `"${item.insert}"` } : item;
}

function unique(items: readonly CompletionItem[]): CompletionItem[] {
  const seen = new Set<string>();
  return items.filter(({ label }) => !seen.has(label) && seen.add(label));
}
