/** Where main configurations lie: in the folders above a file, and anywhere in the workspace. They go by their names. */
import type { Disk } from '../model/disk.ts';
import { folderOf, isTopFolder, nameOf } from './paths.ts';

/** Main configurations, seen from a folder that their files lie in or below. */
const ABOVE = ['apache2.conf', 'httpd.conf', 'conf/httpd.conf'];
const NAMES: ReadonlySet<string> = new Set(ABOVE.map(nameOf));
/** How many folders are looked into: that of the file, and those above. */
const FOLDERS_ABOVE = 4;
/** How deep a folder of the workspace is searched (`deploy/etc/apache2` is 3), and how many folders of it at most. */
const DEPTH = 4;
const FOLDERS_BELOW = 300;
/** How many are taken from the workspace. */
const MAINS = 8;
/** Folders that hold other people's files. */
const SKIPPED = /^(?:\.|node_modules$|site-packages$|__pycache__$|venv$|env$)/;

/** What such files are called, as a pattern for clients that watch a folder. */
export const MAIN_PATTERN = `{${[...NAMES].join(',')}}`;

/** Whether a file is called like a main configuration. */
export function isMainName(path: string): boolean {
  return NAMES.has(nameOf(path));
}

/** Whether a path is called like a file that a main configuration includes. */
export function isConfigurationName(path: string): boolean {
  return /\.(?:conf|vhost)$/i.test(path) || /^(?:sites|conf)-(?:available|enabled)$/.test(nameOf(folderOf(path)));
}

/** The folder of a file and those above that are searched for main configurations, nearest first. */
export function foldersAbove(path: string): string[] {
  const folders = [folderOf(path)];
  while (folders.length < FOLDERS_ABOVE && !isTopFolder(folders.at(-1)!)) folders.push(folderOf(folders.at(-1)!));
  return folders;
}

/** The main configurations in a folder, as those of its files see it that lie in or below. */
export function mainsIn(folder: string, disk: Pick<Disk, 'stat'>): string[] {
  return ABOVE.map((name) => inside(folder, name)).filter((main) => disk.stat(main).kind === 'file');
}

/** The main configurations in a folder of the workspace, those less deep first. */
export function mainsBelow(workspaceFolder: string, disk: Pick<Disk, 'list'>): string[] {
  return filesBelow(workspaceFolder, disk)
    .filter((path) => NAMES.has(nameOf(path)))
    .slice(0, MAINS);
}

/** The files in a folder of the workspace, those less deep first; other people's files left out. */
export function filesBelow(workspaceFolder: string, disk: Pick<Disk, 'list'>): string[] {
  const found: string[] = [];
  let listed = 0;
  let level = [workspaceFolder];
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) {
    const below: string[] = [];
    for (const folder of level) {
      const result = listed++ < FOLDERS_BELOW ? disk.list(folder) : { entries: [] };
      for (const { name, folder: isFolder } of 'entries' in result ? result.entries : []) {
        if (isFolder && !SKIPPED.test(name)) below.push(inside(folder, name));
        else if (!isFolder) found.push(inside(folder, name));
      }
    }
    level = below;
  }
  return found;
}

function inside(folder: string, name: string): string {
  return `${folder.replace(/\/$/, '')}/${name}`;
}
