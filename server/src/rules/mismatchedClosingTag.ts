import type { Finding } from '../model/finding.ts';
import { breakOf } from '../syntax/line.ts';
import { type Rule, type Subject, statementSpan } from './rule.ts';

/** A closing tag that comes while an inner section is still open. */
export const mismatchedClosingTag: Rule = {
  code: 'mismatched-closing-tag',
  severity: 'error',
  page: {
    title: 'Closing tag of another section',
    what: 'The tag closes an outer section while an inner one is still open, or names another section than the one that is open.',
    why: 'httpd pairs the tags before it looks at anything else and refuses the configuration at this line.',
    fix: 'Close the inner section first, or correct the name of one of the two tags.',
    bad: '<VirtualHost *:80>\n<Directory /srv/blog>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n<Directory /srv/blog>\n</Directory>\n</VirtualHost>\n',
  },
  check: (subject) => {
    const inner = subject.pending.at(-1);
    return subject.statement.kind === 'close' && inner !== undefined ? mismatch(subject, inner) : null;
  },
};

function mismatch(subject: Subject, inner: string): Finding {
  const { statement, directives, scope, inside } = subject;
  const name = directives[0]?.name ?? statement.name;
  return {
    code: 'mismatched-closing-tag',
    severity: scope.certainty === 'template' || inside?.certainty === 'template' ? 'warning' : 'error',
    message: `</${name}> comes while <${inner}> is still open. Close <${inner}> before this line.`,
    httpd: `Expected </${inner}> but saw </${name}>`,
    ...statementSpan(subject),
    fixes: [
      { title: `Insert </${inner}> before`, safe: false, edits: [{ start: 0, end: 0, text: `${indentOf(subject)}</${inner}>${breakOf(subject.line)}` }] },
    ],
  };
}

function indentOf({ line }: Subject): string {
  return /^[ \t]*/.exec(line.text)![0];
}
