import { nearestName } from '../knowledge/nearest.ts';
import type { Fix } from '../model/finding.ts';
import { type Rule, type Subject, statementSpan } from './rule.ts';

/** A closing tag that no open section matches. */
export const strayClosingTag: Rule = {
  code: 'stray-closing-tag',
  severity: 'error',
  page: {
    title: 'Closing tag without a section',
    what: 'No open section has the name of this closing tag.',
    why: 'httpd pairs the tags before it looks at anything else and refuses the configuration.',
    fix: 'Remove the tag, or correct its name so that it closes the section that is open.',
    bad: 'ServerName blog.test\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { statement, directives, scope, tag } = subject;
    if (statement.kind !== 'close' || tag !== 'stray' || statement.name.includes('${')) return null;
    const name = directives[0]?.name ?? statement.name;
    const open = scope.sectionName.slice(1, -1);
    return {
      code: 'stray-closing-tag',
      severity: scope.certainty === 'template' ? 'warning' : 'error',
      message:
        open === ''
          ? `</${name}> closes nothing: no <${name}> is open here. Remove it, or add the opening tag.`
          : `</${name}> does not match: the section that is open here is <${open}>.`,
      httpd: open === '' ? `</${name}> without matching <${name}> section` : `Expected </${open}> but saw </${name}>`,
      ...statementSpan(subject),
      fixes: fixesFor(subject, open),
    };
  },
};

function fixesFor(subject: Subject, open: string): Fix[] {
  const { statement, line } = subject;
  const remove: Fix = { title: 'Remove this tag', safe: false, edits: [{ start: 0, end: line.width, text: '' }] };
  if (open === '' || nearestName(statement.name.toLowerCase(), [open.toLowerCase()]) === null) return [remove];
  return [{ title: `Change to </${open}>`, safe: false, edits: [{ start: statement.nameStart, end: statement.nameEnd, text: open }] }, remove];
}
