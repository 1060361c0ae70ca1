import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { breakOf, isTerminated, type Line } from '../syntax/line.ts';
import { nameSpan, type Rule, refusalSeverity, type Subject } from './rule.ts';

/** A directive of a module that the configuration does not load. */
export const moduleNotLoaded: Rule = {
  code: 'module-not-loaded',
  severity: 'error',
  page: {
    title: 'Module not loaded',
    what: 'The directive belongs to a module that no LoadModule line of the configuration loads.',
    why: 'httpd takes it for an unknown command and does not start. It is known only where the main configuration is in sight; a document that stands alone is read as if every module were loaded.',
    fix: 'Load the module: on Debian and Ubuntu with a2enmod and a restart, elsewhere with a LoadModule line. Or put the lines into <IfModule> if they may be left out (there is a quick fix).',
    bad: 'LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so\nExpiresActive On\n',
    good: 'LoadModule expires_module /usr/lib/apache2/modules/mod_expires.so\nExpiresActive On\n',
    files: { '/srv/blog/app.wsgi': 'from blog import app as application\n' },
  },
  check: (subject) => {
    const { target, directives, statement, scope, knowledge } = subject;
    const { modules } = target;
    if (modules === null || directives.length === 0 || statement.kind === 'close') return null;
    if (directives.some(({ module }) => mayBeLoaded(module, modules, knowledge))) return needsThreads(subject);
    const { name, module } = directives[0]!;
    const bracket = statement.kind === 'open' ? '<' : '';
    return {
      code: 'module-not-loaded',
      severity: refusalSeverity(scope),
      message: `${bracket}${name}${bracket && '>'} belongs to ${module}, which the configuration does not load, so httpd does not start. Load it (Debian: a2enmod ${shortName(module)}), or wrap the lines in <IfModule ${module}.c>.`,
      httpd: `Invalid command '${bracket}${statement.name}', perhaps misspelled or defined by a module not included in the server configuration`,
      ...nameSpan(subject),
      ...(statement.kind === 'directive' && { fixes: [wrapping(subject.line, `${module}.c`)] }),
    };
  },
};

/** Puts a line into `<IfModule>`, indented as it is. */
function wrapping(line: Line, module: string): Fix {
  const { text } = line;
  const indent = /^[ \t]*/.exec(text)![0];
  const last = `${indent}</IfModule>`;
  const edits = [
    { start: 0, end: 0, text: `${indent}<IfModule ${module}>${breakOf(line)}    ` },
    { start: text.length, end: text.length, text: isTerminated(text) ? `${last}${breakOf(line)}` : `${breakOf(line)}${last}` },
  ];
  return { title: `Wrap the line in <IfModule ${module}>`, safe: false, edits };
}

/** What the process managers with threads share (`apache2 -L` of event, worker and prefork, 2.4.71). */
const OF_THREADS = ['minsparethreads', 'maxsparethreads', 'threadsperchild', 'threadlimit'];

/** Under prefork there are no threads to set. */
function needsThreads(subject: Subject): Finding | null {
  const { statement, scope, target } = subject;
  const threaded = target.modules?.has('event') || target.modules?.has('worker');
  if (!OF_THREADS.includes(statement.name.toLowerCase()) || !target.modules?.has('prefork') || threaded) return null;
  return {
    code: 'module-not-loaded',
    severity: refusalSeverity(scope),
    message: `${statement.name} is for process managers with threads, and this configuration loads prefork: httpd does not start. Take the line out, or load mpm_event.`,
    httpd: `Invalid command '${statement.name}', perhaps misspelled or defined by a module not included in the server configuration`,
    ...nameSpan(subject),
  };
}

/** A module of third parties, or one that is no module of its own (mpm_common), cannot be told by its name. */
function mayBeLoaded(module: string, modules: ReadonlySet<string>, knowledge: Knowledge): boolean {
  if (module === 'core' || modules.has(module)) return true;
  return knowledge.modules.every(({ name, identifier }) => name !== module || identifier === null);
}

function shortName(module: string): string {
  return module.replace(/^mod_/, '');
}
