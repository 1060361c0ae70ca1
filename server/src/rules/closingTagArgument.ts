import { isConditional } from '../model/conditions.ts';
import { type Rule, refusalSeverity, type Subject, statementSpan } from './rule.ts';

/** Text between the name of a closing tag and its bracket. */
export const closingTagArgument: Rule = {
  code: 'closing-tag-argument',
  severity: 'error',
  page: {
    title: 'Closing tag with an argument',
    what: 'Something stands between the name of a closing tag and its `>`.',
    why: 'A closing tag takes nothing but the name; httpd does not recognise it and refuses the configuration.',
    fix: 'Remove what follows the name (there is a quick fix). A remark may stand behind the bracket or on a line of its own.',
    bad: '<Directory /srv/blog>\n</Directory /srv/blog>\n',
    good: '<Directory /srv/blog>\n</Directory>\n',
  },
  check: (subject) => {
    const { statement, scope } = subject;
    const [first] = statement.arguments;
    if (statement.kind !== 'close' || first === undefined || statement.bracket === -1) return null;
    return {
      code: 'closing-tag-argument',
      severity: refusalSeverity(scope),
      message: `A closing tag takes no argument: write </${statement.name}>. httpd does not recognise it otherwise.`,
      httpd: refusalText(subject),
      ...statementSpan(subject),
      fixes: [{ title: `Write </${statement.name}>`, safe: true, edits: [{ start: statement.nameEnd, end: statement.bracket, text: '' }] }],
    };
  },
};

/** httpd misses the bracket where it stands in a section of its own tree; conditional sections are not part of it. */
function refusalText({ statement, tag }: Subject): string {
  const { name } = statement;
  const alone = tag === 'stray' || isConditional(name.toLowerCase());
  return alone ? `</${name} without matching <${name} section` : `</${name}> directive missing closing '>'`;
}
