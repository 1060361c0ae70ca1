import type { Fix } from '../model/finding.ts';
import { nameSpan, type Rule, type Subject } from './rule.ts';

/** Directives whose own rules know more to say. */
const TOLD_ELSEWHERE = ['sslcertificatechainfile', 'order', 'allow', 'deny', 'satisfy'];

/** A directive that httpd still takes although something better has replaced it. */
export const obsoleteDirective: Rule = {
  code: 'obsolete-directive',
  severity: 'warning',
  page: {
    title: 'Obsolete directive',
    what: 'httpd still takes the directive, but it has been replaced, renamed or has no effect any more.',
    why: 'It may do nothing, mix badly with its successor (Order and Allow beside Require), or vanish with the next release.',
    fix: 'Write the successor that the finding names.',
    bad: 'MaxClients 150\n',
    good: 'MaxRequestWorkers 150\n',
  },
  check: (subject) => {
    const { statement, directives, scope } = subject;
    const [directive] = directives;
    if (statement.kind !== 'directive' || directive?.deprecated === undefined || scope.certainty !== 'active') return null;
    if (TOLD_ELSEWHERE.includes(statement.name.toLowerCase())) return null;
    const instead = directive.replacement === undefined ? '' : ` Use ${directive.replacement} instead.`;
    return {
      code: 'obsolete-directive',
      severity: 'warning',
      message: `${directive.name} is obsolete. ${directive.deprecated.replace(/\.?$/, '.')}${instead}`,
      ...nameSpan(subject),
      fixes: directive.inert === true ? [removal(subject)] : renameFix(subject, directive.replacement),
      tag: 'deprecated',
    };
  },
};

/** What does nothing can go. */
function removal({ line }: Subject): Fix {
  return { title: 'Remove this line', safe: true, edits: [{ start: 0, end: line.width, text: '' }] };
}

/** A plain renaming (MaxClients to MaxRequestWorkers) keeps the arguments. */
function renameFix({ statement, directives, knowledge }: Subject, replacement: string | undefined): Fix[] {
  if (replacement === undefined || !/^\w+$/.test(replacement)) return [];
  const [successor] = knowledge.find(replacement, false);
  if (successor === undefined || successor.count.kind !== directives[0]?.count.kind || successor.name === 'Require') return [];
  return [{ title: `Change to ${successor.name}`, safe: false, edits: [{ start: statement.nameStart, end: statement.nameEnd, text: successor.name }] }];
}
