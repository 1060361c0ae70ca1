import type { Configuration } from '../../model/configuration/configuration.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import type { Fix } from '../../model/finding.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import { groupNamed, processGroupOf } from '../../model/wsgi/groups.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, below, fixOf } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** A daemon process group that nothing uses. */
export const unusedDaemonProcess: ConfigurationRule = {
  code: 'unused-daemon-process',
  severity: 'warning',
  page: {
    title: 'Daemon process group that nothing uses',
    what: 'WSGIDaemonProcess declares a group, but neither WSGIProcessGroup nor process-group= sends an application there.',
    why: 'The declaration alone moves nothing: the daemon processes start and wait, while the application runs inside httpd, with the Python of the system. Its packages are missing then (“No module named flask”), since python-home and python-path of the group do not count there.',
    fix: 'Name the group by WSGIProcessGroup beside the alias, or by process-group= on it.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog python-home=/srv/blog/venv\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog python-home=/srv/blog/venv\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const { daemons, references } = wsgiOf(configuration);
    if (daemons.length === 0 || references.some(({ name }) => groupNamed(name).kind === 'unknown')) return [];
    const used = new Set(references.map(({ name }) => name));
    const idle = daemons.filter(({ name }) => !used.has(name));
    return idle.length === 0 || isChosenByScript(configuration) ? [] : idle.flatMap((group) => finding(configuration, group));
  },
};

/** A dispatch script may send requests to any group. */
function isChosenByScript(configuration: Configuration): boolean {
  return everywhere(configuration, 'wsgidispatchscript').length > 0;
}

/** A lone file is judged where it mounts an application beside the group that surely does not go there. */
function finding(configuration: Configuration, group: DaemonGroup): ConfigurationFinding[] {
  const embedded = wsgiOf(configuration).mounts.filter(
    (mount) => isBeside(mount, group) && processGroupOf(mount.processGroup).kind === 'global' && mount.processGroup.value === null,
  );
  const [mount] = embedded;
  if (mount === undefined && !configuration.rooted) return [];
  const fix = fixFor(group, embedded);
  return [
    report(unusedDaemonProcess, group.entry, wordSpan(group.entry, 0), {
      message: `Nothing sends an application to the daemon process group “${group.name}”${mount === undefined ? '' : ': the application runs inside httpd, without python-home or any other option of the group'}. Add WSGIProcessGroup ${group.name}, or take the group away.`,
      ...(fix !== null && { fixes: [fix] }),
      ...(mount !== undefined && { related: [related(mount.entry, wordSpan(mount.entry, 1), 'This application runs inside httpd.')] }),
    }),
  ];
}

function isBeside(mount: Mount, group: DaemonGroup): boolean {
  return group.host === null || mount.host === group.host;
}

function fixFor({ entry, host, name }: DaemonGroup, embedded: readonly Mount[]): Fix | null {
  if (entry.uses.length > 0) return null;
  if (host !== null) return fixOf(`Add WSGIProcessGroup ${name}`, false, entry.line, [below(entry, `WSGIProcessGroup ${name}`)]);
  const [only, ...others] = embedded;
  if (only === undefined || others.length > 0 || only.entry.uses.length > 0) return null;
  return fixOf(`Add process-group=${name} to the alias`, false, entry.line, [appended(only.entry, `process-group=${name}`)]);
}
