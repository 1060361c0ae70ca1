import type { Configuration } from '../../model/configuration/configuration.ts';
import { isCertain } from '../../model/configuration/entry.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { moveToServerLevel } from './moveDaemon.ts';
import { related, report, wordSpan } from './report.ts';

/** Two daemon process groups of one name. */
export const duplicateDaemonProcess: ConfigurationRule = {
  code: 'duplicate-daemon-process',
  severity: 'error',
  page: {
    title: 'Daemon process group declared twice',
    what: 'Two WSGIDaemonProcess lines have the same name.',
    why: 'The name must be unique in the whole server, across virtual hosts and files; mod_wsgi refuses the second one. It happens when the :80 block is copied to :443, by hand or by certbot. Files are read in alphabetical order, so httpd may complain about the file that was there first: `blog-le-ssl.conf` comes before `blog.conf`.',
    fix: 'Declare the group once, above both virtual hosts, and let both use it through process-group= or WSGIProcessGroup.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n    WSGIProcessGroup blog\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n    WSGIProcessGroup blog\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIProcessGroup blog\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const { daemons, daemonsByName } = wsgiOf(configuration);
    if (daemons.length === daemonsByName.size) return [];
    const byName = new Map<string, DaemonGroup[]>();
    for (const group of daemons) byName.set(group.name, [...(byName.get(group.name) ?? []).slice(0, MENDED), group]);
    return daemons.filter((group) => daemonsByName.get(group.name) !== group).map((group) => finding(configuration, byName.get(group.name)!, group));
  },
};

/** How many declarations of one name a fix moves; a file with more is made by a program, or broken otherwise. */
const MENDED = 20;

function finding(configuration: Configuration, groups: readonly DaemonGroup[], group: DaemonGroup): ConfigurationFinding {
  const [first] = groups;
  const certain = isCertain(group.entry) && isCertain(first!.entry);
  const fix = groups.length > MENDED ? null : moveToServerLevel(configuration, { groups, own: group.entry.line, safe: group === groups[1] });
  const where = first!.entry.file.path === group.entry.file.path ? 'further up' : `in ${first!.entry.file.path}`;
  return report({ code: 'duplicate-daemon-process', severity: certain ? 'error' : 'warning' }, group.entry, wordSpan(group.entry, 0), {
    message: `The daemon process group “${group.name}” is already declared ${where}. mod_wsgi refuses a second one: declare it once, outside of the virtual hosts, and refer to it from each.`,
    httpd: 'Name duplicates previous WSGI daemon definition.',
    related: [related(first!.entry, wordSpan(first!.entry, 0), 'The first declaration.')],
    ...(fix !== null && { fixes: [fix] }),
  });
}
