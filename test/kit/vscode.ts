/**
 * The editor as tests of commands meet it, in place of the module `vscode`: `vi.mock('vscode', () => import('../../kit/vscode.ts'))`.
 * A test runs a command as a person does and answers its prompts one by one:
 *
 *     const run = editor.run('apacheWsgiTls.createCertificate');
 *     const names = await editor.prompt();
 *     names.enter('app.test');
 *     (await editor.prompt()).pick('Built in');
 *     await run;
 *
 * `editor` also says what the command told and did; `editor.reset()` belongs into `beforeEach`. What is exported besides it has the
 * names and the manners of the real module, as far as a command needs them.
 */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { URI, Utils } from 'vscode-uri';
import { Document, Range, Selection, type WorkspaceEdit } from './vscodeDocuments.ts';
import { createFiles, filesBelow } from './vscodeFiles.ts';
import { InputBox, Question, QuickPick } from './vscodeInputs.ts';
import { ask, editor, type Provider, registered, type Said, show, type TerminalOptions } from './vscodePerson.ts';
import type { Shown } from './vscodePrompt.ts';
import { configurationChanged, createFileSystemWatcher, createTreeView, editorChanged, foldersChanged } from './vscodeTrees.ts';
import { Disposable, EventEmitter, ThemeIcon } from './vscodeTypes.ts';

export { Position, Range, Selection, WorkspaceEdit } from './vscodeDocuments.ts';
export { QuickPickItemKind } from './vscodeInputs.ts';
export { editor } from './vscodePerson.ts';
export type { Prompt } from './vscodePrompt.ts';
export { RelativePattern, TreeItem, TreeItemCollapsibleState } from './vscodeTrees.ts';
export { Disposable, EventEmitter, MarkdownString, ThemeColor, ThemeIcon } from './vscodeTypes.ts';

async function say(kind: Said['kind'], message: string, rest: readonly unknown[]): Promise<unknown> {
  const options = typeof rest[0] === 'object' && rest[0] !== null && !('title' in rest[0]) ? (rest[0] as { modal?: boolean; detail?: string }) : {};
  const items = rest.filter((one) => typeof one === 'string' || (one as { title?: string } | undefined)?.title !== undefined);
  const buttons = items.map((one) => (typeof one === 'string' ? one : (one as { title: string }).title));
  const said = { kind, message, buttons, modal: options.modal ?? false, detail: options.detail ?? '' };
  editor.said.push(said);
  if (buttons.length === 0 && !said.modal) return undefined;
  const [pressed] = (await ask(new Question('message', { title: message, detail: said.detail, buttons }))) ?? [];
  return pressed === undefined ? undefined : items[buttons.indexOf(pressed)];
}

const said =
  (kind: Said['kind']) =>
  (message: string, ...rest: unknown[]) =>
    say(kind, message, rest);

async function dialog(options: { title?: string }): Promise<URI[] | undefined> {
  const paths = await ask(new Question('dialog', options));
  return paths?.map((path) => URI.file(path));
}

async function documentOf(target: URI | string | { content?: string; language?: string }): Promise<Document> {
  if (typeof target === 'object' && !(target instanceof URI))
    return new Document(URI.parse('untitled:Untitled-1'), target.content ?? '', target.language ?? '');
  const uri = typeof target === 'string' ? URI.file(target) : target;
  const open = editor.documents.get(uri.toString());
  if (open !== undefined) return open;
  const provided = editor.providers.get(uri.scheme)?.provideTextDocumentContent(uri);
  if (provided !== undefined) return new Document(uri, provided, 'markdown');
  const document = new Document(uri, readFileSync(uri.fsPath, 'utf8'), 'plaintext');
  editor.documents.set(uri.toString(), document);
  return document;
}

type Report = (value: { message?: string }) => void;
interface Token {
  isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

async function withProgress<T>(
  options: { title?: string; cancellable?: boolean },
  work: (progress: { report: Report }, token: Token) => Promise<T>,
): Promise<T> {
  const stop = new EventEmitter<void>();
  const token: Token = { isCancellationRequested: false, onCancellationRequested: stop.event };
  const steps: string[] = [];
  const cancel = () => {
    token.isCancellationRequested = true;
    stop.fire();
  };
  editor.progress.push({ title: options.title ?? '', cancellable: options.cancellable ?? false, steps, cancel });
  return await work({ report: ({ message }) => message !== undefined && steps.push(message) }, token);
}

function createTerminal(options: TerminalOptions) {
  const terminal = { name: options.name ?? '', options, shown: false, typed: [] as { text: string; execute: boolean }[] };
  editor.terminals.push(terminal);
  return {
    name: terminal.name,
    show: () => {
      terminal.shown = true;
    },
    sendText: (text: string, execute = true) => terminal.typed.push({ text, execute }),
    dispose: () => undefined,
  };
}

export type Uri = URI;
export const Uri = Object.assign(URI, { joinPath: Utils.joinPath });
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const QuickInputButtons = { Back: { iconPath: new ThemeIcon('arrow-left') } };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
export const TextEditorRevealType = { Default: 0, InCenter: 1, InCenterIfOutsideViewport: 2 };

export const commands = {
  registerCommand(name: string, act: (...rest: unknown[]) => unknown): Disposable {
    registered.set(name, act);
    return new Disposable(() => void registered.delete(name));
  },
  async executeCommand(name: string, ...rest: unknown[]): Promise<unknown> {
    editor.ran.push([name, ...rest]);
    const answer = editor.others[name];
    if (answer instanceof Error) throw answer;
    return answer;
  },
};

export const window = {
  get activeTextEditor() {
    return editor.active;
  },
  createQuickPick: () => new QuickPick(show),
  createInputBox: () => new InputBox(show),
  async showQuickPick(items: readonly (Shown | string)[], { placeHolder = '', ...options }: { placeHolder?: string; canPickMany?: boolean } = {}) {
    const all = await items;
    const shown = all.map((one) => (typeof one === 'string' ? { label: one } : one));
    const picker = Object.assign(new QuickPick<Shown>(show), options, { items: shown, placeholder: placeHolder });
    const chosen = await picker.once(() => picker.selectedItems.map((one) => all[shown.indexOf(one)]));
    return options.canPickMany ? chosen : chosen?.[0];
  },
  async showInputBox({ placeHolder = '', ...options }: { placeHolder?: string } = {}) {
    const box = Object.assign(new InputBox(show), options, { placeholder: placeHolder });
    return await box.once(() => box.value);
  },
  showInformationMessage: said('information'),
  showWarningMessage: said('warning'),
  showErrorMessage: said('error'),
  setStatusBarMessage: (message: string) => void say('status', message, []),
  showOpenDialog: dialog,
  showSaveDialog: async (options: { title?: string }) => (await dialog(options))?.[0],
  async showTextDocument(target: Document | URI, options: { selection?: Range } = {}) {
    const document = target instanceof Document ? target : await documentOf(target);
    if (document.uri.scheme === 'apache-wsgi-tls-new') editor.previewed.unshift(document.uri.path);
    const { start: at, end } = options.selection ?? new Range(0, 0, 0, 0);
    editor.active = { document, selection: new Selection(at, end) };
    return { ...editor.active, revealRange: () => undefined };
  },
  tabGroups: { all: [], close: async () => true },
  withProgress,
  createTerminal,
  createTreeView,
  onDidChangeActiveTextEditor: editorChanged.event,
};

/** A tab of a text; the made-up editor has none. */
export class TabInputText {}

export const workspace = {
  get workspaceFolders() {
    return editor.folders.length === 0
      ? undefined
      : editor.folders.map((path, index) => ({ uri: URI.file(path), name: Utils.basename(URI.file(path)), index }));
  },
  workspaceFile: undefined,
  get isTrusted() {
    return editor.trusted;
  },
  get textDocuments() {
    return [...editor.documents.values()];
  },
  getConfiguration: () => ({ get: (name: string, otherwise?: unknown) => editor.settings[name] ?? otherwise }),
  getWorkspaceFolder: (uri: URI) => workspace.workspaceFolders?.find((folder) => `${uri.path}/`.startsWith(`${folder.uri.path}/`)),
  asRelativePath(target: URI | string) {
    const path = typeof target === 'string' ? target : target.path;
    const folder = editor.folders.find((one) => path.startsWith(`${one}/`));
    return folder === undefined ? path : path.slice(folder.length + 1);
  },
  fs: {
    stat: async ({ fsPath }: URI) => ({ type: statSync(fsPath).isDirectory() ? FileType.Directory : FileType.File }),
    readFile: async ({ fsPath }: URI) => new Uint8Array(readFileSync(fsPath)),
    delete: async ({ fsPath }: URI) => rmSync(fsPath),
  },
  openTextDocument: documentOf,
  registerTextDocumentContentProvider(scheme: string, provider: Provider): Disposable {
    editor.providers.set(scheme, provider);
    return new Disposable(() => void editor.providers.delete(scheme));
  },
  async applyEdit(edit: WorkspaceEdit): Promise<boolean> {
    if (!editor.editable || !createFiles(edit.created)) return false;
    for (const [uri, edits] of edit.entries()) (await documentOf(uri)).apply(edits);
    return true;
  },
  createFileSystemWatcher,
  onDidChangeConfiguration: configurationChanged.event,
  onDidChangeWorkspaceFolders: foldersChanged.event,
  /** Takes patterns such as for file names, such as `*.{pem,crt}` below all folders: what counts is how names end. */
  findFiles: async (pattern: string, exclude = '', most = Number.POSITIVE_INFINITY) =>
    editor.folders
      .flatMap((folder) => filesBelow(folder, pattern, exclude))
      .slice(0, most)
      .map((path) => URI.file(path)),
};

export const languages = {
  setTextDocumentLanguage: async (document: Document, languageId: string) => Object.assign(document, { languageId }),
};

export const env = {
  clipboard: { writeText: async (text: string) => void Object.assign(editor, { clipboard: text }), readText: async () => editor.clipboard },
  get remoteName() {
    return editor.remoteName;
  },
};
