/** A virtual host as it is written: its lines, those in conditions like `<IfModule mod_ssl.c>` among them, and edits of them. */
import { type Address, addressOf, hostOf, type VirtualHost } from '../../model/configuration/hosts.ts';
import { type Block, nodesOf } from '../../syntax/block.ts';
import { breakOf, isTerminated, type Line } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import { type Statement, statementOf } from '../../syntax/statement.ts';
import { offsetAt, sectionsAt } from '../../syntax/tree.ts';
import type { Position, TextEdit } from '../../text/range.ts';
import type { View } from '../../view/view.ts';
import { rangeIn } from '../place.ts';
import type { Refused } from './change.ts';

/** A line of the host. */
export interface WrittenLine {
  readonly line: Line;
  readonly row: number;
  readonly statement: Statement;
  /** The directive's name in lower case. */
  readonly name: string;
  /** The sections around it inside of the host, outermost first. */
  readonly inside: readonly Section[];
}

/** The host, and what is known of it. */
export interface WrittenHost {
  readonly view: View;
  readonly section: Section;
  readonly row: number;
  /** The sections around it, outermost first. */
  readonly around: readonly Section[];
  /** As httpd holds it; null where httpd does not read it. */
  readonly host: VirtualHost | null;
  /** Its addresses, read or not. */
  readonly addresses: readonly Address[];
}

/** Sections that stand for what is in them, if they hold. */
const CONDITIONS = ['ifmodule', 'ifdefine', 'ifversion', 'iffile'];

/** The virtual host that holds a position, or why there is none to change. */
export function hostAt(view: View, position: Position): WrittenHost | Refused {
  const { tree, unreadable } = view.document;
  const path = unreadable === null ? sectionsAt(tree, offsetAt(tree, position)) : [];
  const index = path.findLastIndex(({ section }) => section.tag === 'virtualhost');
  const found = path[index];
  if (found === undefined) {
    return { refused: 'There is no virtual host at the cursor. Put the cursor into the <VirtualHost> that the lines are for, and try again.' };
  }
  const around = path.slice(0, index).map(({ section }) => section);
  if (around.some(({ tag }) => tag === 'macro')) {
    return { refused: 'This virtual host is the text of a macro, which every Use of it shares. Write the lines by hand, with the parameters of the macro.' };
  }
  const { section, row } = found;
  if (section.close === null) return { refused: 'This virtual host has no </VirtualHost>. Close it first, so that it is clear which lines belong to it.' };
  const entry = view.configuration.hosts.find((host) => host.entry.line === section.open)?.entry;
  const host = entry === undefined ? null : hostOf(entry);
  return { view, section, row, around, host, addresses: host?.addresses ?? addressesIn(section.open) };
}

function addressesIn(open: Line): readonly Address[] {
  const words = (statementOf(open)?.arguments ?? []).map(({ value }) => value);
  return words.filter((word) => !word.includes('${')).map(addressOf);
}

/** The host's lines outside of sections for some paths, as far as httpd reads them once mod_ssl is loaded. */
export function linesOfHost(host: WrittenHost): WrittenLine[] {
  return linesIn(host, (section) => CONDITIONS.includes(section.tag)).filter((line) => counts(host, line));
}

/** The host's lines, those in sections that are gone into among them. */
export function linesIn({ section, row }: WrittenHost, goesInto: (section: Section) => boolean): WrittenLine[] {
  return [...written(section.body, row + section.open.breaks, [], goesInto)];
}

function* written(block: Block, from: number, inside: readonly Section[], goesInto: (section: Section) => boolean): Generator<WrittenLine> {
  let row = from;
  for (const node of nodesOf(block)) {
    if (node.type === 'section') {
      if (goesInto(node)) yield* written(node.body, row + node.open.breaks, [...inside, node], goesInto);
    } else if (node.kind === 'directive') {
      const statement = statementOf(node);
      if (statement !== null) yield { line: node, row, statement, name: statement.name.toLowerCase(), inside };
    }
    row += node.breaks;
  }
}

/** Whether a line counts, given that mod_ssl is or will be loaded. */
function counts({ view, around, section }: WrittenHost, { inside }: WrittenLine): boolean {
  const outer = [...around, section];
  if (view.scopeIn(outer).certainty === 'inactive') return true;
  const first = inside.find((_, index) => view.scopeIn([...outer, ...inside.slice(0, index + 1)]).certainty === 'inactive');
  return first === undefined || isForSsl(first);
}

const SSL_MODULE = /^(?:mod_ssl\.c|ssl_module)$/i;

/** Whether a section is for the case that mod_ssl is loaded. */
export function isForSsl({ open, tag }: Section): boolean {
  return tag === 'ifmodule' && SSL_MODULE.test(statementOf(open)?.arguments[0]?.value ?? '');
}

/** An edit that writes other arguments into a line, in place of all that it has. */
export function withArguments({ line, row, statement }: WrittenLine, text: string): TextEdit {
  const [first] = statement.arguments;
  const start = first?.start ?? statement.nameEnd;
  const end = statement.arguments.at(-1)?.end ?? start;
  return { range: rangeIn({ line, row }, start, end), newText: first === undefined ? ` ${text}` : text };
}

/** An edit that writes another statement into a line. */
export function withStatement({ line, row, statement }: WrittenLine, text: string): TextEdit {
  return { range: rangeIn({ line, row }, statement.nameStart, statement.end), newText: text };
}

/** An edit that takes a line away. */
export function withoutLine({ line, row }: WrittenLine): TextEdit {
  return { range: rangeIn({ line, row }, 0, line.width), newText: '' };
}

/** An edit that puts lines above another one, indented as it is. */
export function linesAbove({ line, row }: Pick<WrittenLine, 'line' | 'row'>, texts: readonly string[]): TextEdit {
  const own = texts.map((text) => `${indentOf(line)}${text}${breakOf(line)}`);
  return { range: rangeIn({ line, row }, 0, 0), newText: own.join('') };
}

/** An edit that puts lines below another one, indented as it is unless told otherwise. */
export function linesBelow({ line, row }: Pick<WrittenLine, 'line' | 'row'>, texts: readonly string[], indent = indentOf(line)): TextEdit {
  const broken = breakOf(line);
  const newText = isTerminated(line.text) ? texts.map((text) => `${indent}${text}${broken}`) : texts.map((text) => `${broken}${indent}${text}`);
  return { range: rangeIn({ line, row }, line.width, line.width), newText: newText.join('') };
}

/** An edit that puts lines at the beginning of a host, below its names if it begins with them. */
export function linesAtTop(host: WrittenHost, lines: readonly WrittenLine[], texts: readonly string[]): TextEdit {
  const named = lines.findLast(({ name, inside }) => inside.length === 0 && (name === 'servername' || name === 'serveralias'));
  if (named !== undefined) return linesBelow(named, texts);
  const { open, body } = host.section;
  const first = nodesOf(body).find((node) => node.type === 'section' || node.kind !== 'blank');
  const indent = first === undefined ? `${indentOf(open)}    ` : indentOf(first.type === 'section' ? first.open : first);
  return linesBelow({ line: open, row: host.row }, texts, indent);
}

/** Edits by their places; what is put in at a place comes before what is taken away there. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort(({ range: one }, { range: other }) => compare(one.start, other.start) || compare(one.end, other.end));
}

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}

function indentOf({ text }: Line): string {
  return /^[ \t]*/.exec(text)![0];
}
