import type { Context, Directive } from '../knowledge/types.ts';
import { isConditional } from '../model/conditions.ts';
import type { Fix } from '../model/finding.ts';
import { isInside, type Scope } from '../model/scope.ts';
import { breakOf } from '../syntax/line.ts';
import { enclosingSection, forbiddenAround, placeRefusal } from './placeRefusal.ts';
import { displayName, type Rule, refusalSeverity, type Subject } from './rule.ts';

/** A directive or section in a place where httpd does not take it. */
export const notAllowedHere: Rule = {
  code: 'not-allowed-here',
  severity: 'error',
  page: {
    title: 'Not allowed here',
    what: 'The directive exists, but httpd does not take it in this kind of section or file.',
    why: 'httpd refuses the whole configuration. Which places a directive may stand in was measured with the real parser, not read off the manual.',
    fix: 'Move the line: access control into a <Directory> or <Location>, listeners and daemon-wide switches out of every section, TLS settings into the virtual host (there are quick fixes).',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    Require all granted\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    <Directory /srv/blog>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
  },
  check: (subject) => {
    const { directives, scope, statement } = subject;
    if (statement.kind === 'close' || directives.length === 0 || scope.broken) return null;
    if (directives.some((directive) => isAcceptedIn(directive, scope))) return null;
    const name = displayName(subject);
    return {
      code: 'not-allowed-here',
      severity: refusalSeverity(scope),
      message: `${name} is not allowed ${placeName(scope)}. ${whereTo(directives)}`,
      httpd: placeRefusal(directives[0]!, statement, scope),
      start: statement.nameStart,
      end: statement.nameEnd,
      fixes: statement.kind === 'directive' ? fixes(subject) : [],
    };
  },
};

/** To where the line may stand: out of the sections around, or, for access control, into one for all URLs of the server. */
function fixes({ directives, scope, line, statement }: Subject): Fix[] {
  const accepted = directives.flatMap((directive) => (directive.within === undefined ? directive.accepted : []));
  if (scope.kind === 'htaccess') return [];
  const { text } = line;
  const written = text.slice(statement.nameStart, statement.end);
  const section = sectionsToLeave(scope, accepted);
  if (section > 0)
    return [{ title: 'Move it out of the section', safe: false, edits: [{ start: 0, end: text.length, text: '' }], outside: { text: written, section } }];
  const isAccess = directives.some(({ override = '' }) => /\b(?:AuthConfig|Limit)\b/i.test(override));
  if (!isAccess || !accepted.includes('location') || (scope.context !== 'server' && scope.context !== 'vhost')) return [];
  const indent = /^[ \t]*/.exec(text)![0];
  const lines = ['<Location />', `    ${written}`, '</Location>'].join(`${breakOf(line)}${indent}`);
  return [{ title: 'Wrap it in <Location />', safe: false, edits: [{ start: statement.nameStart, end: statement.end, text: lines }] }];
}

/** How many sections a line has to leave, counted from the inside, to come where one of these contexts is; 0 where it never does. */
function sectionsToLeave(scope: Scope, accepted: readonly Context[]): number {
  let count = 0;
  for (let at: Scope | null = scope; at !== null; at = at.parent, count++) if (accepted.includes(at.context)) return count;
  return 0;
}

/** Sections in which only directives of the AuthConfig class are taken (mod_authz_core; measured with 2.4.71). */
const REQUIREMENTS = ['requireall', 'requireany', 'requirenone'];
/** Sections that also take what stands in sections for folders, but not in `.htaccess` (mod_authz_core, mod_authn_core; measured with 2.4.71). */
const ALIASES = ['authnprovideralias', 'authzprovideralias'];

/** Whether a directive is of a class that the innermost section takes, where that section is one of those that are choosy. */
function isOfClass({ override, accepted, section, onRead, manual }: Directive, scope: Scope): boolean {
  if (section || onRead || manual === '') return true;
  const choosy = choosySection(scope);
  if (choosy === null) return true;
  if (override !== undefined) return /\b(?:AuthConfig|All)\b/i.test(override);
  return accepted.includes('htaccess') || ALIASES.includes(choosy);
}

/** The choosy section around a place, conditional ones and `<Limit>` aside; null where another one takes everything. */
function choosySection(scope: Scope): string | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (REQUIREMENTS.includes(at.tag) || ALIASES.includes(at.tag)) return at.tag;
    if (!isConditional(at.tag) && at.context !== 'limit') return null;
  }
  return null;
}

/** Whether the place is one of those that take the directive; in a provider's alias that is any section's line. */
function isOfContext(accepted: readonly Context[], scope: Scope): boolean {
  if (accepted.includes(scope.context)) return true;
  const isAlias = scope.context === 'directory' && ALIASES.includes(choosySection(scope) ?? '');
  return isAlias && accepted.some((context) => context !== 'server' && context !== 'vhost' && context !== 'htaccess');
}

/** Whether the parser takes a directive in a scope: in `.htaccess` files it must be allowed there as well as in the section. */
export function isAcceptedIn(directive: Directive, scope: Scope): boolean {
  const { accepted, within } = directive;
  if (!isOfClass(directive, scope)) return false;
  if (!isOfContext(accepted, scope) || forbiddenAround(directive, scope) !== null) return false;
  if (within !== undefined && !isInside(scope, ...within.map((name) => name.toLowerCase()))) return false;
  return scope.kind !== 'htaccess' || accepted.includes('htaccess');
}

const PLACES: Readonly<Record<Context, string>> = {
  server: 'at the top of the server configuration',
  vhost: '<VirtualHost>',
  directory: '<Directory>',
  location: '<Location>',
  files: '<Files>',
  if: '<If>',
  proxy: '<Proxy>',
  limit: '<Limit>',
  htaccess: '.htaccess files',
};

function placeName(scope: Scope): string {
  if (scope.kind === 'htaccess') return 'in .htaccess files';
  const section = enclosingSection(scope);
  return section === '' ? 'outside of every section' : `inside ${section}`;
}

function whereTo(directives: readonly Directive[]): string {
  const accepted = new Set(directives.flatMap((directive) => directive.accepted));
  const perDirectory = accepted.has('directory');
  const sections = directives.flatMap(({ within = [] }) => within.map((name) => `<${name}>`));
  if (sections.length > 0) return `httpd takes it in ${joined(sections)} only: move the line there, or httpd will not start.`;
  const places = [...accepted].filter((context) => !perDirectory || !['files', 'if', 'proxy', 'limit'].includes(context)).map((context) => PLACES[context]);
  if (places.length === 0) return 'httpd takes it nowhere in this version.';
  return `httpd takes it ${places.length === 1 && accepted.has('server') ? '' : 'in '}${joined(places)}: move the line there, or httpd will not start.`;
}

function joined(places: readonly string[]): string {
  return places.length === 1 ? places[0]! : `${places.slice(0, -1).join(', ')} or ${places.at(-1)}`;
}
