/** Changes of whole lines, for quick fixes. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry, Origin } from '../../model/configuration/entry.ts';
import type { Fix, LineEdit } from '../../model/finding.ts';
import type { WrittenOption } from '../../model/wsgi/options.ts';
import { type Block, nodesOf } from '../../syntax/block.ts';
import { breakOf, isTerminated, type Line } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import type { Span } from './report.ts';

/** Changes of a line, by the line. */
export interface Change {
  readonly at: Origin;
  readonly edits: readonly LineEdit[];
}

/** Whether a fix may change an entry's line: it is written where it counts and as it counts, not put together by a macro or a variable. */
export function isEditable({ uses, line }: Entry): boolean {
  return uses.length === 0 && !line.text.includes('${');
}

/** Whether what stands at a stretch is what httpd reads there, quotes aside. */
export function isWritten({ uses, line }: Entry, { start, end }: Span, value: string): boolean {
  return uses.length === 0 && line.text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2') === value;
}

/** A fix made of changes of several lines, the first of which may be the finding's own. */
export function fixOf(title: string, safe: boolean, own: Line, changes: readonly Change[]): Fix {
  const elsewhere = changes.filter(({ at }) => at.line !== own);
  const edits = changes.filter(({ at }) => at.line === own).flatMap((change) => change.edits);
  return { title, safe, edits, ...(elsewhere.length > 0 && { elsewhere }) };
}

/** Takes a line away. */
export function withoutLine(at: Origin): Change {
  return { at, edits: [{ start: 0, end: at.line.text.length, text: '' }] };
}

/** Writes another statement in a line's place. */
export function instead(entry: Entry, text: string): Change {
  const { start } = statementSpan(entry);
  return { at: entry, edits: [{ start, end: entry.statement.end, text }] };
}

/** Puts lines above a line, indented as it is. */
export function above(at: Origin, ...texts: readonly string[]): Change {
  return { at, edits: [{ start: 0, end: 0, text: texts.map((text) => `${indentOf(at.line)}${text}${breakOf(at.line)}`).join('') }] };
}

/** Puts lines below a line, indented as it is. */
export function below({ line, file }: Origin, ...texts: readonly string[]): Change {
  const own = texts.map((text) => `${indentOf(line)}${text}`);
  const text = isTerminated(line.text) ? own.map((one) => `${one}${breakOf(line)}`).join('') : own.map((one) => `${breakOf(line)}${one}`).join('');
  return { at: { line, file }, edits: [{ start: line.text.length, end: line.text.length, text }] };
}

/** Puts words behind the last one of an entry's line. */
export function appended(entry: Entry, text: string): Change {
  const { end } = entry.statement;
  return { at: entry, edits: [{ start: end, end, text: ` ${text}` }] };
}

/** Takes an option away, with the white space before it. */
export function withoutOption(entry: Entry, { start, end }: WrittenOption): Change {
  const blanks = /(?:[ \t]|\\\r?\n)+$/.exec(entry.line.text.slice(0, start))?.[0].length ?? 0;
  return { at: entry, edits: [{ start: start - blanks, end, text: '' }] };
}

/** The written statement of an entry, as it stands in its line. */
export function writtenText(entry: Entry): string {
  const { start } = statementSpan(entry);
  return entry.line.text.slice(start, entry.statement.end);
}

function statementSpan({ statement }: Entry): Span {
  return { start: statement.nameStart, end: statement.end };
}

function indentOf({ text }: Line): string {
  return /^[ \t]*/.exec(text)?.[0] ?? '';
}

/** The line above which something stands outside of every section of its file that holds the entry; sections about mod_wsgi are not left. */
export function outside(configuration: Configuration, entry: Entry): Origin {
  const reading = configuration.files.find(({ file }) => file.path === entry.file.path);
  const trail = reading === undefined ? [] : (trailTo(reading.tree.root, entry.line) ?? []);
  const outermost = trail.find(({ open }) => !/wsgi/i.test(open.text));
  return { file: entry.file, line: outermost?.open ?? entry.line };
}

/** The sections around a line, outermost first; a section's own opening tag does not stand in it. Null where the line is not there. */
function trailTo(block: Block, line: Line): Section[] | null {
  for (const node of nodesOf(block)) {
    if (node === line) return [];
    if (node.type !== 'section') continue;
    if (node.open === line) return [];
    const inner = trailTo(node.body, line);
    if (inner !== null) return [node, ...inner];
  }
  return null;
}
