/** httpd's own words for a directive in a place where it does not take it (measured with httpd 2.4.71). */
import type { Context, Directive } from '../knowledge/types.ts';
import { isConditional } from '../model/conditions.ts';
import type { Scope } from '../model/scope.ts';
import type { Statement } from '../syntax/statement.ts';

/** The per-directory contexts in the order in which httpd looks for sections that a handler forbids. */
const FORBIDDABLE: readonly Context[] = ['limit', 'directory', 'location', 'files', 'if', 'proxy'];

/** What handlers with words of their own say. */
const OWN_WORDS: Readonly<Record<string, { readonly places: readonly Context[]; readonly words: string }>> = {
  serveralias: { places: ['server'], words: 'ServerAlias only used in <VirtualHost>' },
  rewritebase: { places: ['server', 'vhost'], words: 'RewriteBase: only valid in per-directory config files' },
  sslcacertificatefile: { places: FORBIDDABLE, words: 'Your SSL library does not have support for per-directory CA' },
  sslcacertificatepath: { places: FORBIDDABLE, words: 'Your SSL library does not have support for per-directory CA' },
  mdcertificatefile: { places: ['server', 'vhost'], words: "MDCertificateFile is only valid inside a '<MDomainSet' context, not here" },
  mdcertificatekeyfile: { places: ['server', 'vhost'], words: "MDCertificateKeyFile is only valid inside a '<MDomainSet' context, not here" },
};

/** What httpd prints when it refuses a directive in a scope. */
export function placeRefusal(directive: Directive, statement: Statement, scope: Scope): string {
  const own = OWN_WORDS[directive.name.toLowerCase()];
  if (own?.places.includes(scope.context)) return own.words;
  return handlerRefusal(directive, statement, scope) ?? parserRefusal(directive, scope);
}

/** The nearest section that httpd sees, as it names it; empty for none. Conditional ones dissolve while they are read. */
export function enclosingSection(scope: Scope): string {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.tag !== '' && !isConditional(at.tag)) return at.sectionName;
  return '';
}

/**
 * The section around a scope that a directive's handler forbids, however far out; null for none. The parser itself looks
 * at the innermost section only: it knows no more than outside, inside and `.htaccess`.
 */
export function forbiddenAround({ accepted }: Directive, scope: Scope): Scope | null {
  if (!scope.depth || !FORBIDDABLE.some((context) => context !== 'proxy' && accepted.includes(context))) return null;
  for (const context of FORBIDDABLE) {
    if (accepted.includes(context)) continue;
    for (let at: Scope | null = scope; at !== null; at = at.parent)
      if (at.context === context && at.parent?.context !== context && !isProviderAlias(at)) return at;
  }
  return null;
}

/** Sections that take what stands in `<Directory>` without being one. */
function isProviderAlias({ tag }: Scope): boolean {
  return tag === 'authnprovideralias' || tag === 'authzprovideralias';
}

function handlerRefusal(directive: Directive, statement: Statement, scope: Scope): string | null {
  const name = directive.section ? `<${directive.name}>` : directive.name;
  const forbidden = forbiddenAround(directive, scope);
  if (forbidden?.context === 'limit') return `${name} cannot occur within <Limit> or <LimitExcept> section`;
  if (forbidden !== null && isAlias(directive) && statement.arguments.length > 1) return `${name} cannot occur within directory context`;
  if (forbidden !== null) return `${name} cannot occur within ${forbidden.sectionName} section`;
  const global = scope.context === 'vhost' && directive.accepted.includes('server');
  return global ? `${name} cannot occur within <VirtualHost> section` : null;
}

function isAlias({ name }: Directive): boolean {
  return name === 'Alias' || name === 'ScriptAlias';
}

function parserRefusal(directive: Directive, scope: Scope): string {
  const name = directive.section ? `<${directive.name}` : directive.name;
  const section = enclosingSection(scope);
  return section === '' || scope.kind === 'htaccess' ? `${name} not allowed here` : `${name} not allowed in ${section} context`;
}
