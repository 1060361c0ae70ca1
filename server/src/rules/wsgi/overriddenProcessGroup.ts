import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import type { Fix } from '../../model/finding.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, type Change, fixOf, withoutLine } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** The lines of one place, in order, with the host that it is in. */
interface Rivals {
  readonly host: VirtualHost | null;
  readonly section: Entry | undefined;
  readonly lines: Entry[];
}

/** A WSGIProcessGroup that a later one in the same place undoes. */
export const overriddenProcessGroup: ConfigurationRule = {
  code: 'overridden-process-group',
  severity: 'warning',
  page: {
    title: 'Process group that a later line undoes',
    what: 'Two WSGIProcessGroup lines with different names stand in the same virtual host or section.',
    why: 'They do not belong to the aliases that they stand beside: the last one counts for all of them. Both applications run in one group, with the environment of one of them.',
    fix: 'Give each alias its group by process-group=, or put the applications into <Location> or <Directory> sections of their own.',
    bad: 'WSGIDaemonProcess blog\nWSGIDaemonProcess shop\n<VirtualHost *:80>\n    ServerName www.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias /blog /srv/blog/app.wsgi\n    WSGIProcessGroup shop\n    WSGIScriptAlias /shop /srv/shop/app.wsgi\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog\nWSGIDaemonProcess shop\n<VirtualHost *:80>\n    ServerName www.test\n    WSGIScriptAlias /blog /srv/blog/app.wsgi process-group=blog\n    WSGIScriptAlias /shop /srv/shop/app.wsgi process-group=shop\n</VirtualHost>\n',
  },
  check: (configuration) => rivalsIn(configuration).flatMap((rivals) => findings(configuration, rivals)),
};

function rivalsIn(configuration: Configuration): Rivals[] {
  const places = new Map<unknown, Rivals>();
  for (const { entry, sections, host } of everywhere(configuration, 'wsgiprocessgroup')) {
    const section = sections.at(-1);
    const key = section ?? host;
    const known = places.get(key);
    if (known === undefined) places.set(key, { host, section, lines: [entry] });
    else known.lines.push(entry);
  }
  return [...places.values()].filter(({ lines }) => lines.length > 1 && lines.every(isCertain));
}

function findings(configuration: Configuration, rivals: Rivals): ConfigurationFinding[] {
  const last = rivals.lines.at(-1)!;
  const undone = rivals.lines.filter((line) => argument(line) !== argument(last));
  return undone.map((line) => {
    const fix = rivals.section === undefined ? pairing(configuration, rivals, line) : null;
    return report(overriddenProcessGroup, line, wordSpan(line, 0), {
      message: `This line has no effect: WSGIProcessGroup ${argument(last)} further down takes its place for every application here. Give each WSGIScriptAlias its own process-group=.`,
      related: [related(last, wordSpan(last, 0), 'This one counts.')],
      tag: 'unnecessary',
      ...(fix !== null && { fixes: [fix] }),
    });
  });
}

/** Gives each alias the group of the nearest line above it, as it was most likely meant. */
function pairing(configuration: Configuration, { host, lines }: Rivals, own: Entry): Fix | null {
  const order = host === null ? configuration.entries : host.entry.children;
  const mounts = wsgiOf(configuration).mounts.filter((mount) => mount.host === host && optionNamed(mount.options, 'process-group') === undefined);
  const pairs = mounts.map((mount) => ({ mount, line: lines.findLast((line) => order.indexOf(line) < order.indexOf(mount.entry)) }));
  if (pairs.some(({ line }) => line === undefined) || new Set(pairs.map(({ line }) => line)).size < lines.length) return null;
  if ([...lines, ...mounts.map(({ entry }) => entry)].some(({ uses }) => uses.length > 0)) return null;
  const changes: Change[] = [...lines.map(withoutLine), ...pairs.map(({ mount, line }) => withGroup(mount, line!))];
  return fixOf('Give each alias the group that stands above it', false, own.line, changes);
}

function withGroup({ entry }: Mount, line: Entry): Change {
  return appended(entry, `process-group=${argument(line)}`);
}
