import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { above, fixOf, isEditable } from '../wsgi/edits.ts';
import { nameSpan, report } from '../wsgi/report.ts';

/** A main configuration that opens no port at all. */
export const noListen: ConfigurationRule = {
  code: 'no-listen',
  severity: 'error',
  page: {
    title: 'No port is opened',
    what: 'Neither the main configuration nor any file that it includes has a `Listen` line.',
    why: '`apache2 -t` is content, but httpd does not start: it has nothing to listen on.',
    fix: 'Write `Listen 80`, and `Listen 443` for HTTPS. On Debian, include `ports.conf`.',
    bad: 'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nServerName blog.test\n',
    good: 'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nServerName blog.test\nListen 80\n',
    files: {},
    atStart: true,
  },
  check: ({ rooted, kind, entries, troubles }) => {
    const [first] = entries;
    if (!rooted || kind !== 'configuration' || first === undefined || troubles.length > 0) return [];
    if (entries.some(({ name }) => name === 'listen') || !entries.some(loadsProcessManager)) return [];
    return [
      report(noListen, first, nameSpan(first), {
        message: 'No Listen line is to be found in this configuration, so httpd opens no port and does not start. Write Listen 80, for example.',
        httpd: 'no listening sockets available, shutting down',
        fixes: isEditable(first) ? [fixOf('Add Listen 80', false, first.line, [above(first, 'Listen 80')])] : [],
      }),
    ];
  },
};

/** A main configuration that is complete loads a process manager; a part of one that is looked at as if it were the whole does not. */
function loadsProcessManager(entry: Entry): boolean {
  return entry.name === 'loadmodule' && argument(entry).startsWith('mpm_');
}
