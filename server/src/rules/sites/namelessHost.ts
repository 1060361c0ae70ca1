import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import { addressGroups, type VirtualHost } from '../../model/configuration/hosts.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { related, report, wordSpan } from '../wsgi/report.ts';
import { holdsUnseen } from './lists.ts';

/** A virtual host without a name that is not the first of its address. */
export const namelessHost: ConfigurationRule = {
  code: 'nameless-virtual-host',
  severity: 'warning',
  page: {
    title: 'Virtual host without a name',
    what: 'A virtual host has neither `ServerName` nor `ServerAlias` and is not the first one of its address.',
    why: 'Requests go to the host that has the name that was asked for, and to the first one of the address where none has it. This one is neither: it answers at most for the name of the server itself.',
    fix: 'Give it a `ServerName`.',
    bad: '<VirtualHost *:80>\n    ServerName www.test\n    Redirect permanent / https://www.test/\n</VirtualHost>\n<VirtualHost *:80>\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName www.test\n    Redirect permanent / https://www.test/\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const groups = addressGroups(configuration.hosts.filter(({ entry }) => isCertain(entry)));
    const first = new Set(groups.map(({ hosts }) => hosts[0]));
    const later = new Map(groups.flatMap(({ hosts }) => hosts.slice(1).map((host) => [host, hosts[0]!] as const)));
    return [...later].flatMap(([host, default_]) => {
      if (first.has(host) || hasName(host) || holdsUnseen(configuration, host.entry.children)) return [];
      return [
        report(namelessHost, host.entry, wordSpan(host.entry, 0), {
          message: 'This virtual host has no ServerName and is not the first of its address, so hardly a request ever comes to it. Add a ServerName.',
          related: [related(default_.entry, wordSpan(default_.entry, 0), 'Names that nobody has go to this one, the first.')],
        }),
      ];
    });
  },
};

function hasName({ entry, serverName, aliases }: VirtualHost): boolean {
  return serverName !== null || aliases.length > 0 || entry.children.some(isServerPath);
}

function isServerPath({ name }: Entry): boolean {
  return name === 'serverpath';
}
