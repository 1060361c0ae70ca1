import { CONDITIONAL, isConditional } from '../model/conditions.ts';
import type { Severity } from '../model/finding.ts';
import { isInside } from '../model/scope.ts';
import { type Rule, type Subject, statementSpan } from './rule.ts';

/** A section whose closing tag is missing. */
export const unclosedSection: Rule = {
  code: 'unclosed-section',
  severity: 'error',
  page: {
    title: 'Section that is never closed',
    what: 'The section’s closing tag is missing, or a tag that closes an outer section comes first.',
    why: 'httpd refuses a section that is not closed. <IfModule> and its kin are taken when their condition is true and refused when it is false, which makes them a trap for another day.',
    fix: 'Add the closing tag where the section should end.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { statement, tag, directives } = subject;
    if (statement.kind !== 'open' || tag !== 'unclosed') return null;
    const name = directives[0]?.name ?? statement.name;
    return {
      code: 'unclosed-section',
      severity: severityOf(subject),
      message: `<${name}> is opened here and never closed. Add </${name}> where the section should end.`,
      httpd: `<${name}> was not closed.`,
      ...statementSpan(subject),
    };
  },
};

/** A conditional section that is read needs no closing tag at the end of a file; one that is skipped does (measured with 2.4.71). */
function severityOf({ statement, scope, inside }: Subject): Severity {
  if (scope.certainty === 'template' || (scope.broken && isInside(scope, ...CONDITIONAL))) return 'warning';
  if (scope.certainty === 'inactive' || !isConditional(statement.name.toLowerCase())) return scope.certainty === 'unknown' ? 'warning' : 'error';
  return inside?.certainty === 'inactive' ? 'error' : 'warning';
}
