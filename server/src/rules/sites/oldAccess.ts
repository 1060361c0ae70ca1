/** From Order, Allow and Deny to Require (manual: upgrading; compared with the answers of httpd 2.4.71). */
import { walksOf } from '../../model/access/layers.ts';
import { requirementsOf } from '../../model/access/requirements.ts';
import { isExpression, pathOf } from '../../model/access/sections.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, argumentsOf, type Entry, lastOf } from '../../model/configuration/entry.ts';

/** The Require lines that say the same; null where there are none, or nobody can tell. */
export function requireLines(lines: readonly Entry[]): string[] | null {
  const satisfy = lastOf(lines, 'satisfy');
  if (satisfy !== undefined && argument(satisfy).toLowerCase() !== 'all') return null;
  const order = lastOf(lines, 'order');
  const allowed = hostsOf(lines, 'allow');
  const denied = hostsOf(lines, 'deny');
  const kind = order === undefined ? 'deny,allow' : argument(order).toLowerCase();
  if (kind === 'deny,allow') return denyFirst(allowed, denied);
  return kind === 'allow,deny' ? allowFirst(allowed, denied) : null;
}

function hostsOf(lines: readonly Entry[], name: string): string[] {
  return lines.filter((line) => line.name === name).flatMap((line) => argumentsOf(line).slice(1));
}

const GRANTED = 'Require all granted';
const DENIED = 'Require all denied';

/** Whom nobody speaks of comes in; Allow has the last word. */
function denyFirst(allowed: readonly string[], denied: readonly string[]): string[] | null {
  if (denied.length === 0 || isAll(allowed)) return [GRANTED];
  if (isAll(denied)) return allowed.length === 0 ? [DENIED] : conditions(allowed);
  return allowed.length === 0 ? except(GRANTED, denied) : null;
}

/** Whom nobody speaks of stays out; Deny has the last word. */
function allowFirst(allowed: readonly string[], denied: readonly string[]): string[] | null {
  if (allowed.length === 0 || isAll(denied)) return [DENIED];
  if (denied.length === 0) return isAll(allowed) ? [GRANTED] : conditions(allowed);
  return isAll(allowed) ? except(GRANTED, denied) : null;
}

function isAll(hosts: readonly string[]): boolean {
  return hosts.some((host) => host.toLowerCase() === 'all');
}

function except(granting: string, denied: readonly string[]): string[] | null {
  const not = conditions(denied)?.map((line) => `    ${line.replace('Require ', 'Require not ')}`);
  return not === undefined ? null : ['<RequireAll>', `    ${granting}`, ...not, '</RequireAll>'];
}

/** One line for addresses, one for host names, one for variables; null for a variable that must be absent. */
function conditions(hosts: readonly string[]): string[] | null {
  const variables = hosts.filter((host) => /^env=/i.test(host)).map((host) => host.slice(4));
  if (variables.some((name) => name.startsWith('!'))) return null;
  const others = hosts.filter((host) => !/^env=/i.test(host));
  const addresses = others.filter((host) => /^[\d.]+(?:\/[\d.]+)?$|:/.test(host));
  const names = others.filter((host) => !addresses.includes(host));
  const line = (provider: string, words: readonly string[]) => (words.length === 0 ? [] : [`Require ${provider} ${words.join(' ')}`]);
  return [...line('ip', addresses), ...line('host', names), ...line('env', variables)];
}

/**
 * Whether sections further out let only some people into the folder of a section: Require instead of the old lines would
 * let in more. For sections other than `<Directory>` nobody can tell.
 */
export function keepsOthersOut({ entries, hosts }: Configuration, line: Entry): boolean {
  const holds = (section: Entry) => section.children.includes(line);
  const owner = hosts.find(({ entry }) => entry.children.some(holds)) ?? null;
  const section = (owner === null ? entries : owner.entry.children).find(holds);
  if (section?.name !== 'directory' || isExpression(section)) return true;
  const walks = walksOf(entries, { path: pathOf(section), kind: 'folder', url: null, host: owner });
  return walks.flat().some(({ entry }) => ['depends', 'unknown'].includes(requirementsOf(entry).vote ?? ''));
}
