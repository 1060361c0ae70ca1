/** Files beside others, for suggestions. */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Disk } from '../../model/disk.ts';

/** How many names of a folder are looked at. */
const NAME_LIMIT = 500;

/** The folder of a path, without a slash at its end, and the last part. */
export function splitPath(path: string): { readonly folder: string; readonly base: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), base: path.slice(slash + 1) };
}

/** The names in a folder; none where it cannot be listed. */
export function namesIn(disk: Disk, folder: string): string[] {
  const listed = disk.list(folder === '' ? '/' : folder);
  return 'entries' in listed ? listed.entries.slice(0, NAME_LIMIT).map(({ name }) => name) : [];
}

/** The file whose name is most like that of a missing one: in the same folder, or under its name in a folder beside that. */
export function nearestFile(disk: Disk, path: string): string | null {
  const { folder, base } = splitPath(path);
  const near = nearest(disk, folder, base);
  if (near !== null || folder === '') return near;
  const other = nearest(disk, splitPath(folder).folder, splitPath(folder).base);
  return other !== null && disk.stat(`${other}/${base}`).kind === 'file' ? `${other}/${base}` : null;
}

function nearest(disk: Disk, folder: string, base: string): string | null {
  const names = new Map(namesIn(disk, folder).map((name) => [name.toLowerCase(), name]));
  const near = nearestName(base.toLowerCase(), names.keys());
  return near === null ? null : `${folder}/${names.get(near)!}`;
}
