/** The folder of a project, and what to do where nothing in it can be served. */
import * as vscode from 'vscode';
import type { ApplicationCandidate, ProjectApplications } from '../../scaffolds/application.ts';
import { askInSteps, pick } from '../steps.ts';
import type { WsgiScriptOptions } from './createWsgiScript.ts';
import { noneText } from './found.ts';

/** The folder that was chosen in the Explorer, or that of the file; else the workspace's, asked for where there are several. */
export async function projectFolder(title: string, subject: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  if (subject?.scheme === 'file') return (await isFolder(subject)) ? subject : vscode.Uri.joinPath(subject, '..');
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) return noFolder();
  if (folders.length === 1) return folders[0]!.uri;
  const answer: { uri?: vscode.Uri } = {};
  const choices = folders.map(({ name, uri }) => ({ label: name, detail: uri.fsPath, value: uri }));
  const step = pick({ placeholder: 'Which project is it for?', choices, keep: (uri) => Object.assign(answer, { uri }) });
  return (await askInSteps(title, [step])) ? answer.uri : undefined;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}

async function noFolder(): Promise<undefined> {
  const open = 'Open Folder...';
  const choice = await vscode.window.showInformationMessage(
    'Open the folder of your Flask, Django or other Python application first: the script is made for what lies in it.',
    open,
  );
  if (choice === open) await vscode.commands.executeCommand('vscode.openFolder');
}

/** What the person wants instead: another folder, a name that they know, the adapter for ASGI. */
type Instead = Partial<Pick<WsgiScriptOptions, 'project' | 'application' | 'adapter'>>;

/** Says why nothing can be served and offers the way on; `undefined` where the person takes none. */
export async function afterNothing(found: ProjectApplications | null, folder: vscode.Uri): Promise<Instead | undefined> {
  if (found === null) {
    void vscode.window.showErrorMessage(
      'The language server, which looks for applications, is not running. Restart it with “Restart Language Server” and try again.',
    );
    return undefined;
  }
  const ways = waysOn(found.candidates);
  const choice = await vscode.window.showWarningMessage(noneText(found, folder.fsPath), ...ways.keys());
  return choice === undefined ? undefined : ways.get(choice)?.();
}

function waysOn([first]: readonly ApplicationCandidate[]): ReadonlyMap<string, () => Promise<Instead | undefined>> {
  const other = ['Choose Another Folder...', anotherFolder] as const;
  if (first === undefined) return new Map([other, ['Enter Its Name...', ownName]]);
  const look = ['Show the Line', () => showLine(first)] as const;
  if (first.reach !== 'import') return new Map([look, other]);
  return new Map([...(first.gateway === 'asgi' ? [['Use a2wsgi', async () => ({ adapter: 'a2wsgi' as const })] as const] : []), look, other]);
}

async function anotherFolder(): Promise<Instead | undefined> {
  const options = { title: 'Folder of the Application', openLabel: 'Choose', canSelectFiles: false, canSelectFolders: true, canSelectMany: false };
  const [chosen] = (await vscode.window.showOpenDialog(options)) ?? [];
  return chosen === undefined ? undefined : { project: chosen.fsPath };
}

async function ownName(): Promise<Instead | undefined> {
  const application = await vscode.window.showInputBox({
    title: 'Name of the Application',
    prompt: 'Its module and its name there, from the folder of the imports on',
    placeHolder: 'shop.web:app',
    ignoreFocusOut: true,
    validateInput: (text) => (/^[\w.]+:\w+$/.test(text.trim()) ? undefined : 'Written as module:name, such as shop.web:app.'),
  });
  return application === undefined ? undefined : { application: application.trim() };
}

async function showLine({ path, row }: ApplicationCandidate): Promise<undefined> {
  await vscode.window.showTextDocument(vscode.Uri.file(path), { selection: new vscode.Range(row, 0, row, 0) });
}
