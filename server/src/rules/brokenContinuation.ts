import { refusals } from '../refusals/refuse.ts';
import { type Rule, refusalSeverity, type Subject } from './rule.ts';
import { callFor } from './subject.ts';

/** A backslash that was meant to continue the line but has a blank behind it. */
export const brokenContinuation: Rule = {
  code: 'broken-continuation',
  severity: 'error',
  page: {
    title: 'Backslash followed by a blank',
    what: 'The line ends with a backslash and blanks. Only a backslash that is the very last sign continues a line.',
    why: 'httpd takes the backslash for one more argument and the next line for a directive of its own.',
    fix: 'Remove the blanks behind the backslash (there is a quick fix).',
    bad: 'WSGIDaemonProcess blog \\ \n    threads=5\n',
    good: 'WSGIDaemonProcess blog \\\n    threads=5\n',
  },
  explains: true,
  check: (subject) => {
    const { statement, line, scope } = subject;
    if (statement.kind !== 'directive' || scope.certainty === 'template' || !line.text.includes('\\')) return null;
    const match = /(?<=\s)\\([ \t]+)\r?\n?$/.exec(line.text);
    if (match === null || statement.name === '\\') return null;
    const at = match.index;
    const refusal = refusalBy(subject);
    return {
      code: 'broken-continuation',
      severity: refusal === null ? 'warning' : refusalSeverity(scope),
      ...(refusal !== null && { httpd: refusal }),
      message:
        'Blanks stand behind this backslash, so the line does not go on: httpd takes the backslash for an argument and the next line for a directive. Remove the blanks.',
      start: at,
      end: at + 1 + match[1]!.length,
      fixes: [{ title: 'Remove the blanks behind the backslash', safe: true, edits: [{ start: at + 1, end: at + 1 + match[1]!.length, text: '' }] }],
    };
  },
};

/** What httpd says when it is this backslash that it refuses; null when it takes it, or refuses the line for something else. */
function refusalBy(subject: Subject): string | null {
  const refused = subject.refusals().find(({ httpd }) => httpd !== undefined);
  if (refused === undefined) return null;
  const without = refusals(callFor(subject, subject.statement.arguments.slice(0, -1)));
  return without.every(({ httpd }) => httpd === undefined) ? refused.httpd! : null;
}
