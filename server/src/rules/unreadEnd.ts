/**
 * A slip of mod_macro: behind a Use the next line is read through the macro, and lost if the file ends there without a line
 * break (modules/core/mod_macro.c, array_getstr; measured with 2.4.71). A closing tag that is lost leaves its section open.
 */
import { isConditional } from '../model/conditions.ts';
import type { Finding } from '../model/finding.ts';
import type { Reading } from '../model/reading/reading.ts';
import type { Block, Node } from '../syntax/block.ts';
import type { Line } from '../syntax/line.ts';
import { statementOf } from '../syntax/statement.ts';
import type { Analysis } from './stretch.ts';
import { unclosedSection } from './unclosedSection.ts';

/** A line with what came of reading it. */
type Read = readonly [line: Line, reading: Reading | null];

/** What is known about a file, without what was found in a last line that httpd does not read. */
export function withoutUnreadEnd(analysis: Analysis, root: Block, reading: Reading | null): Analysis {
  const lost = lostLine(root, reading);
  if (lost === null) return analysis;
  const findings = analysis.findings.filter(({ line }) => line !== lost);
  const place = { line: lost, offset: root.width - lost.width, row: root.breaks - lost.breaks };
  return { ...analysis, findings: lost.kind === 'close' && !isConditional(lost.tag) ? [...findings, { what: lostTag(lost), ...place }] : findings };
}

function lostTag(line: Line): Finding {
  const { nameStart, nameEnd, name } = statementOf(line)!;
  return {
    code: unclosedSection.code,
    severity: 'error',
    message: 'httpd does not read this line: it follows a Use, and the file ends here without a line break. Press Enter behind it.',
    httpd: `<${name}> was not closed.`,
    start: nameStart,
    end: nameEnd,
    fixes: [{ title: 'Add a line break', safe: true, edits: [{ start: line.width, end: line.width, text: '\n' }] }],
  };
}

/** The last line of a file, if it has no line break and the line before puts in a macro. */
function lostLine(root: Block, reading: Reading | null): Line | null {
  const [last, before] = lastLines(root, reading);
  if (last === undefined || before === undefined || last[0].text.endsWith('\n')) return null;
  return before[1]?.use ? last[0] : null;
}

function lastLines(root: Block, reading: Reading | null): Read[] {
  const found: Read[] = [];
  for (const read of backwards(root, reading)) {
    found.push(read);
    if (found.length === 2) break;
  }
  return found;
}

/** The lines of a part from its end on. */
function* backwards(part: Block | Node, reading: Reading | null): Generator<Read> {
  if (part.type === 'line') yield [part, reading];
  else if (part.type === 'block') {
    for (let at = part.children.length - 1; at >= 0; at--) {
      const child = part.children[at]!;
      yield* backwards(child, reading?.children.get(child) ?? null);
    }
  } else {
    if (part.close !== null) yield [part.close, null];
    yield* backwards(part.body, reading?.children.get(part.body) ?? null);
    yield [part.open, reading];
  }
}
