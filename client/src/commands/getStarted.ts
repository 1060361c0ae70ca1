/**
 * “Get Started”: opens the guided path, and lets it know what has been done, so that its steps tick off. A step does so when its context key
 * becomes true while VS Code watches, which it does from the first look at any walkthrough on; a key that is true by then never counts. So
 * keys are true for a moment, and again once the path is open.
 */
import * as vscode from 'vscode';
import { LANGUAGE } from '../clientOptions.ts';
import { hasVirtualHost } from './scaffolds/chosenSite.ts';
import { onDidMake } from './work.ts';

/** The walkthrough's name in package.json. */
const WALKTHROUGH = 'start';
/** For a virtual host that was in the editor. */
const SEEN = 'apacheWsgiTls.virtualHostSeen';

/** Registers the command, and follows what is done; disposing takes both back. */
export function registerGetStarted({ extension }: Pick<vscode.ExtensionContext, 'extension'>): vscode.Disposable {
  const path = new GuidedPath();
  const look = () => isVirtualHostInFront() && path.tick(SEEN);
  look();
  return vscode.Disposable.from(
    vscode.commands.registerCommand('apacheWsgiTls.getStarted', () => path.open(`${extension.id}#${WALKTHROUGH}`)),
    onDidMake((command) => path.tick(`${command}.done`)),
    vscode.window.onDidChangeActiveTextEditor(look),
  );
}

class GuidedPath {
  private readonly done = new Set<string>();

  /** Opens it with what was done before. */
  async open(walkthrough: string): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
    for (const key of this.done) pulse(key);
  }

  tick(key: string): void {
    this.done.add(key);
    pulse(key);
  }
}

function pulse(key: string): void {
  for (const value of [true, false]) void vscode.commands.executeCommand('setContext', key, value);
}

function isVirtualHostInFront(): boolean {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === LANGUAGE && hasVirtualHost(document.getText());
}
