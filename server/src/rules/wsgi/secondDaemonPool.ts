import type { Configuration } from '../../model/configuration/configuration.ts';
import { answersOn } from '../../model/configuration/hosts.ts';
import type { Fix } from '../../model/finding.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { tidyPath } from '../../model/wsgi/paths.ts';
import { daemonFor } from '../../model/wsgi/project.ts';
import { nameAtRequests } from '../../model/wsgi/serverNames.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { type Change, fixOf, isEditable, withoutLine } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** One site that runs in two pools of daemon processes, one a port. */
export const secondDaemonPool: ConfigurationRule = {
  code: 'second-daemon-pool',
  severity: 'information',
  page: {
    title: 'Second pool for the same site',
    what: 'The :80 and the :443 virtual host of one name mount the same script, each in a daemon process group of its own.',
    why: 'The application is loaded twice and takes twice the memory, and what one pool keeps in memory the other does not know. It happens when a copied group is given another name, since two of one name are refused.',
    fix: 'Name one group in both virtual hosts. Where it is declared in one of them the other may use it, since the ServerName is the same.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIDaemonProcess blog-ssl\n    WSGIProcessGroup blog-ssl\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    SSLEngine on\n    SSLCertificateFile /etc/ssl/private/blog.crt\n    SSLCertificateKeyFile /etc/ssl/private/blog.key\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    SSLEngine on\n    SSLCertificateFile /etc/ssl/private/blog.crt\n    SSLCertificateKeyFile /etc/ssl/private/blog.key\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const { daemons, mounts } = wsgiOf(configuration);
    if (daemons.length < 2) return [];
    const first = new Map<string, Mount>();
    return mounts.flatMap((mount) => {
      const key = keyOf(configuration, mount);
      const earlier = key === null ? undefined : first.get(key);
      if (key !== null && earlier === undefined) first.set(key, mount);
      return earlier === undefined ? [] : judged(configuration, mount, earlier);
    });
  },
};

/** Mounts with the same key are one application under one name; null where nobody knows the name. */
function keyOf(configuration: Configuration, { host, location, path }: Mount): string | null {
  const name = host === null ? null : nameAtRequests(configuration, host);
  return name === null ? null : [name.toLowerCase(), location, tidyPath(path)].join('\n');
}

function judged(configuration: Configuration, mount: Mount, earlier: Mount): ConfigurationFinding[] {
  const [own, other] = [daemonFor(configuration, mount), daemonFor(configuration, earlier)];
  const { source } = mount.processGroup;
  if (own === null || other === null || own.name === other.name || source === null) return [];
  if (![80, 443].every((port) => answersOn(mount.host!, port) !== answersOn(earlier.host!, port))) return [];
  const fix = fixFor(configuration, mount, own, other);
  return [
    report(secondDaemonPool, source.entry, source, {
      message: `On the other port this application runs in the daemon process group “${other.name}”: it is loaded twice, and the two pools share nothing. Use one group for both ports.`,
      ...(fix !== null && { fixes: [fix] }),
      related: [related(earlier.entry, wordSpan(earlier.entry, 1), `The same application in “${other.name}”.`)],
    }),
  ];
}

/** Names the earlier group, and takes the other one away where nothing else uses it. */
function fixFor(configuration: Configuration, { processGroup: { source } }: Mount, own: DaemonGroup, other: DaemonGroup): Fix | null {
  if (source === null || !isEditable(source.entry) || !/^[\w.-]+$/.test(other.name)) return null;
  const text = source.entry.name === 'wsgiprocessgroup' ? other.name : `process-group=${other.name}`;
  const renamed: Change = { at: source.entry, edits: [{ start: source.start, end: source.end, text }] };
  const uses = wsgiOf(configuration).references.filter(({ name }) => name === own.name);
  const goes = isEditable(own.entry) && uses.every(({ entry }) => entry === source.entry);
  return fixOf(`Use “${other.name}” for both ports`, false, source.entry.line, goes ? [renamed, withoutLine(own.entry)] : [renamed]);
}
