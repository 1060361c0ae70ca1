/**
 * What a local authority may sign: the names of its critical name constraints. Somebody who gets hold of the key of a
 * trusted authority can pose as whatever it may sign, so these are names that no public site has.
 */
import { BlockList, isIP } from 'node:net';
import type { Name } from './names.ts';

/** The permitted subtrees: a host name with all below it, and networks in CIDR form. */
export interface Constraints {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** What every local authority may sign: names kept for development and private networks, and this machine. */
export const DEVELOPMENT: Constraints = {
  dns: ['test', 'localhost', 'example', 'local', 'internal', 'home.arpa'],
  ip: ['127.0.0.0/8', '::1/128'],
};

/** The constraints of an authority that may also sign these names (and all names below a host name). */
export function extended(names: readonly Name[]): Constraints {
  const added = names.filter((name) => !permits(DEVELOPMENT, name));
  const texts = (kind: Name['kind'], form: (text: string) => string) => added.filter((name) => name.kind === kind).map(({ text }) => form(text));
  return {
    dns: [...DEVELOPMENT.dns, ...texts('dns', (text) => text.replace(/^\*\./, '')).sort()],
    ip: [...DEVELOPMENT.ip, ...texts('ip', (text) => `${text}/${isIP(text) === 6 ? 128 : 32}`).sort()],
  };
}

/** Whether a certificate for the name holds under the constraints. */
export function permits(constraints: Constraints, { kind, text }: Name): boolean {
  if (kind === 'dns') return constraints.dns.some((base) => text === base || text.endsWith(`.${base}`));
  return constraints.ip.some((network) => subnet(network).check(text, family(text)));
}

/** The constraints for a sentence: `.test, .localhost, 127.0.0.0/8`. */
export function describeConstraints({ dns, ip }: Constraints): string {
  return [...dns.map((base) => (base.includes('.') ? base : `.${base}`)), ...ip].join(', ');
}

function subnet(network: string): BlockList {
  const [address = '', bits = ''] = network.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family(address));
  return list;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
