/** Outline and folding, both read off the tree. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Block, nodesOf } from '../syntax/block.ts';
import type { Line } from '../syntax/line.ts';
import type { Section } from '../syntax/section.ts';
import { statementOf } from '../syntax/statement.ts';
import { linesOf, type Tree } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import { rangeIn } from './place.ts';

/** One entry of the outline. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'virtual-host' | 'section' | 'daemon-group' | 'define' | 'script-alias' | 'include';
  readonly range: Range;
  /** The part that is shown when the entry is chosen; inside `range`. */
  readonly selection: Range;
  readonly children: readonly OutlineEntry[];
}

/** A stretch of lines that can be folded; rows from 0, both included. */
export interface Fold {
  readonly startRow: number;
  readonly endRow: number;
  readonly kind: 'region' | 'comment';
}

const NOTEWORTHY: Readonly<Record<string, OutlineEntry['kind']>> = {
  wsgidaemonprocess: 'daemon-group',
  wsgiscriptalias: 'script-alias',
  wsgiscriptaliasmatch: 'script-alias',
  define: 'define',
  include: 'include',
  includeoptional: 'include',
};

/** Sections, and the directives that declare or mount something. */
export function outlineOf(tree: Tree, knowledge: Knowledge): OutlineEntry[] {
  return entriesOf(tree.root, 0, knowledge);
}

function entriesOf(block: Block, row: number, knowledge: Knowledge): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  for (const node of nodesOf(block)) {
    if (node.type === 'section') entries.push(sectionEntry(node, row, knowledge));
    else if (node.kind === 'directive') {
      const entry = directiveEntry(node, row);
      if (entry !== null) entries.push(entry);
    }
    row += node.breaks;
  }
  return entries;
}

function sectionEntry(section: Section, row: number, knowledge: Knowledge): OutlineEntry {
  const statement = statementOf(section.open)!;
  const name = knowledge.find(section.tag, true)[0]?.name ?? statement.name;
  const bodyRow = row + section.open.breaks;
  const start = { line: row, character: 0 };
  const last =
    section.close === null
      ? rangeIn({ line: section.open, row }, 0, statement.end).end
      : rangeIn({ line: section.close, row: bodyRow + section.body.breaks }, 0, statementOf(section.close)?.end ?? 0).end;
  const end = section.close === null && section.body.breaks > 0 ? { line: bodyRow + section.body.breaks, character: 0 } : last;
  return {
    name: `<${name}${statement.rest.trim() === '' ? '' : ` ${statement.rest.trim()}`}>`,
    detail: section.tag === 'virtualhost' ? serverName(section.body) : '',
    kind: section.tag === 'virtualhost' ? 'virtual-host' : 'section',
    range: { start, end },
    selection: rangeIn({ line: section.open, row }, statement.nameStart, statement.end),
    children: entriesOf(section.body, bodyRow, knowledge),
  };
}

function directiveEntry(line: Line, row: number): OutlineEntry | null {
  const statement = statementOf(line)!;
  const kind = NOTEWORTHY[statement.name.toLowerCase()];
  if (kind === undefined) return null;
  const [first, second] = statement.arguments;
  const range = rangeIn({ line, row }, statement.nameStart, statement.end);
  return { name: `${statement.name} ${first?.value ?? ''}`.trim(), detail: second?.value ?? '', kind, range, selection: range, children: [] };
}

function serverName(body: Block): string {
  for (const node of nodesOf(body)) {
    if (node.type !== 'line' || node.kind !== 'directive') continue;
    const statement = statementOf(node)!;
    if (statement.name.toLowerCase() === 'servername') return statement.arguments[0]?.value ?? '';
  }
  return '';
}

/** Sections, runs of comments and continued lines. */
export function foldsOf(tree: Tree): Fold[] {
  const folds: Fold[] = [];
  sectionFolds(tree.root, 0, folds);
  const comments: { from: number; to: number }[] = [];
  let inComment = false;
  for (const { line, row } of linesOf(tree.root)) {
    const last = row + Math.max(line.breaks - 1, 0);
    const isComment = line.kind === 'comment';
    if (isComment && inComment) comments.at(-1)!.to = last;
    else if (isComment) comments.push({ from: row, to: last });
    else if (last > row && line.kind === 'directive') folds.push({ startRow: row, endRow: last, kind: 'region' });
    inComment = isComment;
  }
  for (const { from, to } of comments) if (to > from) folds.push({ startRow: from, endRow: to, kind: 'comment' });
  return folds.sort((a, b) => a.startRow - b.startRow || b.endRow - a.endRow);
}

function sectionFolds(block: Block, row: number, folds: Fold[]): void {
  for (const child of block.children) {
    if (child.type === 'block') sectionFolds(child, row, folds);
    if (child.type === 'section') {
      const bodyRow = row + child.open.breaks;
      const endRow = bodyRow + child.body.breaks - 1;
      if (endRow > row) folds.push({ startRow: row, endRow, kind: 'region' });
      sectionFolds(child.body, bodyRow, folds);
    }
    row += child.breaks;
  }
}
