import { isConditional } from '../model/conditions.ts';
import type { Statement } from '../syntax/statement.ts';
import { type Rule, refusalSeverity, type Subject, statementSpan } from './rule.ts';

/** Text or blanks between the name of a closing tag and its bracket. */
export const closingTagArgument: Rule = {
  code: 'closing-tag-argument',
  severity: 'error',
  page: {
    title: 'Closing tag with an argument',
    what: 'Something stands between the name of a closing tag and its `>`, be it a blank, or behind the closing tag of a conditional section such as <IfModule>.',
    why: 'A closing tag takes nothing but the name; httpd does not recognise it otherwise and refuses the configuration. Text behind the bracket is ignored for most sections, but not for conditional ones.',
    fix: 'Remove what follows the name (there is a quick fix). A remark belongs on a line of its own.',
    bad: '<Directory /srv/blog>\n</Directory /srv/blog>\n',
    good: '<Directory /srv/blog>\n</Directory>\n',
  },
  check: (subject) => {
    const { statement, scope } = subject;
    if (statement.kind !== 'close' || statement.bracket === -1 || isTaken(subject)) return null;
    const what = endsWithName(statement) ? 'has nothing behind it' : statement.arguments.length === 0 ? 'has no blank before its bracket' : 'takes no argument';
    return {
      code: 'closing-tag-argument',
      severity: refusalSeverity(scope),
      message: `A closing tag ${what}: write </${statement.name}>. httpd does not recognise it otherwise.`,
      httpd: refusalText(subject),
      ...statementSpan(subject),
      fixes: [{ title: `Write </${statement.name}>`, safe: true, edits: [{ start: statement.nameEnd, end: statement.end, text: '>' }] }],
    };
  },
};

/** Measured with 2.4.71: text behind `</Directory>` is ignored, text behind a conditional section that is read is not. */
function isTaken({ statement, inside }: Subject): boolean {
  if (!endsWithName(statement)) return false;
  const plain = statement.arguments.length === 0 && statement.trailing === null;
  return plain || !isConditional(statement.name.toLowerCase()) || inside?.certainty !== 'active';
}

/** Whether the bracket follows the name at once, as httpd reads the line. */
function endsWithName({ cooked, name }: Statement): boolean {
  return cooked.text[cooked.text.indexOf('/') + 1 + name.length] === '>';
}

/** httpd misses the bracket where it stands in a section of its own tree; conditional sections are not part of it. */
function refusalText({ statement, tag }: Subject): string {
  const { name } = statement;
  const alone = tag === 'stray' || isConditional(name.toLowerCase());
  if (endsWithName(statement)) return `</${name}> without matching <${name}> section`;
  return alone ? `</${name} without matching <${name} section` : `</${name}> directive missing closing '>'`;
}
