// Checks of what falls out of the tree: outline, folding, closing tags.
import { expect } from 'vitest';
import type { OutlineEntry } from '../../server/src/features/symbols.ts';
import type { Position, Range } from '../../server/src/text/range.ts';
import { type FixtureOptions, openWorkspace } from './workspace.ts';

/** Checks the outline, written as indented lines: `first-last kind name (detail)`, rows from 1. */
export function checkOutline(fixture: string, expected: string, options: FixtureOptions = {}): void {
  const { document, service } = openWorkspace(fixture, options);
  const entries = service.outline(document);
  for (const entry of entries) nestsWell(entry, fixture);
  const lines = expected.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => /^ */.exec(line)![0].length));
  expect(
    entries.flatMap((entry) => shown(entry, 0)),
    fixture,
  ).toEqual(lines.map((line) => line.slice(indent)));
}

function shown({ name, detail, kind, range, children }: OutlineEntry, depth: number): string[] {
  const rows = range.start.line === range.end.line ? `${range.start.line + 1}` : `${range.start.line + 1}-${range.end.line + 1}`;
  const own = `${'  '.repeat(depth)}${rows} ${kind} ${name}${detail === '' ? '' : ` (${detail})`}`;
  return [own, ...children.flatMap((child) => shown(child, depth + 1))];
}

/** What the protocol asks of symbols: the selection lies inside, and every child inside its parent. */
function nestsWell({ name, range, selection, children }: OutlineEntry, fixture: string): void {
  expect(name.trim(), fixture).not.toBe('');
  expect(contains(range, selection), `${name}: ${JSON.stringify({ range, selection })}`).toBe(true);
  for (const child of children) {
    expect(contains(range, child.range), `${child.name} in ${name}: ${JSON.stringify({ range, child: child.range })}`).toBe(true);
    nestsWell(child, fixture);
  }
}

function contains(outer: Range, inner: Range): boolean {
  return !before(inner.start, outer.start) && !before(outer.end, inner.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Checks the folds, each as `first-last` with `comment` behind it for comments; rows from 1. */
export function checkFolds(fixture: string, expected: readonly string[], options: FixtureOptions = {}): void {
  const { document, service } = openWorkspace(fixture, options);
  const folds = service.folds(document).map(({ startRow, endRow, kind }) => `${startRow + 1}-${endRow + 1}${kind === 'comment' ? ' comment' : ''}`);
  expect(folds, fixture).toEqual(expected);
}

/** Checks the closing tag that typing the `>` before the cursor brings; `null` for none. */
export function checkClosingTag(fixture: string, expected: string | null, options: FixtureOptions = {}): void {
  const { document, position, service } = openWorkspace(fixture, options);
  expect(service.closingTag(document, position), fixture).toBe(expected);
}
