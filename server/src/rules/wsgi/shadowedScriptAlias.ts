import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { inventoryOf, placedIn } from '../../model/configuration/inventory.ts';
import { perHost } from '../../model/configuration/kept.ts';
import type { Fix } from '../../model/finding.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { hasVariable, isBelow, tidyPath } from '../../model/wsgi/paths.ts';
import { mountsIn } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { above, fixOf, isEditable, withoutLine, writtenText } from './edits.ts';
import { nameSpan, related, report, wordSpan } from './report.ts';

/** A script alias that no request reaches, since an earlier line answers first. */
export const shadowedScriptAlias: ConfigurationRule = {
  code: 'shadowed-script-alias',
  severity: 'warning',
  page: {
    title: 'Alias that is never reached',
    what: 'Every URL of this WSGIScriptAlias belongs to a WSGIScriptAlias further up as well, or to an Alias.',
    why: 'The first alias that fits takes the request: below `WSGIScriptAlias /` nothing else is reached. Lines of mod_alias come before all of mod_wsgi, wherever they stand.',
    fix: 'Put the longest paths first and `/` last.',
    bad: '<VirtualHost *:80>\n    ServerName www.test\n    WSGIScriptAlias / /srv/www/app.wsgi\n    WSGIScriptAlias /blog /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName www.test\n    WSGIScriptAlias /blog /srv/blog/app.wsgi\n    WSGIScriptAlias / /srv/www/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => [...inServer(configuration, null), ...configuration.hosts.flatMap((host) => inHost(configuration, host))],
};

const inHost = perHost((configuration, host: VirtualHost) => inServer(configuration, host));

function inServer(configuration: Configuration, host: VirtualHost | null): ConfigurationFinding[] {
  const mounts = mountsIn(configuration, host);
  return [...shadowedByMounts(mounts), ...shadowedByAliases(configuration, host, mounts)];
}

function shadowedByMounts(mounts: readonly Mount[]): ConfigurationFinding[] {
  if (mounts.length < 2) return [];
  return mounts.flatMap((mount, index) => {
    const earlier = mounts.slice(0, index).find((other) => isCertain(other.entry) && covers(other.url, mount.url));
    return earlier === undefined || tidyPath(earlier.path) === tidyPath(mount.path) ? [] : shadowedBy(mount, earlier);
  });
}

/** Whether an alias takes every request of another: httpd compares whole parts of a path, and a slash at the end has to be there. */
function covers(url: string | null, other: string | null): boolean {
  if (url === null || other === null || hasVariable(url + other)) return false;
  const [taking, taken] = [url, other].map((path) => path.replace(/\/{2,}/g, '/')) as [string, string];
  if (taking.endsWith('/') && !taken.startsWith(taking)) return false;
  return isBelow(tidyPath(taken), tidyPath(taking));
}

function shadowedBy(mount: Mount, earlier: Mount): ConfigurationFinding {
  const movable = isEditable(mount.entry) && earlier.entry.uses.length === 0;
  const fixes: Fix[] = movable
    ? [fixOf('Move this line up', false, mount.entry.line, [above(earlier.entry, writtenText(mount.entry)), withoutLine(mount.entry)])]
    : [];
  return report(shadowedScriptAlias, mount.entry, wordSpan(mount.entry, 0), {
    message: `No request reaches this alias: ${earlier.location} further up takes all of ${mount.location}. Put the longer path first.`,
    fixes,
    related: [related(earlier.entry, wordSpan(earlier.entry, 0), 'This alias answers first.')],
  });
}

function shadowedByAliases(configuration: Configuration, host: VirtualHost | null, mounts: readonly Mount[]): ConfigurationFinding[] {
  const servers = host === null ? [null] : [null, host];
  const aliases = servers
    .flatMap((server) => placedIn(inventoryOf(configuration, server), 'alias', 'scriptalias'))
    .filter(({ entry, sections }) => sections.length === 0 && entry.statement.arguments.length > 1 && isCertain(entry));
  if (aliases.length === 0) return [];
  return mounts.flatMap((mount) => {
    const alias = aliases.find(({ entry }) => covers(argument(entry), mount.url));
    return alias === undefined ? [] : behindAlias(mount, alias.entry);
  });
}

function behindAlias(mount: Mount, alias: Entry): ConfigurationFinding {
  return report(shadowedScriptAlias, mount.entry, wordSpan(mount.entry, 0), {
    message: `No request reaches this alias: ${alias.statement.name} ${argument(alias)} comes before mod_wsgi, wherever it stands, and takes all of ${mount.location}. Give it a longer path or take it away.`,
    related: [related(alias, nameSpan(alias), 'This alias answers first.')],
  });
}
