import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf, isEditable } from '../wsgi/edits.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';

/** A RewriteRule that leads a whole site to HTTPS for the moment only. */
export const temporaryHttpsRedirect: ConfigurationRule = {
  code: 'temporary-https-redirect',
  severity: 'information',
  page: {
    title: 'Redirect to HTTPS for the moment only',
    what: 'A `RewriteRule` leads every request to HTTPS, but says nothing of the status.',
    why: 'mod_rewrite then answers 302, “for now”. Browsers and search engines come back over HTTP each time, and each time the first request is in the open.',
    fix: 'Write `R=301`, or `Redirect permanent` in a virtual host of its own, once HTTPS works: browsers keep a permanent redirect.',
    bad: 'RewriteEngine on\nRewriteCond %{HTTPS} !=on\nRewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [L]\n',
    good: 'RewriteEngine on\nRewriteCond %{HTTPS} !=on\nRewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]\n',
  },
  check: (configuration) => everywhere(configuration, 'rewriterule').flatMap(finding),
};

const SAME_SITE = /^https:\/\/%\{(?:HTTP_HOST|SERVER_NAME)\}(?::\d+)?\/?(?:%\{REQUEST_URI\}|\$[01])$/i;

function finding(entry: Entry): ConfigurationFinding[] {
  const flags = argument(entry, 2);
  if (!SAME_SITE.test(argument(entry, 1)) || statusOf(flags) !== null) return [];
  return [
    report(temporaryHttpsRedirect, entry, wordSpan(entry, 1), {
      message: 'This redirect to HTTPS is a temporary one (302), so browsers come back over HTTP each time. Write R=301 once HTTPS works.',
      fixes: isEditable(entry) || !entry.line.text.includes('${') ? fixes(entry, flags) : [],
    }),
  ];
}

/** What the R flag says; null where it says nothing. */
function statusOf(flags: string): string | null {
  return /(?:^\[|,)\s*(?:R|redirect)\s*=\s*([^\],\s]+)/i.exec(flags)?.[1] ?? null;
}

function fixes(entry: Entry, flags: string): Fix[] {
  const word = entry.statement.arguments[2];
  if (word === undefined) return [fixOf('Add [R=301,L]', false, entry.line, [appended(entry, '[R=301,L]')])];
  if (!/^\[.*\]$/.test(flags) || word.quote !== null) return [];
  const bare = flags
    .slice(1, -1)
    .split(',')
    .filter((flag) => !/^\s*(?:R|redirect)\s*$/i.test(flag));
  return [
    {
      title: 'Write R=301',
      safe: false,
      edits: [{ start: word.start, end: word.end, text: `[${['R=301', ...bare].filter((flag) => flag !== '').join(',')}]` }],
    },
  ];
}
