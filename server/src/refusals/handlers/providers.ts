/** Names of authentication and authorization providers, and which names can belong to none. */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { isAbsent, refuseAbsent } from '../loaded.ts';

/** Providers that Require takes, and the modules that bring them (measured with httpd 2.4.71 and mod_wsgi 4.9.4). */
export const AUTHZ: ReadonlyMap<string, string> = providers({
  mod_authz_core: ['all', 'env', 'expr', 'method'],
  mod_authz_host: ['ip', 'host', 'forward-dns', 'local'],
  mod_authz_user: ['user', 'valid-user'],
  mod_authz_groupfile: ['group', 'file-group'],
  mod_authz_owner: ['file-owner'],
  mod_authz_dbm: ['dbm-group', 'dbm-file-group'],
  mod_authz_dbd: ['dbd-group', 'dbd-login', 'dbd-logout'],
  mod_authnz_ldap: ['ldap-user', 'ldap-dn', 'ldap-group', 'ldap-attribute', 'ldap-filter', 'ldap-search'],
  mod_ssl: ['ssl', 'ssl-verify-client'],
  mod_wsgi: ['wsgi-group'],
});
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
/** Providers of the Basic, Digest and form authentication; those of other people's modules come with none that we know. */
export const AUTHN: ReadonlyMap<string, string> = providers({
  mod_authn_file: ['file'],
  mod_authn_dbm: ['dbm'],
  mod_authn_dbd: ['dbd'],
  mod_authn_anon: ['anon'],
  mod_authnz_ldap: ['ldap'],
  mod_authn_socache: ['socache'],
  mod_wsgi: ['wsgi'],
  '': ['external', 'pam', 'sasl', 'tkt'],
});

/** Names by the module that brings them, turned round. */
function providers(byModule: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(byModule).flatMap(([module, names]) => names.map((name) => [name, module] as const)));
}

/** A name that nothing can have registered: no word at all, or a slip of a known one that no alias would be called. */
export function isCertainlyUnknown(name: string, known: ReadonlyMap<string, string>): string | true | null {
  if (known.has(name) || OTHERS.includes(name)) return null;
  if (!/^\w[\w.-]*$/.test(name)) return true;
  const lower = name.toLowerCase();
  const near = nearestName(lower, known.keys());
  return near === null || (lower !== near && (lower.startsWith(near) || lower.includes('-'.concat(near)) || /\d/.test(lower))) ? null : near;
}

/** Words that people write for `Require all ...`. */
const WITHOUT_PROVIDER = /^(?:granted|denied)$/i;

/** A kind of provider: its names with their modules, and how httpd's refusal begins. */
export interface ProviderKind {
  readonly known: ReadonlyMap<string, string>;
  readonly httpd: string;
}

/** Refuses a provider's name that nothing can have registered, or whose module is not loaded. */
export function unknownProvider(call: Call, word: Word, { known, httpd }: ProviderKind): Refusal | null {
  const module = known.get(word.value);
  if (module !== undefined && module !== '' && isAbsent(call, module))
    return refuseAbsent(word, module, { what: `The provider “${word.value}”`, httpd: httpd + word.value });
  if (WITHOUT_PROVIDER.test(word.value)) {
    const meant = `all ${word.value.toLowerCase()}`;
    return refuseWord(word, `Write “Require ${meant}”.`, httpd + word.value, [replaceWord(word, meant)]);
  }
  const found = isCertainlyUnknown(word.value, known);
  if (found === null) return null;
  const hint = found === true ? '' : word.value.toLowerCase() === found ? ` Providers are written in lower case: “${found}”.` : ` Did you mean “${found}”?`;
  return refuseWord(word, `There is no provider “${word.value}”.${hint}`, httpd + word.value, found === true ? undefined : [replaceWord(word, found)]);
}
