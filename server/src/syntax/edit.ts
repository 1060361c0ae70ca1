/**
 * Edits: from a tree and a replacement to the next tree, re-reading only the lines that the edit touches and sharing
 * every section that it does not. The result is the tree that parsing the whole new text would give.
 */
import { type Block, blockOf, indexAtOffset, type Node, nodesOf, replaceNodes } from './block.ts';
import { isTerminated, splitLines } from './line.ts';
import { nest, reopened } from './nest.ts';
import { Section } from './section.ts';
import { parse, print, type Tree } from './tree.ts';

/** A replacement of the text between two offsets (UTF-16 code units, 0 <= start <= end <= length). */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What became of a list of nodes: done, to be nested anew together with the enclosing section, or reaching beyond the list. */
type Outcome = { readonly block: Block } | { readonly nodes: Node[] } | null;

/** Takes a tree and a replacement; gives the tree of the new text. Out-of-range offsets are moved inside. */
export function editTree(tree: Tree, replacement: Replacement): Tree {
  const start = Math.min(Math.max(replacement.start, 0), tree.root.width);
  const end = Math.min(Math.max(replacement.end, start), tree.root.width);
  const edit = { start, end, text: replacement.text };
  if (tree.capped) return parse(spliced(print(tree), edit));
  const outcome = editList(tree.root, edit, []);
  if (outcome !== null && 'block' in outcome) return { root: outcome.block, capped: false };
  if (outcome === null) return parse(spliced(print(tree), edit));
  const { nodes, capped } = nest(reopened(outcome.nodes), 0);
  return { root: blockOf(nodes), capped };
}

function spliced(text: string, edit: Replacement): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** Edits one list; offsets are counted from its beginning, `tags` are those of the enclosing sections. */
function editList(block: Block, edit: Replacement, tags: readonly string[]): Outcome {
  const first = clampIndex(block, indexAtOffset(block, edit.start));
  const last = edit.end === edit.start ? first : clampIndex(block, indexAtOffset(block, edit.end));
  const [node] = first.index === last.index ? nodesOf(block, first.index, first.index + 1) : [];
  if (node?.type === 'section') {
    const inner = editSection(node, shifted(edit, -first.start), tags);
    if (inner !== null && inner.length === 1) return { block: replaceNodes(block, first.index, first.index + 1, inner) };
    if (inner !== null) return withReplaced(block, first.index, first.index + 1, inner);
  }
  return editLines(block, first, last.index, edit, tags);
}

/** Edits inside a section's body. One node: the section anew; more: a list to be nested further out; null: not inside. */
function editSection(section: Section, edit: Replacement, tags: readonly string[]): Node[] | null {
  const { open, body, close } = section;
  if (close === null || edit.start < open.width || edit.end >= open.width + body.width) return null;
  const inner = editList(body, shifted(edit, -open.width), [...tags, section.tag]);
  if (inner === null) return null;
  if ('block' in inner) return [new Section(open, inner.block, close)];
  const flat = [open, ...reopened(inner.nodes), close];
  const { nodes, strays } = nest(flat, tags.length);
  const [only] = nodes;
  const whole = nodes.length === 1 && only?.type === 'section' && only.open === open && only.close === close;
  return whole && !strays.some((tag) => tags.includes(tag)) ? [only] : flat;
}

function editLines(block: Block, first: { index: number; start: number }, lastIndex: number, edit: Replacement, tags: readonly string[]): Outcome {
  let behind = Math.min(lastIndex + 1, block.count);
  const flat = flattened(nodesOf(block, first.index, behind), first.start, edit);
  const touched = touchedRange(flat, edit);
  let text = rewritten(flat, touched, edit);
  const after = flat.nodes.slice(touched.to);
  while (!isTerminated(text)) {
    if (after.length === 0) {
      if (behind >= block.count) break;
      after.push(...nodesOf(block, behind, behind + 1));
      behind++;
    }
    const next = after.shift()!;
    if (next.type === 'line') text += next.text;
    else after.unshift(next.open, ...nodesOf(next.body), ...(next.close ? [next.close] : []));
  }
  if (text !== '' && !isTerminated(text) && tags.length > 0) return null;
  const nodes = [...flat.nodes.slice(0, touched.from), ...splitLines(text), ...after];
  return renested(block, first.index, behind, nodes, tags);
}

function renested(block: Block, from: number, to: number, nodes: Node[], tags: readonly string[]): Outcome {
  if (block.unclosed === 0) {
    const nesting = nest(reopened(nodes), tags.length);
    if (!nesting.unclosed && !nesting.capped && !nesting.strays.some((tag) => tags.includes(tag))) {
      return { block: replaceNodes(block, from, to, nesting.nodes) };
    }
  }
  return withReplaced(block, from, to, nodes);
}

function withReplaced(block: Block, from: number, to: number, nodes: readonly Node[]): Outcome {
  return { nodes: [...nodesOf(block, 0, from), ...nodes, ...nodesOf(block, to)] };
}

function clampIndex(block: Block, place: { index: number; start: number }): { index: number; start: number } {
  if (place.index < block.count || block.count === 0) return place;
  const [last] = nodesOf(block, block.count - 1);
  return { index: block.count - 1, start: block.width - last!.width };
}

function shifted(edit: Replacement, by: number): Replacement {
  return { start: edit.start + by, end: edit.end + by, text: edit.text };
}

interface Flat {
  readonly nodes: Node[];
  readonly offsets: number[];
}

/** The nodes with every section that the edit's ends lie in taken apart. */
function flattened(nodes: readonly Node[], start: number, edit: Replacement): Flat {
  const flat: Flat = { nodes: [], offsets: [] };
  let offset = start;
  for (const node of nodes) {
    flatten(node, offset, edit, flat);
    offset += node.width;
  }
  return flat;
}

function flatten(node: Node, offset: number, edit: Replacement, flat: Flat): void {
  const end = offset + node.width;
  const covered = edit.start <= offset && edit.end >= end;
  const touched = (offset < edit.end && end > edit.start && !covered) || (end === edit.start && isOpenEnded(node));
  if (node.type === 'line' || !touched) {
    flat.nodes.push(node);
    flat.offsets.push(offset);
    return;
  }
  let at = offset;
  for (const part of [node.open, ...nodesOf(node.body), ...(node.close ? [node.close] : [])]) {
    flatten(part, at, edit, flat);
    at += part.width;
  }
}

/** Whether a node lacks the line break that would keep an insertion behind it apart: only the last one of a document can. */
function isOpenEnded(node: Node): boolean {
  if (node.type === 'line') return !isTerminated(node.text);
  if (node.close !== null) return isOpenEnded(node.close);
  return node.body.count === 0 ? isOpenEnded(node.open) : isOpenEnded(nodesOf(node.body, node.body.count - 1)[0]!);
}

/** Which of the flat nodes the edit overlaps. */
function touchedRange({ nodes, offsets }: Flat, edit: Replacement): { from: number; to: number } {
  let from = 0;
  while (from < nodes.length) {
    const end = offsets[from]! + nodes[from]!.width;
    if (end > edit.start || (end === edit.start && isOpenEnded(nodes[from]!))) break;
    from++;
  }
  let to = from;
  while (to < nodes.length && offsets[to]! < edit.end) to++;
  return { from, to };
}

/** The text that stands in the place of the touched nodes. A section among them is covered whole, so nothing of it is left. */
function rewritten(flat: Flat, touched: { from: number; to: number }, edit: Replacement): string {
  const first = flat.nodes[touched.from];
  const last = flat.nodes[touched.to - 1];
  if (touched.from === touched.to || first === undefined || last === undefined) return edit.text;
  const before = first.type === 'line' ? first.text.slice(0, Math.max(edit.start - flat.offsets[touched.from]!, 0)) : '';
  const behind = last.type === 'line' ? last.text.slice(edit.end - flat.offsets[touched.to - 1]!) : '';
  return before + edit.text + behind;
}
