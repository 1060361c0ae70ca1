/** The virtual host that a command is about: the file in front of the person, else one of the workspace; and what to do where there is none. */
import path from 'node:path';
import * as vscode from 'vscode';
import { LANGUAGE } from '../../clientOptions.ts';
import { askInSteps, pick } from '../steps.ts';
import { PASSED_OVER } from './likely.ts';

/** Files that may hold a virtual host, and how many of them are looked into. */
const CONFIGURATIONS = '**/*.{conf,vhost,apacheconf}';
const MOST = 500;

/** Asks which file it is, unless one is in front or there is only one. `undefined` where the person gave up or there is none, which is told. */
export async function chosenSite(title: string): Promise<vscode.Uri | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === LANGUAGE) return document.uri;
  const sites = await sitesOfWorkspace();
  if (sites.length === 0) return noSite();
  if (sites.length === 1) return sites[0];
  const answer: { uri?: vscode.Uri } = {};
  const choices = sites.map((value) => ({ label: path.posix.basename(value.path), description: vscode.workspace.asRelativePath(value), value }));
  const step = pick({ placeholder: 'Which virtual host is it for?', choices, keep: (uri) => Object.assign(answer, { uri }) });
  return (await askInSteps(title, [step])) ? answer.uri : undefined;
}

async function sitesOfWorkspace(): Promise<readonly vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(CONFIGURATIONS, PASSED_OVER, MOST);
  const isSite = await Promise.all(files.map(holdsHost));
  return files.filter((_, index) => isSite[index]).sort((a, b) => a.path.localeCompare(b.path));
}

async function holdsHost(uri: vscode.Uri): Promise<boolean> {
  const bytes = await vscode.workspace.fs.readFile(uri).then(
    (read) => read,
    () => new Uint8Array(),
  );
  return hasVirtualHost(new TextDecoder().decode(bytes));
}

/** Whether a text has a virtual host of httpd. */
export function hasVirtualHost(text: string): boolean {
  return /^\s*<VirtualHost\s/im.test(text);
}

async function noSite(): Promise<undefined> {
  const [create, open] = ['Create Virtual Host', 'Open File...'];
  const choice = await vscode.window.showInformationMessage(
    vscode.workspace.workspaceFolders === undefined
      ? 'No folder is open, and no virtual host is in the editor. Create one, or open the file that you have.'
      : 'No virtual host was found: no file of this workspace that ends in .conf, .vhost or .apacheconf has a <VirtualHost>. Create one, or open the file that you have.',
    create,
    open,
  );
  if (choice === create) await vscode.commands.executeCommand('apacheWsgiTls.createVirtualHost');
  if (choice === open) await vscode.commands.executeCommand('workbench.action.files.openFile');
}
