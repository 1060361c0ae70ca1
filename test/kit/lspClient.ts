// A plain language client: the built server as a process of its own, spoken to over standard input and output.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'vitest';
import {
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { built } from './checker.ts';

const program = path.join(import.meta.dirname, '../../dist/server.js');

/** What a client can do, and what it answers when it is asked for its settings. */
export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Options of the Node that runs the server. */
  readonly nodeOptions?: readonly string[];
}

/** What the server published for a document. */
export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A client that asks for diagnostics and answers `workspace/configuration`, as VS Code does. */
export const PULLING: ClientCapabilities = {
  workspace: { configuration: true, diagnostics: { refreshSupport: true } },
  textDocument: { diagnostic: { codeDescriptionSupport: true }, completion: { completionItem: { snippetSupport: true } } },
};

/** A client that takes what the server publishes. */
export const TAKING: ClientCapabilities = { workspace: { configuration: true }, textDocument: { publishDiagnostics: { versionSupport: true } } };

/** The code of the error that a request is answered with. */
export async function errorOf(answer: Promise<unknown>): Promise<number> {
  const error: ResponseError = await answer.then(
    (result) => expect.fail(`answered ${JSON.stringify(result)}`),
    (reason) => reason,
  );
  expect(error.message).toMatch(/\w/);
  return error.code;
}

/** A server process and the connection to it. */
export class LspClient {
  readonly process: ChildProcess & { readonly stdin: Writable; readonly stdout: Readable };
  readonly connection: MessageConnection;
  /** What the server asked to be shown or logged. */
  readonly log: string[] = [];
  /** Resolves with the exit code, once the process has ended. */
  readonly ended: Promise<number | null>;
  settings: Readonly<Record<string, unknown>>;
  private readonly published: Published[] = [];
  private readonly readers: { readonly part: string; readonly resolve: (message: string) => void }[] = [];
  private waiting: { readonly fits: (report: Published) => boolean; readonly resolve: (report: Published) => void }[] = [];

  /** Starts a server; nothing is said to it yet. */
  static async spawn({ settings = {}, nodeOptions = [] }: ClientOptions = {}): Promise<LspClient> {
    await built();
    return new LspClient(settings, nodeOptions);
  }

  /** Starts a server and introduces the client to it. */
  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const client = await LspClient.spawn(options);
    await client.initialize(options.capabilities ?? PULLING);
    await client.notify('initialized', {});
    return client;
  }

  private constructor(settings: Readonly<Record<string, unknown>>, nodeOptions: readonly string[]) {
    this.settings = settings;
    this.process = spawn(process.execPath, [...nodeOptions, program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] }) as LspClient['process'];
    this.process.stdin.on('error', (error) => this.log.push(String(error)));
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.connection = createMessageConnection(new StreamMessageReader(this.process.stdout), new StreamMessageWriter(this.process.stdin));
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => this.settings));
    this.connection.onRequest(() => null);
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
      for (const { part, resolve } of this.readers) if (message.includes(part)) resolve(message);
    });
    this.connection.onNotification('textDocument/publishDiagnostics', (report: Published) => this.receive(report));
    this.connection.listen();
  }

  initialize(capabilities: ClientCapabilities): Promise<InitializeResult> {
    return this.request('initialize', { processId: process.pid, rootUri: null, capabilities });
  }

  /** Asks; the answer is what the server sends, or the error that it answers with. */
  request<R = unknown>(method: string, params?: unknown): Promise<R> {
    return params === undefined ? this.connection.sendRequest(method) : this.connection.sendRequest(method, params);
  }

  notify(method: string, params?: unknown): Promise<void> {
    return params === undefined ? this.connection.sendNotification(method) : this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'apacheconf', version, text } });
  }

  change(uri: string, version: number, contentChanges: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    return this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  /** The diagnostics of a document, asked for. */
  async pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.request<{ kind: string; items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
    return report.items;
  }

  /** What the server publishes for a document; from a certain version on, where one is given. */
  publishedFor(uri: string, version = 0): Promise<Published> {
    const fits = (report: Published) => report.uri === uri && (report.version ?? version) >= version;
    const at = this.published.findIndex(fits);
    if (at !== -1) return Promise.resolve(this.published.splice(at, 1)[0]!);
    return new Promise((resolve) => this.waiting.push({ fits, resolve }));
  }

  /** The first line of the log that holds `part`, as soon as it is there. */
  logged(part: string): Promise<string> {
    const written = this.log.find((message) => message.includes(part));
    return written === undefined ? new Promise((resolve) => this.readers.push({ part, resolve })) : Promise.resolve(written);
  }

  private receive(report: Published): void {
    const asked = this.waiting.find(({ fits }) => fits(report));
    if (asked === undefined) this.published.push(report);
    else {
      this.waiting = this.waiting.filter((other) => other !== asked);
      asked.resolve(report);
    }
  }

  /** Ends the server as the protocol asks; gives its exit code. */
  async stop(): Promise<number | null> {
    await this.request('shutdown');
    await this.notify('exit');
    const code = await this.ended;
    this.connection.dispose();
    return code;
  }

  /** The most memory that the process has held so far, in MiB; 0 where the system does not tell. */
  peakMemory(): number {
    try {
      const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }
}
