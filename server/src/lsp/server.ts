/** The language server: wires one connection to the language service. All entries call `startServer`. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver';
import type { Folders } from '../features/completion/paths.ts';
import { changeDocument, type Document, openDocument } from '../ide.ts';
import { VERSION } from '../version.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { capabilitiesFor } from './capabilities.ts';
import type { CodeActionAbilities } from './codeActions.ts';
import { toChange, toDiagnostic, toFaded } from './convert.ts';
import type { Environment } from './environment.ts';
import { Guard } from './guard.ts';
import { folderAddress, pathOf } from './paths.ts';
import { statusChanged } from './protocol.ts';
import { answerQuestions, type Host } from './questions.ts';
import { Reports } from './reports.ts';
import { readSettings, SECTION } from './settings.ts';
import { afterWaiting } from './turns.ts';
import { Watching } from './watching.ts';
import { Workspace } from './workspace.ts';

/** Starts serving a connection; returns at once. */
export function startServer(connection: Connection, environment: Environment): void {
  new Server(connection, environment).listen();
}

class Server {
  private readonly guard: Guard;
  private readonly workspace: Workspace;
  private readonly reports: Reports;
  private readonly watching: Watching;
  private readonly unpublished = new Set<string>();
  private abilities: Abilities = abilitiesOf({ processId: null, rootUri: null, capabilities: {} });
  private readonly connection: Connection;
  private readonly environment: Environment;

  constructor(connection: Connection, environment: Environment) {
    this.connection = connection;
    this.environment = environment;
    this.guard = new Guard(connection);
    this.workspace = new Workspace(environment);
    this.reports = new Reports(connection);
    const failed = (error: unknown) => this.guard.report('watching', error);
    this.watching = new Watching({ connection, sight: this.workspace.sight, disk: environment.disk, failed });
  }

  listen(): void {
    this.life();
    this.synchronisation();
    this.changesOutside();
    answerQuestions(this.connection, this.guard, this.host());
    this.connection.listen();
  }

  private life(): void {
    const { connection, guard } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(guard.notification('initialized', () => void this.initialized()));
    connection.onShutdown(() => {
      guard.end();
      this.workspace.closeAll();
    });
  }

  private changesOutside(): void {
    const { connection, guard } = this;
    connection.onDidChangeConfiguration(guard.notification('didChangeConfiguration', ({ settings }) => void this.reconfigure(settings)));
    connection.onDidChangeWatchedFiles(
      guard.notification('didChangeWatchedFiles', ({ changes }) => {
        const concerned = changes.some(({ uri }) => this.workspace.sight.concerns(pathOf(uri) ?? ''));
        if (concerned) this.filesChanged('files');
      }),
    );
  }

  private initialize(params: InitializeParams): InitializeResult {
    const abilities = abilitiesOf(params);
    this.guard.begin();
    this.abilities = abilities;
    this.workspace.foldersChanged(pathsOf(params.workspaceFolders?.map(({ uri }) => uri) ?? [params.rootUri ?? '']));
    return { serverInfo: { name: 'apache-wsgi-tls', version: VERSION }, capabilities: capabilitiesFor(abilities) };
  }

  private async initialized(): Promise<void> {
    try {
      if (this.abilities.hasDynamicConfiguration) await this.connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      if (this.abilities.watchesFiles) this.watching.begin(this.abilities.watchesAnywhere);
      if (this.abilities.tellsFolders) this.connection.workspace.onDidChangeWorkspaceFolders(this.guard.notification('folders', () => void this.folders()));
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
      const settings = readSettings(given);
      for (const problem of settings.problems) this.connection.console.warn(problem);
      if (this.workspace.configure(settings)) this.refresh('settings');
    } catch (error) {
      this.guard.report('configuration', error);
    }
  }

  /** Asks for the folders of the workspace, which have changed. */
  private async folders(): Promise<void> {
    try {
      const folders = await this.connection.workspace.getWorkspaceFolders();
      this.workspace.foldersChanged(pathsOf(folders?.map(({ uri }) => uri) ?? []));
      this.refresh('folders');
    } catch (error) {
      this.guard.report('folders', error);
    }
  }

  /** Anything may be different: diagnostics are published, or the client is asked to ask for them. */
  private refresh(reason: string): void {
    if (this.abilities.pullsDiagnostics) this.askToAsk();
    else this.publishSoon(this.workspace.addresses);
    void this.connection.sendNotification(statusChanged, { reason });
  }

  private askToAsk(): void {
    if (this.abilities.refreshesDiagnostics) void this.connection.languages.diagnostics.refresh();
  }

  private filesChanged(reason: string): void {
    this.workspace.filesChanged();
    this.refresh(reason);
  }

  /** What is found in a document and in the others may have changed. A client that asks does so for the document itself. */
  private changed(uri: string): void {
    const { pullsDiagnostics, refreshesDiagnostics } = this.abilities;
    if (pullsDiagnostics && !refreshesDiagnostics) return;
    this.publishSoon([...this.workspace.addresses].filter((other) => other !== uri || !pullsDiagnostics));
  }

  private synchronisation(): void {
    const { connection, guard, workspace } = this;
    connection.onDidOpenTextDocument(
      guard.notification('didOpen', ({ textDocument: { uri, version, text } }) => {
        workspace.opened(openDocument(uri, version, text));
        this.reports.forget(uri);
        this.changed(uri);
      }),
    );
    connection.onDidChangeTextDocument(
      guard.notification('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
        const document = workspace.document(uri);
        if (document === undefined) return;
        workspace.changed(changeDocument(document, version, contentChanges.map(toChange)));
        this.changed(uri);
      }),
    );
    connection.onDidCloseTextDocument(
      guard.notification('didClose', ({ textDocument: { uri } }) => {
        workspace.closed(uri);
        this.reports.forget(uri);
        if (!this.abilities.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
        this.refresh('closed');
      }),
    );
    connection.onDidSaveTextDocument(guard.notification('didSave', () => this.filesChanged('saved')));
  }

  /** Looks at documents once the messages that lie waiting are read, and tells the client of what is new. */
  private publishSoon(uris: Iterable<string>): void {
    const isPlanned = this.unpublished.size > 0;
    for (const uri of uris) this.unpublished.add(uri);
    if (isPlanned || this.unpublished.size === 0) return;
    afterWaiting(() => {
      const due = [...this.unpublished];
      this.unpublished.clear();
      const news = new Set<string>();
      for (const uri of due) this.guard.notification('diagnostics', () => void (this.publish(uri) && news.add(uri)))(undefined);
      if (news.size > 0) this.askToAsk();
    });
  }

  private codeActionAbilities(): CodeActionAbilities {
    const { showsAddresses, showsRelated, commands } = this.abilities;
    const pages = showsAddresses ? this.environment.rulePages : null;
    return { pages, related: showsRelated, commands, shownAt: (uri) => this.workspace.shownAt(uri) };
  }

  /** Publishes what is found in a document; whether there is news for a client that asks itself. */
  private publish(uri: string): boolean {
    const document = this.workspace.document(uri);
    if (document === undefined) return false;
    const diagnostics = this.diagnostics(document);
    if (this.abilities.pullsDiagnostics) return this.reports.announce(uri, diagnostics);
    this.reports.publish(document, diagnostics);
    return false;
  }

  /** Findings, and what httpd does not read where the client can show that in grey. */
  private diagnostics(document: Document): LspDiagnostic[] {
    const abilities = this.codeActionAbilities();
    const found = this.workspace.service.diagnostics(document).map((diagnostic) => toDiagnostic(diagnostic, abilities));
    const faded = this.abilities.fades ? this.workspace.service.inactive(document).map(toFaded) : [];
    this.watching.goOn();
    return [...found, ...faded];
  }

  /** What the answers to questions are made from. */
  private host(): Host {
    return {
      document: (uri) => this.workspace.document(uri),
      service: () => this.workspace.service,
      folders: () => this.listing(),
      report: (uri, known) => {
        const document = this.workspace.document(uri);
        return this.reports.answer(uri, document === undefined ? [] : this.diagnostics(document), known);
      },
      completionAbilities: () => this.abilities.completion,
      codeActionAbilities: () => this.codeActionAbilities(),
      linkedCommands: () => this.abilities.linkedCommands,
      status: (uri) => this.workspace.status(uri),
      hosts: (uri) => {
        const hosts = this.workspace.hosts(uri);
        this.watching.goOn();
        return hosts;
      },
      hostEdit: (uri, position, change) => this.workspace.hostEdit(uri, position, change),
      disk: () => this.environment.disk,
    };
  }

  private listing(): Folders {
    return { list: (uri, folder, limit) => this.environment.files.list(folderAddress(uri, folder), limit) };
  }
}

function pathsOf(uris: readonly string[]): string[] {
  return uris.flatMap((uri) => pathOf(uri) ?? []);
}
