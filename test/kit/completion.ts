// Checks of completion: what is offered at the cursor, and what the text looks like once an offer is taken.
import { expect } from 'vitest';
import { textOf } from '../../server/src/document.ts';
import type { CompletionItem, CompletionList } from '../../server/src/features/completion/item.ts';
import { changeDocument } from '../../server/src/ide.ts';
import type { Position, Range } from '../../server/src/text/range.ts';
import { CURSOR } from './fixture.ts';
import { type FixtureOptions, openWorkspace } from './workspace.ts';

/** What completion is expected to offer. */
export interface ExpectedOffers {
  /** Labels that must be there. */
  readonly offers?: readonly string[];
  /** Labels that must not be there. */
  readonly not?: readonly string[];
  /** Labels that come first, in the order in which editors show them. */
  readonly first?: readonly string[];
  /** All labels, in the order in which editors show them. */
  readonly exactly?: readonly string[];
}

/** Checks what is offered at the cursor of a fixture. */
export async function checkCompletion(fixture: string, expected: ExpectedOffers, options: FixtureOptions = {}): Promise<void> {
  const labels = (await shownAt(fixture, options)).map(({ label }) => label);
  expect(labels, fixture).toEqual([...new Set(labels)]);
  if (expected.offers) expect(labels, fixture).toEqual(expect.arrayContaining([...expected.offers]));
  for (const label of expected.not ?? []) expect(labels, fixture).not.toContain(label);
  if (expected.first) expect(labels.slice(0, expected.first.length), fixture).toEqual(expected.first);
  if (expected.exactly) expect(labels, fixture).toEqual(expected.exactly);
}

/** One offer at the cursor, by its label. */
export async function offerAt(fixture: string, label: string, options: FixtureOptions = {}): Promise<CompletionItem> {
  const shown = await shownAt(fixture, options);
  const item = shown.find((candidate) => candidate.label === label);
  expect(item, `${label} is not offered in\n${fixture}\nbut ${shown.map((other) => other.label).join(' ')}`).toBeDefined();
  return item!;
}

/** Takes an offer; gives the text of the file as it is then, with the cursor where the editor would put it. */
export async function applyCompletion(fixture: string, label: string, options: FixtureOptions = {}): Promise<string> {
  const { document, position, service, folders } = openWorkspace(fixture, options);
  const list = await service.completion(document, position, folders);
  const item = await offerAt(fixture, label, options);
  const { text, cursor } = expanded(item);
  const changed = changeDocument(document, 2, [{ range: list!.range, text: text.slice(0, cursor) + CURSOR + text.slice(cursor) }]);
  return textOf(changed);
}

/** The documentation of an offer, as it is asked for when somebody looks at it. */
export async function describedOffer(fixture: string, label: string, options: FixtureOptions = {}): Promise<string> {
  const { about } = await offerAt(fixture, label, options);
  return about === undefined ? '' : openWorkspace(fixture, options).service.describe(about);
}

/** The offers that an editor shows: those that fit what is written between the beginning of the range and the cursor, sorted. */
async function shownAt(fixture: string, options: FixtureOptions): Promise<CompletionItem[]> {
  const { document, position, service, folders } = openWorkspace(fixture, options);
  const list = await service.completion(document, position, folders);
  if (list === null) return [];
  expect(holds(list.range, position), `the range ${JSON.stringify(list.range)} does not hold the cursor in\n${fixture}`).toBe(true);
  const line = textOf(document).split(/\r\n|\r|\n/)[position.line]!;
  return sorted(list).filter(({ label }) => isSubsequence(line.slice(list.range.start.character, position.character), label));
}

/** Editors take a range of one line that the cursor stands in. */
function holds({ start, end }: Range, { line, character }: Position): boolean {
  return start.line === line && end.line === line && start.character <= character && character <= end.character;
}

/** As editors sort: by the offer's own key, then by its label. */
function sorted({ items }: CompletionList): CompletionItem[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...items].sort((a, b) => compare(a.sort ?? a.label, b.sort ?? b.label) || compare(a.label, b.label));
}

function isSubsequence(written: string, label: string): boolean {
  let at = 0;
  for (const letter of label.toLowerCase()) if (letter === written[at]?.toLowerCase()) at++;
  return at === written.length;
}

/** The text that an offer inserts and where the cursor goes: the first place to fill in, or the end. */
function expanded({ insert, snippet }: CompletionItem): { text: string; cursor: number } {
  if (snippet !== true) return { text: insert, cursor: insert.length };
  const stops = new Map<number, number>();
  let text = '';
  for (const [whole, escaped, bare, numbered, content] of insert.matchAll(/\\([$}\\])|\$(\d+)|\$\{(\d+):((?:\\.|[^}])*)\}|./gs)) {
    const stop = bare ?? numbered;
    if (stop !== undefined && !stops.has(Number(stop))) stops.set(Number(stop), text.length);
    text += escaped ?? content?.replaceAll(/\\([$}\\])/g, '$1') ?? (stop === undefined ? whole : '');
  }
  const [first = 0] = [...stops.keys()].filter((stop) => stop > 0).sort((a, b) => a - b);
  return { text, cursor: stops.get(first) ?? text.length };
}
