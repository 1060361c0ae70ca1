import type { Finding } from '../model/finding.ts';
import { type Rule, refusalSeverity, type Subject, statementSpan } from './rule.ts';

/** A section tag without its closing bracket, or where httpd does not find it. */
export const missingBracket: Rule = {
  code: 'missing-bracket',
  severity: 'error',
  page: {
    title: 'Missing closing bracket',
    what: 'A section tag lacks the `>` at its end.',
    why: 'httpd refuses the tag. Only <RequireAll>, <RequireAny> and <RequireNone> get by without it; but they alone must not have anything behind it, not even a remark.',
    fix: 'Add the bracket, or remove what stands behind it (there is a quick fix).',
    bad: '<VirtualHost *:80\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { statement, directives } = subject;
    if (statement.kind === 'directive') return null;
    if (statement.bracket !== -1) return textBehind(subject);
    if (statement.kind === 'open' && (directives.length === 0 || (statement.arguments.length === 0 && isRequire(statement.name)))) return null;
    return missing(subject);
  },
};

function missing(subject: Subject): Finding {
  const { statement, directives, scope } = subject;
  const slash = statement.kind === 'close' ? '/' : '';
  const name = directives[0]?.name ?? statement.name;
  return {
    code: 'missing-bracket',
    severity: refusalSeverity(scope),
    message: `The tag <${slash}${name} … lacks its closing bracket. httpd refuses it; add “>” at the end.`,
    httpd: `<${slash}${name}> directive missing closing '>'`,
    ...statementSpan(subject),
    fixes: [{ title: 'Add the missing “>”', safe: true, edits: [{ start: statement.end, end: statement.end, text: '>' }] }],
  };
}

/** Other sections ignore what stands behind their tag; these take the bracket for missing. */
function textBehind({ statement, directives, scope }: Subject): Finding | null {
  const { trailing, bracket, kind, name } = statement;
  if (trailing === null || kind === 'close' || !isRequire(name)) return null;
  const shown = directives[0]?.name ?? name;
  return {
    code: 'missing-bracket',
    severity: refusalSeverity(scope),
    message: `Nothing may stand behind the tag <${shown}>: httpd then misses its bracket. Put a remark on a line of its own.`,
    httpd: `<${shown}> directive missing closing '>'`,
    ...trailing,
    fixes: [{ title: 'Remove what stands behind the tag', safe: false, edits: [{ start: bracket + 1, end: trailing.end, text: '' }] }],
  };
}

/** `<RequireAll>` and its kin read their tag in their own way (measured with httpd 2.4.71). */
function isRequire(name: string): boolean {
  return /^require(?:all|any|none)$/i.test(name);
}
