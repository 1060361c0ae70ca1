/** What the loaded modules bring, where the configuration tells which are loaded. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Word } from '../syntax/words.ts';
import { type Call, type Refusal, refuseWord } from './call.ts';

/** Shared caches and the modules that bring them. */
export const CACHES: ReadonlyMap<string, string> = new Map([
  ['shmcb', 'mod_socache_shmcb'],
  ['default', 'mod_socache_shmcb'],
  ['dbm', 'mod_socache_dbm'],
  ['memcache', 'mod_socache_memcache'],
  ['redis', 'mod_socache_redis'],
  ['dc', 'mod_socache_dc'],
]);

const unheardOf = new WeakMap<ReadonlySet<string>, boolean>();

/** Whether all loaded modules are known and known to us, so that what none of them brings is surely not there. */
export function allModulesAreKnown({ target: { modules }, knowledge }: Pick<Call, 'target' | 'knowledge'>): boolean {
  if (modules === null) return false;
  const known = unheardOf.get(modules) ?? hasUnheardOf(modules, knowledge);
  unheardOf.set(modules, known);
  return !known;
}

function hasUnheardOf(modules: ReadonlySet<string>, knowledge: Knowledge): boolean {
  const names = new Set(knowledge.modules.map(({ name }) => name));
  return [...modules].some((module) => module !== 'http_core' && !names.has(module));
}

/** Whether a module is surely not loaded, nor one that we have not heard of and that may do the same. */
export function isAbsent(call: Pick<Call, 'target' | 'knowledge'>, module: string): boolean {
  return allModulesAreKnown(call) && call.target.modules?.has(module) === false;
}

/** Refuses a word that only a module which is not loaded understands; `what` says what it is: “The provider”. */
export function refuseAbsent(word: Word, module: string, { what, httpd }: { readonly what: string; readonly httpd: string }): Refusal {
  const short = module.replace(/^mod_/, '');
  const message = `${what} comes with ${module}, which this configuration does not load. Add its LoadModule line (Debian: a2enmod ${short}).`;
  return refuseWord(word, message, httpd);
}
