/** Mutex (server/util_mutex.c, ap_set_mutex; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { allModulesAreKnown, isAbsent, refuseAbsent } from '../loaded.ts';
import { isOpen, missing, same, unknownWord } from './common.ts';

const MECHANISMS = ['none', 'no', 'default', 'yes', 'fcntl', 'flock', 'file', 'posixsem', 'sysvsem', 'sem', 'pthread'];
/** Kinds of locks that a module brings (measured with 2.4.71, event). */
const MODULES: Readonly<Record<string, string>> = {
  'authdigest-client': 'mod_auth_digest',
  'authn-socache': 'mod_authn_socache',
  'cache-socache': 'mod_cache_socache',
  'ldap-cache': 'mod_ldap',
  'lua-ivm-shm': 'mod_lua',
  proxy: 'mod_proxy',
  'proxy-balancer-shm': 'mod_proxy_balancer',
  'rewrite-map': 'mod_rewrite',
  'ssl-cache': 'mod_ssl',
  'ssl-stapling': 'mod_ssl',
  'ssl-stapling-refresh': 'mod_ssl',
  'watchdog-callback': 'mod_watchdog',
};
const TYPES = [
  'default',
  'authdigest-client',
  'authdigest-opaque',
  'authn-socache',
  'cache-socache',
  'ldap-cache',
  'mpm-accept',
  'proxy',
  'proxy-balancer-shm',
  'rewrite-map',
  'ssl-cache',
  'ssl-stapling',
  'ssl-stapling-refresh',
  'watchdog-callback',
  'cgi-pipe',
  'dbd',
  'lua-ivm-shm',
  'md-server',
  'wsgi',
];

function mutex(call: Call): Refusal | null {
  const [mechanism, ...types] = call.words;
  if (isOpen(call)) return null;
  if (mechanism === undefined || mechanism.value === '')
    return missing(call, 'a mechanism such as default or file:/path', 'Mutex requires at least a mechanism argument');
  const [name = ''] = mechanism.value.split(':');
  if (!MECHANISMS.some((known) => same(known, name)))
    return unknownWord(mechanism, { what: 'mechanism', names: MECHANISMS, httpd: `Invalid Mutex argument ${mechanism.value}` });
  const all = allModulesAreKnown(call);
  const wrong = types.find(({ value }) => !same(value, 'OmitPID') && (all ? !TYPES.includes(value) : isWrongType(value)));
  if (wrong !== undefined) return wrongType(wrong);
  const absent = types.find(({ value }) => Object.hasOwn(MODULES, value) && isAbsent(call, MODULES[value]!));
  const accept = types.find(({ value }) => value === 'mpm-accept');
  if (accept !== undefined && call.target.modules?.has('event') === true)
    return refuseWord(accept, 'mpm_event has no lock “mpm-accept”; mpm_prefork has.', 'Mutex type mpm-accept is not valid');
  if (absent !== undefined)
    return refuseAbsent(absent, MODULES[absent.value]!, { what: `The lock “${absent.value}”`, httpd: `Mutex type ${absent.value} is not valid` });
  const named = types.find(({ value }) => !same(value, 'OmitPID'));
  if (!/^no(?:ne)?$/i.test(name) || (named !== undefined && !TYPES.includes(named.value))) return null;
  const httpd = `None is not allowed for mutex type ${named?.value ?? 'default'}`;
  return refuseWord(mechanism, 'No kind of lock that httpd and its modules bring may be left out: write default.', httpd, [replaceWord(mechanism, 'default')]);
}

/** Other modules may bring kinds of their own: only slips and what is no word are certain. */
function isWrongType(text: string): boolean {
  return !TYPES.includes(text) && (!/^[\w.-]+$/.test(text) || nearestName(text.toLowerCase(), TYPES) !== null);
}

function wrongType(word: Word): Refusal {
  const near = nearestName(word.value.toLowerCase(), TYPES);
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  return refuseWord(
    word,
    `“${word.value}” is not a kind of lock.${hint}`,
    `Mutex type ${word.value} is not valid`,
    near === null ? [] : [replaceWord(word, near)],
  );
}

export const mutexHandlers: Readonly<Record<string, Handler>> = { mutex };
