import type { Configuration } from '../../model/configuration/configuration.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { isOpen, tidyPath } from '../../model/wsgi/paths.ts';
import { daemonFor } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from './report.ts';

/** An application in a home folder, which httpd may not enter. */
export const applicationInHome: ConfigurationRule = {
  code: 'application-in-home',
  severity: 'hint',
  page: {
    title: 'Application in a home folder',
    what: 'The script lies below /root or /home.',
    why: 'Home folders are closed to other users on most systems (mode 0700 or 0750). httpd runs as a user of its own and cannot reach the script: clients get 403, or 500 with PermissionError in the log. user= helps the daemon, but httpd has to find the script too.',
    fix: 'Move the application to /srv or /var/www, or let the user of httpd pass: `setfacl -m u:www-data:x /home/name`.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /home/ann/blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    files: { '/home/ann/blog/app.wsgi': 'from blog import app as application\n', '/srv/blog/app.wsgi': 'from blog import app as application\n' },
  },
  check: (configuration) => wsgiOf(configuration).mounts.flatMap((mount) => finding(configuration, mount)),
};

/** /root is closed everywhere; whether /home is, is asked only of a configuration that is known as a whole. */
function finding(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const path = tidyPath(mount.path);
  const home = /^\/root(?=\/)|^\/home\/[^/]+(?=\/)/.exec(path)?.[0];
  if (home === undefined || isOpen(path) || (home !== '/root' && !configuration.rooted)) return [];
  const daemon = daemonFor(configuration, mount);
  const asUser = daemon !== null && optionNamed(daemon.options, 'user') !== undefined;
  const who = asUser ? 'httpd itself has to find the script too' : 'httpd runs as another user';
  return [
    report(applicationInHome, mount.entry, wordSpan(mount.entry, 1), {
      message: `${home} is closed to other users on most systems, and ${who}: clients get 403 or 500. Move the application to /srv, or let the user of httpd enter ${home}.`,
    }),
  ];
}
