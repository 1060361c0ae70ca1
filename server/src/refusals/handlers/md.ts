/** mod_md's handlers (modules/md/mod_md_config.c, md_time.c; words measured with 2.4.71). */

import { isInside } from '../../model/scope.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { argv, atoi, isOpen, missing, same } from './common.ts';

/** A number and perhaps d, h, s, ms or mi behind it; what follows the unit is not read (md_duration_parse). */
const DURATION = /^\s*[-+]?\d+(?:$|[dhs]|m[si])/i;

/** One length of time. */
function duration(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value) || DURATION.test(word.value)) return null;
  return refuseWord(word, `${call.directive.name} wants a length of time such as 1d or 12h, not “${word.value}”.`, 'unrecognized duration format');
}

/** MDCheckInterval: at least a second; without a unit the number is one of seconds. */
function checkInterval(call: Call): Refusal | null {
  const [word] = call.words;
  const fault = duration(call);
  if (fault !== null || word === undefined || isInterpolated(word.value)) return fault;
  const least = /^\s*[-+]?\d+ms/i.test(word.value) ? 1000 : 1;
  return atoi(word.value) >= least
    ? null
    : refuseWord(word, 'Certificates are checked once a second at most.', 'check interval cannot be less than one second');
}

/** MDHttpProxy: a URL of http or https with a host. */
function httpProxy(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value)) return null;
  const [, scheme, host] = /^([a-z][a-z\d+.-]*):(\/\/)?/i.exec(word.value) ?? [];
  const httpd = scheme === undefined ? 'missing uri scheme' : /^https?$/i.test(scheme) ? 'missing hostname' : 'uri scheme must be http or https';
  const fits = host !== undefined && /^https?$/i.test(scheme ?? '');
  return fits ? null : refuseWord(word, 'The proxy is named by its URL, such as http://proxy.example.com:3128.', httpd);
}

/** MDPrivateKeys: Default stands alone, and there is one key of a kind; a number behind RSA is its length. */
function privateKeys(call: Call): Refusal | null {
  if (isOpen(call) || argv(call).length < 2) return null;
  const kinds = argv(call).filter(({ value }) => !/^\d+$/.test(value));
  const kindOf = ({ value }: Word) => value.toLowerCase().replace(/^(rsa)\d+$/, '$1');
  const second = kinds.find((word, at) => kinds.findIndex((other) => kindOf(other) === kindOf(word)) < at);
  if (second !== undefined) return refuseWord(second, 'There is one key of each kind: take one of the two out.', 'two keys of type ');
  const word = call.words.find(({ value }) => same(value, 'Default'));
  return word === undefined
    ? null
    : refuseWord(word, 'Default stands alone: name the kinds of keys, or write only Default.', "'Default' allows no other parameter");
}

/** A part of the time that a certificate is valid: a length of time or a percentage (md_timeslice_parse). */
function timeslice(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value) || DURATION.test(word.value)) return null;
  const { name } = call.directive;
  if (!/^\s*(?:[-+]?\d+)?%/.test(word.value))
    return refuseWord(word, `${name} wants a length of time such as 30d, or a percentage such as 33%.`, `${name} has unrecognized format`);
  const percent = atoi(word.value);
  if (percent < 0) return refuseWord(word, 'A percentage is not negative.', `${name} percent must be less than 100`);
  return percent < 100 ? null : refuseWord(word, 'A percentage must be below 100.', `${name} a length of 100% or more is not allowed.`);
}

/** MDPortMap: pairs of http, https, 80 or 443 and the port that stands for it, or - for none. */
function portMap(call: Call): Refusal | null {
  for (const word of call.words) {
    const fault = isInterpolated(word.value) || word.value === '' ? null : mappingFault(word);
    if (fault !== null) return fault;
  }
  return null;
}

function mappingFault(word: Word): Refusal | null {
  const [, from, to] = /^(https?|[-+]?\d+):(.*)$/s.exec(word.value) ?? [];
  if (from === undefined || to === undefined)
    return refuseWord(word, 'Write what is mapped, a colon and the port, such as http:8080.', "no ':' after first port number");
  if (!from.startsWith('http') && ![80, 443].includes(atoi(from)))
    return refuseWord(word, 'Only the ports 80 and 443 are mapped.', 'mapped port number must be 80 or 443');
  const port = atoi(to);
  if (to.startsWith('-') || (port > 0 && port < 65_536)) return null;
  return refuseWord(word, 'The port is a number from 1 to 65535, or - for none.', 'invalid number for port map, must be in ]0,65535]');
}

const isMode = ({ value }: Word): boolean => /^(?:auto|manual)$/i.test(value);

/** MDMember and MDMembers: names inside a managed domain; outside one mode for all. */
function member(call: Call): Refusal | null {
  const words = argv(call);
  if (isInside(call.scope, 'mdomainset', 'mdomain') || isOpen(call)) return null;
  const { name } = call.directive;
  const [word] = words;
  if (word === undefined || words.length > 1) return missing(call, 'auto or manual', `${name} is only valid inside a '<MDomainSet' context, not here`);
  return isMode(word) ? null : refuseWord(word, `Outside of <MDomainSet> ${name} takes auto or manual.`, 'unknown value, use "auto|manual"');
}

/** MDomain needs a name. */
function domain(call: Call): Refusal | null {
  return isOpen(call) || !argv(call).every(isMode) ? null : missing(call, 'the name of the domain', 'needs at least one domain name');
}

/** MDCertificateMonitor is in the manual, and in no httpd 2.4. */
function notInCode({ statement, directive }: Call): Refusal {
  const { name, nameStart: start, nameEnd: end } = statement;
  const httpd = `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`;
  return { code: 'invalid-value', message: `The manual has ${directive.name}, but httpd 2.4 does not know it: take the line out.`, httpd, start, end };
}

export const mdHandlers: Readonly<Record<string, Handler>> = {
  mdretrydelay: duration,
  mdcertificatemonitor: notInCode,
  mdhttpproxy: httpProxy,
  mdcheckinterval: checkInterval,
  mdprivatekeys: privateKeys,
  mdinitialdelay: duration,
  mdactivationdelay: duration,
  mdrenewwindow: timeslice,
  mdwarnwindow: timeslice,
  mdstaplingkeepresponse: timeslice,
  mdstaplingrenewwindow: timeslice,
  mdportmap: portMap,
  mdmember: member,
  mdmembers: member,
  mdomain: domain,
};
