/** Keeps the path of ACME's challenge over HTTP out of a virtual host's redirects to https, whatever they are written with. */
import type { Section } from '../../syntax/section.ts';
import type { TextEdit } from '../../text/range.ts';
import type { HostEdit } from './change.ts';
import { broughtIn, placeOf } from './elsewhere.ts';
import { textWord } from './words.ts';
import { inOrder, linesAbove, linesIn, type WrittenHost, type WrittenLine, withStatement } from './written.ts';

/** Where an authority looks for the answer to its challenge (RFC 8555, 8.3). */
const CHALLENGE = '/.well-known/acme-challenge/';
/** A path below it, as an example to try patterns on; in sections for a folder, mod_rewrite sees it without its slash. */
const EXAMPLE = `${CHALLENGE}token`;
const IN_FOLDER = EXAMPLE.slice(1);
/** As a pattern that follows the path's beginning. */
const NOT_CHALLENGE = '(?!/\\.well-known/acme-challenge/)';
const CONDITION = 'RewriteCond %{REQUEST_URI} !^/\\.well-known/acme-challenge/';

const HTTPS = /^https:\/\//i;
const REDIRECTS = ['redirect', 'redirectpermanent', 'redirecttemp', 'redirectmatch'];

/** Takes the challenge's path out of every redirect to https in the host. */
export function acmeEdit(host: WrittenHost): HostEdit {
  const ports = host.addresses.map(({ port }) => port);
  if (ports.length > 0 && ports.every((port) => port === 443)) {
    return {
      refused:
        'Certificate authorities ask for the challenge on port 80. Put the cursor into the virtual host for port 80 that redirects to https, and try again.',
    };
  }
  const lines = linesIn(host, () => true);
  const redirects = [...rewriting(lines), ...lines.flatMap(aliasRedirect)];
  if (redirects.length === 0) return { refused: noRedirect(host) };
  const edits = redirects.flatMap(({ edit }) => edit ?? []);
  const summary =
    edits.length === 0
      ? `The redirect to https leaves out ${CHALLENGE} already.`
      : `${CHALLENGE} is left out of the redirect to https: certbot's webroot plugin puts its answers there, below the DocumentRoot of this virtual host. Reload httpd, so that it counts.`;
  return { edits: inOrder(edits), summary };
}

function noRedirect(host: WrittenHost): string {
  const foreign = broughtIn(host, 'rewriterule', ...REDIRECTS);
  if (foreign !== undefined) return `This virtual host gets its redirect from ${placeOf(host, foreign)}. Change it there: leave out ${CHALLENGE}.`;
  return 'No RewriteRule, Redirect or RedirectMatch of this virtual host sends every path to https. Put the cursor into the one for port 80 that does; a Redirect in a <Location> has to be changed by hand.';
}

/** A redirect that takes the challenge's path, or would without what is written already. */
interface Redirect {
  /** What keeps the challenge out; null where something does. */
  readonly edit: TextEdit | null;
}

/** Redirects of mod_rewrite: a condition comes before the others of the rule, so that it counts whatever they are joined by. */
function rewriting(lines: readonly WrittenLine[]): Redirect[] {
  if (!lines.some(({ name, statement }) => name === 'rewriteengine' && /^on$/i.test(statement.arguments[0]?.value ?? ''))) return [];
  const redirects: Redirect[] = [];
  let conditions: WrittenLine[] = [];
  let isThrough = false;
  for (const line of lines) {
    if (line.name === 'rewritecond') conditions.push(line);
    if (line.name !== 'rewriterule') continue;
    const [pattern = '', target = '', flags = ''] = values(line);
    const takesIt = takes(pattern, flags, line.inside.some(isForPaths) ? IN_FOLDER : EXAMPLE);
    if (HTTPS.test(target)) {
      const isOut = isThrough || !takesIt || conditions.some(leavesOut);
      redirects.push({ edit: isOut ? null : linesAbove(conditions[0] ?? line, [CONDITION]) });
    }
    isThrough ||= takesIt && target === '-' && conditions.length === 0 && /(?:^\[|,)\s*(?:L|last|END)\s*(?:,|\]$)/i.test(flags);
    conditions = [];
  }
  return redirects;
}

/** Whether a condition fails for the challenge's path. */
function leavesOut(condition: WrittenLine): boolean {
  const [about = '', pattern = '', flags = ''] = values(condition);
  return about.toUpperCase() === '%{REQUEST_URI}' && !takes(pattern, flags, EXAMPLE) && !/\b(?:OR|ornext)\b/i.test(flags);
}

function isForPaths({ tag }: Section): boolean {
  return /^(?:directory|location|files|proxy)(?:match)?$/.test(tag);
}

/** Whether a pattern of mod_rewrite, which may be negated, takes a path. */
function takes(pattern: string, flags: string, path: string): boolean {
  const isNot = pattern.startsWith('!');
  return matches(isNot ? pattern.slice(1) : pattern, path, /\b(?:NC|nocase)\b/i.test(flags)) !== isNot;
}

/** Whether a pattern takes a path, as far as JavaScript understands it; what it does not understand may. */
function matches(pattern: string, path: string, ignoresCase = false): boolean {
  try {
    return new RegExp(pattern, ignoresCase ? 'i' : '').test(path);
  } catch {
    return true;
  }
}

/** Redirects of mod_alias. Redirect itself knows no exception, so it becomes a RedirectMatch that does the same. */
function aliasRedirect(line: WrittenLine): Redirect[] {
  if (!REDIRECTS.includes(line.name)) return [];
  const words = line.statement.arguments.map(({ value }) => value);
  const [status, from, target] = words.length > 2 ? words : [STATUS[line.name], ...words];
  if (from === undefined || target === undefined || !HTTPS.test(target)) return [];
  if (line.name === 'redirectmatch') {
    if (!matches(from, EXAMPLE)) return from.includes('acme-challenge') || from.includes('well-known') ? [{ edit: null }] : [];
    return [{ edit: withStatement(line, redirectMatch(status, withoutChallenge(from), target)) }];
  }
  if (!isAbove(from)) return [];
  return [{ edit: withStatement(line, redirectMatch(status, pathPattern(from), `${whole(target)}$1`)) }];
}

/** What the names without a status stand for. */
const STATUS: Readonly<Record<string, string>> = { redirectpermanent: 'permanent', redirecttemp: 'temp' };

function redirectMatch(status: string | undefined, pattern: string, target: string): string {
  return ['RedirectMatch', ...(status === undefined ? [] : [status]), ...[pattern, target].map((word) => textWord(word))].join(' ');
}

/** Whether Redirect takes the challenge's path: whole parts of a path are compared. */
function isAbove(from: string): boolean {
  return from.startsWith('/') && CHALLENGE.startsWith(from.endsWith('/') ? from : `${from}/`);
}

/** The pattern that takes what Redirect takes, less the challenge; what goes on behind it is its group. */
function pathPattern(from: string): string {
  const escaped = from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return from.endsWith('/') ? `^${NOT_CHALLENGE}${escaped}(.*)` : `^${NOT_CHALLENGE}${escaped}(/.*)?$`;
}

/** A target of Redirect, with what stands for a group in RedirectMatch escaped. A bare name gets the slash that has to follow. */
function whole(target: string): string {
  const escaped = target.replaceAll(/\$(?=\d)|\\/g, '\\$&');
  return /^https:\/\/[^/]*$/i.test(target) ? `${escaped}/` : escaped;
}

/** A pattern of RedirectMatch, less the challenge. Its groups keep their numbers. */
function withoutChallenge(pattern: string): string {
  if (!pattern.includes('|') && pattern.startsWith('^')) return `^${NOT_CHALLENGE}${pattern.slice(1)}`;
  if (!pattern.includes('|') && /^\(?\.\*/.test(pattern)) return `^${NOT_CHALLENGE}${pattern}`;
  return `^${NOT_CHALLENGE}.*?(?:${pattern})`;
}

function values({ statement }: WrittenLine): string[] {
  return statement.arguments.map(({ value }) => value);
}
