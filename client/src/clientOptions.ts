/** What the client tells the server and which documents it hands to it. */
import type * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';

/** The language that the extension brings. */
export const LANGUAGE = 'apacheconf';

/** Commands that quick fixes of the server run. */
const COMMANDS = ['turnOffFinding', 'createCertificate', 'renewCertificate', 'buildChain', 'inspectCertificate'].map((name) => `apacheWsgiTls.${name}`);

/** Those that explanations may link to: they show something and change nothing. */
const LINKED = ['apacheWsgiTls.inspectCertificate'];

/** Options of the language client, the same on every platform. */
export function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [{ language: LANGUAGE }],
    outputChannel: output,
    initializationOptions: { suggestCommand: true, commands: COMMANDS, linkedCommands: LINKED },
    markdown: { isTrusted: { enabledCommands: LINKED } },
    diagnosticPullOptions: { onChange: true, onSave: false },
  };
}
