/** When the status of the file in the editor may have changed: one source for all that show it, since a client tells one handler alone. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Fires when another file comes into the editor, when the server starts or ends, and when it says that statuses may have changed. */
export class StatusChanges implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;

  constructor(client: BaseLanguageClient) {
    const tell = () => this.changed.fire();
    this.listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(tell),
      client.onDidChangeState(tell),
      client.onNotification('apacheconf/statusChanged', tell),
    );
  }

  /** Calls a listener now, and at each change. */
  follow(listener: () => void): vscode.Disposable {
    listener();
    return this.changed.event(listener);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}
