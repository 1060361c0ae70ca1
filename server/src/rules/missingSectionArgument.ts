import { type Rule, refusalSeverity, statementSpan } from './rule.ts';

/** Sections that httpd takes without an argument (measured with 2.4.71). */
const BARE = new Set(['requireall', 'requireany', 'requirenone', 'else', 'proxy', 'proxymatch', 'wsgiinterpreteroptions']);

/** A section without the argument that says what it is about. */
export const missingSectionArgument: Rule = {
  code: 'missing-section-argument',
  severity: 'error',
  page: {
    title: 'Section without argument',
    what: 'The opening tag does not say what the section is about: no address, path or condition.',
    why: 'httpd refuses the tag.',
    fix: 'Write the argument: <VirtualHost *:443>, <Directory /srv/blog>, <IfModule mod_ssl.c>.',
    bad: '<VirtualHost>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { statement, directives, scope } = subject;
    const [directive] = directives;
    if (statement.kind !== 'open' || directive === undefined || statement.bracket === -1) return null;
    if (statement.rest.trim() !== '' || BARE.has(statement.name.toLowerCase())) return null;
    const measured = directive.count.min > 0 && !directive.name.startsWith('Lua');
    if (!measured) return null;
    return {
      code: 'missing-section-argument',
      severity: refusalSeverity(scope),
      message: `<${directive.name}> needs an argument${directive.syntax[0] === undefined ? '' : `: ${directive.syntax[0].split('>')[0]}>`}.`,
      httpd: directive.name === 'Macro' ? '<Macro macro definition: empty name' : `<${directive.name}> directive requires additional arguments`,
      ...statementSpan(subject),
    };
  },
};
