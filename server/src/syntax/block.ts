/**
 * Blocks: long lists of nodes kept as a shallow, immutable tree, so that replacing a few nodes of a hundred thousand
 * copies a few short arrays and shares everything else. Every node knows its width and its line breaks, none its position.
 */
import type { Line } from './line.ts';
import type { Section } from './section.ts';

/** What a block holds. */
export type Node = Line | Section;

/** Most children of one block; a fuller one is cut in pieces. */
const FULL = 32;

/** An immutable list of nodes. Either all children are nodes (`height` 0) or all are blocks. */
export class Block {
  readonly type = 'block';
  readonly children: readonly (Node | Block)[];
  readonly height: number;
  /** Length in UTF-16 code units. */
  readonly width: number;
  /** Line breaks inside. */
  readonly breaks: number;
  /** Number of nodes (not of blocks) directly in this list. */
  readonly count: number;
  /** Number of sections directly in this list that were never closed. */
  readonly unclosed: number;
  /** Whether a section in here, however deep, lacks its closing tag, or a closing tag its section. */
  readonly troubled: boolean;

  constructor(children: readonly (Node | Block)[], height: number) {
    let width = 0;
    let breaks = 0;
    let count = 0;
    let unclosed = 0;
    let troubled = false;
    for (const child of children) {
      width += child.width;
      breaks += child.breaks;
      count += child.type === 'block' ? child.count : 1;
      if (child.type === 'block') unclosed += child.unclosed;
      else if (child.type === 'section' && child.close === null) unclosed++;
      troubled ||= isTroubled(child);
    }
    this.children = children;
    this.height = height;
    this.width = width;
    this.breaks = breaks;
    this.count = count;
    this.unclosed = unclosed;
    this.troubled = troubled;
  }
}

/** Whether a node's tags do not pair up, so that a tag further out may change what belongs to it. */
export function isTroubled(node: Node | Block): boolean {
  if (node.type === 'line') return node.kind === 'close';
  return node.type === 'block' ? node.troubled : node.close === null || node.body.troubled;
}

/** A block of these nodes, in order. */
export function blockOf(nodes: readonly Node[]): Block {
  let level: Block[] = chunks(nodes).map((chunk) => new Block(chunk, 0));
  for (let height = 1; level.length > 1; height++) level = chunks(level).map((chunk) => new Block(chunk, height));
  return level[0] ?? new Block([], 0);
}

/** The nodes of a block from index `from` to `to` (exclusive), in order. */
export function nodesOf(block: Block, from = 0, to = block.count): Node[] {
  const found: Node[] = [];
  collect(block, from, to, found);
  return found;
}

/** A block in which the nodes from index `from` to `to` (exclusive) are replaced. */
export function replaceNodes(block: Block, from: number, to: number, nodes: readonly Node[]): Block {
  const pieces = splice(block, from, to, nodes);
  let level = pieces;
  for (let height = block.height + 1; level.length > 1; height++) level = chunks(level).map((chunk) => new Block(chunk, height));
  let top = level[0] ?? new Block([], 0);
  while (top.height > 0 && top.children.length === 1) top = top.children[0] as Block;
  return top;
}

/** The index of the node in which `offset` lies (the later one at a boundary), and that node's own offset. */
export function indexAtOffset(block: Block, offset: number): { index: number; start: number } {
  let index = 0;
  let start = 0;
  let inside: Block = block;
  for (;;) {
    let next: Block | null = null;
    for (const child of inside.children) {
      if (offset < start + child.width) {
        if (child.type !== 'block') return { index, start };
        next = child;
        break;
      }
      start += child.width;
      index += child.type === 'block' ? child.count : 1;
    }
    if (next === null) return { index, start };
    inside = next;
  }
}

function splice(block: Block, from: number, to: number, nodes: readonly Node[]): Block[] {
  if (block.height === 0) {
    const children = [...(block.children as Node[])];
    children.splice(from, to - from, ...nodes);
    return children.length === 0 ? [] : chunks(children).map((chunk) => new Block(chunk, 0));
  }
  const children = spliceChildren(block.children as Block[], from, to, nodes);
  return children.length === 0 ? [] : chunks(children).map((chunk) => new Block(chunk, block.height));
}

function spliceChildren(children: readonly Block[], from: number, to: number, nodes: readonly Node[]): Block[] {
  const result: Block[] = [];
  let start = 0;
  let placed = false;
  for (const [position, child] of children.entries()) {
    const end = start + child.count;
    const last = position === children.length - 1;
    const here: boolean = !placed && (from < end || last);
    if (here || (to > start && from < end)) {
      const cutFrom = Math.min(Math.max(from - start, 0), child.count);
      const cutTo = Math.min(Math.max(to - start, cutFrom), child.count);
      result.push(...splice(child, cutFrom, cutTo, here ? nodes : []));
      placed ||= here;
    } else result.push(child);
    start = end;
  }
  return result;
}

function collect(block: Block, from: number, to: number, found: Node[]): void {
  let start = 0;
  for (const child of block.children) {
    const end = start + (child.type === 'block' ? child.count : 1);
    if (end > from && start < to) {
      if (child.type === 'block') collect(child, from - start, to - start, found);
      else found.push(child);
    }
    if (end >= to) return;
    start = end;
  }
}

function chunks<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [];
  if (items.length <= FULL) return [items as T[]];
  const pieces = Math.ceil(items.length / (FULL / 2));
  const size = Math.ceil(items.length / pieces);
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
