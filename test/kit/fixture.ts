/**
 * Fixtures: one string holds one or more files, a cursor and the findings that are expected.
 *
 *     //- /etc/apache2/ports.conf      a new file begins; without such a line there is one file, a site of Debian's
 *     Listen 4<|>43                    the cursor
 *     ServerNam x
 *   # ^^^^^^^^^ error unknown-directive: Did you mean
 *
 * The common indentation of the lines is taken away. A line with a `#` before that indentation and squiggles below the
 * line above is an expectation and no part of the file; squiggles with nothing behind them go on in the next such line.
 */
import type { Position, Range } from '../../server/src/text/range.ts';

/** One file of a fixture. */
export interface FixtureFile {
  readonly path: string;
  readonly text: string;
  readonly cursor: Position | null;
  readonly expected: readonly Expected[];
}

/** A finding that a file is expected to have. */
export interface Expected {
  readonly range: Range;
  readonly severity: string;
  readonly code: string;
  /** Part of the message; empty where any message will do. */
  readonly message: string;
}

/** Where a file stands that the fixture does not name. */
export const DEFAULT_PATH = '/etc/apache2/sites-available/a.conf';

/** What the cursor looks like. */
export const CURSOR = '<|>';

const HEADER = /^\s*\/\/- (\/.*?)\s*$/;
const EXPECTATION = /^( *#)( *)(\^+)(?: (\S+) ([\w-]+)(?:: (.*))?)?$/;

/** Takes a fixture apart. `eol` is the line break of all its files. */
export function readFixture(fixture: string, eol = '\n'): FixtureFile[] {
  const lines = withoutFrame(fixture);
  const indent = indentOf(lines);
  const files: { path: string; lines: string[] }[] = [];
  for (const line of lines) {
    const path = HEADER.exec(line)?.[1];
    if (path !== undefined) files.push({ path, lines: [] });
    else if (files.length === 0) files.push({ path: DEFAULT_PATH, lines: [line] });
    else files.at(-1)!.lines.push(line);
  }
  return files.map(({ path, lines: own }) => readFile(path, own, indent, eol));
}

/** The lines, less a first empty one and a last one of blanks, which belong to the template literal. */
function withoutFrame(fixture: string): string[] {
  const lines = fixture.split('\n');
  if (lines.length > 1 && lines[0] === '') lines.shift();
  if (lines.length > 1 && /^ *$/.test(lines.at(-1)!)) lines[lines.length - 1] = '';
  return lines;
}

function indentOf(lines: readonly string[]): number {
  const written = lines.filter((line) => line.trim() !== '' && !EXPECTATION.test(line) && !HEADER.test(line));
  return Math.min(...written.map((line) => /^ */.exec(line)![0].length), 80);
}

function readFile(path: string, lines: readonly string[], indent: number, eol: string): FixtureFile {
  const own: string[] = [];
  const expected: Expected[] = [];
  let open: Position | null = null;
  for (const line of lines) {
    const match = EXPECTATION.exec(line);
    if (match === null || match[1]!.length > indent) own.push(line.slice(indent));
    else open = expectation(match, own.length - 1, indent, open, expected);
  }
  const cursor = takeCursor(own);
  return { path, text: own.join(eol), cursor, expected };
}

/** Adds what one line of squiggles expects; where it is to be continued, gives its beginning. */
function expectation(match: RegExpExecArray, row: number, indent: number, open: Position | null, expected: Expected[]): Position | null {
  const [, sign = '', gap = '', squiggles = '', severity, code = '', message = ''] = match;
  const from = sign.length + gap.length - indent;
  const start = open ?? { line: row, character: from };
  if (severity === undefined) return start;
  expected.push({ range: { start, end: { line: row, character: from + squiggles.length } }, severity, code, message });
  return null;
}

function takeCursor(lines: string[]): Position | null {
  const line = lines.findIndex((text) => text.includes(CURSOR));
  if (line === -1) return null;
  const character = lines[line]!.indexOf(CURSOR);
  lines[line] = lines[line]!.replace(CURSOR, '');
  return { line, character };
}
