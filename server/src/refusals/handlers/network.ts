/** mod_remoteip and mod_reqtimeout (modules/metadata/mod_remoteip.c, modules/filters/mod_reqtimeout.c; words measured with 2.4.71). */
import type { Word } from '../../syntax/words.ts';
import { subnetFault } from '../addresses.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { addressFault } from './authz.ts';
import { argv, missing, same } from './common.ts';

/** proxies_set: addresses and networks; host names are looked up, so only impossible ones are refused. */
function proxies(call: Call): Refusal | null {
  for (const word of call.words) {
    const fault = isInterpolated(word.value) ? null : proxyFault(word);
    if (fault !== null) return fault;
  }
  return null;
}

/** Refuses a word that is neither an address nor a network nor a host name. */
export function proxyFault(word: Word): Refusal | null {
  const { value } = word;
  const [host = '', mask] = value.split('/', 2);
  if (subnetFault(value) !== 'name') return addressFault(word, `RemoteIP: Error parsing IP ${value} (`);
  if (mask !== undefined)
    return refuseWord(word, 'A mask goes with an address, not with a name.', `RemoteIP: Error parsing IP ${value} the subnet /${mask} is invalid for `);
  return /^\w[\w.-]*$/.test(host) ? null : refuseWord(word, `“${value}” is neither an address nor a host name.`, `RemoteIP: Error parsing IP ${value} (`);
}

/** remoteip_disable_networks. */
function exceptions(call: Call): Refusal | null {
  const words = argv(call);
  if (words.length === 0) return missing(call, 'an address or network', 'RemoteIPProxyProtocolExceptions requires an argument');
  for (const word of words) {
    const fault = addressFault(word, `ip address '${word.value.split('/')[0]}' appears to be invalid`);
    if (fault !== null) return fault;
  }
  return null;
}

/** set_reqtimeouts: `stage=seconds[-seconds][,MinRate=n]`. */
function readTimeout(call: Call): Refusal | null {
  for (const word of call.words) {
    if (isInterpolated(word.value)) continue;
    const equals = word.value.indexOf('=');
    if (equals === -1)
      return refuseWord(
        word,
        'Write header=20-40,MinRate=500, for example.',
        "Invalid RequestReadTimeout parameter. Parameter must be in the form 'key=value'",
      );
    const problem = stageProblem(word.value.slice(0, equals), word.value.slice(equals + 1));
    if (problem !== null) return refuseWord(word, `“${word.value}” is not understood: ${problem}.`, `RequestReadTimeout: ${word.value.slice(0, equals)}=`);
  }
  return null;
}

function stageProblem(stage: string, value: string): string | null {
  if (!['handshake', 'header', 'body'].some((known) => same(known, stage))) return `stages are handshake, header and body, not “${stage}”`;
  const rateAt = value.toLowerCase().indexOf(',minrate=');
  if (rateAt === -1) return value.includes('-') ? 'a range of seconds needs ,MinRate=' : numberProblem(value);
  const rate = value.slice(rateAt + 9);
  const [initial = '', ...most] = value.slice(0, rateAt).split('-');
  const problem =
    numberProblem(rate) ??
    (Number(rate) === 0 ? 'MinRate is above 0' : null) ??
    (most.length > 0 ? numberProblem(most.join('-')) : null) ??
    numberProblem(initial);
  if (problem !== null || most.length === 0 || Number(most[0]) === 0) return problem;
  return Number(initial) >= Number(most[0]) ? 'the second number is the greater one' : null;
}

function numberProblem(text: string): string | null {
  return /^\s*\+?\d+$/.test(text) || /^\s*-0+$/.test(text) ? null : `“${text}” is not a number`;
}

/** hb_set_address and hm listen: an address and a port. */
function heartbeat(where: string): Handler {
  return (call) => {
    const [word] = call.words;
    if (word === undefined || isInterpolated(word.value)) return null;
    const prefix = `${call.directive.name}: `;
    if (/^\d+$/.test(word.value)) return refuseWord(word, 'Before the port stand an address and a colon.', `${prefix}No host provided in ${where}`);
    const port = /:(\d*)$/.exec(word.value)?.[1] ?? '';
    if (port === '') return refuseWord(word, 'Behind the address stand a colon and a port.', `${prefix}No port provided in ${where}`);
    return Number(port) > 0 && Number(port) < 65_536 ? null : refuseWord(word, 'The port is a number from 1 to 65535.', `${prefix}Unable to parse ${where}.`);
  };
}

export const networkHandlers: Readonly<Record<string, Handler>> = {
  heartbeataddress: heartbeat('address'),
  heartbeatlisten: heartbeat('multicast address'),
  remoteipinternalproxy: proxies,
  remoteiptrustedproxy: proxies,
  remoteipproxyprotocolexceptions: exceptions,
  requestreadtimeout: readTimeout,
};
