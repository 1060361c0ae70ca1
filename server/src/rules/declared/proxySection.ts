/** Lines in `<Proxy>` are about the worker or balancer that the section names (mod_proxy.c: set_proxy_param, add_member; measured with 2.4.71). */
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { BALANCER, WORKER } from '../../refusals/handlers/workers.ts';
import { regexFault } from '../../refusals/regex.ts';
import type { Word } from '../../syntax/words.ts';
import { isBalancer, isPathSection, isProxySection, type Standing } from './workers.ts';

/** Something that does not go with the section around it. */
export interface Misfit {
  readonly entry: Entry;
  readonly word: Word | null;
  readonly message: string;
  readonly httpd: string;
}

/** What is wrong with a ProxySet or BalancerMember line in the light of the section around it. */
export function misfitIn({ entry, section }: Standing): Misfit | null {
  const name = section === null ? '' : nameOf(section);
  if (name.includes('${') || section === null || /^unix:/i.test(name)) return null;
  if (entry.name === 'proxypass' || entry.name === 'proxypassmatch') return patternMisfit(entry, name, section);
  if (entry.name === 'balancermember') return memberMisfit(entry, name, section);
  if (entry.name !== 'proxyset' || !isProxySection(section)) return null;
  if (!isBalancer(name) && !/^[a-z][a-z\d+.-]*:\/\/[^/?#:]/i.test(name)) {
    const message = `ProxySet needs a section that names one worker or balancer by its URL, such as <Proxy balancer://name>; “${name}” is none.`;
    return { entry, word: null, message, httpd: `ProxySet URL must be absolute!: ${name}` };
  }
  return parameterMisfit(entry, name);
}

/** What httpd takes for the name: the section's first word, or what follows a tilde; `<If>` has none. */
function nameOf(section: Entry): string {
  if (section.name === 'if' || section.name.startsWith('else')) return '*if';
  return argument(section) === '~' && !isProxySection(section) ? argument(section, 1) : argument(section);
}

/** add_pass takes a path with wildcards for a regular expression, and ProxyPassMatch any path. */
function patternMisfit(entry: Entry, name: string, section: Entry): Misfit | null {
  if (!/^(?:location|proxy)$/.test(section.name) || !(entry.name === 'proxypassmatch' || /[*?[]/.test(name)) || regexFault(name) === null) return null;
  const message = `Here httpd takes “${name}” for a regular expression, and it is none: write <${section.name === 'proxy' ? 'ProxyMatch' : 'LocationMatch'}> with one.`;
  return { entry, word: null, message, httpd: 'Regular expression could not be compiled.' };
}

function parameterMisfit(entry: Entry, name: string): Misfit | null {
  const [known, other, kind] = isBalancer(name) ? [BALANCER, WORKER, 'Balancer'] : [WORKER, BALANCER, 'Worker'];
  for (const word of entry.statement.arguments) {
    const key = word.value.replace(/=.*$/s, '').toLowerCase();
    if (!word.value.includes('=') || Object.hasOwn(known, key) || !Object.hasOwn(other, key)) continue;
    const message = `“${key}” is a parameter of ${kind === 'Worker' ? 'balancers' : 'workers'}, and <Proxy ${name}> is a ${kind.toLowerCase()}.`;
    return { entry, word, message, httpd: `ProxySet: unknown ${kind} ` };
  }
  return null;
}

/** Where no section of a proxy stands around, the section's own argument is taken for the balancer. */
function memberMisfit(entry: Entry, name: string, section: Entry): Misfit | null {
  if (!isPathSection(section) || section.name.startsWith('limit') || /^[a-z][a-z\d+.-]*:\/\/./i.test(name)) return null;
  const message = `The section around names the balancer, and “${name}” is no balancer: put the line into <Proxy balancer://name>.`;
  return { entry, word: null, message, httpd: `BalancerMember Bad syntax for a balancer name (${name})` };
}
