/** An editor with a folder open: files on the disk, the built server over stdio, and what it says of them. */
import { mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { ClientCapabilities, CodeAction, Diagnostic } from 'vscode-languageserver/node';
import type { DocumentStatus } from '../../server/src/lsp/protocol.ts';
import { inTemporaryFolder } from './apache.ts';
import { LspClient, PULLING } from './lspClient.ts';

/** What a watched file went through. */
export const CHANGE = { created: 1, changed: 2, deleted: 3 } as const;

/** Files by their paths in the folder; a text that begins with `-> ` is a link. `{here}` stands for the folder. */
export type Files = Readonly<Record<string, string>>;

/** How the editor is started. */
export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  /** Settings that differ from the defaults, for a client that can be told to ask again. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the client says of itself besides its capabilities. */
  readonly initializationOptions?: object;
  /** The folders of the workspace, by their paths in the folder; the folder itself unless told otherwise. */
  readonly folders?: readonly string[];
}

/** An editor on a folder. Files go by their paths in it. */
export class Editor {
  readonly folder: string;
  readonly client: LspClient;

  constructor(folder: string, client: LspClient) {
    this.folder = folder;
    this.client = client;
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  uri(name: string): string {
    return pathToFileURL(this.path(name)).href;
  }

  /** Writes files, past the editor. */
  async write(files: Files): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(this.path(name)), { recursive: true });
      if (text.startsWith('-> ')) await symlink(text.slice(3), this.path(name));
      else await writeFile(this.path(name), this.filled(text));
    }
  }

  remove(name: string): Promise<void> {
    return rm(this.path(name));
  }

  /** Tells the server of changes on the disk. */
  tell(changes: Readonly<Record<string, keyof typeof CHANGE>>): Promise<void> {
    const told = Object.entries(changes).map(([name, what]) => ({ uri: this.uri(name), type: CHANGE[what] }));
    return this.client.notify('workspace/didChangeWatchedFiles', { changes: told });
  }

  open(name: string, text: string): Promise<void> {
    return this.client.open(this.uri(name), this.filled(text));
  }

  /** Replaces the text of an open file. */
  change(name: string, version: number, text: string): Promise<void> {
    return this.client.change(this.uri(name), version, [{ text: this.filled(text) }]);
  }

  /** `line code` of the findings of a file, asked for; lines count from 1. */
  async found(name: string): Promise<string[]> {
    return (await this.client.pull(this.uri(name))).map(brief);
  }

  status(name: string): Promise<DocumentStatus> {
    return this.client.request('apacheconf/status', { uri: this.uri(name) });
  }

  /** The actions for a line, which counts from 1; those of a kind, where one is given. */
  actions(name: string, line: number, kind?: string): Promise<CodeAction[]> {
    const range = { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 1000 } };
    const context = { diagnostics: [], ...(kind !== undefined && { only: [kind] }) };
    return this.client.request('textDocument/codeAction', { textDocument: { uri: this.uri(name) }, range, context });
  }

  private filled(text: string): string {
    return text.replaceAll('{here}', this.folder);
  }
}

/** `line code` of a diagnostic. */
export function brief({ range, code }: Diagnostic): string {
  return `${range.start.line + 1} ${code}`;
}

/** Starts an editor on a fresh folder with some files, and ends it after `work`; the server must have had nothing to complain of. */
export function inEditor(files: Files, options: EditorOptions, work: (editor: Editor) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const client = await LspClient.spawn(options);
    const editor = new Editor(await realpath(folder), client);
    await editor.write(files);
    const workspaceFolders = (options.folders ?? ['']).map((name) => ({ uri: editor.uri(name), name }));
    const { capabilities = PULLING, initializationOptions } = options;
    await client.request('initialize', { processId: process.pid, rootUri: null, capabilities, initializationOptions, workspaceFolders });
    // other settings than the defaults are told by a refresh, once the server has them
    const ready = options.settings === undefined ? null : new Promise((resolve) => client.connection.onRequest('workspace/diagnostic/refresh', resolve));
    await client.notify('initialized', {});
    await ready;
    await work(editor);
    expect(await client.stop()).toBe(0);
    expect(client.log).toEqual([]);
  });
}
