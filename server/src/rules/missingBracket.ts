import { type Rule, refusalSeverity, statementSpan } from './rule.ts';

/** A section tag without its closing bracket. */
export const missingBracket: Rule = {
  code: 'missing-bracket',
  severity: 'error',
  page: {
    title: 'Missing closing bracket',
    what: 'A section tag lacks the `>` at its end.',
    why: 'httpd refuses the tag. Only <RequireAll>, <RequireAny> and <RequireNone> get by without it.',
    fix: 'Add the bracket (there is a quick fix).',
    bad: '<VirtualHost *:80\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { statement, directives, scope } = subject;
    if (statement.kind === 'directive' || statement.bracket !== -1) return null;
    if (statement.kind === 'open' && (directives.length === 0 || toleratesMissing(statement.name, statement.arguments.length))) return null;
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
  },
};

/** Measured with httpd 2.4.71: a bare `<RequireAll` is taken. */
function toleratesMissing(name: string, count: number): boolean {
  return count === 0 && /^require(?:all|any|none)$/i.test(name);
}
