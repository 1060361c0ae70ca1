// A tree as nested lists: what two trees must share to be the same tree.
import { type Block, nodesOf } from '../../server/src/syntax/block.ts';
import type { Tree } from '../../server/src/syntax/tree.ts';

/** A line as its text, a section as [opening, children, closing or null]. */
export type Outline = string | [string, Outline[], string | null];

/** The outline of a tree. */
export function outline(tree: Tree): Outline[] {
  return ofBlock(tree.root);
}

function ofBlock(block: Block): Outline[] {
  return nodesOf(block).map((node) => (node.type === 'line' ? node.text : [node.open.text, ofBlock(node.body), node.close?.text ?? null]));
}
