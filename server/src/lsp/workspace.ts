/** The open documents, the main configurations that they belong to, and the language service that the settings ask for. */

import type { HostChange, HostEdit } from '../features/hostEdit/change.ts';
import { joinedNames, type Names } from '../features/names.ts';
import { type Document, LanguageService, openDocument } from '../ide.ts';
import type { Position } from '../text/range.ts';
import type { Environment } from './environment.ts';
import { documentAt, everyHost, type HostSources, hostsAround } from './hosts.ts';
import { neighbourNames } from './neighbours.ts';
import { fileNameOf } from './paths.ts';
import type { DocumentStatus, HostSummary } from './protocol.ts';
import { Roots } from './roots.ts';
import { readSettings, type Settings } from './settings.ts';
import { Sight } from './sight.ts';
import { statusOf } from './status.ts';

/** What answers are made from. */
export class Workspace {
  readonly sight: Sight;
  private readonly open = new Map<string, Document>();
  private readonly roots: Roots;
  private settings: Settings = readSettings(undefined);
  private current: LanguageService;

  constructor({ disk, certificates }: Pick<Environment, 'disk' | 'certificates'>) {
    this.sight = new Sight(disk, certificates);
    this.roots = new Roots(this.sight, () => this.open.values());
    this.current = this.newService();
  }

  get service(): LanguageService {
    return this.current;
  }

  /** The addresses of the open documents. */
  get addresses(): Iterable<string> {
    return this.open.keys();
  }

  /** The document as the client last sent it; undefined for one that is not open. */
  document(uri: string): Document | undefined {
    return this.open.get(uri);
  }

  /** The address under which the client has a file open, which may be that of a link to it; else the one that it has. */
  shownAt(uri: string): string {
    return this.open.has(uri) ? uri : (this.roots.openAt(uri)?.uri ?? uri);
  }

  /** A document was opened. */
  opened(document: Document): void {
    this.open.set(document.uri, document);
    this.roots.filesChanged();
  }

  /** An open document changed. */
  changed(document: Document): void {
    this.open.set(document.uri, document);
    this.roots.documentsChanged();
  }

  /** A document was closed: from now on what lies on the disk counts. */
  closed(uri: string): void {
    this.open.delete(uri);
    this.roots.filesChanged();
  }

  /** The client is gone. */
  closeAll(): void {
    this.open.clear();
  }

  /** Files on the disk may have changed. */
  filesChanged(): void {
    this.roots.filesChanged();
  }

  /** The folders that the editor has open, as paths. */
  foldersChanged(folders: readonly string[]): void {
    this.roots.foldersChanged(folders);
  }

  /** Takes settings; tells whether they differ from those before. */
  configure(settings: Settings): boolean {
    const same = JSON.stringify(settings) === JSON.stringify(this.settings);
    this.settings = settings;
    if (same) return false;
    this.current = this.newService();
    this.roots.settingsChanged(settings.mainConfiguration);
    return true;
  }

  /** What a document is measured against, be it open or not. */
  status(uri: string): DocumentStatus {
    return statusOf(this.open.get(uri) ?? openDocument(uri, 0, ''), this.roots, this.settings, this.current);
  }

  /** The virtual hosts of the configuration that a document belongs to, be it open or not; without a document, of all in the workspace. */
  hosts(uri: string | null): HostSummary[] {
    if (uri === null) return everyHost(this.hostSources());
    const document = documentAt(uri, this.hostSources());
    return document === undefined ? [] : hostsAround(document, this.hostSources());
  }

  /** The edits that make a change in the virtual host at a position, or why not. */
  hostEdit(uri: string, position: Position, change: HostChange): HostEdit {
    const document = documentAt(uri, this.hostSources());
    return document === undefined
      ? { refused: 'This file cannot be read as a configuration of httpd. Open the file that holds the virtual host and try again.' }
      : this.current.hostEdit(document, position, change);
  }

  private hostSources(): HostSources {
    return { roots: this.roots, sight: this.sight, service: this.current, open: [...this.open.values()], shownAt: (uri) => this.shownAt(uri) };
  }

  private newService(): LanguageService {
    const { target, levels, files: filesMode, certificateExpiryDays: expiryDays } = this.settings;
    const service: LanguageService = new LanguageService(target, {
      levels,
      filesMode,
      expiryDays,
      certificates: this.sight.certificates,
      homeOf: (document) => this.roots.homeOf(document, service),
      namesBeside: (document) => this.namesBeside(document, service),
    });
    return service;
  }

  /** Names of the other open documents, then of the files that belong to this one. */
  private namesBeside(document: Document, service: LanguageService): Names {
    const others = [...this.open.values()].filter(({ uri }) => uri !== document.uri);
    const names = others.map((other) => service.names(other, fileNameOf(other.uri)));
    const { files } = this.roots;
    const neighbours = neighbourNames(document, { files, service, mainAbove: (path) => this.roots.nearest(path), left: others });
    return joinedNames([...names, neighbours]);
  }
}
