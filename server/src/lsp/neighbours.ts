/**
 * Configuration files that belong to a document: those beside it, and those of the main configuration it stands under.
 * Their names (daemon groups, Defines, macros) are in sight for completion and hover. Read once, until something changes on disk.
 */

import { URI, Utils } from 'vscode-uri';
import type { Names } from '../features/names.ts';
import { type LanguageService, openDocument } from '../ide.ts';
import type { FileSystem } from './environment.ts';

const MAX_FILES = 200;
const MAX_BYTES = 1024 * 1024;
const MAIN_NAMES = ['apache2.conf', 'httpd.conf', 'conf/httpd.conf'];
const FOLDERS = ['sites-enabled', 'sites-available', 'conf-enabled', 'conf-available', 'conf.d', 'extra', 'vhosts.d'];

/** What is known about the surroundings of the documents of one folder. */
export interface Neighbourhood {
  /** The main configuration that the folder stands under, if one was found or named. */
  readonly root: string | null;
  /** The names that each file declares, by its URI. */
  readonly names: ReadonlyMap<string, Names>;
}

/** Finds and reads the neighbours of documents. */
export class Neighbours {
  private readonly known = new Map<string, Promise<Neighbourhood>>();
  private readonly files: FileSystem;

  constructor(files: FileSystem) {
    this.files = files;
  }

  /** Forgets what was read; the next question reads again. */
  forget(): void {
    this.known.clear();
  }

  /** The neighbourhood of a document. `named` is the main configuration that the settings name, or empty. */
  of(uri: string, named: string, service: LanguageService): Promise<Neighbourhood> {
    const parsed = URI.parse(uri);
    if (parsed.scheme === 'untitled') return Promise.resolve({ root: null, names: new Map() });
    const folder = Utils.dirname(parsed);
    const key = `${folder.toString()} ${named}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = this.read(folder, named, service);
    this.known.set(key, found);
    return found;
  }

  private async read(folder: URI, named: string, service: LanguageService): Promise<Neighbourhood> {
    const root =
      named === ''
        ? await this.mainAbove(folder)
        : named.startsWith('/') || /^[A-Za-z]:/.test(named)
          ? folder.with({ path: URI.file(named).path })
          : Utils.resolvePath(folder, named);
    const folders = [folder, ...(root === null ? [] : [Utils.dirname(root), ...FOLDERS.map((name) => Utils.joinPath(Utils.dirname(root), name))])];
    const uris = new Map<string, URI>();
    if (root !== null) uris.set(root.toString(), root);
    for (const where of folders) for (const file of await this.configurationsIn(where)) uris.set(file.toString(), file);
    const names = new Map<string, Names>();
    for (const file of [...uris.values()].slice(0, MAX_FILES)) {
      const text = await this.files.read(file.toString(), MAX_BYTES);
      if (text !== null) names.set(file.toString(), service.names(openDocument(file.toString(), 0, text), Utils.basename(file)));
    }
    return { root: root?.toString() ?? null, names };
  }

  private async configurationsIn(folder: URI): Promise<URI[]> {
    const site = /^(?:sites|conf)-(?:available|enabled)$/.test(Utils.basename(folder));
    const entries = await this.files.list(folder.toString(), 1000);
    return entries.filter((entry) => !entry.folder && (site || /\.(?:conf|vhost)$/i.test(entry.name))).map((entry) => Utils.joinPath(folder, entry.name));
  }

  private async mainAbove(folder: URI): Promise<URI | null> {
    for (let at = folder, depth = 0; depth < 4; depth++) {
      for (const name of MAIN_NAMES) {
        const file = Utils.joinPath(at, name);
        const parent = Utils.dirname(file);
        const entries = await this.files.list(parent.toString(), 2000);
        if (entries.some((entry) => !entry.folder && entry.name === Utils.basename(file))) return file;
      }
      const above = Utils.dirname(at);
      if (above.path === at.path) return null;
      at = above;
    }
    return null;
  }
}
