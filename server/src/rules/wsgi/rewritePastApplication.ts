import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { inventoryOf, placedIn } from '../../model/configuration/inventory.ts';
import { perHost } from '../../model/configuration/kept.ts';
import type { Fix } from '../../model/finding.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { isBelow, tidyPath } from '../../model/wsgi/paths.ts';
import { mountsIn } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf, isEditable } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** A rewrite to the URL of an application that the application never gets. */
export const rewritePastApplication: ConfigurationRule = {
  code: 'rewrite-past-application',
  severity: 'warning',
  page: {
    title: 'Rewrite that passes the application by',
    what: 'A RewriteRule outside of directory sections leads to a URL of a WSGIScriptAlias, without the flag PT.',
    why: 'Without PT the result counts as a file name, and aliases are not looked at any more: the request ends with 404, or delivers a file.',
    fix: 'Add the flag PT, which hands the new URL on to the aliases.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    RewriteEngine on\n    RewriteRule "^/old/(.*)$" "/app/$1" [L]\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    RewriteEngine on\n    RewriteRule "^/old/(.*)$" "/app/$1" [PT,L]\n</VirtualHost>\n',
  },
  check: (configuration) => [...findingsIn(configuration, null), ...configuration.hosts.flatMap((host) => findingsInHost(configuration, host))],
};

const findingsInHost = perHost((configuration, host) => findingsIn(configuration, host));

function findingsIn(configuration: Configuration, host: VirtualHost | null): ConfigurationFinding[] {
  const rules = placedIn(inventoryOf(configuration, host), 'rewriterule').filter(({ sections }) => sections.length === 0);
  if (rules.length === 0) return [];
  const mounts = [...mountsIn(configuration, null), ...(host === null ? [] : mountsIn(configuration, host))];
  const reached = mounts.filter(({ url }) => url !== null && tidyPath(url) !== '/');
  return rules.flatMap(({ entry }) => {
    const mount = passesOn(entry) ? undefined : reached.find(({ url }) => isBelow(tidyPath(argument(entry, 1).replace(/\?.*$/, '')), tidyPath(url!)));
    return mount === undefined ? [] : finding(entry, mount);
  });
}

/** Flags that keep a rule from ending in a file name: it passes the URL on, redirects, refuses, proxies, or sets a handler. */
const HARMLESS = /^(?:pt|passthrough|r|redirect|f|forbidden|g|gone|p|proxy|h|handler)(?:=|$)/i;

function passesOn(entry: Entry): boolean {
  const target = argument(entry, 1);
  if (!target.startsWith('/') || target.includes('${')) return true;
  return flagsOf(entry).some((flag) => HARMLESS.test(flag));
}

function flagsOf(entry: Entry): string[] {
  return argument(entry, 2)
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '');
}

function finding(entry: Entry, mount: Mount): ConfigurationFinding {
  const fix = fixFor(entry);
  return report(rewritePastApplication, entry, wordSpan(entry, 1), {
    message: `${argument(entry, 1)} belongs to the application on ${mount.location}, but without the flag PT the result is taken for a file and never gets there. Add PT.`,
    related: [related(mount.entry, wordSpan(mount.entry, 0), 'The application on this URL.')],
    ...(fix !== null && { fixes: [fix] }),
  });
}

function fixFor(entry: Entry): Fix | null {
  if (!isEditable(entry)) return null;
  const flags = entry.statement.arguments[2];
  if (flags === undefined) return fixOf('Add [PT]', false, entry.line, [appended(entry, '[PT]')]);
  const bracket = entry.line.text.indexOf('[', flags.start);
  if (bracket === -1 || bracket > flags.start + 1) return null;
  return { title: 'Add the flag PT', safe: false, edits: [{ start: bracket + 1, end: bracket + 1, text: flagsOf(entry).length === 0 ? 'PT' : 'PT,' }] };
}
