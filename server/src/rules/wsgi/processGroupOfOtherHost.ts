import type { Configuration } from '../../model/configuration/configuration.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import { refusedReferences } from '../../model/wsgi/preloading.ts';
import type { GroupReference } from '../../model/wsgi/references.ts';
import { nameAtRequests } from '../../model/wsgi/serverNames.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { moveToServerLevel } from './moveDaemon.ts';
import { related, report, wordSpan } from './report.ts';

/** A daemon process group that is declared in a virtual host of another name. */
export const processGroupOfOtherHost: ConfigurationRule = {
  code: 'process-group-of-other-host',
  severity: 'warning',
  page: {
    title: 'Process group of another host',
    what: 'The daemon process group is declared inside a virtual host whose ServerName is another one. ServerAlias does not count, and capitals do.',
    why: 'Such a group serves only hosts with the very same ServerName. Requests here are answered with 500, and the log says that the daemon process cannot be accessed by this WSGI application.',
    fix: 'Declare the group outside of the virtual hosts, where all of them may use it.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName www.blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName www.blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const { references, daemonsByName } = wsgiOf(configuration);
    if (![...daemonsByName.values()].some(({ host }) => host !== null)) return [];
    return references.flatMap((reference) => {
      const group = daemonsByName.get(reference.name);
      return group === undefined ? [] : finding(configuration, reference, group);
    });
  },
};

function finding(configuration: Configuration, reference: GroupReference, group: DaemonGroup): ConfigurationFinding[] {
  const { entry, name } = reference;
  if (group.host === null || refusedReferences(configuration).has(entry)) return [];
  const owner = nameAtRequests(configuration, group.host);
  const other = owner === null ? undefined : hostsUsing(configuration, reference).find((host) => differs(nameAtRequests(configuration, host), owner));
  if (other === undefined) return [];
  const groups = wsgiOf(configuration).daemons.filter((candidate) => candidate.name === name);
  const fix = groups.length > 1 ? null : moveToServerLevel(configuration, { groups, own: entry.line, safe: false });
  return [
    report(processGroupOfOtherHost, entry, reference, {
      message: `The daemon process group “${name}” is declared in the virtual host ${owner}, and may not be used by ${nameAtRequests(configuration, other)}: requests are answered with 500. Declare the group outside of the virtual hosts.`,
      related: [related(group.entry, wordSpan(group.entry, 0), 'The group is declared here.')],
      ...(fix !== null && { fixes: [fix] }),
    }),
  ];
}

function differs(name: string | null, owner: string): boolean {
  return name !== null && name !== owner;
}

/** The hosts whose requests a reference sends to the group: its own, or for one at server level those whose aliases rest on it. */
function hostsUsing(configuration: Configuration, { host, entry }: GroupReference): (VirtualHost | null)[] {
  if (host !== null) return [host];
  return wsgiOf(configuration)
    .mounts.filter((mount) => mount.processGroup.source?.entry === entry)
    .map((mount) => mount.host);
}
