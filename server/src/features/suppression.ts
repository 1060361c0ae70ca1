/**
 * Comments that silence findings: `# apacheconf: ignore <codes>` on the next line, `# apacheconf: ignore-file <codes>` at
 * the top of a file in all of it. Where they stand is remembered for each part of the tree, so that a keystroke costs the
 * same in a long file as in a short one.
 */
import { nearestName } from '../knowledge/nearest.ts';
import type { Block, Node } from '../syntax/block.ts';
import type { Line } from '../syntax/line.ts';
import type { Section } from '../syntax/section.ts';
import type { Tree } from '../syntax/tree.ts';

/** What such a comment may begin with. */
export const VERBS = ['ignore', 'ignore-file'] as const;

/** A word of the comment with its offsets in the line's text. */
export interface WrittenWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One comment that is written for us. */
export interface Suppression {
  readonly line: Line;
  /** Offset of the line. */
  readonly offset: number;
  /** Row of the line, from 0. */
  readonly row: number;
  /** `ignore`, `ignore-file`, or what resembles them. */
  readonly verb: WrittenWord;
  readonly codes: readonly WrittenWord[];
  /** Row of the line that it stands above, comments and blank lines left out; null at the end of a file. */
  readonly target: number | null;
}

/** The comments of a document, in its order. */
export interface Suppressions {
  readonly all: readonly Suppression[];
  /** Row of the first line that is neither blank nor a comment; null where there is none. */
  readonly firstInk: number | null;
}

/** Finds the comments that are written for us. */
export function suppressionsIn({ root }: Tree): Suppressions {
  return known(root);
}

/** What a line of any kind has to say to us; null for everything but such a comment. */
export function readSuppression({ kind, text }: Line): Pick<Suppression, 'verb' | 'codes'> | null {
  if (kind !== 'comment' || !text.includes('apacheconf:')) return null;
  const match = /^(?:\s|\\\r?\n)*#+[ \t]*apacheconf:[ \t]*([\w-]+)/.exec(text);
  const verb = match?.[1];
  if (match === null || verb === undefined || nearestName(verb, VERBS) === null) return null;
  const end = match[0].length;
  const remark = /\s--(?:\s|$)/.exec(text.slice(end))?.index ?? text.length;
  const codes = [...text.slice(end, end + remark).matchAll(/[^\s,\\]+/g)].map((word) => written(word[0], end + word.index));
  return { verb: written(verb, end - verb.length), codes };
}

function written(text: string, start: number): WrittenWord {
  return { text, start, end: start + text.length };
}

const summaries = new WeakMap<Block | Section, Suppressions>();
const BARE: Suppressions = { all: [], firstInk: null };
const INKED: Suppressions = { all: [], firstInk: 0 };

function known(part: Block | Section): Suppressions {
  const found = summaries.get(part) ?? joined(part.type === 'block' ? part.children : [part.open, part.body, ...(part.close === null ? [] : [part.close])]);
  summaries.set(part, found);
  return found;
}

/** What several neighbours hold, with places counted from the first of them. */
function joined(parts: readonly (Node | Block)[]): Suppressions {
  const all: Suppression[] = [];
  let firstInk: number | null = null;
  let waiting = 0;
  let offset = 0;
  let row = 0;
  for (const part of parts) {
    const inner = part.type === 'line' ? ofLine(part) : known(part);
    if (inner.firstInk !== null) {
      const target = row + inner.firstInk;
      for (; waiting < all.length; waiting++) all[waiting] = { ...all[waiting]!, target: all[waiting]!.target ?? target };
      firstInk ??= target;
    }
    for (const one of inner.all) all.push({ ...one, offset: one.offset + offset, row: one.row + row, target: one.target === null ? null : one.target + row });
    offset += part.width;
    row += part.breaks;
  }
  return { all, firstInk };
}

function ofLine(line: Line): Suppressions {
  if (line.kind === 'blank') return BARE;
  if (line.kind !== 'comment') return INKED;
  const read = readSuppression(line);
  return read === null ? BARE : { all: [{ line, offset: 0, row: 0, ...read, target: null }], firstInk: null };
}
