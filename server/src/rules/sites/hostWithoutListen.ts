import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import { type Address, addressesMeet, type VirtualHost } from '../../model/configuration/hosts.ts';
import { listenerOf } from '../../model/tls/listeners.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf } from '../wsgi/edits.ts';
import { related, report, wordSpan } from '../wsgi/report.ts';

/** An address of a virtual host that no Listen line opens. */
export const hostWithoutListen: ConfigurationRule = {
  code: 'host-without-listen',
  severity: 'warning',
  page: {
    title: 'Virtual host on a closed port',
    what: 'A `<VirtualHost>` names a port that no `Listen` line opens.',
    why: 'A virtual host opens nothing by itself. httpd starts without a word, and browsers cannot connect.',
    fix: 'Add the `Listen` line at server level; on Debian it belongs in `ports.conf`, and `Listen 443` stands there once mod_ssl is enabled (`a2enmod ssl`).',
    bad: 'Listen 80\n<VirtualHost *:8080>\n    ServerName blog.test\n</VirtualHost>\n',
    good: 'Listen 80\nListen 8080\n<VirtualHost *:8080>\n    ServerName blog.test\n</VirtualHost>\n',
    files: {},
  },
  check: (configuration) => {
    const listens = entriesOf(configuration.entries, 'listen');
    if (!configuration.rooted || listens.length === 0) return [];
    const open = listens.map((entry) => listenerOf(entry).address);
    const closed = (address: Address) => address.port !== null && !open.some((other) => addressesMeet(address, other));
    return configuration.hosts.flatMap((host) =>
      host.addresses.flatMap((address, index) => (closed(address) ? finding(configuration, host, index, listens) : [])),
    );
  },
};

function finding({ entries }: Configuration, { entry, addresses }: VirtualHost, index: number, listens: readonly Entry[]): ConfigurationFinding[] {
  const { port } = addresses[index]!;
  if (!isCertain(entry)) return [];
  const last = listens.findLast(({ uses }) => uses.length === 0) ?? listens.at(-1)!;
  const fixes = entries.includes(last) && last.uses.length === 0 ? [fixOf(`Add Listen ${port}`, false, entry.line, [below(last, `Listen ${port}`)])] : [];
  return [
    report(hostWithoutListen, entry, wordSpan(entry, index), {
      message: `No Listen line opens port ${port}, so nobody reaches this virtual host there. Add Listen ${port} at server level.`,
      fixes,
      related: [related(last, wordSpan(last, 0), 'The ports that are open.')],
    }),
  ];
}
