/** Words of one line that exclude each other, and options in pairs (server/core.c, mod_mime.c, mod_authnz_fcgi.c; words measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { argv, isOpen, missing, same } from './common.ts';

const PROTOCOL_PAIRS = [
  ['Strict', 'Unsafe'],
  ['Allow0.9', 'Require1.0'],
  ['RegisteredMethods', 'LenientMethods'],
] as const;

/** set_http_protocol_options: of each pair one word. */
function protocolOptions(call: Call): Refusal | null {
  for (const [one, other] of PROTOCOL_PAIRS) {
    const found = call.words.filter(({ value }) => same(value, one) || same(value, other));
    const second = found.find(({ value }) => !same(value, found[0]!.value));
    if (second !== undefined)
      return refuseWord(
        second,
        `${one} and ${other} exclude each other: write one of them.`,
        `HttpProtocolOptions '${one}' and '${other}' are mutually exclusive`,
      );
  }
  return null;
}

/** multiviews_match: Any and NegotiatedOnly stand alone, Filters and Handlers go together. */
function multiviewsMatch(call: Call): Refusal | null {
  const seen: string[] = [];
  for (const word of call.words) {
    if (isInterpolated(word.value)) return null;
    const kind = word.value.toLowerCase();
    const alone = kind === 'any' || kind === 'negotiatedonly';
    const other = seen.find((before) => before !== kind && (alone || before === 'any' || before === 'negotiatedonly'));
    if (other !== undefined) return refuseWord(word, `“${word.value}” does not go with “${other}”.`, `${word.value} is incompatible with `);
    seen.push(kind);
  }
  return null;
}

const FCGI_SWITCHES = ['Authoritative', 'RequireBasicAuth'];
const FCGI_OPTIONS = [...FCGI_SWITCHES, 'DefaultUser', 'UserExpr'];

/** fcgi_check_authn_provider: a provider, then options with their values. */
function fcgiProvider(call: Call): Refusal | null {
  const [provider, ...rest] = argv(call);
  const prefix = `${call.directive.name}: `;
  if (isOpen(call)) return null;
  if (provider === undefined) return missing(call, 'the provider, or None', `${prefix}No provider given`);
  if (same(provider.value, 'None')) {
    const [option] = rest;
    return option === undefined ? null : refuseWord(option, 'Behind None stands nothing.', 'Options aren\'t supported with "None"');
  }
  for (let at = 0; at < rest.length; at += 2) {
    const [option, value] = [rest[at]!, rest[at + 1]];
    if (value === undefined) return refuseWord(option, `${option.value} needs a value.`, `${prefix}${option.value}needs an argument`);
    if (!FCGI_OPTIONS.some((known) => same(known, option.value)))
      return refuseWord(option, `It has no option “${option.value}”: it takes ${FCGI_OPTIONS.join(', ')}.`, `${prefix}Unexpected option '${option.value}'`);
    if (FCGI_SWITCHES.some((known) => same(known, option.value)) && !/^(?:on|off)$/i.test(value.value))
      return refuseWord(value, `${option.value} is On or Off.`, `${prefix}Bad argument '${value.value}' to option '${option.value}'`);
  }
  return null;
}

/** fcgi_define_provider: what it is for, its name, and an address without a path; whether a host name leads anywhere, only the resolver knows. */
function fcgiDefine(call: Call): Refusal | null {
  const [type, , address] = argv(call);
  if (type === undefined || address === undefined || isOpen(call)) return null;
  const prefix = `${call.directive.name}: `;
  if (!/^authn?z?$/i.test(type.value) || same(type.value, 'auth'))
    return refuseWord(type, 'The provider is for authn, authz or authnz.', `${prefix}Invalid provider type ${type.value}`);
  const [, port] = /^fcgi:\/\/.+:(\d+)\/?$/.exec(address.value) ?? [];
  if (port === undefined) return refuseWord(address, 'The address is fcgi://host:port.', `${prefix}backend-address '${address.value}' has invalid form`);
  return Number(port) <= 65_535
    ? null
    : refuseWord(address, 'The port is a number up to 65535.', `${prefix}backend-address '${address.value}' has invalid port`);
}

/** cmd_force_language_priority: None stands alone. */
function forceLanguagePriority(call: Call): Refusal | null {
  const none = call.words.findIndex(({ value }) => same(value, 'None'));
  const other = call.words.findIndex(({ value }) => /^(?:prefer|fallback)$/i.test(value));
  if (none === -1 || other === -1) return null;
  const httpd = `Cannot combine ForceLanguagePriority options ${other < none ? 'with None' : `None and ${same(call.words[other]!.value, 'prefer') ? 'Prefer' : 'Fallback'}`}`;
  return refuseWord(call.words[Math.max(none, other)]!, 'None stands alone: it switches Prefer and Fallback off.', httpd);
}

export const exclusiveHandlers: Readonly<Record<string, Handler>> = {
  httpprotocoloptions: protocolOptions,
  multiviewsmatch: multiviewsMatch,
  authnzfcgicheckauthnprovider: fcgiProvider,
  authnzfcgidefineprovider: fcgiDefine,
  forcelanguagepriority: forceLanguagePriority,
};
