import { isConditional } from '../model/conditions.ts';
import type { Statement } from '../syntax/statement.ts';
import { type Rule, refusalSeverity, type Subject, statementSpan } from './rule.ts';

/** Text or blanks between the name of a closing tag and its bracket. */
export const closingTagArgument: Rule = {
  code: 'closing-tag-argument',
  severity: 'error',
  page: {
    title: 'Closing tag with an argument',
    what: 'Something stands between the name of a closing tag and its `>`, be it a blank.',
    why: 'A closing tag takes nothing but the name; httpd does not recognise it and refuses the configuration.',
    fix: 'Remove what follows the name (there is a quick fix). A remark may stand behind the bracket or on a line of its own.',
    bad: '<Directory /srv/blog>\n</Directory /srv/blog>\n',
    good: '<Directory /srv/blog>\n</Directory>\n',
  },
  check: (subject) => {
    const { statement, scope } = subject;
    if (statement.kind !== 'close' || statement.bracket === -1 || endsWithName(statement)) return null;
    const what = statement.arguments.length === 0 ? 'has no blank before its bracket' : 'takes no argument';
    return {
      code: 'closing-tag-argument',
      severity: refusalSeverity(scope),
      message: `A closing tag ${what}: write </${statement.name}>. httpd does not recognise it otherwise.`,
      httpd: refusalText(subject),
      ...statementSpan(subject),
      fixes: [{ title: `Write </${statement.name}>`, safe: true, edits: [{ start: statement.nameEnd, end: statement.bracket, text: '' }] }],
    };
  },
};

/** Whether the bracket follows the name at once, as httpd reads the line. */
function endsWithName({ cooked, name }: Statement): boolean {
  return cooked.text[2 + name.length] === '>';
}

/** httpd misses the bracket where it stands in a section of its own tree; conditional sections are not part of it. */
function refusalText({ statement, tag }: Subject): string {
  const { name } = statement;
  const alone = tag === 'stray' || isConditional(name.toLowerCase());
  return alone ? `</${name} without matching <${name} section` : `</${name}> directive missing closing '>'`;
}
