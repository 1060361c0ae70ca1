/** Listen (server/listen.c, ap_set_listener with apr_parse_addr_port; measured with 2.4.71). */
import { isIPv6 } from '../addresses.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseCount, refuseWord } from '../call.ts';
import { argv } from './common.ts';

const INVALID = 'Invalid address or port';

function listen(call: Call): Refusal | null {
  const words = argv(call);
  const [address] = words;
  if (call.words.some(({ value }) => isInterpolated(value))) return null;
  if (address === undefined || words.length > 2)
    return refuseCount(call, 'Listen wants a port, or an address and a port, and perhaps a protocol.', 'Listen requires 1 or 2 arguments.');
  const fault = addressFault(address.value);
  return fault === null ? null : refuseWord(address, fault.message, fault.httpd);
}

function addressFault(text: string): { message: string; httpd: string } | null {
  if (/^\d+$/.test(text)) return portFault(text);
  const [, host, port] = /^(.*):(\d*)$/s.exec(text) ?? [];
  if (text.startsWith('[')) return bracketFault(text);
  if (host === undefined || port === undefined) return { message: 'Listen wants a port, such as 443 or 192.0.2.1:443.', httpd: 'Port must be specified' };
  if (host === '') return { message: 'Before the colon stands an address; leave out the colon for a port alone.', httpd: INVALID };
  return portFault(port);
}

function portFault(port: string): { message: string; httpd: string } | null {
  const number = Number(port);
  if (port !== '' && number === 0) return { message: 'Ports are numbers from 1 to 65535.', httpd: INVALID };
  if (port === '') return { message: 'Behind the colon stands a port, such as 443.', httpd: 'Port must be specified' };
  return number > 65_535 ? { message: `Ports are numbers from 1 to 65535, not “${port}”.`, httpd: INVALID } : null;
}

function bracketFault(text: string): { message: string; httpd: string } | null {
  const [, host, rest] = /^\[([^\]]*)\](.*)$/s.exec(text) ?? [];
  if (host === undefined || !isIPv6(host.replace(/%.*$/, '')))
    return { message: 'In brackets stands an IPv6 address, such as [2001:db8::1]:443 or [::]:443.', httpd: INVALID };
  if (rest === '') return { message: 'Behind the address Listen wants a colon and the port.', httpd: 'Port must be specified' };
  return portFault(/^:(\d+)$/.exec(rest!)?.[1] ?? '99999');
}

export const listenHandlers: Readonly<Record<string, Handler>> = { listen };
