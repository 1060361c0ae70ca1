/** Completion: what may be written where the cursor stands. Works on half-written lines and in sections that are not closed yet. */
import type { Argument, Directive } from '../../knowledge/types.ts';
import { bind, bindUnfinished } from '../../model/binding.ts';
import { optionsIn, type WrittenOption } from '../../refusals/options.ts';
import type { Word } from '../../syntax/words.ts';
import { offsetInText } from '../../text/lineBreaks.ts';
import { type Place, rangeIn } from '../place.ts';
import type { CompletionItem, CompletionList } from './item.ts';
import { closingTags, type NameOffers } from './names.ts';
import { type Folders, pathOffers } from './paths.ts';
import { memberOf, type Slot, slotOfValue, slotOfWord, withoutSign, writtenIn } from './slot.ts';
import { nameItem, optionOffers, optionValueOffers, PATH_TYPES, type Sources, valueOffers, variableItems } from './values.ts';

/** Everything completion asks of its surroundings. */
export interface CompletionSources extends Sources {
  readonly offers: NameOffers;
  readonly folders: Folders;
  readonly uri: string;
}

/** An argument or option whose value is a path, or several. */
type PathKind = Pick<Argument, 'type' | 'values' | 'separator' | 'prefixes'>;

/** The offers for a place; null where nothing can be offered (comments, free text). */
export async function complete(place: Place, sources: CompletionSources): Promise<CompletionList | null> {
  const { line, column } = place;
  if (line.kind === 'comment') return null;
  const before = line.text.slice(0, column);
  const list =
    interpolation(place, before, sources) ?? token(place, before, sources) ?? nameHere(place, before, sources) ?? (await argumentHere(place, sources));
  return list === null ? null : withoutDoubledBlank(place, list);
}

/** An offer brings the blank that its arguments need, unless it stands there already. */
function withoutDoubledBlank({ line, row }: Place, list: CompletionList): CompletionList {
  const { end } = list.range;
  const behind = line.text[offsetInText(line.text, { line: end.line - row, character: end.character })];
  if (behind !== ' ' && behind !== '\t') return list;
  return { ...list, items: list.items.map((item) => (item.insert.endsWith(' ') ? { ...item, insert: item.insert.trimEnd() } : item)) };
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
  return { range: rangeIn(place, start, end), items: unique(items).map((item) => ({ ...item, insert: tail(item.insert) })) };
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
  if (bracket === '<')
    return { range, items: rest === '' || rest === '>' ? sources.offers.sections(place.scope) : withoutBody(sources.offers.sections(place.scope)) };
  const open =
    place.sections.length === 0
      ? []
      : closingTags(place, sources.knowledge)
          .slice(0, 1)
          .map((item) => ({ ...item, sort: '5' }));
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
  return items.map((item) => ({
    label: item.label,
    kind: item.kind,
    insert: item.label.slice(0, -1),
    ...(item.sort !== undefined && { sort: item.sort }),
    ...(item.about && { about: item.about }),
  }));
}

async function argumentHere(place: Place, sources: CompletionSources): Promise<CompletionList | null> {
  const { statement, column } = place;
  if (statement === null || statement.kind === 'close' || (statement.bracket !== -1 && column > statement.bracket)) return null;
  const [directive] = sources.knowledge.find(statement.name, statement.kind === 'open');
  if (directive === undefined) return null;
  const current = statement.arguments.find(({ start, end }) => start <= column && column <= end) ?? null;
  const before = statement.arguments.filter(({ end }) => end < (current?.start ?? column) || (current === null && end < column));
  const open = openArguments(
    directive,
    before.filter((word) => word !== current),
  );
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

async function optionValueHere(
  place: Place,
  directive: Directive,
  argument: Argument,
  here: WrittenOption,
  sources: CompletionSources,
): Promise<CompletionList | null> {
  const option = argument.options!.find(({ name }) => name === here.name);
  if (option === undefined) return null;
  const slot = slotOfValue(place, here);
  if (PATH_TYPES.has(option.type)) return pathList(place, slot, option, sources);
  return { range: rangeIn(place, slot.from, slot.end), items: optionValueOffers(directive, option, sources) };
}

async function valuesHere(
  place: Place,
  directive: Directive,
  open: readonly Argument[],
  current: Word | null,
  sources: CompletionSources,
): Promise<CompletionList | null> {
  const slot = slotOfWord(place, current);
  const path = open.find(({ type }) => PATH_TYPES.has(type));
  if (path !== undefined && (writtenIn(place, slot).includes('/') || open.length === 1)) return pathList(place, slot, path, sources);
  const written = writtenIn(place, slot);
  const isList = ({ separator, brackets }: Argument) => separator !== undefined || brackets !== undefined;
  const list = open.find(isList);
  const plain = open.filter((argument) => !isList(argument)).flatMap((argument) => valueOffers(directive, argument, written, sources));
  const { range, items } = list === undefined ? { range: slot, items: plain } : listHere(place, directive, list, { slot, plain }, sources);
  const shown = unique(items);
  return shown.length === 0 ? null : { range: rangeIn(place, range.from, range.end), items: slot.quoted ? shown : shown.map(inQuotes) };
}

/** The member at the cursor of a list such as `[R=301,L]`; while no separator is written, the word may be another argument too (`plain`). */
function listHere(
  place: Place,
  directive: Directive,
  argument: Argument,
  { slot, plain }: { readonly slot: Slot; readonly plain: readonly CompletionItem[] },
  sources: CompletionSources,
): { range: Slot; items: readonly CompletionItem[] } {
  const [opening = '', closing = ''] = argument.brackets ?? '';
  const member = memberOf(place, slot, `${argument.separator ?? ','}${opening}${closing}`);
  const items = valueOffers(directive, argument, writtenIn(place, member), sources);
  const needsBrackets = opening !== '' && !writtenIn(place, slot).startsWith(opening);
  const shaped = needsBrackets ? items.map((item) => ({ ...item, insert: `${opening}${item.insert}${closing}` })) : items;
  const alone = member.from === slot.from && member.end === slot.end;
  return { range: member, items: alone ? [...plain, ...shaped] : shaped };
}

/** The part of a path between two slashes. Of several paths in a list, the one at the cursor. */
async function pathList(place: Place, slot: Slot, kind: PathKind, sources: CompletionSources): Promise<CompletionList> {
  const path = withoutSign(place, kind.separator === undefined ? slot : memberOf(place, slot, kind.separator), kind.prefixes);
  const part = memberOf(place, path, '/');
  const written = { text: writtenIn(place, path), quoted: slot.quoted, goesOn: place.line.text[part.end] === '/' };
  const items = await pathOffers(sources.uri, written, kind.type === 'directory', sources.folders);
  const named = part.from === path.from ? (kind.values ?? []).map(({ name }): CompletionItem => ({ label: name, kind: 'value', insert: name })) : [];
  return { range: rangeIn(place, part.from, part.end), items: [...items, ...named] };
}

/** A value with blanks must stand in quotes. */
function inQuotes(item: CompletionItem): CompletionItem {
  return /\s/.test(item.insert.trim()) && item.snippet !== true ? { ...item, insert: `"${item.insert}"` } : item;
}

function unique(items: readonly CompletionItem[]): CompletionItem[] {
  const seen = new Set<string>();
  return items.filter(({ label }) => !seen.has(label) && seen.add(label));
}
