/** Names of process groups and application groups, as mod_wsgi reads them (wsgi_process_group, wsgi_application_group). */
import { editDistance } from '../../knowledge/nearest.ts';
import type { Setting } from './settings.ts';

/** The marks that mod_wsgi replaces at a request; everything else is a name as it stands, letter by letter. */
const TOKENS = ['%{GLOBAL}', '%{SERVER}', '%{RESOURCE}', '%{HOST}'] as const;

/** A group: httpd's own processes or Python's main interpreter (`global`), a name, or something that only a request tells. */
export type Group = { readonly kind: 'global' } | { readonly kind: 'named'; readonly name: string } | { readonly kind: 'unknown' };

/** The group that a written name stands for. */
export function groupNamed(name: string): Group {
  if (name === '' || name === '%{GLOBAL}') return { kind: 'global' };
  const changes = isToken(name) || name.includes('${');
  return changes ? { kind: 'unknown' } : { kind: 'named', name };
}

/** Whether a name is one of mod_wsgi's marks, such as `%{SERVER}` or `%{ENV:GROUP}`. */
export function isToken(name: string): boolean {
  return (TOKENS as readonly string[]).includes(name) || /^%\{ENV:.+\}$/.test(name);
}

/** The mark that a name was most likely meant to be: it has the sign or the braces of one, or is GLOBAL without them; null for plain names. */
export function intendedToken(name: string): string | null {
  if (isToken(name) || name.includes('${')) return null;
  const word = /^[%$]?\{?([A-Za-z_]+)\}?$/.exec(name)?.[1];
  const marked = /^[%$]|^\{.*\}$/.test(name);
  if (word === undefined || (!marked && word !== 'GLOBAL')) return null;
  return TOKENS.find((token) => editDistance(token.slice(2, -1), word.toUpperCase(), 2) <= 2) ?? null;
}

/** The process group that a setting stands for: without any, httpd's own processes. */
export function processGroupOf(setting: Setting): Group {
  return setting.sure ? groupNamed(setting.value ?? '') : { kind: 'unknown' };
}

/** The application group that a setting stands for; null for the default, which gives each mount its own. */
export function applicationGroupOf(setting: Setting): Group | null {
  if (!setting.sure) return { kind: 'unknown' };
  return setting.value === null || setting.value === '%{RESOURCE}' ? null : groupNamed(setting.value);
}
