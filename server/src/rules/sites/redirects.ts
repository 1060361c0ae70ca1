/**
 * Where a server's redirects lead: mod_rewrite's first rule, if it takes everything, else the first Redirect or
 * RedirectMatch that fits (mod_rewrite comes first; of Redirect the first line that fits counts, not the longest).
 */
import { argument, type Entry, entriesOf, isCertain, lastOf } from '../../model/configuration/entry.ts';
import { namesOf, type VirtualHost } from '../../model/configuration/hosts.ts';
import { Note } from '../../model/note.ts';
import type { Word } from '../../syntax/words.ts';

/** A redirect that is surely taken. */
export interface Redirected {
  readonly entry: Entry;
  readonly target: Word;
  /** The whole URL that it leads to. */
  readonly url: string;
}

/** The URL path and the target of a Redirect line; null for a form that has not both. */
export function redirectOf(entry: Entry): { readonly path: Word; readonly target: Word } | null {
  const words = entry.statement.arguments;
  const [path, target] = words.length > 2 || !argument(entry).startsWith('/') ? words.slice(1) : words;
  return path === undefined || target === undefined || !path.value.startsWith('/') ? null : { path, target };
}

const REDIRECTING = ['redirect', 'redirectpermanent', 'redirecttemp', 'redirectmatch'];

const redirecting = new Note<VirtualHost, boolean>();

/** Whether a server has a line that might redirect. */
export function mayRedirect(host: VirtualHost): boolean {
  const known = redirecting.get(host) ?? host.entry.children.some(({ name }) => name === 'rewriterule' || REDIRECTING.includes(name));
  redirecting.set(host, known);
  return known;
}

/** What hosts do with URL paths, as far as somebody asked. */
const known = new Note<VirtualHost, Map<string, Redirected | null>>();

/** What a host does with a URL path; null where it does not redirect, or nobody can tell. */
export function redirectFor(host: VirtualHost, path: string): Redirected | null {
  if (!mayRedirect(host)) return null;
  const ofHost = known.get(host) ?? new Map<string, Redirected | null>();
  known.set(host, ofHost);
  const found = ofHost.get(path);
  if (found !== undefined) return found;
  const redirected = redirectAnew(host, path);
  ofHost.set(path, redirected);
  return redirected;
}

function redirectAnew(host: VirtualHost, path: string): Redirected | null {
  const { children } = host.entry;
  const engine = lastOf(children, 'rewriteengine');
  if (engine !== undefined && argument(engine).toLowerCase() === 'on') {
    const rule = children.find(({ name }) => name === 'rewriterule');
    const conditions = rule === undefined ? [] : children.slice(0, children.indexOf(rule)).filter(({ name }) => name === 'rewritecond');
    if (rule !== undefined) return alwaysHold(host, conditions) ? rewritten(host, rule, path) : null;
  }
  for (const entry of entriesOf(children, ...REDIRECTING)) {
    if (!isCertain(entry)) return null;
    if (entry.name === 'redirectmatch') return matched(entry, path);
    const { path: from, target } = redirectOf(entry) ?? {};
    if (from === undefined || target === undefined) continue;
    if (covers(from.value, path)) return { entry, target, url: target.value + path.slice(from.value.length) };
  }
  return null;
}

/** Whether a URL path of mod_alias takes another: whole parts of a path are compared, and a slash at the end has to be there. */
export function covers(from: string, path: string): boolean {
  return path === from || path.startsWith(from.endsWith('/') ? from : `${from}/`);
}

/** Patterns that take every path, with what `$1` is then: the path without its slash, with it, or nothing. */
const EVERYTHING: Readonly<Record<string, 'bare' | 'whole' | 'none'>> = {
  '^': 'none',
  '/': 'none',
  '^/': 'none',
  '.*': 'none',
  '^.*$': 'none',
  '^/?(.*)': 'bare',
  '^/?(.*)$': 'bare',
  '^/(.*)': 'bare',
  '^/(.*)$': 'bare',
  '(.*)': 'whole',
  '^(.*)': 'whole',
  '^(.*)$': 'whole',
};

/** The first rule of mod_rewrite, if it takes everything on no condition, or on such as always hold. */
function rewritten(host: VirtualHost, rule: Entry, path: string): Redirected | null {
  const [pattern, target] = rule.statement.arguments;
  if (!isCertain(rule) || pattern === undefined || target === undefined || isProxied(rule)) return null;
  const name = [host.serverName, ...host.aliases].find((one) => one !== null && !/[*?]/.test(one)) ?? null;
  const filled = filledIn(target.value, pattern.value, path);
  if (filled === null || (name === null && /%\{(?:HTTP_HOST|SERVER_NAME)\}/.test(filled))) return null;
  const url = filled.replace(/%\{(?:HTTP_HOST|SERVER_NAME)\}/g, name ?? '').replaceAll('%{REQUEST_URI}', path);
  return /^https?:\/\//i.test(url) && !/[$%]/.test(url) ? { entry: rule, target, url } : null;
}

/** Whether httpd fetches the target itself, and the client learns nothing of it. */
function isProxied(rule: Entry): boolean {
  return /(?:^\[|,)\s*(?:P|proxy)\s*(?:,|\]$)/i.test(argument(rule, 2));
}

/** Whether conditions hold for every request to the host's names: those of certbot name them all, and no TLS is spoken on port 80. */
function alwaysHold(host: VirtualHost, conditions: readonly Entry[]): boolean {
  if (!conditions.every(isCertain)) return false;
  const about = argument(conditions[0] ?? host.entry).toUpperCase();
  if (conditions.some((condition) => argument(condition).toUpperCase() !== about)) return false;
  return conditions.length === 0 || (about === '%{HTTPS}' ? isPlainOnly(host, conditions) : about === '%{SERVER_NAME}' && areAllNames(host, conditions));
}

function isPlainOnly({ addresses, entry }: VirtualHost, conditions: readonly Entry[]): boolean {
  const isPlain = addresses.every(({ port }) => port === 80) && lastOf(entry.children, 'sslengine') === undefined;
  return isPlain && conditions.every((condition) => /^(?:off|=off|\^off\$|!=on|!on|!\^on\$)$/i.test(argument(condition, 1)));
}

function areAllNames(host: VirtualHost, conditions: readonly Entry[]): boolean {
  const named = new Set(conditions.map((condition) => /^=(.*)$/.exec(argument(condition, 1))?.[1]?.toLowerCase()));
  const isEither = conditions.slice(0, -1).every((condition) => /\b(?:OR|ornext)\b/i.test(argument(condition, 2)));
  return isEither && namesOf(host).every((name) => named.has(name));
}

function matched(entry: Entry, path: string): Redirected | null {
  const words = entry.statement.arguments;
  const [pattern, target] = words.length > 2 ? words.slice(1) : words;
  if (pattern === undefined || target === undefined) return null;
  const url = filledIn(target.value, pattern.value, path);
  return url === null || /\$/.test(url) ? null : { entry, target, url };
}

function filledIn(target: string, pattern: string, path: string): string | null {
  const kind = Object.hasOwn(EVERYTHING, pattern) ? EVERYTHING[pattern]! : null;
  if (kind === null) return null;
  return kind === 'none' ? target : target.replaceAll('$1', () => (kind === 'bare' ? path.replace(/^\//, '') : path));
}
