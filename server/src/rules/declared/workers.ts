/** Workers and balancers that ProxySet names: each server has those that its own lines above make (mod_proxy.c, set_proxy_param; measured with 2.4.71). */
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Word } from '../../syntax/words.ts';
import type { Undeclared } from './undeclared.ts';

/** Lines that httpd reads in order, with the section that each stands in. */
export interface Standing {
  readonly entry: Entry;
  readonly section: Entry | null;
}

/** What ProxySet lines outside of `<Proxy>` name and no line above makes; `lines` are those of one server in order. */
export function undeclaredWorkers(lines: Iterable<Standing>): Undeclared[] {
  const made: string[] = [];
  const found: Undeclared[] = [];
  for (const { entry, section } of lines) {
    made.push(...madeBy(entry, section));
    const [word] = entry.statement.arguments;
    if (entry.name !== 'proxyset' || isProxySection(section) || word === undefined || isMade(made, word)) continue;
    const what = isBalancer(word.value) ? 'Balancer' : 'Worker';
    found.push({ entry, word, what: what.toLowerCase(), by: 'ProxyPass, BalancerMember or <Proxy>', httpd: `ProxySet can not find '${word.value}' ${what}.` });
  }
  return found;
}

/** Whether a section is one whose argument names a worker for the ProxySet lines in it. */
export function isProxySection(section: Entry | null): boolean {
  return section?.name === 'proxy' || section?.name === 'proxymatch';
}

/** Whether a section holds for some paths, so that its argument is one that lines in it go without. */
export function isPathSection({ name }: Entry): boolean {
  return name !== 'virtualhost' && !/^auth[nz]provideralias$/.test(name);
}

/** The workers and balancers that a line makes. */
function madeBy(entry: Entry, section: Entry | null): string[] {
  const inLocation = section !== null && isPathSection(section);
  if (entry.name === 'proxypass' || entry.name === 'proxypassmatch') return entry.statement.arguments.slice(inLocation ? 0 : 1).map(({ value }) => value);
  if (entry.name === 'proxyset' && isProxySection(section)) return [argument(section!)];
  if (entry.name === 'proxy' && entry.statement.arguments.length > 1) return [argument(entry)];
  if (entry.name !== 'balancermember') return [];
  return [inLocation ? argument(section) : argument(entry)];
}

export function isBalancer(name: string): boolean {
  return /^balancer:/i.test(name);
}

/** A worker serves every URL that begins as its own does; a balancer is found by its name alone, whatever path follows. */
function isMade(made: readonly string[], { value }: Word): boolean {
  if (/\$\{|%|\||^unix:/i.test(value)) return true;
  const wanted = normalized(value);
  return made.some((name) => name.includes('$') || (isBalancer(name) ? originOf(name) === originOf(value) : wanted.startsWith(normalized(name))));
}

function normalized(url: string): string {
  return originOf(url) + url.slice(originOf(url).length);
}

function originOf(url: string): string {
  return (/^[^/]*\/\/[^/?#]*/.exec(url)?.[0] ?? url).toLowerCase();
}
