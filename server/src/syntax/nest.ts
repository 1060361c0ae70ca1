/**
 * From a flat list of nodes to a nested one. Never fails: a closing tag that matches no open section stays where it is,
 * a section whose closing tag is missing keeps its children up to the next section of its own name.
 */
import { blockOf, isTroubled, type Node, nodesOf } from './block.ts';
import type { Line } from './line.ts';
import { Section } from './section.ts';

/** Sections nested deeper than this are kept as plain lines. */
export const DEPTH_LIMIT = 200;

/** What came of nesting a list. */
export interface Nesting {
  readonly nodes: Node[];
  /** Tags of closing lines that matched nothing here. */
  readonly strays: readonly string[];
  /** Whether a section was left without its closing tag. */
  readonly unclosed: boolean;
  /** Whether sections were nested deeper than is followed. */
  readonly capped: boolean;
}

interface Frame {
  readonly open: Line;
  readonly nodes: Node[];
}

/** Nests `nodes` (tags may be lines among them), which stand `depth` sections deep. */
export function nest(nodes: readonly Node[], depth: number): Nesting {
  const nester = new Nester(depth);
  for (const node of nodes) nester.add(node);
  return nester.finish();
}

/** The nodes with every section whose tags do not pair up taken apart again, so that a tag that came later can find its partner. */
export function reopened(nodes: readonly Node[]): Node[] {
  const flat: Node[] = [];
  reopen(nodes, flat);
  return flat;
}

function reopen(nodes: readonly Node[], flat: Node[]): void {
  for (const node of nodes) {
    if (node.type === 'line' || !isTroubled(node)) flat.push(node);
    else {
      flat.push(node.open);
      reopen(nodesOf(node.body), flat);
      if (node.close !== null) flat.push(node.close);
    }
  }
}

class Nester {
  private readonly top: Node[] = [];
  private readonly stack: Frame[] = [];
  private readonly openCount = new Map<string, number>();
  private readonly strays: string[] = [];
  private unclosed = false;
  private skipped = 0;
  private capped = false;
  private readonly depth: number;

  constructor(depth: number) {
    this.depth = depth;
  }

  add(node: Node): void {
    if (node.type === 'section') this.current().push(node);
    else if (node.kind === 'open') this.opening(node);
    else if (node.kind === 'close') this.closing(node);
    else this.current().push(node);
  }

  finish(): Nesting {
    while (this.stack.length > 0) this.abandon();
    return { nodes: this.top, strays: this.strays, unclosed: this.unclosed, capped: this.capped };
  }

  private current(): Node[] {
    return this.stack.at(-1)?.nodes ?? this.top;
  }

  private opening(line: Line): void {
    if (this.depth + this.stack.length >= DEPTH_LIMIT) {
      this.skipped++;
      this.capped = true;
      this.current().push(line);
      return;
    }
    this.stack.push({ open: line, nodes: [] });
    this.openCount.set(line.tag, (this.openCount.get(line.tag) ?? 0) + 1);
  }

  private closing(line: Line): void {
    if (this.skipped > 0) {
      this.skipped--;
      this.current().push(line);
    } else if ((this.openCount.get(line.tag) ?? 0) === 0) {
      this.strays.push(line.tag);
      this.current().push(line);
    } else {
      while (this.stack.at(-1)!.open.tag !== line.tag) this.abandon();
      const frame = this.pop();
      this.current().push(new Section(frame.open, blockOf(frame.nodes), line));
    }
  }

  private pop(): Frame {
    const frame = this.stack.pop()!;
    this.openCount.set(frame.open.tag, this.openCount.get(frame.open.tag)! - 1);
    return frame;
  }

  /** Ends the innermost section without a closing tag. What follows the next section of its name goes to the outer one. */
  private abandon(): void {
    const { open, nodes } = this.pop();
    this.unclosed = true;
    const next = nodes.findIndex((node) => node.type === 'section' && node.tag === open.tag);
    const kept = next === -1 ? nodes : nodes.slice(0, next);
    const outer = this.current();
    outer.push(new Section(open, blockOf(kept), null));
    if (next !== -1) for (const node of nodes.slice(next)) outer.push(node);
  }
}
