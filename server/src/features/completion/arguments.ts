/** Offers for the arguments of a directive or tag: options, values, lists, paths. */
import type { Argument, Directive } from '../../knowledge/types.ts';
import { bind, bindUnfinished } from '../../model/binding.ts';
import { optionsIn, type WrittenOption } from '../../refusals/options.ts';
import type { Word } from '../../syntax/words.ts';
import { type Place, rangeIn } from '../place.ts';
import { type CompletionItem, type CompletionList, unique } from './item.ts';
import { withLineage } from './lineage.ts';
import { type Folders, pathOffers } from './paths.ts';
import { memberOf, type Slot, slotOfValue, slotOfWord, withoutSign, writtenIn } from './slot.ts';
import { optionOffers, optionValueOffers, PATH_TYPES, type Sources, valueOffers } from './values.ts';

/** What offers for arguments are made from. */
export interface ArgumentSources extends Sources {
  readonly folders: Folders;
  readonly uri: string;
  /** The names of the virtual hosts in sight. */
  readonly hosts: () => readonly string[];
}

/** An argument or option whose value is a path, or several. */
type PathKind = Pick<Argument, 'type' | 'values' | 'separator' | 'prefixes'>;

/** The offers for the argument at the cursor; null where nothing can be offered. */
export async function argumentHere(place: Place, sources: ArgumentSources): Promise<CompletionList | null> {
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

async function optionHere(place: Place, directive: Directive, argument: Argument, sources: ArgumentSources): Promise<CompletionList | null> {
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
  sources: ArgumentSources,
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
  sources: ArgumentSources,
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
  sources: ArgumentSources,
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
async function pathList(place: Place, slot: Slot, kind: PathKind, sources: ArgumentSources): Promise<CompletionList> {
  const path = withoutSign(place, kind.separator === undefined ? slot : memberOf(place, slot, kind.separator), kind.prefixes);
  const part = memberOf(place, path, '/');
  const written = { text: writtenIn(place, path), quoted: slot.quoted, goesOn: place.line.text[part.end] === '/' };
  const found = await pathOffers(sources.uri, written, kind.type === 'directory', sources.folders);
  const items = withLineage(found, { directive: place.statement!.name, text: written.text, hosts: sources.hosts });
  const named = part.from === path.from ? (kind.values ?? []).map(({ name }): CompletionItem => ({ label: name, kind: 'value', insert: name })) : [];
  return { range: rangeIn(place, part.from, part.end), items: [...items, ...named] };
}

/** A value with blanks must stand in quotes. */
function inQuotes(item: CompletionItem): CompletionItem {
  return /\s/.test(item.insert.trim()) && item.snippet !== true ? { ...item, insert: `"${item.insert}"` } : item;
}
