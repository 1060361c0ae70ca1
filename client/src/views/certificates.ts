/** The view “Certificates”: every certificate of the workspace and of the configuration with its state. It follows changes of both; nothing is polled. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Entry } from '../certificates/inventory.ts';
import type { StatusChanges } from '../statusChanges.ts';
import { childrenOf, entryNode, type Node, treeItemOf } from './certificateNodes.ts';
import { CERTIFICATE_FILES, CertificateSources, FILE_LIMIT, type Found } from './certificateSources.ts';

/** The view's identifier. */
export const VIEW = 'apacheWsgiTls.certificates';

/** How many folders outside of the workspace are watched. */
const WATCH_LIMIT = 50;

/** The list; it looks anew when something may have changed and the view can be seen. */
export class CertificatesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #sources: CertificateSources;
  readonly #view: vscode.TreeView<Node>;
  readonly #listening: vscode.Disposable;
  readonly #outside = new Map<string, vscode.Disposable>();
  #entries: readonly Entry[] = [];
  #shown = '';
  #isStale = true;
  #loading: Promise<void> | null = null;

  constructor(client: BaseLanguageClient, changes: StatusChanges) {
    this.#sources = new CertificateSources(client);
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#listening = vscode.Disposable.from(
      this.#view,
      this.#view.onDidChangeVisibility(() => this.refresh()),
      changes.follow(() => this.refresh()),
      this.#watch(CERTIFICATE_FILES),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.searchAgain()),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('apacheWsgiTls') && this.refresh()),
    );
  }

  /** Something may have changed. Looks at once where the view can be seen, else when it comes into sight. */
  refresh(): void {
    this.#isStale = true;
    if (this.#view.visible) void this.#show();
  }

  /** The same, and a file may have come or gone. */
  searchAgain(): void {
    this.#sources.forgetFiles();
    this.refresh();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItemOf(node);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) return [...childrenOf(node)];
    await this.#load();
    this.#shown = signatureOf(this.#entries);
    return this.#entries.map(entryNode);
  }

  dispose(): void {
    this.#listening.dispose();
    for (const watcher of this.#outside.values()) watcher.dispose();
    this.#changed.dispose();
  }

  /** What goes wrong shows when the editor asks for the rows. */
  async #show(): Promise<void> {
    await this.#load().catch(() => undefined);
    if (signatureOf(this.#entries) !== this.#shown) this.#changed.fire();
  }

  /** Looks anew as often as something changes meanwhile; those who ask meanwhile wait for the same look. */
  async #load(): Promise<void> {
    this.#loading ??= this.#loadAnew().finally(() => {
      this.#loading = null;
    });
    await this.#loading;
  }

  async #loadAnew(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      this.#take(await this.#sources.find());
    }
  }

  #take({ entries, isCut, foldersOutside }: Found): void {
    this.#entries = entries;
    this.#view.message = isCut ? `More than ${FILE_LIMIT} certificate files are in this workspace: the first ones are listed.` : '';
    const wanted = new Set(foldersOutside.slice(0, WATCH_LIMIT));
    for (const [folder, watcher] of this.#outside) {
      if (wanted.has(folder)) continue;
      watcher.dispose();
      this.#outside.delete(folder);
    }
    for (const folder of wanted) {
      if (!this.#outside.has(folder)) this.#outside.set(folder, this.#watch(new vscode.RelativePattern(vscode.Uri.file(folder), '*')));
    }
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(() => this.searchAgain()),
      watcher.onDidDelete(() => this.searchAgain()),
      watcher.onDidChange(() => this.refresh()),
    );
  }
}

/** All that is shown of the entries: equal for equal lists. */
function signatureOf(entries: readonly Entry[]): string {
  const parts = entries.map(({ content, uses, ...entry }) => [
    entry,
    content?.certificates.map(({ daysLeft, fingerprints }) => [daysLeft, fingerprints.sha256]),
    uses.map(({ host, place, path, findings, uncovered, keyFits }) => [host, place, path, findings, uncovered, keyFits]),
  ]);
  return JSON.stringify(parts);
}
