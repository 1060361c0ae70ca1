/**
 * Which main configuration a document belongs to: the one that the settings name, or else the first that reads it of those that
 * lie in a folder above it, in the workspace, or where a package installs them. Main configurations are kept, and read again as
 * files and documents change.
 */
import type { Document, Home, LanguageService } from '../ide.ts';
import { INSTALLED_ROOTS } from '../model/reading/layout.ts';
import { FileCache } from '../view/files.ts';
import { filesBelow, foldersAbove, mainsBelow, mainsIn } from './mains.ts';
import { folderOf, isBelow, pathOf, resolved } from './paths.ts';
import type { Sight } from './sight.ts';

/** The setting's value for documents that stand alone whatever lies around them. */
export const NO_ROOT = 'none';

type Root = Home['root'];

/** A main configuration that a document may belong to. */
export interface Candidate {
  readonly path: string;
  /** Whether it reads the document; null where it cannot be read itself. */
  readonly reads: boolean | null;
}

/** Finds the homes of documents. */
export class Roots {
  readonly files: FileCache;
  private readonly sight: Sight;
  private readonly documents: () => Iterable<Document>;
  private readonly roots = new Map<string, Root>();
  private found = new Map<string, readonly string[]>();
  private below: readonly string[] | null = null;
  private open: Map<string, Document> | null = null;
  private named = '';
  private folders: readonly string[] = [];
  private revision = 0;

  constructor(sight: Sight, documents: () => Iterable<Document>) {
    this.sight = sight;
    this.documents = documents;
    this.files = new FileCache(sight.disk, (real) => this.openDocuments().get(real));
  }

  /** An open document changed, or one was opened or closed. */
  documentsChanged(): void {
    this.open = null;
    this.revision++;
  }

  /** Files on the disk may have changed. */
  filesChanged(): void {
    this.files.forget();
    this.found = new Map();
    this.below = null;
    this.documentsChanged();
  }

  /** Settings changed, `named` being the main configuration that they name: configurations are made anew. */
  settingsChanged(named: string): void {
    this.named = named;
    this.roots.clear();
    this.filesChanged();
  }

  /** The folders of the workspace, as paths: a relative path in the settings starts there. */
  foldersChanged(folders: readonly string[]): void {
    this.folders = folders;
    this.filesChanged();
  }

  /** The home of a document: the first of the main configurations that reads it; null where it stands alone. */
  homeOf(document: Document, service: LanguageService): Home | null {
    const place = this.placeOf(document);
    if (place === null || this.named === NO_ROOT) return null;
    for (const candidate of this.named === '' ? this.around(place) : [this.namedFor(place.path)]) {
      const root = this.root(candidate, service);
      if (root.holds(place.real)) return { root, real: place.real };
    }
    return null;
  }

  /** The main configurations that a document could belong to: the one that the settings name, then those around it, nearest first. */
  candidates(document: Document, service: LanguageService): Candidate[] {
    const place = this.placeOf(document);
    if (place === null) return [];
    const named = this.named === '' || this.named === NO_ROOT ? [] : [this.namedFor(place.path)];
    return [...new Set([...named, ...this.around(place)])].map((path) => {
      const root = this.root(path, service);
      return { path, reads: root.configuration() === null ? null : root.holds(place.real) };
    });
  }

  /** The main configurations of the workspace, whatever document is asked about. */
  mains(): readonly string[] {
    if (this.named === NO_ROOT) return [];
    return this.named === '' ? this.inWorkspace() : [...new Set(this.folders.map((folder) => this.namedFor(`${folder}/`)))];
  }

  /** The files in the folders of the workspace. */
  filesInWorkspace(): string[] {
    return this.folders.flatMap((folder) => filesBelow(folder, this.sight.unseen));
  }

  /** The nearest main configuration that lies in a folder above a path, whether it reads it or not. */
  nearest(path: string): string | undefined {
    return this.above(path)[0];
  }

  /** The open document that an address leads to, links followed. */
  openAt(uri: string): Document | undefined {
    const path = pathOf(uri);
    return path === null ? undefined : this.openDocuments().get(this.files.realPath(path) ?? path);
  }

  /** Where a document lies; null for one that is no file or never part of a main configuration. */
  private placeOf({ uri, kind }: Document): { readonly path: string; readonly real: string } | null {
    const path = kind === 'htaccess' ? null : pathOf(uri);
    return path === null ? null : { path, real: this.files.realPath(path) ?? path };
  }

  private around({ path, real }: { readonly path: string; readonly real: string }): readonly string[] {
    const key = `${folderOf(path)}\n${folderOf(real)}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const installed = INSTALLED_ROOTS.filter((root) => this.sight.unseen.stat(root).kind === 'file');
    const found = [...new Set([...this.above(path), ...this.above(real), ...this.inWorkspace(), ...installed])];
    this.found.set(key, found);
    return found;
  }

  private above(path: string): string[] {
    const folders = foldersAbove(path);
    for (const folder of folders) this.sight.searched.add(folder);
    return folders.flatMap((folder) => mainsIn(folder, this.sight.unseen));
  }

  /** Searched past the sight: the client watches the whole workspace for files with such names. */
  private inWorkspace(): readonly string[] {
    this.below ??= this.folders.flatMap((folder) => mainsBelow(folder, this.sight.unseen));
    return this.below;
  }

  private root(path: string, service: LanguageService): Root {
    const { files, sight } = this;
    const known = this.roots.get(path) ?? service.root({ files, certificates: sight.certificates, revision: () => this.revision }, path);
    this.roots.set(path, known);
    return known;
  }

  /** The path that the settings name: from the workspace folder of the document on, the other ones, or the document's own folder, wherever there is such a file. */
  private namedFor(path: string): string {
    const own = this.folders.filter((folder) => isBelow(path, folder)).sort((one, other) => other.length - one.length);
    const starts = [...new Set([...own, ...this.folders, folderOf(path)])].map((folder) => resolved(this.named, folder));
    return starts.find((start) => this.files.stat(start).kind === 'file') ?? starts[0]!;
  }

  private openDocuments(): Map<string, Document> {
    if (this.open !== null) return this.open;
    this.open = new Map();
    for (const document of this.documents()) {
      const path = pathOf(document.uri);
      if (path !== null) this.open.set(this.files.realPath(path) ?? path, document);
    }
    return this.open;
  }
}
