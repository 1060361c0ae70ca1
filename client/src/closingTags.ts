/** Writes a section's closing tag when the `>` of its opening tag is typed. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE } from './clientOptions.ts';

/** Watches typing in Apache files; the setting `apacheWsgiTls.autoClosingTags` turns it off. */
export function registerClosingTags(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument((event) => {
    const [change] = event.contentChanges;
    const typed = event.contentChanges.length === 1 && change!.text.endsWith('>') && change!.text.length <= 2 && event.reason === undefined;
    if (typed && event.document.languageId === LANGUAGE) void close(client, event.document, change!);
  });
}

async function close(client: BaseLanguageClient, document: vscode.TextDocument, change: vscode.TextDocumentContentChangeEvent): Promise<void> {
  if (!vscode.workspace.getConfiguration('apacheWsgiTls', document).get<boolean>('autoClosingTags', true)) return;
  const { version } = document;
  const position = document.positionAt(change.rangeOffset + change.text.length);
  const params = { textDocument: { uri: document.uri.toString() }, position: { line: position.line, character: position.character } };
  const tag = await client.sendRequest<string | null>('apacheconf/closingTag', params).catch(() => null);
  const editor = vscode.window.activeTextEditor;
  if (tag === null || editor?.document !== document || document.version !== version) return;
  await editor.insertSnippet(new vscode.SnippetString(`\n\t$0\n${tag}`), position);
}
