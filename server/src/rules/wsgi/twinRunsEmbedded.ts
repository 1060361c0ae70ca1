import type { Configuration } from '../../model/configuration/configuration.ts';
import { answersOn } from '../../model/configuration/hosts.ts';
import { processGroupOf } from '../../model/wsgi/groups.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { tidyPath } from '../../model/wsgi/paths.ts';
import { daemonFor } from '../../model/wsgi/project.ts';
import { nameAtRequests } from '../../model/wsgi/serverNames.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** One application that runs in a daemon on one port and inside httpd on the other. */
export const twinRunsEmbedded: ConfigurationRule = {
  code: 'twin-runs-embedded',
  severity: 'warning',
  page: {
    title: 'HTTPS twin without the process group',
    what: 'The :80 and the :443 virtual host of one name mount the same script, but only one of them sends it to the daemon process group.',
    why: 'On the other port the application runs a second time, inside httpd and with the Python of the system: other packages, other memory, often “No module named …” on one of the two ports only.',
    fix: 'Name the same group by WSGIProcessGroup in both. A group that is declared in one of them may be used by the other, since the ServerName is the same.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog python-home=/srv/blog/venv\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    SSLEngine on\n    SSLCertificateFile /etc/ssl/private/blog.crt\n    SSLCertificateKeyFile /etc/ssl/private/blog.key\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog python-home=/srv/blog/venv\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    SSLEngine on\n    SSLCertificateFile /etc/ssl/private/blog.crt\n    SSLCertificateKeyFile /etc/ssl/private/blog.key\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const embedded = wsgiOf(configuration).mounts.filter((mount) => isPlainlyEmbedded(mount));
    if (embedded.length === 0) return [];
    const delegated = new Map<string, Mount>();
    for (const mount of wsgiOf(configuration).mounts) if (daemonFor(configuration, mount) !== null) delegated.set(keyOf(configuration, mount), mount);
    return embedded.flatMap((mount) => finding(configuration, mount, delegated.get(keyOf(configuration, mount))));
  },
};

/** Nothing sends it anywhere; a `%{GLOBAL}` would be a choice. */
function isPlainlyEmbedded({ host, processGroup }: Mount): boolean {
  return host !== null && processGroup.value === null && processGroupOf(processGroup).kind === 'global';
}

/** Mounts with the same key are one application under one name. */
function keyOf(configuration: Configuration, { host, location, path }: Mount): string {
  return host === null ? '' : [nameAtRequests(configuration, host) ?? '', location, tidyPath(path)].join('\n');
}

function finding(configuration: Configuration, mount: Mount, twin: Mount | undefined): ConfigurationFinding[] {
  if (twin === undefined || twin.host === null || mount.host === null || nameAtRequests(configuration, mount.host) === null) return [];
  const group = daemonFor(configuration, twin);
  const paired = [80, 443].every((port) => answersOn(mount.host!, port) !== answersOn(twin.host!, port));
  if (group === null || !paired) return [];
  const fixes =
    mount.entry.uses.length > 0
      ? []
      : [fixOf(`Add WSGIProcessGroup ${group.name}`, false, mount.entry.line, [below(mount.entry, `WSGIProcessGroup ${group.name}`)])];
  return [
    report(twinRunsEmbedded, mount.entry, wordSpan(mount.entry, 1), {
      message: `On the other port this application runs in the daemon process group “${group.name}”; here it runs inside httpd, a second time and with another Python. Add WSGIProcessGroup ${group.name}.`,
      fixes,
      related: [related(twin.entry, wordSpan(twin.entry, 1), 'The same application in the daemon process group.')],
    }),
  ];
}
