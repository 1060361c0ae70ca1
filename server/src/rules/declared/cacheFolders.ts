/** CacheDirLevels times CacheDirLength (modules/cache/mod_cache_disk.c: set_cache_dirlevels, set_cache_dirlength; measured with 2.4.71). */
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { atoi } from '../../refusals/handlers/common.ts';

/** How many letters of a cached file's name may stand in names of folders (CACHEFILE_LEN). */
export const MOST = 20;
/** What each of the two is where no line says it. */
const DEFAULT = 2;

/** Lines of one server that go too deep, given the lines above them. */
export function tooDeep(entries: readonly Entry[]): Entry[] {
  const now = { cachedirlevels: DEFAULT, cachedirlength: DEFAULT };
  for (const entry of entries) {
    if (entry.name !== 'cachedirlevels' && entry.name !== 'cachedirlength') continue;
    const value = atoi(argument(entry));
    if (argument(entry).includes('${')) return [];
    const other = entry.name === 'cachedirlevels' ? now.cachedirlength : now.cachedirlevels;
    if (value * other > MOST) return [entry];
    now[entry.name] = value;
  }
  return [];
}
