/** “Get Started”: opens the guided path, and lets it know what has been done, so that its steps tick off. */
import * as vscode from 'vscode';
import { LANGUAGE } from '../clientOptions.ts';
import { hasVirtualHost } from './scaffolds/chosenSite.ts';
import { onDidMake } from './work.ts';

/** The walkthrough's name in package.json. */
const WALKTHROUGH = 'start';
/** Set once a virtual host was in the editor. */
const SEEN = 'apacheWsgiTls.virtualHostSeen';

/** Registers the command, and follows what is done; disposing takes both back. */
export function registerGetStarted({ extension }: Pick<vscode.ExtensionContext, 'extension'>): vscode.Disposable {
  lookAtEditor();
  return vscode.Disposable.from(
    vscode.commands.registerCommand('apacheWsgiTls.getStarted', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#${WALKTHROUGH}`),
    ),
    onDidMake((command) => setContext(`${command}.done`)),
    vscode.window.onDidChangeActiveTextEditor(lookAtEditor),
  );
}

function lookAtEditor(): void {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === LANGUAGE && hasVirtualHost(document.getText())) setContext(SEEN);
}

function setContext(key: string): void {
  void vscode.commands.executeCommand('setContext', key, true);
}
