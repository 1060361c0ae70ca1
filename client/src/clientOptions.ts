/** What the client tells the server and which documents it hands to it. */
import type * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';

/** The language that the extension brings. */
export const LANGUAGE = 'apacheconf';

/** Options of the language client, the same on every platform. */
export function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [{ language: LANGUAGE }],
    outputChannel: output,
    initializationOptions: { suggestCommand: true, turnOffCommand: true },
    diagnosticPullOptions: { onChange: true, onSave: false },
  };
}
