import { compareVersions } from '../knowledge/version.ts';
import { bind } from '../model/binding.ts';
import { isStated, NEWEST, type Target, versionFor } from '../model/target.ts';
import { optionsIn } from '../refusals/options.ts';
import { type Rule, refusalSeverity, type Subject } from './rule.ts';

/** A directive, value or option that came with a later version than the one in use. */
export const newerThanServer: Rule = {
  code: 'newer-than-server',
  severity: 'error',
  page: {
    title: 'Newer than the server',
    what: 'The directive, value or option came with a later httpd or mod_wsgi than the one that the settings name.',
    why: 'An older server takes it for a mistake and does not start.',
    fix: 'Update the server, correct the version in the settings (apacheWsgiTls.httpdVersion, apacheWsgiTls.modWsgiVersion), or do without.',
    bad: 'AliasPreservePath On\n',
    good: '<IfVersion >= 2.4.58>\n    AliasPreservePath On\n</IfVersion>\n',
    server: { httpd: '2.4.50' },
  },
  check: (subject) => {
    const [directive] = subject.directives;
    if (directive === undefined || subject.statement.kind === 'close' || isNewest(subject.target)) return null;
    const newer = newerPiece(subject);
    if (newer === null) return null;
    const version = versionFor(directive.module, subject.target);
    const product = directive.module === 'mod_wsgi' ? 'mod_wsgi' : 'httpd';
    return {
      code: 'newer-than-server',
      severity: isStated(directive.module, subject.target) ? refusalSeverity(subject.scope) : 'warning',
      message: `${newer.name} needs ${product} ${newer.since}, but the server is ${product} ${version}. Update the server or do without ${newer.name}.`,
      start: newer.start,
      end: newer.end,
    };
  },
};

/** Nothing is newer than the newest server: the common case costs nothing. */
function isNewest({ httpd, modWsgi }: Target): boolean {
  return compareVersions(httpd, NEWEST.httpd) >= 0 && compareVersions(modWsgi, NEWEST.modWsgi) >= 0;
}

interface Newer {
  readonly name: string;
  readonly since: string;
  readonly start: number;
  readonly end: number;
}

function newerPiece(subject: Subject): Newer | null {
  const { statement, target } = subject;
  const directive = subject.directives[0]!;
  const version = versionFor(directive.module, target);
  const isNewer = (since: string | undefined) => since !== undefined && /^\d+\.\d/.test(since) && compareVersions(version, since) < 0;
  if (isNewer(directive.since)) return { name: directive.name, since: directive.since!, start: statement.nameStart, end: statement.nameEnd };
  const { bound } = bind(directive.arguments, statement.arguments);
  for (const { word, argument, value } of bound) {
    if (value !== null && isNewer(value.since)) return { name: value.name, since: value.since!, start: word.start, end: word.end };
    if (argument?.type !== 'options' || argument.options === undefined) continue;
    for (const written of optionsIn({ directive, statement, words: statement.arguments }, word)) {
      const option = argument.options.find(({ name }) => name === written.name);
      if (option !== undefined && isNewer(option.since)) return { name: `${option.name}=`, since: option.since!, start: written.start, end: written.nameEnd };
    }
    return null;
  }
  return null;
}
