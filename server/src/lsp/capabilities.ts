/** What the server tells a client that it can do. */
import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import { CODE_ACTION_KINDS } from './codeActions.ts';

/** The capabilities for a client with these abilities. */
export function capabilitiesFor({ pullsDiagnostics }: Abilities): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    completionProvider: { resolveProvider: true, triggerCharacters: ['<', '/', '{', '%', '=', ' ', '"', '+', '-', '[', ','] },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: [' '], retriggerCharacters: [' ', '='] },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
    ...(pullsDiagnostics && { diagnosticProvider: { identifier: 'apacheconf', interFileDependencies: true, workspaceDiagnostics: false } }),
  };
}
