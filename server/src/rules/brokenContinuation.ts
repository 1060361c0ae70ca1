import type { Rule } from './rule.ts';

/** A backslash that was meant to continue the line but has a blank behind it. */
export const brokenContinuation: Rule = {
  code: 'broken-continuation',
  severity: 'warning',
  page: {
    title: 'Backslash followed by a blank',
    what: 'The line ends with a backslash and blanks. Only a backslash that is the very last sign continues a line.',
    why: 'httpd takes the backslash for one more argument and the next line for a directive of its own.',
    fix: 'Remove the blanks behind the backslash (there is a quick fix).',
    bad: 'WSGIDaemonProcess blog \\ \n    threads=5\n',
    good: 'WSGIDaemonProcess blog \\\n    threads=5\n',
  },
  check: ({ statement, line, scope }) => {
    if (statement.kind !== 'directive' || scope.certainty === 'template' || !line.text.includes('\\')) return null;
    const match = /(?<=\s)\\([ \t]+)\r?\n?$/.exec(line.text);
    if (match === null || statement.name === '\\') return null;
    const at = match.index;
    return {
      code: 'broken-continuation',
      severity: 'warning',
      message:
        'Blanks stand behind this backslash, so the line does not go on: httpd takes the backslash for an argument and the next line for a directive. Remove the blanks.',
      start: at,
      end: at + 1 + match[1]!.length,
      fixes: [{ title: 'Remove the blanks behind the backslash', safe: true, edits: [{ start: at + 1, end: at + 1 + match[1]!.length, text: '' }] }],
    };
  },
};
