/**
 * The names by which mod_wsgi decides whether a virtual host may use another's daemon group. It compares server_hostname
 * letter by letter: once while the configuration is worked through, where a name counts from its line on, and once more at
 * each request, when httpd has given the nameless hosts a name (server/vhost.c, ap_fini_vhost_config).
 */
import type { Configuration } from '../configuration/configuration.ts';
import { argument, type Entry, lastOf } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { perHost } from '../configuration/kept.ts';
import { lastInMain } from './wsgi.ts';

/** The host name that a ServerName line sets: without scheme and port, its letters as written. */
export function hostNameIn(serverName: Entry): string {
  return argument(serverName)
    .replace(/^[^:/]*:\/\//, '')
    .replace(/:.*$/, '');
}

/** The name that a virtual host has at requests; null where nobody can know it. For a nameless host on `*` it is the main server's. */
export function nameAtRequests(configuration: Configuration, host: VirtualHost | null): string | null {
  return host === null ? nameOfMain(configuration) : nameOfHost(configuration, host);
}

const nameOfHost = perHost((configuration, host: VirtualHost) => {
  const own = lastOf(host.entry.children, 'servername');
  if (own !== undefined) return known(hostNameIn(own));
  return host.addresses.some((address) => address.host === '*') ? nameOfMain(configuration) : null;
});

function nameOfMain(configuration: Configuration): string | null {
  const main = lastInMain(configuration, 'servername');
  return main === undefined ? null : known(hostNameIn(main));
}

function known(name: string): string | null {
  return name.includes('${') ? null : name;
}
