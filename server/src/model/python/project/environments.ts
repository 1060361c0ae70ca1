/** The virtual environments of a project: what `python-home=` may name, which is their root (Python's `sys.prefix`). */
import type { Disk } from '../../disk.ts';
import { baseOf, folderOf, isAbsolute, joinPath } from '../../wsgi/paths.ts';
import { environmentIn } from '../environment.ts';
import { isEnvironment } from './walk.ts';

/** An environment that a project may run in. */
export interface ProjectEnvironment {
  /** Its root. */
  readonly path: string;
  /** Its Python as `3.11`; null where it does not tell. */
  readonly version: string | null;
  /** Whether its Python is there: a copied environment, or one whose Python was removed, has none. */
  readonly works: boolean;
}

/** Names that environments usually have, the likeliest first. */
const USUAL = ['.venv', 'venv', 'env', '.env', 'virtualenv', '.virtualenv'];
/** Python's program in an environment. */
const PROGRAMS = ['bin/python', 'bin/python3', 'Scripts/python.exe', 'python.exe'];
const BYTES = 16 * 1024;

/** The environments in a project's folder, in those that its modules are imported from, and beside the project, the likeliest first. */
export function environmentsOf(disk: Disk, folder: string, roots: readonly string[]): ProjectEnvironment[] {
  const inside = [...new Set([folder, ...roots])].flatMap((place) => environmentsIn(disk, place));
  const above = folderOf(folder);
  const beside = above === folder ? [] : USUAL.map((name) => joinPath(above, name)).filter((path) => isEnvironment(disk, path));
  const seen = new Set<string>();
  return [...inside, ...beside].flatMap((path) => {
    const real = disk.realPath(path) ?? path;
    if (seen.has(real)) return [];
    seen.add(real);
    return [environmentAt(disk, path)];
  });
}

function environmentsIn(disk: Disk, folder: string): string[] {
  const listed = disk.list(folder);
  const names = 'entries' in listed ? listed.entries.map(({ name }) => name) : [];
  const found = names.map((name) => joinPath(folder, name)).filter((path) => isEnvironment(disk, path));
  const rank = (path: string) => (USUAL.indexOf(baseOf(path)) + USUAL.length + 1) % (USUAL.length + 1);
  const named = names.includes('.venv') ? namedIn(disk, joinPath(folder, '.venv')) : null;
  return [...(named === null ? [] : [named]), ...found.sort((one, other) => rank(one) - rank(other))];
}

/** The environment that a file `.venv` names, as pipenv reads it; null where it is none. */
function namedIn(disk: Disk, file: string): string | null {
  const read = disk.stat(file).kind === 'file' ? disk.read(file, BYTES) : { absence: 'missing' };
  const path = 'text' in read ? read.text.trim() : '';
  return isAbsolute(path) && isEnvironment(disk, path) ? path : null;
}

function environmentAt(disk: Disk, path: string): ProjectEnvironment {
  const read = disk.read(joinPath(path, 'pyvenv.cfg'), BYTES);
  const version = 'text' in read ? environmentIn(read.text).version : null;
  return { path, version, works: PROGRAMS.some((program) => disk.stat(joinPath(path, program)).kind === 'file') };
}
