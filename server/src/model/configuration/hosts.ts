/** Virtual hosts: their addresses and names, as httpd compares them (manual: vhosts/details; compared with 2.4.71). */
import { nameMatches } from '../access/pattern.ts';
import { Note } from '../note.ts';
import { argument, argumentsOf, type Entry, entriesOf, lastOf } from './entry.ts';

/** An address of a `<VirtualHost>` or `Listen`: `*` for every host, null for every port. IPv6 hosts stand without brackets. */
export interface Address {
  readonly host: string;
  readonly port: number | null;
}

/** One `<VirtualHost>` section. */
export interface VirtualHost {
  readonly entry: Entry;
  readonly addresses: readonly Address[];
  /** ServerName without scheme and port, in lower case; null where none is given. */
  readonly serverName: string | null;
  /** The words of ServerAlias, in lower case. */
  readonly aliases: readonly string[];
}

const made = new Note<Entry, VirtualHost>();

/** The virtual host of a `<VirtualHost>` entry; asked twice it gives the same object. */
export function hostOf(entry: Entry): VirtualHost {
  const known = made.get(entry);
  if (known !== undefined) return known;
  const named = lastOf(entry.children, 'servername');
  const host: VirtualHost = {
    entry,
    addresses: argumentsOf(entry).map(addressOf),
    serverName: named === undefined ? null : nameOnly(argument(named)),
    aliases: entriesOf(entry.children, 'serveralias').flatMap((alias) => argumentsOf(alias).map((name) => name.toLowerCase())),
  };
  made.set(entry, host);
  return host;
}

/** Takes an address apart: `*:443`, `[::1]:80`, `_default_:*`, `443` (a port alone is what Listen takes). */
export function addressOf(text: string): Address {
  if (/^\d+$/.test(text)) return { host: '*', port: Number(text) };
  const [, host = text, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+|\*))?$/.exec(text) ?? [];
  const plain = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return { host: plain === '_default_' || plain === '0.0.0.0' || plain === '::' ? '*' : plain, port: port === undefined || port === '*' ? null : Number(port) };
}

/** Whether two addresses can be the same. */
export function addressesMeet(one: Address, other: Address): boolean {
  const hosts = one.host === '*' || other.host === '*' || one.host === other.host;
  return hosts && (one.port === null || other.port === null || one.port === other.port);
}

/** Whether a virtual host answers on a port. */
export function answersOn(host: VirtualHost, port: number): boolean {
  return host.addresses.some((address) => address.port === null || address.port === port);
}

/** The name in what ServerName is given, which may have a scheme and a port; in lower case. */
export function nameOnly(serverName: string): string {
  return serverName
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/:\d*$/, '')
    .toLowerCase();
}

/** The names that a virtual host answers to, ServerName first. */
export function namesOf({ serverName, aliases }: VirtualHost): string[] {
  return serverName === null ? [...aliases] : [serverName, ...aliases];
}

/** Virtual hosts of one address, in file order. The first answers to names that none of them has. */
export interface AddressGroup {
  readonly address: Address;
  readonly hosts: readonly VirtualHost[];
}

/** Groups virtual hosts by address: two share a name space where host and port are written alike, `*` and `_default_` being one. */
export function addressGroups(hosts: readonly VirtualHost[]): readonly AddressGroup[] {
  const known = grouped.get(hosts) ?? addressGroupsAnew(hosts);
  grouped.set(hosts, known);
  return known;
}

const grouped = new Note<readonly VirtualHost[], readonly AddressGroup[]>();

function addressGroupsAnew(hosts: readonly VirtualHost[]): AddressGroup[] {
  const groups = new Map<string, { address: Address; hosts: VirtualHost[] }>();
  for (const host of hosts) {
    for (const address of host.addresses) {
      const key = `${address.host} ${address.port ?? '*'}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { address, hosts: [host] });
      else if (group.hosts.at(-1) !== host) group.hosts.push(host);
    }
  }
  return [...groups.values()];
}

/** The host of a group that has a name (lower case, no port), written out or by a wildcard: the first, if several have it. */
export function hostNamed(group: AddressGroup, name: string): VirtualHost | undefined {
  const { exact, wildcards } = namesIn(group);
  const wild = wildcards.find(({ pattern }) => nameMatches(pattern, name));
  const found = [exact.get(name), wild?.index].filter((index) => index !== undefined);
  return found.length === 0 ? undefined : group.hosts[Math.min(...found)];
}

interface Names {
  /** Names with the index of the first host that has each. */
  readonly exact: ReadonlyMap<string, number>;
  readonly wildcards: readonly { readonly pattern: string; readonly index: number }[];
}

const indexed = new Note<AddressGroup, Names>();

function namesIn(group: AddressGroup): Names {
  const known = indexed.get(group);
  if (known !== undefined) return known;
  const exact = new Map<string, number>();
  const wildcards: { pattern: string; index: number }[] = [];
  for (const [index, host] of group.hosts.entries()) {
    for (const name of namesOf(host)) {
      if (/[*?]/.test(name)) wildcards.push({ pattern: name, index });
      else if (!exact.has(name)) exact.set(name, index);
    }
  }
  const names = { exact, wildcards };
  indexed.set(group, names);
  return names;
}

/** The group that answers on all addresses of a port: that of `*` with the port, or else that of `*` with every port. */
export function groupOn(groups: readonly AddressGroup[], port: number): AddressGroup | undefined {
  const wide = groups.filter(({ address }) => address.host === '*');
  return wide.find(({ address }) => address.port === port) ?? wide.find(({ address }) => address.port === null);
}
