/** Templates and expressions of health checks, which are known in the server that declares them (mod_proxy_hcheck.c; measured with 2.4.71). */
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Undeclared } from './undeclared.ts';

/** Lines that may name a template or an expression. */
export const CHECKED = ['proxyhctemplate', 'proxypass', 'proxypassmatch', 'balancermember', 'proxyset'];

const PARAMETER = /^(hctemplate|hcexpr)=(.*)$/is;

/** Names of health checks that no line above declares; `entries` are a server's lines in order. */
export function undeclaredChecks(entries: Iterable<Entry>): Undeclared[] {
  const templates = new Set<string>();
  const expressions = new Set<string>();
  const found: Undeclared[] = [];
  for (const entry of entries) {
    if (entry.name === 'proxyhcexpr') expressions.add(argument(entry).toLowerCase());
    if (entry.name === 'proxyhctemplate') templates.add(argument(entry).toLowerCase());
    if (CHECKED.includes(entry.name)) found.push(...namedBy(entry, templates, expressions));
  }
  return found;
}

function namedBy(entry: Entry, templates: ReadonlySet<string>, expressions: ReadonlySet<string>): Undeclared[] {
  return entry.statement.arguments.flatMap((word) => {
    const [, key = '', name = ''] = PARAMETER.exec(word.value) ?? [];
    const isTemplate = key.toLowerCase() === 'hctemplate';
    if (key === '' || word.value.includes('${') || (isTemplate ? templates : expressions).has(name.toLowerCase())) return [];
    const httpd = isTemplate ? `Unknown ProxyHCTemplate name: ${name}` : `Unknown health check condition expr: ${name}`;
    const what = isTemplate ? 'template of health checks' : 'expression of health checks';
    return [{ entry, word, what, httpd, by: isTemplate ? 'ProxyHCTemplate' : 'ProxyHCExpr' }];
  });
}
