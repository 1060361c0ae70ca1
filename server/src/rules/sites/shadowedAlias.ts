import { argument, type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import { Note } from '../../model/note.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { above, fixOf, isEditable, withoutLine, writtenText } from '../wsgi/edits.ts';
import { nameSpan, related, report, type Span, wordSpan } from '../wsgi/report.ts';
import { serversOf } from './lists.ts';
import { covers, redirectOf } from './redirects.ts';

/** An Alias or Redirect that no request reaches. */
export const shadowedAlias: ConfigurationRule = {
  code: 'shadowed-alias',
  severity: 'warning',
  page: {
    title: 'Alias or redirect that is never reached',
    what: 'Every URL of an `Alias`, `ScriptAlias` or `Redirect` belongs to a line further up as well, or, for an alias, to a `Redirect` of the same host.',
    why: 'Of aliases the first that fits counts, not the longest, and of redirects too. All redirects come before all aliases, wherever they stand.',
    fix: 'Put the longest paths first. Take out the `Redirect` of a host that serves something, or the alias of one that only redirects.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    Alias /static /srv/blog/static\n    Alias /static/shop /srv/shop/static\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    Alias /static/shop /srv/shop/static\n    Alias /static /srv/blog/static\n</VirtualHost>\n',
  },
  check: (configuration) => serversOf(configuration).flatMap(({ entries }) => inServer(entries)),
};

/** A line that takes URLs, and the place of the URL path in it. */
interface Taking {
  readonly entry: Entry;
  readonly url: string;
  readonly span: Span;
  readonly target: string;
}

const found = new Note<readonly Entry[], ConfigurationFinding[]>();

function inServer(entries: readonly Entry[]): ConfigurationFinding[] {
  const known = found.get(entries);
  if (known !== undefined) return known;
  const redirects = entriesOf(entries, 'redirect', 'redirectpermanent', 'redirecttemp').flatMap(redirectTaking);
  const aliases = entriesOf(entries, 'alias', 'scriptalias').flatMap(aliasTaking);
  const findings = [...shadowed(redirects), ...shadowed(aliases), ...behindRedirects(aliases, redirects)];
  found.set(entries, findings);
  return findings;
}

function redirectTaking(entry: Entry): Taking[] {
  const { path, target } = redirectOf(entry) ?? {};
  return path === undefined || path.value.includes('${') ? [] : [{ entry, url: path.value, span: path, target: target!.value }];
}

function aliasTaking(entry: Entry): Taking[] {
  const [url, target] = entry.statement.arguments;
  return url === undefined || target === undefined || url.value.includes('${') ? [] : [{ entry, url: url.value, span: url, target: target.value }];
}

/** Lines that an earlier one of the list leaves nothing to. Of two that lead to the same place nothing is said. */
function shadowed(lines: readonly Taking[]): ConfigurationFinding[] {
  const certain = new Map<string, Taking>();
  return lines.flatMap((line) => {
    const earlier = ancestors(line.url).flatMap((url) => certain.get(url) ?? [])[0];
    if (isCertain(line.entry) && !certain.has(line.url)) certain.set(line.url, line);
    return earlier === undefined || isSameWay(earlier, line) ? [] : [finding(line, earlier)];
  });
}

/** The URL paths that take a path as a whole, the path itself included, the shortest first. */
function ancestors(url: string): string[] {
  const ends = [...url.matchAll(/\//g)].flatMap(({ index }) => (index === 0 ? [1] : [index, index + 1]));
  return [...new Set([...ends, url.length])].map((end) => url.slice(0, end)).filter((start) => covers(start, url));
}

/** Whether the earlier line leads everything where the later one would. */
function isSameWay(earlier: Taking, line: Taking): boolean {
  return line.target === earlier.target + line.url.slice(earlier.url.length);
}

function finding(line: Taking, earlier: Taking): ConfigurationFinding {
  const movable = isEditable(line.entry) && earlier.entry.uses.length === 0 && line.url !== earlier.url;
  return report(shadowedAlias, line.entry, line.span, {
    message: `No request reaches this line: ${earlier.url} further up takes all of ${line.url}. ${line.url === earlier.url ? 'Take one of the two out.' : 'Put the longer path first.'}`,
    related: [related(earlier.entry, earlier.span, 'This line answers first.')],
    ...(movable && { fixes: [fixOf('Move this line up', false, line.entry.line, [above(earlier.entry, writtenText(line.entry)), withoutLine(line.entry)])] }),
  });
}

function behindRedirects(aliases: readonly Taking[], redirects: readonly Taking[]): ConfigurationFinding[] {
  return aliases.flatMap((alias) => {
    const redirect = redirects.find(({ entry, url }) => isCertain(entry) && covers(url, alias.url));
    if (redirect === undefined) return [];
    return [
      report(shadowedAlias, alias.entry, wordSpan(alias.entry, 0), {
        message: `No request reaches this alias: ${redirect.entry.statement.name} ${argument(redirect.entry)} comes before every alias, wherever it stands, and takes all of ${alias.url}.`,
        related: [related(redirect.entry, nameSpan(redirect.entry), 'This line answers first.')],
      }),
    ];
  });
}
