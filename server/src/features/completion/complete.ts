/** Completion: what may be written where the cursor stands. Works on half-written lines and in sections that are not closed yet. */
import { offsetInText } from '../../text/lineBreaks.ts';
import { type Place, rangeIn } from '../place.ts';
import { type ArgumentSources, argumentHere } from './arguments.ts';
import { codesHere } from './codes.ts';
import { type CompletionItem, type CompletionList, unique } from './item.ts';
import { closingTags, type NameOffers } from './names.ts';
import { nameItem, variableItems } from './values.ts';

/** Everything completion asks of its surroundings. */
export interface CompletionSources extends ArgumentSources {
  readonly offers: NameOffers;
}

/** The offers for a place; null where nothing can be offered (comments, free text). */
export async function complete(place: Place, sources: CompletionSources): Promise<CompletionList | null> {
  const { line, column } = place;
  if (line.kind === 'comment') return codesHere(place);
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
  const fitting = wsgiTokenFits(before.slice(0, match.index));
  const items =
    directive?.module === 'mod_wsgi'
      ? variableItems(knowledge, ['wsgi'], (name) => name).filter(({ label }) => fitting(label))
      : variableItems(knowledge, ['server', 'ssl'], (name) => name);
  const tail = (name: string) => (closed || name.endsWith(':') ? name : `${name}}`);
  return { range: rangeIn(place, start, end), items: unique(items).map((item) => ({ ...item, insert: tail(item.insert) })) };
}

/** `%{GROUP}` stands in the option display-name alone, and nothing else does (mod_wsgi.c, wsgi_add_daemon_process). */
function wsgiTokenFits(before: string): (name: string) => boolean {
  const inDisplayName = /display-name=["']?$/.test(before);
  return (name) => (name === 'GROUP') === inDisplayName;
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
