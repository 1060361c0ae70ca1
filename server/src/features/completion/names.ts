/** Offers at the beginning of a line: directives, sections, closing tags. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Directive } from '../../knowledge/types.ts';
import { compareVersions } from '../../knowledge/version.ts';
import type { Scope } from '../../model/scope.ts';
import { type Target, versionFor } from '../../model/target.ts';
import { isAcceptedIn } from '../../rules/notAllowedHere.ts';
import { statementOf } from '../../syntax/statement.ts';
import type { Place } from '../place.ts';
import type { CompletionItem } from './item.ts';

/** Directives that nearly every virtual host has come before the many that few need. */
const EVERYDAY = new Set(
  (
    'servername serveralias documentroot errorlog customlog loglevel wsgidaemonprocess wsgiprocessgroup wsgiscriptalias wsgiapplicationgroup wsgipassauthorization ' +
    'sslengine sslcertificatefile sslcertificatekeyfile sslprotocol sslciphersuite sslhonorcipherorder ssloptions require redirect redirectmatch alias header ' +
    'rewriteengine rewritecond rewriterule proxypass proxypassreverse options allowoverride include includeoptional define listen setenvif directoryindex protocols'
  ).split(' '),
);

/** Offers of names, worked out once for each context. */
export class NameOffers {
  private readonly plain = new Map<string, readonly CompletionItem[]>();
  private readonly knowledge: Knowledge;
  private readonly target: Target;

  constructor(knowledge: Knowledge, target: Target) {
    this.knowledge = knowledge;
    this.target = target;
  }

  /** Directives that may stand in a scope, the everyday ones first. */
  directives(scope: Scope): readonly CompletionItem[] {
    return this.offers(scope, false);
  }

  /** Sections that may stand in a scope, each with its closing tag. */
  sections(scope: Scope): readonly CompletionItem[] {
    return this.offers(scope, true);
  }

  private offers(scope: Scope, section: boolean): readonly CompletionItem[] {
    const key = `${section} ${scope.kind} ${scope.context}`;
    const known = this.plain.get(key);
    if (known) return known;
    const seen = new Set<string>();
    const items: CompletionItem[] = [];
    for (const directive of this.knowledge.directives) {
      if (directive.section !== section || seen.has(directive.name) || !isAcceptedIn(directive, scope) || !this.exists(directive)) continue;
      seen.add(directive.name);
      items.push(section ? sectionItem(directive) : directiveItem(directive));
    }
    this.plain.set(key, items);
    return items;
  }

  private exists({ module, since, removed }: Directive): boolean {
    const version = versionFor(module, this.target);
    if (removed !== undefined && compareVersions(version, removed) >= 0) return false;
    return since === undefined || !/^\d/.test(since) || compareVersions(version, since) >= 0;
  }
}

function directiveItem(directive: Directive): CompletionItem {
  const takes = takesArguments(directive);
  return {
    label: directive.name,
    kind: 'directive',
    insert: takes ? `${directive.name} ` : directive.name,
    sort: rank(directive),
    detail: directive.module,
    ...(directive.deprecated !== undefined && { deprecated: true }),
    ...(takes && { again: true }),
    about: { directive: directive.name },
  };
}

/** Some directives take whatever is written behind them and look at none of it: they stand alone. */
function takesArguments({ name, count, arguments: signature, syntax }: Directive): boolean {
  const alone = signature.length === 0 && syntax.length > 0 && syntax.every((line) => line === name);
  return count.max !== 0 && !alone;
}

function sectionItem(directive: Directive): CompletionItem {
  const { name } = directive;
  const quote = directive.arguments[0]?.type === 'expression' ? '"' : '';
  const argument = directive.arguments.length === 0 && directive.count.min === 0 ? '' : ` ${quote}\${1:${placeholder(directive)}}${quote}`;
  return {
    label: `<${name}>`,
    kind: 'section',
    insert: `<${name}${argument}>\n\t$0\n</${name}>`,
    snippet: true,
    sort: `${rank(directive)}~`,
    detail: directive.module,
    about: { directive: name, section: true },
  };
}

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  VirtualHost: '*:443',
  Directory: '/srv/app',
  DirectoryMatch: '^/srv/',
  Location: '/',
  LocationMatch: '^/',
  Files: 'app.wsgi',
  FilesMatch: '\\\\.wsgi\\$',
  IfModule: 'mod_ssl.c',
  IfVersion: '>= 2.4',
  Proxy: '*',
  Limit: 'GET POST',
  LimitExcept: 'GET POST',
};

function placeholder({ name, arguments: [first] }: Directive): string {
  return PLACEHOLDERS[name] ?? first?.name.replaceAll(/[$}\\]/g, '') ?? 'argument';
}

function rank(directive: Directive): string {
  if (directive.deprecated !== undefined) return '4';
  if (EVERYDAY.has(directive.name.toLowerCase())) return '0';
  if (directive.manual === '') return '3';
  return directive.module === 'mod_wsgi' || directive.module === 'mod_ssl' || directive.module === 'core' ? '1' : '2';
}

/** Closing tags of the sections around the cursor, innermost first; those still open before those that have theirs. */
export function closingTags({ sections }: Place, knowledge: Knowledge): CompletionItem[] {
  const names = sections.toReversed().map((section) => ({
    name: knowledge.find(section.tag, true)[0]?.name ?? statementOf(section.open)?.name ?? section.tag,
    open: section.close === null,
  }));
  const unique = names.filter(({ name }, index) => names.findIndex((other) => other.name === name) === index);
  return unique.map(({ name, open }, index) => ({
    label: `</${name}>`,
    kind: 'closing-tag',
    insert: `</${name}>`,
    sort: `${open ? '0' : '1'}${String(index).padStart(3, '0')}`,
  }));
}
