/** The command that makes all safe fixes of the file in the editor; the server works them out as a code action. */
import * as vscode from 'vscode';
import { LANGUAGE } from '../clientOptions.ts';

const KIND = 'source.fixAll.apacheconf';

/** Registers the command; disposing takes it back. */
export function registerFixAll(): vscode.Disposable {
  return vscode.commands.registerCommand('apacheWsgiTls.fixAll', () => fixAll());
}

async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== LANGUAGE) {
    void vscode.window.showInformationMessage('Open an Apache configuration file first: this command works on the file in the editor.');
    return;
  }
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>('vscode.executeCodeActionProvider', document.uri, whole, KIND);
  const edit = actions?.find(({ kind }) => kind?.value === KIND)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage('Nothing in this file can be fixed safely. Other quick fixes want to be looked at one by one.');
    return;
  }
  if (await vscode.workspace.applyEdit(edit)) tell(edit.size);
  else void vscode.window.showWarningMessage('The fixes could not be made: a file has changed meanwhile, or cannot be written. Run the command again.');
}

function tell(files: number): void {
  const where = files === 1 ? 'this file' : `${files} files, which are not saved yet`;
  vscode.window.setStatusBarMessage(`Apache WSGI & TLS: all safe problems are fixed in ${where}.`, 5000);
}
