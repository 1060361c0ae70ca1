/** Addresses and networks as APR reads them (apr_ipsubnet_create, apr_parse_addr_port; measured with 2.4.71). */

/** Why a text is no network: it does not look like an address, it is a wrong one, or its mask is. */
export type SubnetFault = 'name' | 'address' | 'mask';

/** Checks `address`, `address/bits`, `address/netmask` and, without a mask, the beginnings of IPv4 addresses (`10.1`). */
export function subnetFault(text: string): SubnetFault | null {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const mask = slash === -1 ? null : text.slice(slash + 1);
  if (!address.includes(':') && !/^[\d.]*$/.test(address)) return 'name';
  const six = isIPv6(address);
  if (!six && !isIPv4(address) && (mask !== null || !isNetworkStart(address))) return 'address';
  if (six && /^(?:0*:)*:?(?:0*:)*ffff:(?:\d|[0-9a-f]+:[0-9a-f]+$)/i.test(address)) return 'address';
  return mask === null || isMask(mask, six) ? null : 'mask';
}

function isMask(mask: string, six: boolean): boolean {
  const bits = /^\s*\+?(\d+)$/.exec(mask)?.[1];
  if (bits !== undefined && Number(bits) > 0 && Number(bits) <= (six ? 128 : 32)) return true;
  return !six && isIPv4(mask);
}

/** A whole IPv4 address; APR takes zeros in front of a number. */
export function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) < 256);
}

/** The beginning of an IPv4 address, with or without a dot at its end. */
function isNetworkStart(text: string): boolean {
  if (text.length > 15 || !/^(?:\d+(?:\.|$)){0,4}$/.test(text)) return false;
  return text.split('.').every((part) => Number(part) < 256);
}

/** An IPv6 address as inet_pton takes it, without a zone. */
export function isIPv6(text: string): boolean {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return false;
  const first = groupsIn(head, tail === undefined);
  const second = tail === undefined ? 0 : groupsIn(tail, true);
  if (first === null || second === null) return false;
  return tail === undefined ? first === 8 : first + second < 8;
}

/** How many 16-bit groups a colon-separated text holds; null when it holds something else. */
function groupsIn(text: string, last: boolean): number | null {
  if (text === '') return 0;
  const parts = text.split(':');
  const dotted = last && isIPv4(parts.at(-1)!);
  const groups = dotted ? parts.slice(0, -1) : parts;
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.length + (dotted ? 2 : 0);
}
