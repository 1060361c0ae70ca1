import { lastInMain, wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { above, fixOf, outside } from './edits.ts';
import { report, wordSpan } from './report.ts';

const LINE = 'WSGISocketPrefix /var/run/wsgi';

/** Daemons on Red Hat's systems whose sockets httpd may not reach. */
export const socketPrefixMissing: ConfigurationRule = {
  code: 'socket-prefix-missing',
  severity: 'information',
  page: {
    title: 'Sockets in a closed folder',
    what: 'Daemon process groups are declared for a system of the Red Hat family, and WSGISocketPrefix is not set.',
    why: "The sockets of the daemons then lie in httpd's runtime folder, which is closed to the user that httpd runs as on several of these systems: requests get 503, and the log says “Permission denied: Unable to connect to WSGI daemon process”.",
    fix: `Write \`${LINE}\` at server level. Not below /tmp, where others could put a socket of their own.`,
    bad: 'WSGIDaemonProcess blog\nWSGIProcessGroup blog\n',
    good: `${LINE}\nWSGIDaemonProcess blog\nWSGIProcessGroup blog\n`,
    server: { platform: 'rhel' },
    files: {},
  },
  check: (configuration) => {
    const [first] = wsgiOf(configuration).daemons;
    if (first === undefined || configuration.target.platform !== 'rhel' || !configuration.rooted || lastInMain(configuration, 'wsgisocketprefix') !== undefined)
      return [];
    const { entry, host } = first;
    const fixes = entry.uses.length > 0 ? [] : [fixOf(`Add ${LINE}`, false, entry.line, [above(outside(configuration, host?.entry ?? entry), LINE)])];
    return [
      report(socketPrefixMissing, entry, wordSpan(entry, 0), {
        message: `On systems of the Red Hat family the sockets of daemons may lie where httpd cannot reach them, and requests get 503. Add ${LINE} at server level.`,
        fixes,
      }),
    ];
  },
};
