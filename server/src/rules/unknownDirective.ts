import type { Finding } from '../model/finding.ts';
import { allModulesAreKnown } from '../refusals/loaded.ts';
import { nameSpan, type Rule, refusalSeverity, type Subject } from './rule.ts';

/** A directive that no module knows. */
export const unknownDirective: Rule = {
  code: 'unknown-directive',
  severity: 'error',
  page: {
    title: 'Unknown directive',
    what: 'The first word of the line is not a directive of httpd 2.4, of mod_wsgi or of a third-party module that we know.',
    why: 'httpd stops at the first command it does not know: it will not start or reload. A name that resembles a known one is an error; any other name is a warning, since a module that we have not heard of may define it.',
    fix: 'Correct the spelling (there is a quick fix), or load the module that brings the directive.',
    bad: 'SSLCertificatFile /etc/ssl/certs/blog.pem\n',
    good: 'SSLCertificateFile /etc/ssl/certs/blog.pem\n',
  },
  check: (subject) => {
    const { statement, directives, knowledge } = subject;
    if (statement.kind !== 'directive' || directives.length > 0 || knowledge.removed(statement.name)) return null;
    if (statement.name.includes('${') || /^[\uFEFF<]/.test(statement.name)) return null;
    return writtenAsSection(subject) ?? misspelt(subject) ?? unheardOf(subject);
  },
};

const message = (name: string) => `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`;

function writtenAsSection(subject: Subject): Finding | null {
  const { statement, knowledge } = subject;
  const [section] = knowledge.find(statement.name, true);
  if (section === undefined) return null;
  return {
    code: 'unknown-directive',
    severity: refusalSeverity(subject.scope),
    message: `${section.name} is a section: it is written <${section.name} …> and ends with </${section.name}>. Without the brackets httpd takes it for an unknown directive and does not start.`,
    httpd: message(statement.name),
    ...nameSpan(subject),
    fixes: [
      {
        title: `Write <${section.name} …>`,
        safe: false,
        edits: [
          { start: statement.nameStart, end: statement.nameEnd, text: `<${section.name}` },
          { start: statement.end, end: statement.end, text: '>' },
        ],
      },
    ],
  };
}

function misspelt(subject: Subject): Finding | null {
  const { statement, knowledge } = subject;
  const near = knowledge.nearest(statement.name, false);
  if (near === null) return null;
  return {
    code: 'unknown-directive',
    severity: refusalSeverity(subject.scope),
    message: `httpd knows no directive “${statement.name}” and will not start with it. Did you mean ${near}?`,
    httpd: message(statement.name),
    ...nameSpan(subject),
    fixes: [{ title: `Change to ${near}`, safe: false, edits: [{ start: statement.nameStart, end: statement.nameEnd, text: near }] }],
  };
}

/** Modules give their directives names of letters, digits and a few signs; anything else can be no directive at all. */
const NAME = /^[A-Za-z][\w.:-]*$/;

function unheardOf(subject: Subject): Finding | null {
  const { statement, scope } = subject;
  const isName = NAME.test(statement.name);
  const possible = isName && !allModulesAreKnown(subject);
  if (possible && scope.certainty === 'unknown') return null;
  const shown = statement.name.length > 60 ? `${statement.name.slice(0, 60)}…` : statement.name;
  return {
    code: 'unknown-directive',
    severity: possible ? 'warning' : refusalSeverity(scope),
    message: whyUnheardOf(shown, isName, possible),
    ...(!possible && { httpd: message(shown) }),
    ...nameSpan(subject),
  };
}

function whyUnheardOf(name: string, isName: boolean, possible: boolean): string {
  if (!isName)
    return `“${name}” cannot be a directive: a line begins with a directive's name. If it belongs to the line above, end that line with a backslash.`;
  if (!possible)
    return `None of the modules that this configuration loads has a directive “${name}”, so httpd will not start. Correct the name, or load the module that brings it.`;
  return `No module that we know has a directive “${name}”. If it comes from a module of yours, load that module before this line; otherwise httpd will not start.`;
}
