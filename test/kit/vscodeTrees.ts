/** Views and watchers of the made-up editor: a test looks at the rows of a view as a person does, and says what changed on the disk. */
import path from 'node:path';
import { EventEmitter, type MarkdownString, type ThemeIcon } from './vscodeTypes.ts';

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

export class TreeItem {
  id?: string;
  description?: string;
  contextValue?: string;
  tooltip?: string | MarkdownString;
  iconPath?: ThemeIcon;
  accessibilityInformation?: { readonly label: string };
  command?: { readonly command: string; readonly arguments?: readonly unknown[] };
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState = 0) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class RelativePattern {
  readonly folder: string;
  readonly pattern: string;
  constructor(base: { readonly fsPath: string }, pattern: string) {
    this.folder = base.fsPath;
    this.pattern = pattern;
  }
}

interface Provider<T> {
  readonly onDidChangeTreeData: (listener: () => unknown) => { dispose(): void };
  getTreeItem(node: T): unknown;
  getChildren(node?: T): Promise<T[]>;
}

/** A row with what the editor hands to the commands of its menus. */
export interface Row {
  readonly node: unknown;
  readonly item: TreeItem;
  /** Label and description. */
  readonly text: string;
}

/** A view of rows. The editor asks for them when they can be seen, and again when their provider says so. */
export class TreeView<T = unknown> {
  message = '';
  visible = false;
  /** How often the provider said that rows changed. */
  changes = 0;
  readonly #visibility = new EventEmitter<{ visible: boolean }>();
  readonly #changed = new EventEmitter<void>();
  readonly #provider: Provider<T>;
  readonly onDidChangeVisibility = this.#visibility.event;

  constructor(provider: Provider<T>) {
    this.#provider = provider;
    provider.onDidChangeTreeData(() => {
      this.changes += 1;
      this.#changed.fire();
    });
  }
  /** Brings it into sight, or out of it. */
  turn(visible: boolean): void {
    this.visible = visible;
    this.#visibility.fire({ visible });
  }
  /** The rows below a row; without one, the first. */
  async rows(below?: Row): Promise<Row[]> {
    const nodes = await this.#provider.getChildren(below?.node as T | undefined);
    return nodes.map((node) => {
      const item = this.#provider.getTreeItem(node) as TreeItem;
      return { node, item, text: [item.label, ...(item.description === undefined ? [] : [item.description])].join(' | ') };
    });
  }
  /** Does something and waits until the provider says that rows changed. */
  async afterChange(act: () => unknown): Promise<void> {
    const told = new Promise<void>((settle) => {
      const listener = this.#changed.event(() => {
        listener.dispose();
        settle();
      });
    });
    await act();
    await told;
  }
  dispose(): void {
    this.visible = false;
  }
}

/** The views by their identifiers. */
export const treeViews = new Map<string, TreeView>();

export function createTreeView(id: string, { treeDataProvider }: { readonly treeDataProvider: unknown }): TreeView {
  const view = new TreeView(treeDataProvider as Provider<unknown>);
  treeViews.set(id, view);
  return view;
}

type Change = 'change' | 'create' | 'delete';

class Watcher {
  readonly pattern: string | RelativePattern;
  readonly events: Readonly<Record<Change, EventEmitter<void>>> = {
    change: new EventEmitter<void>(),
    create: new EventEmitter<void>(),
    delete: new EventEmitter<void>(),
  };
  readonly onDidChange = this.events.change.event;
  readonly onDidCreate = this.events.create.event;
  readonly onDidDelete = this.events.delete.event;
  constructor(pattern: string | RelativePattern) {
    this.pattern = pattern;
  }
  dispose(): void {
    watchers.delete(this);
  }
}

const watchers = new Set<Watcher>();

export function createFileSystemWatcher(pattern: string | RelativePattern): Watcher {
  const watcher = new Watcher(pattern);
  watchers.add(watcher);
  return watcher;
}

/** The folders that are watched one by one. */
export function watchedFolders(): readonly string[] {
  return [...watchers].flatMap(({ pattern }) => (typeof pattern === 'string' ? [] : [pattern.folder]));
}

/** Tells those who watch a file what happened to it; those who watch by a pattern watch below the folders that are open. */
export function fileEvent(change: Change, file: string, folders: readonly string[]): void {
  for (const { pattern, events } of [...watchers]) {
    const isOpen = folders.some((folder) => file.startsWith(`${folder}${path.sep}`));
    if (typeof pattern === 'string' ? isOpen : pattern.folder === path.dirname(file)) events[change].fire();
  }
}

/** Changes of settings and of the folders that are open. */
export const configurationChanged = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();
export const foldersChanged = new EventEmitter<void>();
export const editorChanged = new EventEmitter<void>();
