/** Filters of mod_filter are declared in the section that speaks of them (mod_filter.c: filter_protocol, filter_debug; measured with 2.4.71). */
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Undeclared } from './undeclared.ts';

/** Filters that a list of lines declares, with the providers that each has so far, in lower case. */
type Declared = Map<string, Set<string>>;

/** What lines that stand side by side say of filters that none of them has declared before. */
export function undeclaredFilters(entries: readonly Entry[]): Undeclared[] {
  const declared: Declared = new Map();
  return inOneList(entries).flatMap((entry) => {
    declare(declared, entry);
    if (entry.name === 'filtertrace') return traced(declared, entry);
    return entry.name === 'filterprotocol' ? protocolFor(declared, entry) : [];
  });
}

/** Lines of `<Limit>` count as if they stood outside of it. */
function inOneList(entries: readonly Entry[]): readonly Entry[] {
  return entries.flatMap((entry) => (/^limit(?:except)?$/.test(entry.name) ? inOneList(entry.children) : [entry]));
}

function declare(declared: Declared, entry: Entry): void {
  const name = argument(entry);
  if (entry.name === 'filterdeclare') declared.set(name, declared.get(name) ?? new Set());
  else if (entry.name === 'filterprovider') providersOf(declared, name).add(argument(entry, 1).toLowerCase());
  else if (entry.name === 'addoutputfilterbytype') for (const filter of name.split(';')) providersOf(declared, `BYTYPE:${filter}`).add(filter.toLowerCase());
}

function providersOf(declared: Declared, name: string): Set<string> {
  const providers = declared.get(name) ?? new Set();
  declared.set(name, providers);
  return providers;
}

function traced(declared: Declared, entry: Entry): Undeclared[] {
  const [word] = entry.statement.arguments;
  if (word === undefined || declared.has(word.value)) return [];
  return [{ entry, word, what: 'filter', httpd: `Undeclared smart filter ${word.value}`, by: 'FilterDeclare or FilterProvider', where: 'in the same section' }];
}

/** Of three words the second is a provider of the filter. */
function protocolFor(declared: Declared, entry: Entry): Undeclared[] {
  const [word, provider, flags] = entry.statement.arguments;
  if (word === undefined) return [];
  const providers = declared.get(word.value);
  const place = { by: 'FilterProvider', where: 'in the same section' };
  if (providers === undefined) return [{ entry, word, what: 'filter', httpd: 'FilterProtocol: No such filter', ...place }];
  if (provider === undefined || flags === undefined || providers.has(provider.value.toLowerCase())) return [];
  return [{ entry, word: provider, what: 'provider of this filter', httpd: 'FilterProtocol: No such provider for this filter', ...place }];
}
