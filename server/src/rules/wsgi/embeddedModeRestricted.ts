import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import { processGroupOf } from '../../model/wsgi/groups.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { lastInMain, wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** An application in httpd's own processes, which WSGIRestrictEmbedded forbids. */
export const embeddedModeRestricted: ConfigurationRule = {
  code: 'embedded-mode-restricted',
  severity: 'warning',
  page: {
    title: 'Embedded application although that is forbidden',
    what: 'WSGIRestrictEmbedded is On, and an alias is sent to no daemon process group.',
    why: 'Without a group the application would run inside httpd, which the directive forbids: each request is answered with 500, and the log says that embedded mode is disabled.',
    fix: 'Send the application to a daemon process group by WSGIProcessGroup or process-group=.',
    bad: 'WSGIRestrictEmbedded On\nWSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /blog /srv/blog/app.wsgi process-group=blog\n    WSGIScriptAlias / /srv/www/app.wsgi\n</VirtualHost>\n',
    good: 'WSGIRestrictEmbedded On\nWSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias /blog /srv/blog/app.wsgi\n    WSGIScriptAlias / /srv/www/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const restricting = lastInMain(configuration, 'wsgirestrictembedded');
    if (restricting === undefined || !isCertain(restricting) || argument(restricting).toLowerCase() !== 'on') return [];
    return wsgiOf(configuration)
      .mounts.filter(({ processGroup }) => processGroupOf(processGroup).kind === 'global')
      .map((mount) => finding(configuration, mount, restricting));
  },
};

function finding(configuration: Configuration, mount: Mount, restricting: Entry): ConfigurationFinding {
  const groups = wsgiOf(configuration).daemons.filter(({ host }) => host === null || host === mount.host);
  const [only] = groups;
  const usable = only !== undefined && groups.length === 1 && mount.processGroup.value === null && mount.entry.uses.length === 0;
  const fixes = usable ? [fixOf(`Add process-group=${only.name}`, false, mount.entry.line, [appended(mount.entry, `process-group=${only.name}`)])] : [];
  return report(embeddedModeRestricted, mount.entry, wordSpan(mount.entry, 1), {
    message:
      'This application has no daemon process group, and WSGIRestrictEmbedded forbids to run it inside httpd: requests are answered with 500. Give it a group.',
    related: [related(restricting, wordSpan(restricting, 0), 'Embedded mode is switched off here.')],
    fixes,
  });
}
