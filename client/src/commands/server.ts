/** Commands about the language server itself: restart it, show its log. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Registers the commands; disposing takes them back. */
export function registerServerCommands(client: BaseLanguageClient, output: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('apacheWsgiTls.restartServer', () => restart(client)),
    vscode.commands.registerCommand('apacheWsgiTls.showOutput', () => output.show(true)),
  );
}

async function restart(client: BaseLanguageClient): Promise<void> {
  try {
    if (client.needsStop()) await client.stop();
    await client.start();
    vscode.window.setStatusBarMessage('Apache WSGI & TLS: the language server was restarted.', 5000);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const choice = await vscode.window.showErrorMessage(`The Apache language server could not be restarted: ${reason}`, 'Show Log');
    if (choice !== undefined) await vscode.commands.executeCommand('apacheWsgiTls.showOutput');
  }
}
