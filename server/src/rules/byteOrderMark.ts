import { type Rule, refusalSeverity } from './rule.ts';

/** A byte order mark before the first directive. */
export const byteOrderMark: Rule = {
  code: 'byte-order-mark',
  severity: 'error',
  page: {
    title: 'Byte order mark',
    what: 'The file begins with a byte order mark, an invisible sign that some editors write.',
    why: 'httpd takes it for part of the first directive’s name and does not know such a command.',
    fix: 'Save the file as UTF-8 without a byte order mark (there is a quick fix).',
    bad: '\uFEFFServerName blog.test\n',
    good: 'ServerName blog.test\n',
  },
  check: ({ statement, line, scope }) => {
    if (statement.kind !== 'directive' || !statement.name.startsWith('\uFEFF')) return null;
    const at = line.text.indexOf('\uFEFF');
    return {
      code: 'byte-order-mark',
      severity: refusalSeverity(scope),
      message: 'An invisible byte order mark stands before the first directive; httpd takes it for part of the name and refuses it. Save the file without it.',
      httpd: `Invalid command '\\xef\\xbb\\xbf${statement.name.slice(1)}', perhaps misspelled or defined by a module not included in the server configuration`,
      start: at,
      end: statement.nameEnd,
      fixes: [{ title: 'Remove the byte order mark', safe: true, edits: [{ start: at, end: at + 1, text: '' }] }],
    };
  },
};
