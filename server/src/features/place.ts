/** Where a cursor stands: its line, the sections around it, and what of the line is written before it. */
import type { Document } from '../document.ts';
import type { Scope } from '../model/scope.ts';
import { Line } from '../syntax/line.ts';
import type { Section } from '../syntax/section.ts';
import { type Statement, statementOf } from '../syntax/statement.ts';
import { lineAt, offsetAt, sectionsAt } from '../syntax/tree.ts';
import { positionInText } from '../text/lineBreaks.ts';
import type { Position, Range } from '../text/range.ts';
import type { View } from '../view/view.ts';

/** A cursor in a document. Offsets named `column` count from the beginning of the logical line. */
export interface Place {
  readonly line: Line;
  /** Offset of the line in the document. */
  readonly offset: number;
  /** Row of the line, from 0. */
  readonly row: number;
  /** The cursor's offset in the line's text. */
  readonly column: number;
  readonly statement: Statement | null;
  /** The sections around the line, outermost first. */
  readonly sections: readonly Section[];
  readonly scope: Scope;
}

/** The place of a position; null in a document that is not analysed. */
export function placeAt(view: Pick<View, 'document' | 'scopeIn'>, position: Position): Place | null {
  const { document } = view;
  if (document.unreadable !== null) return null;
  const { tree } = document;
  const offset = offsetAt(tree, position);
  const found = lineAt(tree, offset);
  const behind = found !== null && offset === found.offset + found.line.width && /[\n\r]$/.test(found.line.text);
  const line = found === null || behind ? new Line('') : found.line;
  const start = found === null || behind ? offset : found.offset;
  const row = found === null ? 0 : behind ? found.row + found.line.breaks : found.row;
  const sections = sectionsAround(document, offset, start);
  return { line, offset: start, row, column: offset - start, statement: statementOf(line), sections, scope: view.scopeIn(sections) };
}

/** The sections that a line beginning at `start` stands in: it is neither their opening nor their closing tag. */
function sectionsAround({ tree }: Document, offset: number, start: number): Section[] {
  const path = sectionsAt(tree, offset);
  return path
    .filter(({ section, offset: at }) => {
      const bodyStart = at + section.open.width;
      const bodyEnd = bodyStart + section.body.width;
      return start >= bodyStart && (section.close === null ? start <= bodyEnd : start < bodyEnd);
    })
    .map(({ section }) => section);
}

/** The document's range of two offsets in the place's line. */
export function rangeIn(place: Pick<Place, 'line' | 'row'>, start: number, end: number): Range {
  return { start: positionIn(place, start), end: positionIn(place, end) };
}

function positionIn({ line, row }: Pick<Place, 'line' | 'row'>, offset: number): Position {
  const inside = positionInText(line.text, offset);
  return { line: row + inside.line, character: inside.character };
}
