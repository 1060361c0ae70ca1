/** Providers that other lines declare: aliases, FastCGI authorizers, Lua functions (mod_authn_core.c, mod_authz_core.c; measured with 2.4.71). */
import { argument, argumentsOf, type Entry } from '../../model/configuration/entry.ts';
import { AUTHN, AUTHZ, isCertainlyUnknown } from '../../refusals/handlers/providers.ts';
import type { Word } from '../../syntax/words.ts';
import type { Undeclared } from './undeclared.ts';

/** Lines that name a provider. */
export const NAMING = ['require', 'authbasicprovider', 'authdigestprovider', 'authformprovider', 'authnprovideralias', 'authzprovideralias'];

/** Whether a line declares providers of a kind, and which. */
function declaredBy(entry: Entry, kind: 'authn' | 'authz'): string | null {
  if (entry.name === `${kind}provideralias`) return argument(entry, 1);
  if (entry.name === 'authnzfcgidefineprovider') return [kind, 'authnz'].includes(argument(entry).toLowerCase()) ? argument(entry, 1) : null;
  return entry.name === 'luaauthzprovider' && kind === 'authz' ? argument(entry) : null;
}

/** A provider that a line asks for. */
interface Asked {
  readonly entry: Entry;
  readonly word: Word;
  readonly kind: 'authn' | 'authz';
}

/** The providers that a line asks for and that no module of ours brings; names that are surely slips are refused where they stand. */
export function unusualProviders(entry: Entry): Asked[] {
  const kind = /^auth(?:basic|digest|form)provider$|^authnprovideralias$/.test(entry.name) ? 'authn' : 'authz';
  const known = kind === 'authn' ? AUTHN : AUTHZ;
  return named(entry)
    .filter(({ value }) => !isOfModule(known, value) && !value.includes('${') && !/^(?:granted|denied)$/i.test(value) && !isSlip(value, known))
    .map((word) => ({ entry, word, kind }));
}

function isOfModule(known: ReadonlyMap<string, string>, name: string): boolean {
  return (known.get(name) ?? '') !== '';
}

function isSlip(name: string, known: ReadonlyMap<string, string>): boolean {
  return isCertainlyUnknown(name, known) !== null;
}

function named({ name, statement: { arguments: words } }: Entry): Word[] {
  if (/^auth(?:basic|digest|form)provider$/.test(name)) return words.slice(0, words.findIndex(({ value }) => value === '') >>> 0);
  const first = name === 'require' && words[0]?.value.toLowerCase() === 'not' ? words[1] : words[0];
  return first === undefined ? [] : [first];
}

/** Those of the asked providers that no line above declares; `entries` are all lines in order. */
export function undeclaredProviders(asked: readonly Asked[], entries: Iterable<Entry>): Undeclared[] {
  const open = new Map(asked.map(({ entry }) => [entry, asked.filter((other) => other.entry === entry)]));
  const declared = { authn: new Set<string>(), authz: new Set<string>() };
  const found: Undeclared[] = [];
  for (const entry of entries) {
    for (const { word, kind } of open.get(entry) ?? []) {
      if (declared[kind].has(word.value)) continue;
      const [title, section] = kind === 'authn' ? ['Authn', '<AuthnProviderAlias>'] : ['Authz', '<AuthzProviderAlias>'];
      found.push({ entry, word, what: 'provider', by: section, httpd: `Unknown ${title} provider: ${word.value}` });
    }
    for (const kind of ['authn', 'authz'] as const) {
      const name = declaredBy(entry, kind);
      if (name !== null) declared[kind].add(name);
    }
  }
  return found;
}

/** Aliases of authentication providers whose name is taken by a module or by an alias above. */
export function takenAliases(entries: readonly Entry[], modules: ReadonlySet<string> | null): Entry[] {
  const taken = new Set([...AUTHN].filter(([, module]) => modules?.has(module)).map(([name]) => name));
  return entries.filter((entry) => {
    const [base, name] = argumentsOf(entry);
    if (name === undefined || name === base || name.includes('${')) return false;
    const isTaken = taken.has(name);
    taken.add(name);
    return isTaken;
  });
}
