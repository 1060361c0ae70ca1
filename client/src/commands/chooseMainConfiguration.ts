/**
 * The command behind the status item: chooses the main configuration that files belong to, among those that the server found,
 * and writes it into `apacheWsgiTls.mainConfiguration`.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE } from '../clientOptions.ts';
import { askStatus, type DocumentStatus, NONE } from '../documentStatus.ts';
import { settingsTarget } from '../settingsTarget.ts';
import { readsText } from '../views/rootText.ts';

const SETTING = 'mainConfiguration';

/** What somebody chose: a file, one that is yet to be looked for, or a value of the setting. */
type Choice = { readonly file: vscode.Uri } | { readonly browse: true } | { readonly value: string };
type Item = vscode.QuickPickItem & { readonly choice?: Choice };

/** Registers the command; disposing takes it back. */
export function registerChooseMainConfiguration(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('apacheWsgiTls.chooseMainConfiguration', () => choose(client));
}

async function choose(client: BaseLanguageClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const status = document?.languageId === LANGUAGE ? await askStatus(client, document.uri.toString()) : null;
  const picked = await vscode.window.showQuickPick(itemsFor(status), {
    title: 'Main Configuration',
    placeHolder: 'Which configuration do these files belong to?',
    matchOnDescription: true,
  });
  const choice = picked?.choice;
  if (choice === undefined) return;
  if ('value' in choice) return write(() => choice.value);
  const file = 'file' in choice ? choice.file : await browse(status, document?.uri);
  if (file !== undefined) await write((target) => pathOf(file, target));
}

function itemsFor(status: DocumentStatus | null): Item[] {
  const candidates = status?.candidates ?? [];
  const setting = status?.setting ?? '';
  const isFound = setting === '' && status !== null;
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  return [
    ...candidates.map(({ uri, reads }) => {
      const file = vscode.Uri.parse(uri);
      return { label: marked(vscode.workspace.asRelativePath(file), status?.root === uri), description: readsText({ uri, reads }), choice: { file } };
    }),
    ...(candidates.length === 0 ? [] : [separator]),
    { label: 'Browse…', description: 'another apache2.conf or httpd.conf', choice: { browse: true } },
    { label: marked('Detect by itself', isFound), description: 'the nearest one that reads the file', choice: { value: '' } },
    { label: marked('None: judge each file alone', setting === NONE), description: 'with every module loaded', choice: { value: NONE } },
  ];
}

function marked(label: string, current: boolean): string {
  return current ? `$(check) ${label}` : label;
}

async function browse(status: DocumentStatus | null, document: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const near = status?.root ?? status?.candidates[0]?.uri;
  const start = near === undefined ? document : vscode.Uri.parse(near);
  const chosen = await vscode.window.showOpenDialog({
    title: 'Main Configuration',
    openLabel: 'Choose',
    canSelectMany: false,
    ...(start?.scheme === 'file' && { defaultUri: vscode.Uri.joinPath(start, '..') }),
  });
  return chosen?.[0];
}

/** The path to write: from the folder that is open on, where there is one and the file lies in it. */
function pathOf(file: vscode.Uri, target: vscode.ConfigurationTarget): string {
  const isShort = target === vscode.ConfigurationTarget.Workspace && vscode.workspace.workspaceFolders?.length === 1;
  return isShort ? vscode.workspace.asRelativePath(file, false) : file.fsPath;
}

async function write(valueFor: (target: vscode.ConfigurationTarget) => string): Promise<void> {
  const target = await settingsTarget({ text: 'Choose it in your own settings instead, for all windows?', agree: 'Choose It Everywhere' });
  if (target === null) return;
  const settings = vscode.workspace.getConfiguration('apacheWsgiTls');
  const value = valueFor(target);
  const wider = settings.inspect<string>(SETTING)?.globalValue ?? '';
  const isDefault = value === '' && (target === vscode.ConfigurationTarget.Global || wider === '');
  try {
    await settings.update(SETTING, isDefault ? undefined : value, target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The main configuration could not be written into the settings: ${reason}`);
  }
}
