/** Listen lines and their protocols (server/listen.c, ap_setup_listeners; measured with 2.4.71). */
import { argument, type Entry, isCertain } from '../configuration/entry.ts';
import { type Address, addressOf } from '../configuration/hosts.ts';

/** One Listen line. */
export interface Listener {
  readonly entry: Entry;
  readonly address: Address;
  /** `https` by the second argument, or by port 443 where there is none. */
  readonly protocol: string;
  readonly certain: boolean;
}

const made = new WeakMap<Entry, Listener>();

/** The listener of a Listen line. */
export function listenerOf(entry: Entry): Listener {
  const known = made.get(entry);
  if (known !== undefined) return known;
  const address = addressOf(argument(entry));
  const protocol = argument(entry, 1).toLowerCase() || (address.port === 443 ? 'https' : 'http');
  const listener = { entry, address, protocol, certain: isCertain(entry) };
  made.set(entry, listener);
  return listener;
}

/**
 * The listener whose protocol a server at these addresses takes on: the first with the very same host and port, tried
 * address by address. `*:8443` is not the same as `127.0.0.1:8443`, and an address for all ports is the same as none.
 */
export function listenerFor(addresses: readonly Address[], listeners: readonly Listener[]): Listener | undefined {
  for (const { host, port } of addresses) {
    const same = listeners.find(({ address }) => address.host === host && address.port === port && port !== null);
    if (same !== undefined) return same;
  }
  return undefined;
}
