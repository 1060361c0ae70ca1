/** ProxyPass and its relatives (modules/proxy/mod_proxy.c: add_pass, add_member, set_proxy_param; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import { isInside } from '../../model/scope.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { isOpen, isPerDirectory, missing, refuseRegex, same } from './common.ts';
import { absentModule, BALANCER, WORKER } from './workers.ts';

const NO_PATH = 'ProxyPass|ProxyPassMatch needs a path when not defined in a location';
const NO_PAIR = "Invalid ProxyPass|ProxyPassMatch parameter. Parameter must be in the form 'key=value'.";

/** add_pass: the path unless a section gives it, the target, then words and parameters. */
function proxyPass(matches: boolean): Handler {
  return (call) => {
    if (isOpen(call)) return null;
    const inside = isPerDirectory(call);
    const tilde = !inside && !matches && call.words[0]?.value === '~';
    if (!inside && matches && call.words[0]?.value === '~')
      return refuseWord(call.words[0], 'ProxyPassMatch is a match already and takes no ~.', "ProxyPassMatch invalid syntax ('~' usage).");
    const words = tilde ? call.words.slice(1) : call.words;
    const path = inside ? undefined : words[0];
    const target = words[inside ? 0 : 1];
    const rest = words.slice(inside ? 1 : 2);
    const pairs = parametersFault(rest, inside && target?.value.startsWith('/') === true);
    if (pairs !== null) return pairs;
    if (target === undefined)
      return missing(call, inside ? 'the URL to go to' : path === undefined ? 'the path and the URL to go to' : 'the URL to go to', NO_PATH);
    const regex = matches || tilde ? refuseRegex(path, 'Regular expression could not be compiled.') : null;
    return regex ?? targetFault(target, rest, matches || tilde);
  };
}

function parametersFault(rest: readonly Word[], isPath: boolean): Refusal | null {
  for (const word of rest) {
    if (/^(?:nocanon|interpolate|noquery)$/i.test(word.value)) continue;
    const equals = word.value.indexOf('=');
    if (equals === -1) {
      const httpd = isPath ? 'ProxyPass|ProxyPassMatch can not have a path when defined in a location.' : NO_PAIR;
      const message = isPath
        ? 'In <Location> the path comes from the section: write only the URL.'
        : `Behind the URL stand parameters as key=value, or nocanon, interpolate, noquery; not “${word.value}”.`;
      return refuseWord(word, message, httpd);
    }
    if (same(word.value.slice(0, equals), 'mapping') && !/^(?:encoded|servlet)$/i.test(word.value.slice(equals + 1)))
      return refuseWord(word, 'mapping is servlet or encoded.', 'unknown mapping');
  }
  return null;
}

function targetFault(target: Word, rest: readonly Word[], loose: boolean): Refusal | null {
  const pairs = rest.filter(({ value }) => value.includes('=') && !/^mapping=/i.test(value));
  if (target.value === '!') return null;
  if (/^balancer:/i.test(target.value)) return balancerNameFault(target, 'ProxyPass ') ?? pairsFault(pairs, BALANCER, 'ProxyPass ');
  return urlFault(target, 'ProxyPass ', loose) ?? pairsFault(pairs, WORKER, 'ProxyPass ');
}

function balancerNameFault(word: Word, prefix: string): Refusal | null {
  if (/^balancer:\/\/./i.test(word.value)) return null;
  return refuseWord(word, 'A balancer is named balancer://name.', `${prefix}Bad syntax for a balancer name (${word.value})`);
}

/** ap_proxy_define_worker_ex: a scheme and a host, or a socket with a URL behind a bar. `loose`: the port may hold $1. */
function urlFault(word: Word, prefix: string, loose = false): Refusal | null {
  const behindBar = /^unix:[^|]*\|(.*)$/is.exec(word.value)?.[1];
  if (behindBar !== undefined)
    return /^[a-z\d+.-]+:/i.test(behindBar) ? null : refuseWord(word, 'Behind the bar stands a URL, such as http://localhost/.', 'uses an invalid "unix:" URL');
  const [, scheme, authority] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)/i.exec(word.value) ?? [];
  const host = authority?.replace(/^.*@/, '');
  if (scheme === undefined || host === undefined || host === '' || host.startsWith(':')) return notAbsolute(word, prefix);
  const port = host.startsWith('[') ? undefined : /^[^:]*:(.*)$/s.exec(host)?.[1];
  if (port === undefined || /^\d*$/.test(port) || (loose && port.includes('$'))) return null;
  return refuseWord(word, `Behind the host stands a port number, not “${port}”.`, `${prefix}Unable to parse URL: ${word.value}`);
}

function notAbsolute(word: Word, prefix: string): Refusal {
  const guess = /^[\w.-]+(?::\d+)?(?:\/|$)/.test(word.value) ? [replaceWord(word, `http://${word.value}`)] : [];
  const httpd = /^\d\w*:\/\//.test(word.value) ? 'Unable to parse URL' : 'URL must be absolute!';
  return refuseWord(word, 'The target is a whole URL with scheme and host, such as http://127.0.0.1:8000/.', `${prefix}${httpd}: ${word.value}`, guess);
}

function pairsFault(pairs: readonly Word[], known: typeof WORKER, prefix: string): Refusal | null {
  for (const word of pairs) {
    const equals = word.value.indexOf('=');
    const key = word.value.slice(0, equals).toLowerCase();
    const check = Object.hasOwn(known, key) ? known[key]! : null;
    if (check === null) return unknownParameter(word, key, known, prefix);
    const httpd = check(word.value.slice(equals + 1));
    if (httpd !== null) return refuseWord(word, `“${word.value.slice(equals + 1)}” is not a value of ${key}.`, prefix + httpd);
  }
  return null;
}

function unknownParameter(word: Word, key: string, known: typeof WORKER, prefix: string): Refusal {
  const near = nearestName(key, Object.keys(known));
  const httpd = known === BALANCER ? 'unknown Balancer parameter' : 'unknown Worker';
  const kind = known === BALANCER ? 'balancer' : 'worker';
  const value = word.value.slice(key.length);
  return {
    ...refuseWord(
      word,
      `A ${kind} has no parameter “${key}”.${near === null ? '' : ` Did you mean “${near}”?`}`,
      prefix + httpd,
      near === null ? [] : [replaceWord(word, near + value)],
    ),
    code: 'unknown-option',
  };
}

/** add_member: the balancer unless the section names it, and the member's URL. */
function balancerMember(call: Call): Refusal | null {
  if (isOpen(call)) return null;
  const plain = call.words.filter(({ value }) => !value.includes('='));
  const inside = isPerDirectory(call);
  const [first, second, third] = plain;
  const extra = inside ? second : third;
  if (extra !== undefined) {
    const httpd = inside
      ? 'BalancerMember can not have a balancer name when defined in a location'
      : "Invalid BalancerMember parameter. Parameter must be in the form 'key=value'";
    return refuseWord(
      extra,
      inside ? 'Inside <Proxy> the balancer is named by the section: write only the URL.' : 'Behind the URL stand parameters as key=value.',
      httpd,
    );
  }
  if (!inside && first === undefined)
    return missing(call, 'the balancer and the URL', 'BalancerMember must define balancer name when outside <Proxy > section');
  const url = inside ? first : second;
  if (url === undefined) return missing(call, 'the URL of the member', 'BalancerMember must define remote proxy server');
  const pairs = call.words.filter(({ value }) => value.includes('='));
  const name = inside || /^[^:]*:\/\/./s.test(first!.value) ? null : balancerNameFault(first!, 'BalancerMember ');
  return urlFault(url, 'BalancerMember ') ?? name ?? pairsFault(pairs, WORKER, 'BalancerMember ');
}

/** ProxySet outside `<Proxy>` names a worker that another line must have made; inside only parameters follow. */
function proxySet(call: Call): Refusal | null {
  if (isOpen(call)) return null;
  if (!isInside(call.scope, 'proxy', 'proxymatch')) return workerFault(call);
  for (const word of call.words) {
    if (!word.value.includes('='))
      return refuseWord(word, 'ProxySet takes parameters as key=value.', "Invalid ProxySet parameter. Parameter must be in the form 'key=value'");
    const key = word.value.slice(0, word.value.indexOf('=')).toLowerCase();
    const checks = [BALANCER, WORKER].flatMap((known) => (Object.hasOwn(known, key) ? [known[key]!] : []));
    const faults = checks.flatMap((check) => check(word.value.slice(key.length + 1)) ?? []);
    if (checks.length > 0 && faults.length < checks.length) continue;
    if (checks.length > 0) return refuseWord(word, `“${word.value.slice(key.length + 1)}” is not a value of ${key}.`, `ProxySet: ${faults[0]!}`);
    const near = nearestName(key, [...Object.keys(BALANCER), ...Object.keys(WORKER)]);
    return {
      ...refuseWord(word, `Balancers and workers have no parameter “${key}”.${near === null ? '' : ` Did you mean “${near}”?`}`, 'ProxySet: unknown '),
      code: 'unknown-option',
    };
  }
  return null;
}

/** Workers are named by their URL. */
function workerFault(call: Call): Refusal | null {
  const [name] = call.words;
  if (name === undefined) return missing(call, 'the URL of a worker or balancer', "ProxySet can not find '' Worker.");
  if (name?.value.includes(':')) return null;
  return refuseWord(
    name,
    'Outside <Proxy> the first word is the URL of a worker or balancer that a line above makes.',
    `ProxySet can not find '${name.value}' Worker.`,
  );
}

/** ProxyPassReverse outside a section wants a path before the URL. */
function proxyPassReverse(call: Call): Refusal | null {
  const [, second] = call.words;
  if (isOpen(call)) return null;
  if (isPerDirectory(call)) {
    if (second === undefined || same(second.value, 'interpolate')) return null;
    return refuseWord(
      second,
      'In <Location> the path comes from the section: write only the URL.',
      `${call.directive.name} can not have a path when defined in a location`,
    );
  }
  if (call.words.length !== 1 && (call.words.length !== 2 || !same(second!.value, 'interpolate'))) return null;
  return missing(call, 'the path before the URL', `${call.directive.name} needs a path when not defined in a location`);
}

/** add_proxy: the remote is scheme://host:port. */
function proxyRemote(matches: boolean): Handler {
  return (call) => {
    const [match, remote] = call.words;
    if (remote === undefined || isInterpolated(remote.value)) return null;
    const httpd = `${call.directive.name}: Bad syntax for a remote proxy server`;
    const [, port] = /^[^:]*:\/\/[^:]+(?::(.*))?$/s.exec(remote.value) ?? [];
    if (!/^[^:]*:\/\/./s.test(remote.value)) return refuseWord(remote, 'The other proxy is written scheme://host:port.', httpd);
    if (port !== undefined && (!/^\s*[-+]?\d/.test(port) || Number.parseInt(port, 10) > 65_535))
      return refuseWord(remote, 'Behind the host stands a port number.', `${httpd} (bad port number)`);
    return matches ? refuseRegex(match, 'Regular expression for ProxyRemoteMatch could not be compiled.') : null;
  };
}

/** proxysection: `<Proxy>` takes one address and, for a URL, parameters; `<ProxyMatch>` one regular expression. */
function proxySection(call: Call): Refusal | null {
  const [first, ...rest] = call.words;
  if (first === undefined || isOpen(call)) return null;
  if (same(call.directive.name, 'ProxyMatch')) return proxyMatch(first, rest);
  const [second] = rest;
  if (second === undefined) return null;
  const pattern = /[*?]|\[[^\]]*\]/.test(first.value);
  if (pattern) return refuseWord(second, 'Parameters go with one address, not with a pattern.', '<Proxy> arguments are not supported for wildchar url.');
  if (!first.value.includes(':'))
    return refuseWord(second, '<Proxy> takes one address; a match is written <ProxyMatch>.', '<Proxy> arguments are not supported for non url.');
  const isBalancer = /^balancer:/i.test(first.value);
  const fault = isBalancer ? balancerNameFault(first, '<Proxy ') : urlFault(first, '<Proxy ');
  const bare = rest.find(({ value }) => !value.includes('='));
  if (fault !== null) return fault;
  if (bare !== undefined)
    return refuseWord(bare, 'Behind the address stand parameters as key=value.', "Invalid Proxy parameter. Parameter must be in the form 'key=value'");
  return pairsFault(rest, isBalancer ? BALANCER : WORKER, '<Proxy ');
}

function proxyMatch(regex: Word, rest: readonly Word[]): Refusal | null {
  const fault = refuseRegex(regex, 'Regex could not be compiled');
  if (fault !== null || rest[0] === undefined) return fault;
  return {
    ...refuseWord(rest[0], '<ProxyMatch> takes one regular expression.', 'Multiple <ProxyMatch> arguments not (yet) supported.'),
    code: 'argument-count',
  };
}

/** What a handler says, and what the parameters need beyond mod_proxy itself. */
function withModules(handler: Handler): Handler {
  return (call) => handler(call) ?? absentModule(call);
}

export const proxyHandlers: Readonly<Record<string, Handler>> = {
  proxypass: withModules(proxyPass(false)),
  proxypassmatch: withModules(proxyPass(true)),
  balancermember: withModules(balancerMember),
  proxyset: withModules(proxySet),
  proxypassreverse: proxyPassReverse,
  proxyremote: proxyRemote(false),
  proxyremotematch: proxyRemote(true),
  '<proxy': withModules(proxySection),
  '<proxymatch': proxySection,
};
