import { compareVersions } from '../knowledge/version.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { isStated, OLDEST, versionFor } from '../model/target.ts';
import { nameSpan, type Rule, refusalSeverity, type Subject, statementSpan } from './rule.ts';

/** A directive of an older httpd or mod_wsgi that the version in use no longer has. */
export const removedDirective: Rule = {
  code: 'removed-directive',
  severity: 'error',
  page: {
    title: 'Removed directive',
    what: 'The directive belongs to an older httpd or mod_wsgi; the version in use no longer has it.',
    why: 'httpd refuses it like any unknown command and does not start.',
    fix: 'Write what replaces it, or take the line out. The finding names the replacement.',
    bad: 'RewriteLogLevel 3\n',
    good: 'LogLevel warn rewrite:trace3\n',
  },
  check: (subject) => (subject.statement.kind === 'directive' ? (removedFromHttpd(subject) ?? removedFromModule(subject)) : null),
};

function removedFromHttpd(subject: Subject): Finding | null {
  const { statement, directives, knowledge, scope } = subject;
  const removed = directives.length === 0 ? knowledge.removed(statement.name) : undefined;
  if (removed === undefined) return null;
  const instead = removed.replacement === undefined || removed.text.includes(removed.replacement) ? '' : ` Use instead: ${removed.replacement}.`;
  return {
    code: 'removed-directive',
    severity: refusalSeverity(scope),
    message: `${removed.name} is gone from httpd 2.4, which will not start with it. ${removed.text}${instead}`,
    httpd: `Invalid command '${statement.name}', perhaps misspelled or defined by a module not included in the server configuration`,
    ...nameSpan(subject),
    fixes: [...replacementFix(subject, removed.replacement), commentOut(subject)],
    tag: 'deprecated',
  };
}

function removedFromModule(subject: Subject): Finding | null {
  const [directive] = subject.directives;
  if (directive?.removed === undefined) return null;
  const version = versionFor(directive.module, subject.target);
  if (compareVersions(version, directive.removed) < 0) return null;
  const oldest = directive.module === 'mod_wsgi' ? OLDEST.modWsgi : OLDEST.httpd;
  const certain = isStated(directive.module, subject.target) || compareVersions(directive.removed, oldest) <= 0;
  const product = directive.module === 'mod_wsgi' ? 'mod_wsgi' : 'httpd';
  const instead = directive.replacement === undefined ? '' : ` Use instead: ${directive.replacement}.`;
  return {
    code: 'removed-directive',
    severity: certain ? refusalSeverity(subject.scope) : 'warning',
    message: `${directive.name} was removed from ${product} ${directive.removed}; ${product} ${version} refuses it.${instead}`,
    httpd: `Invalid command '${subject.statement.name}', perhaps misspelled or defined by a module not included in the server configuration`,
    ...nameSpan(subject),
    fixes: [commentOut(subject)],
    tag: 'deprecated',
  };
}

/** A replacement that is itself a directive with its arguments can be written at once. */
function replacementFix(subject: Subject, replacement: string | undefined): Fix[] {
  const name = replacement?.split(' ')[0] ?? '';
  if (replacement === undefined || !/^[A-Za-z][\w ./:=-]*$/.test(replacement) || subject.knowledge.find(name, false).length === 0) return [];
  const { start, end } = statementSpan(subject);
  return [{ title: `Replace by ${replacement}`, safe: false, edits: [{ start, end, text: replacement }] }];
}

function commentOut(subject: Subject): Fix {
  const { start } = statementSpan(subject);
  return { title: 'Comment this line out', safe: false, edits: [{ start, end: start, text: '# ' }] };
}
