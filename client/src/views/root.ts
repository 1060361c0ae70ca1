/** The status bar item that tells which main configuration the file in the editor belongs to; a click chooses another. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE } from '../clientOptions.ts';
import { askStatus } from '../documentStatus.ts';
import type { StatusChanges } from '../statusChanges.ts';
import { rootDetails, rootText } from './rootText.ts';

/** Shows the item while an Apache file is in the editor and the server runs. */
export class RootItem implements vscode.Disposable {
  /** The item itself. */
  readonly item: vscode.StatusBarItem;
  private readonly client: BaseLanguageClient;
  private readonly listening: vscode.Disposable;
  private asked = 0;

  constructor(client: BaseLanguageClient, changes: StatusChanges) {
    this.client = client;
    this.item = vscode.window.createStatusBarItem('apacheWsgiTls.root', vscode.StatusBarAlignment.Right, 100);
    this.item.name = 'Apache Main Configuration';
    this.item.command = 'apacheWsgiTls.chooseMainConfiguration';
    this.listening = changes.follow(() => void this.refresh());
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }

  /** Asks anew; an answer that a later question overtook is not shown. */
  private async refresh(): Promise<void> {
    const turn = ++this.asked;
    const document = vscode.window.activeTextEditor?.document;
    const status = document?.languageId === LANGUAGE ? await askStatus(this.client, document.uri.toString()) : null;
    if (turn !== this.asked) return;
    if (status === null) {
      this.item.hide();
      return;
    }
    this.item.text = rootText(status);
    this.item.tooltip = rootDetails(status, (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri))).join('\n\n');
    this.item.show();
  }
}
