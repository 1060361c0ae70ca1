import { nearestName } from '../../knowledge/nearest.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { entriesOf } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { type Refused, type RefusedReference, refusedReferences } from '../../model/wsgi/preloading.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { above, fixOf, isEditable, withoutLine, writtenText } from './edits.ts';
import { groupNameFixes } from './groupName.ts';
import { moveToServerLevel } from './moveDaemon.ts';
import { related, report, wordSpan } from './report.ts';

/** A process group that mod_wsgi looks up at start and may not use. */
export const processGroupAtStart: ConfigurationRule = {
  code: 'process-group-at-start',
  severity: 'error',
  page: {
    title: 'Process group not usable at start',
    what: 'A WSGIScriptAlias with both process-group= and application-group=, or a WSGIImportScript, names a daemon process group that is not declared yet, or that belongs to a virtual host with another ServerName.',
    why: 'With both options mod_wsgi preloads the script, and so looks up the group while httpd works through the configuration: what stands further down does not exist yet, and a group that is declared in a virtual host serves hosts of the same ServerName only. httpd does not start.',
    fix: 'Declare the group at server level, above the virtual hosts. Or name it by WSGIProcessGroup, which is looked up at the first request.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi process-group=blog application-group=%{GLOBAL}\n</VirtualHost>\nWSGIDaemonProcess blog\n',
    good: 'WSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi process-group=blog application-group=%{GLOBAL}\n</VirtualHost>\n',
  },
  check: (configuration) => [...refusedReferences(configuration).values()].map((reference) => finding(configuration, reference)),
};

const WORDS: Readonly<Record<Refused, string>> = {
  later: 'WSGI process group not yet configured.',
  undeclared: 'WSGI process group not yet configured.',
  'not-accessible': 'WSGI process group not accessible.',
  'nameless-here': 'WSGI process group not matchable.',
  'nameless-there': 'WSGI process group not matchable.',
};

const PRELOADS = 'mod_wsgi preloads this script and looks the group up here';

const MESSAGES: Readonly<Record<Refused, (name: string) => string>> = {
  later: (name) => `The daemon process group “${name}” is declared further down, but ${PRELOADS}. Declare it above, outside of the virtual hosts.`,
  undeclared: (name) => `No WSGIDaemonProcess declares “${name}”, and ${PRELOADS}. Correct the name or declare the group above.`,
  'not-accessible': (name) =>
    `The daemon process group “${name}” belongs to a virtual host with another ServerName, and only hosts of the very same name may use it. Declare it outside of the virtual hosts.`,
  'nameless-here': (name) =>
    `The daemon process group “${name}” belongs to a virtual host, and no ServerName stands above this line to compare with. Put ServerName first, or declare the group outside of the virtual hosts.`,
  'nameless-there': (name) =>
    `The daemon process group “${name}” belongs to a virtual host without a ServerName, so no other host may use it. Declare it outside of the virtual hosts.`,
};

function finding(configuration: Configuration, reference: RefusedReference): ConfigurationFinding {
  const { why, entry, name, daemon } = reference;
  return report(processGroupAtStart, entry, reference, {
    message: MESSAGES[why](name),
    httpd: WORDS[why],
    fixes: fixesFor(configuration, reference),
    ...(daemon !== null && { related: [related(daemon.entry, wordSpan(daemon.entry, 0), 'The group is declared here.')] }),
  });
}

function fixesFor(configuration: Configuration, reference: RefusedReference): Fix[] {
  const { why, entry, name, daemon } = reference;
  if (why === 'undeclared') return groupNameFixes(reference, nearestName(name, wsgiOf(configuration).daemonsByName.keys()));
  const first = why === 'nameless-here' ? nameFirst(reference) : null;
  const groups = wsgiOf(configuration).daemons.filter((group) => group.name === daemon?.name);
  const move = moveToServerLevel(configuration, { groups, own: entry.line, safe: why === 'later' && daemon?.host === null });
  return [first, move].flatMap((fix) => fix ?? []);
}

/** Puts the host's ServerName above the line; where it stands makes no other difference. */
function nameFirst({ entry, host }: RefusedReference): Fix | null {
  const names = host === null ? [] : entriesOf(host.entry.children, 'servername');
  const [named] = names;
  if (named === undefined || names.length > 1 || !isEditable(named) || entry.uses.length > 0) return null;
  return fixOf('Put ServerName above this line', true, entry.line, [above(entry, writtenText(named)), withoutLine(named)]);
}
