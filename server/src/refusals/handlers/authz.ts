/** Who may come in: Require and its sections, providers, Allow and Deny (modules/aaa; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Scope } from '../../model/scope.ts';
import type { Word } from '../../syntax/words.ts';
import { subnetFault } from '../addresses.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { isOpen, missing, same } from './common.ts';
import { methodFault } from './methods.ts';
import { AUTHN, AUTHZ, type ProviderKind, unknownProvider } from './providers.ts';

const AUTHZ_KIND: ProviderKind = { known: AUTHZ, httpd: 'Unknown Authz provider: ' };
const AUTHN_KIND: ProviderKind = { known: AUTHN, httpd: 'Unknown Authn provider: ' };

/** add_authz_provider. */
function require(call: Call): Refusal | null {
  const negated = same(call.words[0]?.value ?? '', 'not');
  const [provider, ...rest] = negated ? call.words.slice(1) : call.words;
  if (provider === undefined) return missing(call, 'who is allowed: a provider such as all granted, ip or valid-user', 'Unknown Authz provider: ');
  if (isInterpolated(provider.value)) return null;
  const fault = unknownProvider(call, provider, AUTHZ_KIND) ?? (isOpen(call) ? null : argumentsFault(call, provider, rest));
  return fault ?? (negated ? uselessNegation(call, provider) : null);
}

function argumentsFault(call: Call, provider: Word, rest: readonly Word[]): Refusal | null {
  switch (provider.value) {
    case 'all':
      return allFault(call, provider, rest);
    case 'ip':
      return ipFault(call, rest);
    case 'method':
      return firstOf(rest, (word) => methodFault(word, `Invalid Method '${word.value}'`));
    case 'expr':
      return expressionFaultOf(call, rest, 'condition');
    case 'host':
    case 'forward-dns':
    case 'group':
    case 'user':
    case 'ldap-user':
    case 'ldap-group':
    case 'ldap-dn':
    case 'dbm-group':
    case 'dbd-group':
      return expressionFaultOf(call, rest, 'string');
    default:
      return null;
  }
}

/** all_parse_config reads what is behind `all` as one text. */
function allFault(call: Call, provider: Word, rest: readonly Word[]): Refusal | null {
  const [word, extra] = rest;
  const httpd = "Argument for 'Require all' must be 'granted' or 'denied'";
  if (word === undefined) return missing(call, '“granted” or “denied”', httpd);
  const text = call.rest.replace(/^(?:not\s+)?\S+\s+/i, '');
  if (/^(?:granted|denied)$/i.test(text)) return null;
  if (extra !== undefined)
    return refuseWord({ ...word, end: rest.at(-1)!.end, quote: null }, 'Require all takes one word, granted or denied, and nothing behind it.', httpd);
  const near = nearestName(word.value.toLowerCase(), ['granted', 'denied']) ?? (/^(?:allow|yes|grant)/i.test(word.value) ? 'granted' : null);
  return refuseWord(
    word,
    `Require ${provider.value} takes granted or denied without quotes, not “${word.value}”.`,
    httpd,
    near === null ? [] : [{ title: `Change to ${near}`, safe: false, edits: [{ start: word.start, end: word.end, text: near }] }],
  );
}

function ipFault(call: Call, rest: readonly Word[]): Refusal | null {
  if (rest.length === 0 || rest[0]!.value === '') return missing(call, 'an address or network', "'require ip' requires an argument");
  return firstOf(rest, (word) => addressFault(word, `ip address '${word.value}' appears to be invalid`));
}

/** Refuses what is no address, network or beginning of an IPv4 address. */
export function addressFault(word: Word, httpd: string): Refusal | null {
  if (isInterpolated(word.value) || word.value === '') return null;
  const fault = subnetFault(word.value);
  if (fault === null) return null;
  const reason = fault === 'mask' ? 'the part behind the slash is no mask' : fault === 'name' ? 'it is a name or a comment' : 'it is out of range';
  return refuseWord(word, `“${word.value}” is not an address: ${reason}. Write 192.0.2.1, 192.0.2.0/24, 10.1 or 2001:db8::/32.`, httpd);
}

function firstOf(words: readonly Word[], check: (word: Word) => Refusal | null): Refusal | null {
  for (const word of words) {
    const fault = check(word);
    if (fault !== null) return fault;
  }
  return null;
}

/** The rest of the line is one expression; quotes around it are dropped for `expr` only. */
function expressionFaultOf(call: Call, rest: readonly Word[], kind: 'condition' | 'string'): Refusal | null {
  const [first] = rest;
  if (first === undefined && kind === 'string') return null;
  const { cooked, restAt } = call.statement;
  const raw = cooked.text.slice(restAt).replace(/^(?:not\s+)?\S+\s*/i, '');
  const bare = kind === 'condition' && raw.length > 1 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw;
  const whole: Word = { start: first?.start ?? call.words.at(-1)!.start, end: call.words.at(-1)!.end, value: bare, quote: null, closed: true };
  return expressionRefusal(whole, { text: bare, kind, httpd: 'Cannot parse expression in require line: ', offset: raw === bare ? 0 : 1 });
}

const SECTIONS: Readonly<Record<string, string>> = { requireall: 'AND', requireany: 'OR', requirenone: 'OR' };

/** The section whose logic applies at a place: what stands in none is joined by an unwritten RequireAny. */
function logicAround(scope: Scope | null): { readonly either: boolean; readonly name: string } {
  for (let at = scope; at !== null; at = at.parent) {
    if (Object.hasOwn(SECTIONS, at.tag)) return { either: SECTIONS[at.tag] === 'OR', name: at.sectionName };
    if (/^(?:directory|location|files|proxy)/.test(at.tag) || at.tag === 'if' || at.tag === 'else' || at.tag === 'elseif') break;
  }
  return { either: true, name: '<RequireAny>' };
}

function uselessNegation(call: Call, provider: Word): Refusal | null {
  const around = logicAround(call.scope);
  if (!around.either || call.scope.broken) return null;
  const message =
    '“Require not” can only take away: alone, or where one of several conditions is enough, it never lets anybody in. Put it into <RequireAll> with a condition that does.';
  return refuseWord({ ...provider, start: call.words[0]!.start }, message, `negative Require directive has no effect in ${around.name} directive`);
}

/** add_authz_section: `<RequireNone>` where one condition is enough. */
function requireNone(call: Call): Refusal | null {
  const around = logicAround(call.scope);
  const { nameStart: start, nameEnd: end } = call.statement;
  if (call.words.length > 0) {
    return {
      code: 'argument-count',
      message: '<RequireNone> takes no argument.',
      httpd: "<RequireNone> directive doesn't take additional arguments",
      start: call.words[0]!.start,
      end: call.words.at(-1)!.end,
    };
  }
  if (!around.either || call.scope.broken) return null;
  const message = '<RequireNone> can only take away and must stand in <RequireAll> beside a condition that lets somebody in.';
  return { code: 'invalid-value', message, httpd: '<RequireNone> directive', start, end };
}

/** AuthBasicProvider and its relatives. */
function authnProvider(call: Call): Refusal | null {
  return firstOf(call.words, (word) => (isInterpolated(word.value) ? null : unknownProvider(call, word, AUTHN_KIND)));
}

/** allow_cmd: `from`, then hosts, networks or env=. */
function allowDeny(call: Call): Refusal | null {
  const [from, ...hosts] = call.words;
  if (from === undefined || isInterpolated(from.value)) return null;
  if (!same(from.value, 'from'))
    return refuseWord(
      from,
      `${call.directive.name} is followed by the word “from”: ${call.directive.name} from ${from.value}.`,
      "allow and deny must be followed by 'from'",
    );
  return firstOf(hosts, hostFault);
}

function hostFault(word: Word): Refusal | null {
  const text = word.value;
  if (isInterpolated(text) || /^(?:all$|env=)/i.test(text)) return null;
  const fault = subnetFault(text);
  if (fault === 'name') return null;
  return addressFault(word, `The specified ${fault === 'mask' ? 'network mask' : 'IP address'} is invalid.`);
}

/** Aliases of authentication providers: the base must exist. */
function providerAlias(call: Call): Refusal | null {
  const [base, name] = call.words;
  if (base === undefined || isOpen(call)) return null;
  if (name?.value === base.value)
    return refuseWord(name, 'The new name is another one than that of the provider.', 'The alias provider name must be different from the base provider name.');
  if (name !== undefined) return unknownProvider(call, base, AUTHN_KIND);
  const httpd = '<AuthnProviderAlias> directive requires additional arguments';
  return { ...refuseWord(base, '<AuthnProviderAlias> wants the provider and its new name.', httpd), code: 'argument-count' };
}

/** Aliases of authorization providers: what they say of addresses and of all is checked as in Require, word by word of the third argument. */
function authzAlias(call: Call): Refusal | null {
  const [provider, , given] = call.words;
  if (provider === undefined || given === undefined || isInterpolated(given.value)) return null;
  const words = given.value.split(/\s+/).filter((text) => text !== '');
  const parsed = `Can't parse 'Require ${provider.value} ${given.value}': `;
  if (provider.value === 'all' && !/^(?:granted|denied)$/i.test(given.value)) {
    return refuseWord(given, 'Require all takes granted or denied.', `${parsed}Argument for 'Require all' must be 'granted' or 'denied'`);
  }
  if (provider.value !== 'ip') return null;
  for (const text of words) {
    const fault = addressFault({ ...given, value: text }, `${parsed}ip address '${text}' appears to be invalid`);
    if (fault !== null) return fault;
  }
  return null;
}

export const authzHandlers: Readonly<Record<string, Handler>> = {
  require,
  '<requirenone': requireNone,
  '<authnprovideralias': providerAlias,
  '<authzprovideralias': authzAlias,
  authbasicprovider: authnProvider,
  authdigestprovider: authnProvider,
  authformprovider: authnProvider,
  allow: allowDeny,
  deny: allowDeny,
};
