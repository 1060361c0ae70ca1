import type { Configuration } from '../../model/configuration/configuration.ts';
import { answersOn } from '../../model/configuration/hosts.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import { isThere } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { moveToServerLevel } from './moveDaemon.ts';
import { report, wordSpan } from './report.ts';

/** Where certbot keeps its accounts and certificates. */
const CERTBOT = '/etc/letsencrypt';

/** A daemon process group in a virtual host that certbot would copy. */
export const daemonBeforeCertbot: ConfigurationRule = {
  code: 'daemon-before-certbot',
  severity: 'hint',
  page: {
    title: 'Daemon process group that certbot would copy',
    what: 'A :80 virtual host without a :443 twin declares a daemon process group, and certbot is set up on this machine.',
    why: '`certbot --apache` copies the virtual host to port 443 with everything in it. The copy declares the group a second time, mod_wsgi refuses that, and certbot takes everything back.',
    fix: 'Declare the group above the virtual host before certbot runs.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    files: { [`${CERTBOT}/cli.ini`]: 'max-log-backups = 0\n', '/srv/blog/app.wsgi': 'from blog import app as application\n' },
  },
  check: (configuration) => {
    const lone = wsgiOf(configuration).daemons.filter((group) => isLone(configuration, group));
    if (lone.length === 0 || !isThere(configuration, CERTBOT, 'folder')) return [];
    return lone.map((group) => {
      const fix = moveToServerLevel(configuration, { groups: [group], own: group.entry.line, safe: false });
      return report(daemonBeforeCertbot, group.entry, wordSpan(group.entry, 0), {
        message: `certbot would copy this virtual host to port 443 and declare “${group.name}” a second time, which mod_wsgi refuses. Declare the group above the virtual host first.`,
        ...(fix !== null && { fixes: [fix] }),
      });
    });
  },
};

/** Whether a group stands in a named host on port 80 that no host of its name answers for on port 443. */
function isLone({ rooted, hosts }: Configuration, { host, name: group }: DaemonGroup): boolean {
  if (!rooted || host === null || host.serverName === null || group === '' || !answersOn(host, 80) || answersOn(host, 443)) return false;
  return !hosts.some((other) => answersOn(other, 443) && (other.serverName === host.serverName || other.aliases.includes(host.serverName!)));
}
