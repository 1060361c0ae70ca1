/** Questions of the client and their answers: each is one call of the language service, converted. */
import {
  type CodeActionParams,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type Position,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { Folders } from '../features/completion/paths.ts';
import type { HostChange, HostEdit } from '../features/hostEdit/change.ts';
import type { Document, LanguageService } from '../ide.ts';
import type { Disk } from '../model/disk.ts';
import { applicationsFor } from './applications.ts';
import { type CodeActionAbilities, codeActionsFor } from './codeActions.ts';
import { aboutOf, type CompletionAbilities, toCompletionList, toDocumentSymbol, toFoldingRange, toSignatureHelp } from './convert.ts';
import type { Guard } from './guard.ts';
import {
  type ApplicationsParams,
  applicationsRequest,
  closingTagRequest,
  type DocumentParams,
  type DocumentStatus,
  type HostSummary,
  hostEditRequest,
  hostsRequest,
  modulesRequest,
  siteLinesRequest,
  statusRequest,
} from './protocol.ts';

/** What answers are made from; asked anew for each question, since settings change. */
export interface Host {
  /** The document as the client last sent it; undefined for one that is not open. */
  document(uri: string): Document | undefined;
  service(): LanguageService;
  folders(): Folders;
  /** The diagnostics of a document; `known` names those that the client has. */
  report(uri: string, known: string | undefined): DocumentDiagnosticReport;
  completionAbilities(): CompletionAbilities;
  codeActionAbilities(): CodeActionAbilities;
  /** The commands that explanations may link to. */
  linkedCommands(): ReadonlySet<string>;
  status(uri: string): DocumentStatus;
  /** The virtual hosts of a document's configuration; without one, of the workspace. */
  hosts(uri: string | null): HostSummary[];
  hostEdit(uri: string, position: Position, change: HostChange): HostEdit;
  /** The machine's disk as it is. */
  disk(): Disk;
}

/** Answers the client's questions. */
export function answerQuestions(connection: Connection, guard: Guard, host: Host): void {
  answerCompletion(connection, guard, host);
  answerAboutPlaces(connection, guard, host);
  answerAboutDocuments(connection, guard, host);
  answerAboutHosts(connection, guard, host);
  connection.onRequest(
    applicationsRequest,
    guard.request('applications', null, (params: ApplicationsParams) => applicationsFor(host.disk(), params)),
  );
}

function answerCompletion(connection: Connection, guard: Guard, host: Host): void {
  connection.onCompletion(
    guard.request('completion', null, (params: TextDocumentPositionParams) =>
      withDocument(host, params, null, async (document) => {
        const list = await host.service().completion(document, params.position, host.folders());
        return list === null ? null : toCompletionList(list, host.completionAbilities());
      }),
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard.request('completionResolve', item, () => {
      const about = aboutOf(item);
      const text = about === null ? '' : host.service().describe(about);
      return text === '' ? item : { ...item, documentation: { kind: 'markdown' as const, value: text } };
    })(item, token),
  );
}

function answerAboutPlaces(connection: Connection, guard: Guard, host: Host): void {
  connection.onHover(
    guard.request('hover', null, (params: TextDocumentPositionParams) =>
      withDocument(host, params, null, (document) => {
        const hover = host.service().hover(document, params.position, host.linkedCommands());
        return hover === null ? null : { contents: { kind: 'markdown' as const, value: hover.markdown }, range: hover.range };
      }),
    ),
  );
  connection.onSignatureHelp(
    guard.request('signatureHelp', null, (params: TextDocumentPositionParams) =>
      withDocument(host, params, null, (document) => {
        const help = host.service().signature(document, params.position);
        return help === null ? null : toSignatureHelp(help);
      }),
    ),
  );
  connection.onRequest(
    closingTagRequest,
    guard.request('closingTag', null, (params: TextDocumentPositionParams) =>
      withDocument(host, params, null, (document) => host.service().closingTag(document, params.position)),
    ),
  );
  connection.onRequest(
    siteLinesRequest,
    guard.request('siteLines', null, (params: TextDocumentPositionParams) =>
      withDocument(host, params, null, (document) => host.service().siteLines(document, params.position)),
    ),
  );
}

function answerAboutDocuments(connection: Connection, guard: Guard, host: Host): void {
  connection.languages.diagnostics.on(
    guard.request('diagnostic', { kind: DocumentDiagnosticReportKind.Full, items: [] }, ({ textDocument: { uri }, previousResultId }) =>
      host.report(uri, previousResultId),
    ),
  );
  connection.onDocumentSymbol(
    guard.request('documentSymbol', [], (params: DocumentParams) =>
      withDocument(host, params, [], (document) => host.service().outline(document).map(toDocumentSymbol)),
    ),
  );
  connection.onFoldingRanges(
    guard.request('foldingRange', [], (params: DocumentParams) =>
      withDocument(host, params, [], (document) => host.service().folds(document).map(toFoldingRange)),
    ),
  );
  connection.onCodeAction(
    guard.request('codeAction', [], (params: CodeActionParams) =>
      withDocument(host, params, [], (document) =>
        codeActionsFor(host.service(), document, { range: params.range, only: params.context.only }, host.codeActionAbilities()),
      ),
    ),
  );
  connection.onRequest(
    modulesRequest,
    guard.request('modules', [], (params: DocumentParams) => withDocument(host, params, [], (document) => host.service().neededModules(document))),
  );
  connection.onRequest(
    statusRequest,
    guard.request('status', null, ({ uri }: { readonly uri: string }) => host.status(uri)),
  );
}

const FAILED: HostEdit = { refused: 'The language server could not work this out. Its log says why (Show Log).' };

function answerAboutHosts(connection: Connection, guard: Guard, host: Host): void {
  connection.onRequest(
    hostsRequest,
    guard.request('hosts', [], ({ uri }: { readonly uri: string | null }) => host.hosts(uri)),
  );
  connection.onRequest(
    hostEditRequest,
    guard.request('hostEdit', FAILED, ({ textDocument: { uri }, position, change }: TextDocumentPositionParams & { readonly change: HostChange }) =>
      host.hostEdit(uri, position, change),
    ),
  );
}

function withDocument<R>(host: Host, { textDocument: { uri } }: DocumentParams, empty: R, answer: (document: Document) => R | Promise<R>): R | Promise<R> {
  const document = host.document(uri);
  return document === undefined ? empty : answer(document);
}
