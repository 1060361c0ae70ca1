/** The language server: wires one connection to the language service. All entries call `startServer`. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentContentChangeEvent,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { joinedNames, type Names } from '../features/names.ts';
import { type Change, changeDocument, type Document, LanguageService, openDocument, type Surroundings } from '../ide.ts';
import { VERSION } from '../version.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { toDiagnostic } from './convert.ts';
import type { Environment } from './environment.ts';
import { Guard } from './guard.ts';
import { Neighbours } from './neighbours.ts';
import { type DocumentStatus, statusChanged } from './protocol.ts';
import { answerQuestions, type Host } from './questions.ts';
import { readSettings, SECTION, type Settings } from './settings.ts';

/** Starts serving a connection; returns at once. */
export function startServer(connection: Connection, environment: Environment): void {
  new Server(connection, environment).listen();
}

class Server {
  private readonly guard: Guard;
  private readonly documents = new Map<string, Document>();
  private readonly unpublished = new Set<string>();
  private readonly neighbours: Neighbours;
  private settings: Settings = readSettings(undefined);
  private service = new LanguageService(this.settings.target);
  private abilities: Abilities = abilitiesOf({ processId: null, rootUri: null, capabilities: {} });
  private readonly connection: Connection;
  private readonly environment: Environment;

  constructor(connection: Connection, environment: Environment) {
    this.connection = connection;
    this.environment = environment;
    this.guard = new Guard(connection);
    this.neighbours = new Neighbours(environment.files);
  }

  listen(): void {
    this.life();
    this.synchronisation();
    answerQuestions(this.connection, this.guard, this.host());
    this.connection.listen();
  }

  private life(): void {
    const { connection, guard } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(guard.notification('initialized', () => void this.initialized()));
    connection.onShutdown(() => {
      guard.end();
      this.documents.clear();
    });
    connection.onDidChangeConfiguration(guard.notification('didChangeConfiguration', ({ settings }) => void this.reconfigure(settings)));
    connection.onDidChangeWatchedFiles(
      guard.notification('didChangeWatchedFiles', () => {
        this.neighbours.forget();
        void connection.sendNotification(statusChanged, { reason: 'files' });
      }),
    );
  }

  private initialize(params: InitializeParams): InitializeResult {
    const abilities = abilitiesOf(params);
    this.guard.begin();
    this.abilities = abilities;
    return {
      serverInfo: { name: 'apache-wsgi-tls', version: VERSION },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { resolveProvider: true, triggerCharacters: ['<', '/', '{', '%', '=', ' ', '"', '+', '-', '[', ','] },
        hoverProvider: true,
        signatureHelpProvider: { triggerCharacters: [' '], retriggerCharacters: [' ', '='] },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        ...(this.abilities.pullsDiagnostics && { diagnosticProvider: { identifier: 'apacheconf', interFileDependencies: false, workspaceDiagnostics: false } }),
      },
    };
  }

  private async initialized(): Promise<void> {
    try {
      if (this.abilities.hasDynamicConfiguration) await this.connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      if (this.abilities.watchesFiles)
        await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.{conf,vhost,load}' }, { globPattern: '**/{sites,conf,mods}-{available,enabled}/*' }],
        });
      await this.reconfigure(undefined);
    } catch (error) {
      this.guard.report('initialized', error);
    }
  }

  /** Takes new settings: asked for where the client answers, else as it sent them. */
  private async reconfigure(sent: unknown): Promise<void> {
    try {
      const given = this.abilities.hasConfiguration
        ? await this.connection.workspace.getConfiguration(SECTION)
        : (sent as Record<string, unknown> | undefined)?.[SECTION];
      if (given === undefined && !this.abilities.hasConfiguration && sent === undefined) return;
      const before = JSON.stringify(this.settings);
      this.settings = readSettings(given);
      for (const problem of this.settings.problems) this.connection.console.warn(problem);
      if (JSON.stringify(this.settings) === before) return;
      this.service = new LanguageService(this.settings.target);
      this.neighbours.forget();
      this.refresh();
    } catch (error) {
      this.guard.report('configuration', error);
    }
  }

  private refresh(): void {
    for (const uri of this.documents.keys()) this.publishSoon(uri);
    if (this.abilities.pullsDiagnostics && this.abilities.refreshesDiagnostics) void this.connection.languages.diagnostics.refresh();
    void this.connection.sendNotification(statusChanged, { reason: 'settings' });
  }

  private synchronisation(): void {
    const { connection, guard, documents } = this;
    connection.onDidOpenTextDocument(
      guard.notification('didOpen', ({ textDocument: { uri, version, text } }) => {
        documents.set(uri, openDocument(uri, version, text));
        this.publishSoon(uri);
      }),
    );
    connection.onDidChangeTextDocument(
      guard.notification('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
        const document = documents.get(uri);
        if (document === undefined) return;
        documents.set(uri, changeDocument(document, version, contentChanges.map(toChange)));
        this.publishSoon(uri);
      }),
    );
    connection.onDidCloseTextDocument(
      guard.notification('didClose', ({ textDocument: { uri } }) => {
        documents.delete(uri);
        this.neighbours.forget();
        if (!this.abilities.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
      }),
    );
  }

  /** Publishes a document's diagnostics once the messages that lie waiting are read, for clients that do not ask themselves. */
  private publishSoon(uri: string): void {
    if (this.abilities.pullsDiagnostics || this.unpublished.has(uri)) return;
    this.unpublished.add(uri);
    afterTurns(PATIENCE, () => {
      this.unpublished.delete(uri);
      this.guard.notification('diagnostics', () => this.publish(uri))(undefined);
    });
  }

  /** The address of the rules' pages, for clients that show it. */
  private pages(): string | null {
    return this.abilities.showsAddresses ? this.environment.rulePages : null;
  }

  private publish(uri: string): void {
    const document = this.documents.get(uri);
    if (document === undefined || this.guard.life !== 'running') return;
    const diagnostics = this.service.diagnostics(document).map((diagnostic) => toDiagnostic(diagnostic, this.pages()));
    void this.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  /** What the answers to questions are made from. */
  private host(): Host {
    return {
      document: (uri) => this.documents.get(uri),
      service: () => this.service,
      surroundings: (document) => this.surroundings(document),
      completionAbilities: () => this.abilities.completion,
      rulePages: () => this.pages(),
      status: (uri) => this.status(uri),
    };
  }

  private async status(uri: string): Promise<DocumentStatus> {
    const { target, mainConfiguration } = this.settings;
    const { root } = await this.neighbours.of(uri, mainConfiguration, this.service);
    return { uri, httpd: target.httpd, modWsgi: target.modWsgi, stated: target.stated.httpd || target.stated.modWsgi, root };
  }

  /** Names of the other open documents, then of the files that belong to this one and are not open. */
  private async surroundings(document: Document): Promise<Surroundings> {
    const { names } = await this.neighbours.of(document.uri, this.settings.mainConfiguration, this.service);
    const open = [...this.documents.values()]
      .filter((other) => other.uri !== document.uri)
      .map((other) => this.service.names(other, Utils.basename(URI.parse(other.uri))));
    const closed: Names[] = [...names].filter(([uri]) => !this.documents.has(uri)).map(([, declared]) => declared);
    return { names: joinedNames([...open, ...closed]), folders: { list: (uri, folder, limit) => this.environment.files.list(folderUri(uri, folder), limit) } };
  }
}

/**
 * Turns of the event loop between a change and its diagnostics: enough for a question that came with the change, such as
 * the completion of the letter just typed, to be read, answered and written first.
 */
const PATIENCE = 5;

function afterTurns(turns: number, act: () => void): void {
  if (turns === 0) act();
  else setImmediate(() => afterTurns(turns - 1, act));
}

function toChange(change: TextDocumentContentChangeEvent): Change {
  return 'range' in change ? { range: change.range, text: change.text } : { text: change.text };
}

function folderUri(documentUri: string, folder: string): string {
  const document = URI.parse(documentUri);
  const absolute = folder.startsWith('/') || /^[A-Za-z]:[\\/]/.test(folder);
  return (absolute ? document.with({ path: URI.file(folder).path }) : Utils.resolvePath(Utils.dirname(document), folder)).toString();
}
