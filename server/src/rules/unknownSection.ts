import { allModulesAreKnown } from '../refusals/loaded.ts';
import { nameSpan, type Rule, refusalSeverity } from './rule.ts';

/** A section that no module knows. */
export const unknownSection: Rule = {
  code: 'unknown-section',
  severity: 'error',
  page: {
    title: 'Unknown section',
    what: 'An opening tag names a section that neither httpd 2.4 nor a module that we know has.',
    why: 'httpd refuses the configuration. It complains at the closing tag when only the opening one is misspelt, because it matches the tags first.',
    fix: 'Correct the name in the opening and in the closing tag.',
    bad: '<VitrualHost *:80>\n</VitrualHost>\n',
    good: '<VirtualHost *:80>\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { statement, directives, knowledge, scope, tag } = subject;
    if (statement.kind !== 'open' || directives.length > 0 || statement.name.includes('${')) return null;
    const httpd = `Invalid command '<${statement.name}', perhaps misspelled or defined by a module not included in the server configuration`;
    const span = { start: Math.max(statement.nameStart - 1, 0), end: statement.nameEnd };
    if (statement.name === '') {
      const message = 'A section’s name follows its opening bracket without a blank: <Directory …>.';
      return { code: 'unknown-section', severity: refusalSeverity(scope), message, httpd, ...span };
    }
    const [plain] = knowledge.find(statement.name, false);
    if (plain !== undefined) {
      const message = `${plain.name} is a directive, not a section: write it without the brackets.`;
      return { code: 'unknown-section', severity: refusalSeverity(scope), message, httpd, ...span };
    }
    const near = knowledge.nearest(statement.name, true);
    if (near === null) {
      const possible = /^[A-Za-z][\w.:-]*$/.test(statement.name) && !allModulesAreKnown(subject);
      if (possible && scope.certainty === 'unknown') return null;
      const message = possible
        ? `No module that we know has a section <${statement.name}>. If a module of yours brings it, load it before this line; otherwise httpd will not start.`
        : `No module that is loaded has a section <${statement.name}>, so httpd will not start.`;
      return { code: 'unknown-section', severity: possible ? 'warning' : refusalSeverity(scope), message, ...(!possible && { httpd }), ...span };
    }
    const edits = [{ start: statement.nameStart, end: statement.nameEnd, text: near }];
    return {
      code: 'unknown-section',
      severity: refusalSeverity(scope),
      message: `httpd knows no section <${statement.name}> and will not start with it. Did you mean <${near}>?`,
      httpd,
      ...nameSpan(subject),
      fixes: [{ title: `Change to ${near}`, safe: false, edits, ...(tag === 'paired' && { closingName: near }) }],
    };
  },
};
