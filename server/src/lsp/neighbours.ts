/**
 * Files that belong to a document which stands alone: those beside it, and those of the main configuration that lies above it
 * without reading it. The names that they declare (daemon groups, Defines, macros) are in sight.
 */
import { joinedNames, type Names, NO_NAMES } from '../features/names.ts';
import type { Document, LanguageService } from '../ide.ts';
import type { FileCache } from '../view/files.ts';
import { isConfigurationName } from './mains.ts';
import { addressOf, folderOf, nameOf, pathOf } from './paths.ts';

/** Most files that are read. */
const MAX_FILES = 200;
/** Largest file that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;
/** Where main configurations keep their parts. */
const FOLDERS = ['sites-enabled', 'sites-available', 'conf-enabled', 'conf-available', 'conf.d', 'extra', 'vhosts.d'];

/** What neighbours are found with. */
export interface Neighbourhood {
  readonly files: FileCache;
  readonly service: LanguageService;
  /** The main configuration above a path. */
  readonly mainAbove: (path: string) => string | undefined;
  /** Documents whose names are in sight anyway. */
  readonly left: readonly Document[];
}

/** The names of the neighbours of a document; nothing is read before somebody asks for one. */
export function neighbourNames(document: Document, neighbourhood: Neighbourhood): Names {
  const path = pathOf(document.uri);
  if (path === null) return NO_NAMES;
  return { declared: (kind) => joinedNames(neighbours(path, neighbourhood).map((file) => namesOf(file, neighbourhood))).declared(kind) };
}

function neighbours(path: string, { files, mainAbove, left }: Neighbourhood): string[] {
  const main = mainAbove(path);
  const folders = [folderOf(path), ...(main === undefined ? [] : [folderOf(main), ...FOLDERS.map((name) => `${folderOf(main)}/${name}`)])];
  const known = new Set([path, ...left.flatMap(({ uri }) => pathOf(uri) ?? [])].map((file) => files.realPath(file) ?? file));
  const found = new Map<string, string>();
  for (const file of [...(main === undefined ? [] : [main]), ...folders.flatMap((folder) => configurationsIn(folder, files))]) {
    const real = files.realPath(file);
    if (real !== null && !known.has(real) && !found.has(real)) found.set(real, file);
    if (found.size === MAX_FILES) break;
  }
  return [...found.values()];
}

function configurationsIn(folder: string, files: FileCache): string[] {
  const listed = files.list(folder);
  if (!('entries' in listed)) return [];
  return listed.entries.flatMap(({ name, folder: isFolder }) => (!isFolder && isConfigurationName(`${folder}/${name}`) ? [`${folder}/${name}`] : []));
}

function namesOf(path: string, { files, service }: Neighbourhood): Names {
  if (files.stat(path).size > MAX_BYTES) return NO_NAMES;
  const source = files.source(path);
  if (!('tree' in source)) return NO_NAMES;
  const document: Document = { uri: addressOf(path), version: 0, kind: 'configuration', tree: source.tree, unreadable: null, raw: null };
  return service.names(document, nameOf(path));
}
