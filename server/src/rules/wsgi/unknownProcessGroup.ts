import { nearestName } from '../../knowledge/nearest.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { groupNamed, intendedToken } from '../../model/wsgi/groups.ts';
import { refusedReferences } from '../../model/wsgi/preloading.ts';
import type { GroupReference } from '../../model/wsgi/references.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { groupNameFixes } from './groupName.ts';
import { related, report, wordSpan } from './report.ts';

/** A process group that no WSGIDaemonProcess declares. */
export const unknownProcessGroup: ConfigurationRule = {
  code: 'unknown-process-group',
  severity: 'warning',
  page: {
    title: 'Process group not declared',
    what: 'WSGIProcessGroup or process-group= names a daemon process group that no WSGIDaemonProcess line declares. Capitals count.',
    why: 'httpd starts, and answers every request with 500: “No WSGI daemon process called … has been configured” stands in the error log.',
    fix: 'Write the name as it is declared, or declare the group.',
    bad: 'WSGIDaemonProcess bookshop\n<VirtualHost *:80>\n    ServerName shop.test\n    WSGIProcessGroup bookstop\n    WSGIScriptAlias / /srv/shop/app.wsgi\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName books.test\n    WSGIProcessGroup bookshop\n    WSGIScriptAlias / /srv/shop/app.wsgi\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess bookshop\n<VirtualHost *:80>\n    ServerName shop.test\n    WSGIProcessGroup bookshop\n    WSGIScriptAlias / /srv/shop/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) =>
    wsgiOf(configuration).references.flatMap((reference) => (isUndeclared(configuration, reference) ? finding(configuration, reference) : [])),
};

function isUndeclared(configuration: Configuration, { name, entry }: GroupReference): boolean {
  if (groupNamed(name).kind !== 'named' || wsgiOf(configuration).daemonsByName.has(name)) return false;
  return intendedToken(name) === null && !refusedReferences(configuration).has(entry);
}

/** Where other files may declare groups, only a name that is nearly a declared one is spoken of, and not where a file beside declares it. */
function finding(configuration: Configuration, reference: GroupReference): ConfigurationFinding[] {
  const { name, entry } = reference;
  const { daemonsByName } = wsgiOf(configuration);
  const near = nearestName(
    name.toLowerCase(),
    [...daemonsByName.keys()].map((key) => key.toLowerCase()),
  );
  const meant = near === null ? undefined : [...daemonsByName.values()].find((group) => group.name.toLowerCase() === near);
  if (meant === undefined && !configuration.rooted) return [];
  const suggestion = meant === undefined ? 'Correct the name, or declare the group.' : `Did you mean “${meant.name}”?`;
  return [
    report(unknownProcessGroup, entry, reference, {
      message: `No WSGIDaemonProcess declares “${name}”: every request that is sent there is answered with 500. ${suggestion}`,
      fixes: groupNameFixes(reference, meant?.name ?? null),
      missing: { kind: 'daemon-group', name },
      ...(meant !== undefined && { related: [related(meant.entry, wordSpan(meant.entry, 0), 'A group with a similar name.')] }),
    }),
  ];
}
