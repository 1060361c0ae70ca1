import type { Finding, Fix } from '../model/finding.ts';
import { refusals } from '../refusals/refuse.ts';
import { breakOf } from '../syntax/line.ts';
import type { Word } from '../syntax/words.ts';
import { type Rule, refusalSeverity, type Subject, statementSpan } from './rule.ts';
import { callFor } from './subject.ts';

/** A remark behind a directive, which httpd reads as arguments. */
export const trailingComment: Rule = {
  code: 'trailing-comment',
  severity: 'error',
  page: {
    title: 'Comment behind a directive',
    what: 'A `#` begins a comment only as the first sign of a line. Behind a directive it begins more arguments.',
    why: 'Where httpd counts or checks the arguments it refuses the line (an error). Where it takes any number of them, the words of the remark become names, files or hosts without a sign (a warning).',
    fix: 'Put the remark on a line of its own above the directive (there is a quick fix).',
    bad: 'ServerName blog.test # the blog\n',
    good: '# the blog\nServerName blog.test\n',
  },
  explains: true,
  check: (subject) => {
    const at = commentAt(subject);
    return at === -1 ? null : finding(subject, at);
  },
};

/** The index of the first argument that looks like the beginning of a remark; -1 when none does. */
export function commentAt({ statement, directives }: Pick<Subject, 'statement' | 'directives'>): number {
  if (statement.kind !== 'directive' || directives.length === 0) return -1;
  return statement.arguments.findIndex((word, index) => word.quote === null && /^#+(?:\D|$)/.test(word.value) && (index > 0 || word.value === '#'));
}

function finding(subject: Subject, at: number): Finding | null {
  const word = subject.statement.arguments[at]!;
  const refused = subject.refusals().find(({ httpd }) => httpd !== undefined);
  const blameless = refusals(callFor(subject, subject.statement.arguments.slice(0, at))).every(({ httpd }) => httpd === undefined);
  if (refused !== undefined && !blameless) return null;
  if (refused === undefined && !isRemark(subject, at)) return null;
  return {
    code: 'trailing-comment',
    severity: refused === undefined ? 'warning' : refusalSeverity(subject.scope),
    message: `httpd has no comments behind a directive: “${word.value}” and what follows are read as arguments${refused === undefined ? ', and httpd says nothing' : ' and refused'}. Put the remark on a line of its own.`,
    ...(refused?.httpd !== undefined && { httpd: refused.httpd }),
    start: word.start,
    end: subject.statement.end,
    fixes: [
      ownLine(subject, word),
      { title: 'Remove the remark', safe: false, edits: [{ start: behind(subject, word), end: subject.statement.end, text: '' }] },
    ],
  };
}

/** Where httpd is content the sign alone may be meant: only a `#` that stands apart, or is followed by words, is taken for a remark. */
function isRemark({ statement }: Subject, at: number): boolean {
  const word = statement.arguments[at]!;
  return word.value === '#' || (word.value.length > 1 && at < statement.arguments.length - 1);
}

function ownLine(subject: Subject, word: Word): Fix {
  const { start } = statementSpan(subject);
  const text = subject.line.text.slice(word.start, subject.statement.end);
  const indent = subject.line.text.slice(0, start);
  return {
    title: 'Put the comment on its own line above',
    safe: !text.includes('\n') && !indent.includes('\n'),
    edits: [
      { start: 0, end: 0, text: `${indent}${text.replaceAll(/\\\r?\n/g, ' ')}${breakOf(subject.line)}` },
      { start: behind(subject, word), end: subject.statement.end, text: '' },
    ],
  };
}

/** Where the part that is meant ends: behind the argument before the remark. */
function behind({ statement }: Subject, word: Word): number {
  const before = statement.arguments[statement.arguments.indexOf(word) - 1];
  return before?.end ?? statement.nameEnd;
}
