import { nameMatches } from '../../model/access/pattern.ts';
import { type Entry, entriesOf, isCertain, lastOf } from '../../model/configuration/entry.ts';
import { type Address, type AddressGroup, addressGroups, namesOf, type VirtualHost } from '../../model/configuration/hosts.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { related, report, type Span, wordSpan } from '../wsgi/report.ts';

/** A name of a virtual host that an earlier one of the same address has already. */
export const duplicateHostName: ConfigurationRule = {
  code: 'duplicate-host-name',
  severity: 'warning',
  page: {
    title: 'Name of another virtual host',
    what: 'Two virtual hosts of the same address and port have the same name, or a wildcard of the earlier one covers a name of the later one.',
    why: 'The first that fits answers; the later one is never asked for this name. httpd says nothing about it, neither at `-t` nor at start.',
    fix: 'Give each virtual host names of its own, put the one with the wildcard last, or join the two.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    ServerAlias *.blog.test\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName admin.blog.test\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName admin.blog.test\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName blog.test\n    ServerAlias *.blog.test\n</VirtualHost>\n',
  },
  check: ({ hosts }) => {
    if (hosts.length < 2) return [];
    const said: Said = new Map();
    return addressGroups(hosts.filter(({ entry }) => isCertain(entry))).flatMap((group) => inGroup(group, said));
  },
};

/** What was said already: a host may have several addresses in common with another. */
type Said = Map<VirtualHost, Set<string>>;

/** A name with the host that has it first. */
type Owners = ReadonlyMap<string, VirtualHost>;

function inGroup({ address, hosts }: AddressGroup, said: Said): ConfigurationFinding[] {
  if (hosts.length < 2) return [];
  const owners = new Map<string, VirtualHost>();
  const wildcards = new Map<string, VirtualHost>();
  return hosts.flatMap((host) => {
    const found = namesOf(host).flatMap((name) => {
      const owner = ownerOf(name, owners, wildcards);
      if (owner === undefined || owner === host || hasServerPath(host)) return [];
      return finding(host, { name, owner, address, isAll: isUnreachable(host, owners, wildcards) }, said);
    });
    for (const name of namesOf(host)) {
      const list = /[*?]/.test(name) ? wildcards : owners;
      if (!list.has(name)) list.set(name, host);
    }
    return found;
  });
}

function ownerOf(name: string, owners: Owners, wildcards: Owners): VirtualHost | undefined {
  const exact = owners.get(name) ?? wildcards.get(name);
  if (exact !== undefined || /[*?]/.test(name)) return exact;
  for (const [pattern, host] of wildcards) if (nameMatches(pattern, name)) return host;
  return undefined;
}

function isUnreachable(host: VirtualHost, owners: Owners, wildcards: Owners): boolean {
  return namesOf(host).every((name) => ownerOf(name, owners, wildcards) !== undefined);
}

/** Old browsers are told apart by path: ServerPath makes a second host of one name reachable. */
function hasServerPath({ entry }: VirtualHost): boolean {
  return lastOf(entry.children, 'serverpath') !== undefined;
}

interface Taken {
  readonly name: string;
  readonly owner: VirtualHost;
  readonly address: Address;
  /** Whether no name of the host is left. */
  readonly isAll: boolean;
}

function finding(host: VirtualHost, { name, owner, address, isAll }: Taken, said: Said): ConfigurationFinding[] {
  const place = placeOf(host, name);
  const first = placeOf(owner, name) ?? { entry: owner.entry, span: wordSpan(owner.entry, 0) };
  if (place === null || !isCertain(place.entry) || !isCertain(first.entry) || name.includes('${')) return [];
  const names = said.get(host) ?? new Set<string>();
  if (names.has(name)) return [];
  said.set(host, names.add(name));
  const where = `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port ?? '*'}`;
  const all = isAll ? ' No name is left for this virtual host, so it is never asked.' : '';
  return [
    report(duplicateHostName, place.entry, place.span, {
      message: `An earlier virtual host on ${where} answers for ${name}, so this one does not.${all} Rename it, put it first, or join the two.`,
      related: [related(first.entry, first.span, 'This virtual host answers.')],
    }),
  ];
}

/** Where a host is given a name. */
function placeOf({ entry, serverName }: VirtualHost, name: string): { readonly entry: Entry; readonly span: Span } | null {
  const named = lastOf(entry.children, 'servername');
  if (serverName === name && named !== undefined) return { entry: named, span: wordSpan(named, 0) };
  for (const alias of entriesOf(entry.children, 'serveralias')) {
    const index = alias.statement.arguments.findIndex(({ value }) => value.toLowerCase() === name);
    if (index !== -1) return { entry: alias, span: wordSpan(alias, index) };
  }
  return null;
}
