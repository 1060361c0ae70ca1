/** The files of an application, as far as they may be looked for: its script, its requirements, its environment. */
import type { Configuration } from '../configuration/configuration.ts';
import { argument } from '../configuration/entry.ts';
import type { Disk, Stat } from '../disk.ts';
import { type DjangoSettings, djangoSettings, settingsModuleIn } from '../python/django.ts';
import { projectRequirementsIn, requirementsIn } from '../python/requirements.ts';
import { type DaemonGroup, optionNamed } from './daemons.ts';
import { processGroupOf } from './groups.ts';
import { type Mount, perMount } from './mounts.ts';
import { folderOf, hasVariable, isAbsolute, isOpen, isWindowsPath, joinPath, tidyPath } from './paths.ts';
import { lastInMain, wsgiOf } from './wsgi.ts';

/** Largest file that is read, in bytes. */
const BYTES = 256 * 1024;

interface Kept {
  readonly stat: Stat;
  readonly text: string | null;
}

const read = new WeakMap<Disk, Map<string, Kept>>();

/** The text of a regular file of at most 256 KiB; null where there is none or where files may not be looked for. Kept until the file changes. */
export function textAt({ disk, looksForFiles }: Configuration, path: string): string | null {
  if (!looksForFiles) return null;
  const texts = read.get(disk) ?? new Map<string, Kept>();
  read.set(disk, texts);
  const stat = disk.stat(path);
  const known = texts.get(path);
  if (known !== undefined && known.stat.kind === stat.kind && known.stat.size === stat.size && known.stat.stamp === stat.stamp) return known.text;
  const result = stat.kind === 'file' && stat.size <= BYTES ? disk.read(path, BYTES) : null;
  const text = result !== null && 'text' in result ? result.text : null;
  texts.set(path, { stat, text });
  return text;
}

/** Whether something surely is in a place. */
export function isThere({ disk, looksForFiles }: Configuration, path: string, ...kinds: readonly Stat['kind'][]): boolean {
  return looksForFiles && kinds.includes(disk.stat(path).kind);
}

/** The tidy path of a mount's script; null for folders, for patterns, and where a variable or a `chroot=` leaves it open. */
export function scriptPath(configuration: Configuration, mount: Mount): string | null {
  const { path, isFolder, matches } = mount;
  if (isFolder || isOpen(path) || !isAbsolute(path) || (matches && path.includes('$'))) return null;
  const daemon = daemonFor(configuration, mount);
  return daemon !== null && optionNamed(daemon.options, 'chroot') !== undefined ? null : tidyPath(path);
}

/** A mount's script with its text; null where it cannot be read. */
export const scriptOf = perMount(readScript, daemonFor);

function readScript(configuration: Configuration, mount: Mount): { readonly path: string; readonly text: string } | null {
  if (!configuration.looksForFiles) return null;
  const path = scriptPath(configuration, mount);
  const text = path === null ? null : textAt(configuration, path);
  return path === null || text === null ? null : { path, text };
}

/** The daemon group that surely runs a mount; null for httpd's own processes and where it is not known. */
export function daemonFor(configuration: Configuration, { processGroup }: Pick<Mount, 'processGroup'>): DaemonGroup | null {
  const group = processGroupOf(processGroup);
  return group.kind === 'named' ? (wsgiOf(configuration).daemonsByName.get(group.name) ?? null) : null;
}

/** The value of an option of a daemon, or of the directive that does the same for httpd's own processes; null without one, or where it is not known. */
function pythonSetting(configuration: Configuration, mount: Mount, option: string, directive: string): string | null {
  const group = processGroupOf(mount.processGroup);
  const daemon = daemonFor(configuration, mount);
  if (group.kind === 'unknown' || (group.kind === 'named' && daemon === null)) return null;
  const own = daemon === null ? undefined : optionNamed(daemon.options, option)?.value;
  const inherited = option === 'python-home' || daemon === null ? lastInMain(configuration, directive) : undefined;
  const value = own ?? (inherited === undefined ? '' : argument(inherited));
  return value === '' || hasVariable(value) ? null : value;
}

/** The root of the Python that a mount runs with; null for the system's own, or where it is not known. */
export function pythonHomeOf(configuration: Configuration, mount: Mount): string | null {
  const home = pythonSetting(configuration, mount, 'python-home', 'wsgipythonhome');
  return home === null ? null : tidyPath(home);
}

/** The folders that the configuration puts on Python's path for a mount. */
export function pythonPathOf(configuration: Configuration, mount: Mount): string[] {
  const listed = pythonSetting(configuration, mount, 'python-path', 'wsgipythonpath');
  const daemon = daemonFor(configuration, mount);
  const home = daemon === null ? undefined : optionNamed(daemon.options, 'home')?.value;
  return [...(home === undefined ? [] : [home]), ...(listed === null ? [] : pathList(listed))].map(tidyPath);
}

/** The parts of a list of paths; on Windows, where a colon stands behind the drive, semicolons part them. */
export function pathList(value: string): string[] {
  return value.split(isWindowsPath(value) || value.includes(';') ? ';' : ':').filter((part) => part !== '');
}

/** How far above a script its project's files are looked for. */
const LEVELS = 3;

/** The folders in which a script's project may have its files: its own first, then those above, never the root. */
export function projectFolders(script: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(script); folders.length < LEVELS && folder.lastIndexOf('/') > 0; folder = folderOf(folder)) folders.push(folder);
  return folders;
}

/** The packages that a script's project asks for, from the nearest `requirements.txt` or `pyproject.toml`; empty where there is none. */
export function packagesOf(configuration: Configuration, script: string): readonly string[] {
  for (const folder of projectFolders(script)) {
    const requirements = textAt(configuration, joinPath(folder, 'requirements.txt'));
    if (requirements !== null) return requirementsIn(requirements);
    const project = textAt(configuration, joinPath(folder, 'pyproject.toml'));
    if (project !== null) return projectRequirementsIn(project);
  }
  return [];
}

/** The Django settings that a mount's script names, with the file that holds them; null where it names none or they are not found. */
export const settingsOf = perMount(readSettings, daemonFor);

function readSettings(configuration: Configuration, mount: Mount): { readonly path: string; readonly settings: DjangoSettings } | null {
  const script = scriptOf(configuration, mount);
  const named = script === null ? null : settingsModuleIn(script.text);
  if (script === null || named === null) return null;
  const relative = named.module.replaceAll('.', '/');
  for (const folder of [...pythonPathOf(configuration, mount), ...projectFolders(script.path)]) {
    for (const path of [joinPath(folder, `${relative}.py`), joinPath(folder, `${relative}/__init__.py`)]) {
      const text = textAt(configuration, path);
      if (text !== null) return { path, settings: djangoSettings(text) };
    }
  }
  return null;
}
