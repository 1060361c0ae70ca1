/** Names of authentication and authorization providers, and which names can belong to none. */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Word } from '../../syntax/words.ts';
import { type Refusal, refuseWord, replaceWord } from '../call.ts';

/** Providers that Require takes in httpd's own modules and mod_wsgi. */
export const AUTHZ = [
  'all',
  'env',
  'expr',
  'method',
  'ip',
  'host',
  'forward-dns',
  'local',
  'user',
  'valid-user',
  'group',
  'file-owner',
  'file-group',
  'dbm-group',
  'dbm-file-group',
  'dbd-group',
  'dbd-login',
  'dbd-logout',
  'ldap-user',
  'ldap-dn',
  'ldap-group',
  'ldap-attribute',
  'ldap-filter',
  'ldap-search',
  'ssl',
  'ssl-verify-client',
  'wsgi-group',
];
/** Providers of modules that others write: known, so that no slip of a built-in one is seen in them. */
const OTHERS = [
  'claim',
  'claims_expr',
  'role',
  'roles',
  'unix-group',
  'external-group',
  'external-file-group',
  'shib-session',
  'shib-attr',
  'pam-account',
  'privilege',
];
/** Providers of the Basic, Digest and form authentication. */
export const AUTHN = ['file', 'dbm', 'dbd', 'anon', 'ldap', 'socache', 'wsgi', 'external', 'pam', 'sasl', 'tkt'];

/** A name that nothing can have registered: no word at all, or a slip of a known one that no alias would be called. */
function isCertainlyUnknown(name: string, known: readonly string[]): string | true | null {
  if (known.includes(name) || OTHERS.includes(name)) return null;
  if (!/^\w[\w.-]*$/.test(name)) return true;
  const lower = name.toLowerCase();
  const near = nearestName(lower, known);
  return near === null || (lower !== near && (lower.startsWith(near) || lower.includes('-'.concat(near)) || /\d/.test(lower))) ? null : near;
}

/** Words that people write for `Require all ...`. */
const WITHOUT_PROVIDER = /^(?:granted|denied)$/i;

/** Refuses a provider's name that nothing can have registered; `known` are the names of its kind, `httpd` begins what httpd prints. */
export function unknownProvider(word: Word, known: readonly string[], httpd: string): Refusal | null {
  if (WITHOUT_PROVIDER.test(word.value)) {
    const meant = `all ${word.value.toLowerCase()}`;
    return refuseWord(word, `Write “Require ${meant}”.`, httpd + word.value, [replaceWord(word, meant)]);
  }
  const found = isCertainlyUnknown(word.value, known);
  if (found === null) return null;
  const hint = found === true ? '' : word.value.toLowerCase() === found ? ` Providers are written in lower case: “${found}”.` : ` Did you mean “${found}”?`;
  return refuseWord(word, `There is no provider “${word.value}”.${hint}`, httpd + word.value, found === true ? undefined : [replaceWord(word, found)]);
}
