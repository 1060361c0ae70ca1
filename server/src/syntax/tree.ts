/**
 * The tree of a document: lossless (`print(parse(s)) === s` for every string) and immutable. Parsing never throws.
 */
import { lineLength, offsetBehindBreak, positionInText } from '../text/lineBreaks.ts';
import type { Position } from '../text/range.ts';
import { type Block, blockOf, type Node } from './block.ts';
import { type Line, splitLines } from './line.ts';
import { nest } from './nest.ts';

/** A parsed document. */
export interface Tree {
  readonly root: Block;
  /** Whether sections were nested deeper than `DEPTH_LIMIT` and therefore kept as lines. */
  readonly capped: boolean;
}

/** A line of the tree with its place. */
export interface PlacedLine {
  readonly line: Line;
  /** Offset of the line's first character. */
  readonly offset: number;
  /** Number of the line's first physical line, from 0. */
  readonly row: number;
}

/** Parses any string. */
export function parse(text: string): Tree {
  const { nodes, capped } = nest(splitLines(text), 0);
  return { root: blockOf(nodes), capped };
}

/** The text that the tree was made from. */
export function print(tree: Tree): string {
  const parts: string[] = [];
  for (const { line } of linesOf(tree.root)) parts.push(line.text);
  return parts.join('');
}

/** All lines of a block in order, with offsets and rows counted from its beginning. A line costs the same however deep it lies. */
export function* linesOf(block: Block): Generator<PlacedLine> {
  const path: { readonly parts: readonly (Node | Block)[]; next: number }[] = [{ parts: block.children, next: 0 }];
  let offset = 0;
  let row = 0;
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const part = top.parts[top.next++];
    if (part === undefined) path.pop();
    else if (part.type !== 'line') path.push({ parts: part.type === 'block' ? part.children : sectionParts(part), next: 0 });
    else {
      yield { line: part, offset, row };
      offset += part.width;
      row += part.breaks;
    }
  }
}

/** The offset of a position; positions outside the document give the nearest offset inside. */
export function offsetAt(tree: Tree, position: Position): number {
  if (position.line < 0) return 0;
  const place = lineWhere(tree.root, (block, reached) => reached.row + block.breaks > position.line);
  if (place === null || position.line > place.row + place.line.breaks) return tree.root.width;
  const start = offsetBehindBreak(place.line.text, position.line - place.row);
  const length = lineLength(place.line.text, start);
  return place.offset + start + Math.min(Math.max(position.character, 0), length);
}

/** The position of an offset; offsets outside the document give the nearest position inside. */
export function positionAt(tree: Tree, offset: number): Position {
  const place = lineAt(tree, Math.min(Math.max(offset, 0), tree.root.width));
  if (place === null) return { line: 0, character: 0 };
  const inside = positionInText(place.line.text, Math.min(Math.max(offset, 0), tree.root.width) - place.offset);
  return { line: place.row + inside.line, character: inside.character };
}

/** The line in which an offset lies; at the very end of a document that ends with a line break, the last line. Null for an empty document. */
export function lineAt(tree: Tree, offset: number): PlacedLine | null {
  return lineWhere(tree.root, (block, reached) => reached.offset + block.width > offset);
}

type Measured = { readonly width: number; readonly breaks: number };
type Reached = { readonly offset: number; readonly row: number };

/** The first line whose end satisfies `behind`; the last line when none does. */
function lineWhere(root: Block, behind: (node: Measured, reached: Reached) => boolean): PlacedLine | null {
  let offset = 0;
  let row = 0;
  let children: readonly (Node | Block)[] = [root];
  for (;;) {
    let found: Node | Block | null = null;
    for (const [index, child] of children.entries()) {
      if (index === children.length - 1 || behind(child, { offset, row })) {
        found = child;
        break;
      }
      offset += child.width;
      row += child.breaks;
    }
    if (found === null) return null;
    if (found.type === 'line') return { line: found, offset, row };
    children = found.type === 'block' ? found.children : sectionParts(found);
  }
}

function sectionParts(section: Extract<Node, { type: 'section' }>): (Node | Block)[] {
  const parts: (Node | Block)[] = [section.open];
  if (section.body.count > 0) parts.push(section.body);
  if (section.close) parts.push(section.close);
  return parts;
}

/** The sections that hold `offset`, outermost first, each with its own offset. At a section's own tags it counts as held. */
export function sectionsAt(tree: Tree, offset: number): { section: Extract<Node, { type: 'section' }>; offset: number; row: number }[] {
  const path: { section: Extract<Node, { type: 'section' }>; offset: number; row: number }[] = [];
  let children: readonly (Node | Block)[] = [tree.root];
  let at = 0;
  let row = 0;
  for (;;) {
    let found: Node | Block | null = null;
    for (const [index, child] of children.entries()) {
      if (offset < at + child.width || (index === children.length - 1 && offset <= at + child.width)) {
        found = child;
        break;
      }
      at += child.width;
      row += child.breaks;
    }
    if (found === null || found.type === 'line') return path;
    if (found.type === 'section') path.push({ section: found, offset: at, row });
    children = found.type === 'block' ? found.children : sectionParts(found);
  }
}
