/**
 * Which main configuration a document belongs to: the one that the settings name, or one that lies in a folder above it
 * and reads it. Main configurations are kept and read again as files and documents change.
 */
import { URI, Utils } from 'vscode-uri';
import type { Document, Home, LanguageService } from '../ide.ts';
import type { CertificateInspector } from '../model/certificates.ts';
import type { Disk } from '../model/disk.ts';
import { FileCache } from '../view/files.ts';

/** The setting's value for documents that stand alone whatever lies around them. */
export const NO_ROOT = 'none';

const NAMES = ['apache2.conf', 'httpd.conf', 'conf/httpd.conf'];
/** How many folders above a document are looked into. */
const FOLDERS_ABOVE = 4;

type Root = Home['root'];

/** Finds the homes of documents. */
export class Roots {
  private readonly files: FileCache;
  private readonly certificates: CertificateInspector;
  private readonly documents: () => Iterable<Document>;
  private readonly roots = new Map<string, Root>();
  private candidates = new Map<string, readonly string[]>();
  private open: Map<string, Document> | null = null;
  private revision = 0;

  constructor(disk: Disk, certificates: CertificateInspector, documents: () => Iterable<Document>) {
    this.certificates = certificates;
    this.documents = documents;
    this.files = new FileCache(disk, (real) => this.openDocuments().get(real));
  }

  /** An open document changed, or one was opened or closed. */
  documentsChanged(): void {
    this.open = null;
    this.revision++;
  }

  /** Files on the disk may have changed. */
  filesChanged(): void {
    this.files.forget();
    this.candidates = new Map();
    this.documentsChanged();
  }

  /** Settings changed: configurations are made anew. */
  forget(): void {
    this.roots.clear();
    this.filesChanged();
  }

  /** The home of a document among main configurations that read it; null where it stands alone. `named` is the setting. */
  homeOf(document: Document, named: string, service: LanguageService): Home | null {
    const path = pathOf(document.uri);
    if (path === null || named === NO_ROOT || document.kind === 'htaccess') return null;
    const real = this.files.realPath(path) ?? path;
    for (const candidate of this.candidatesFor(path, real, named)) {
      const root = this.root(candidate, service);
      if (root.holds(real)) return { root, real };
    }
    return null;
  }

  /** The main configurations that a document could belong to, nearest first, as paths. */
  candidatesFor(path: string, real: string, named: string): readonly string[] {
    if (named !== '') return [absolute(named, path)];
    const key = `${folderOf(path)} ${folderOf(real)}`;
    const known = this.candidates.get(key);
    if (known !== undefined) return known;
    const found = [...new Set([...this.mainsAbove(path), ...this.mainsAbove(real)])];
    this.candidates.set(key, found);
    return found;
  }

  /** The main configurations that lie above a document, as paths. */
  around(uri: string): readonly string[] {
    const path = pathOf(uri);
    return path === null ? [] : this.candidatesFor(path, this.files.realPath(path) ?? path, '');
  }

  private root(path: string, service: LanguageService): Root {
    const known = this.roots.get(path) ?? service.root({ files: this.files, certificates: this.certificates, revision: () => this.revision }, path);
    this.roots.set(path, known);
    return known;
  }

  private mainsAbove(path: string): string[] {
    const found: string[] = [];
    let folder = folderOf(path);
    for (let depth = 0; depth < FOLDERS_ABOVE; depth++) {
      for (const name of NAMES) if (this.files.stat(`${folder}/${name}`).kind === 'file') found.push(`${folder}/${name}`);
      const above = folderOf(folder);
      if (above === folder) break;
      folder = above;
    }
    return found;
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

/** The path of a file's address, with `/` between its parts; null for what is no file. */
export function pathOf(uri: string): string | null {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath.replaceAll('\\', '/') : null;
}

function folderOf(path: string): string {
  return path.replace(/\/[^/]*$/, '');
}

function absolute(named: string, path: string): string {
  if (named.startsWith('/') || /^[A-Za-z]:[\\/]/.test(named)) return named.replaceAll('\\', '/');
  return Utils.resolvePath(URI.file(folderOf(path)), named).fsPath.replaceAll('\\', '/');
}
