/** What can be done with a row of the view “Certificates”: each runs the command that the palette has, with the row's files filled in. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { inspectCertificate } from '../certificates/inspect.ts';
import { inspectionText } from '../certificates/inspectionText.ts';
import { type Entry, lackedNames } from '../certificates/inventory.ts';
import type { Use } from '../certificates/uses.ts';
import { tell } from '../commands/work.ts';
import { expiringDays } from '../namedCertificates.ts';
import type { StatusChanges } from '../statusChanges.ts';
import { COMMANDS, type Node } from './certificateNodes.ts';
import { CertificatesView, VIEW } from './certificates.ts';

/** The context key that lets the view be seen: windows without Apache files or commands of ours do not show it. */
const ACTIVE = 'apacheWsgiTls.active';

/** Shows the view and registers what its menus run; disposing takes all back. */
export function registerCertificatesView(client: BaseLanguageClient, changes: StatusChanges): vscode.Disposable {
  const view = new CertificatesView(client, changes);
  void vscode.commands.executeCommand('setContext', ACTIVE, true);
  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand('apacheWsgiTls.showCertificates', () => vscode.commands.executeCommand(`${VIEW}.focus`)),
    vscode.commands.registerCommand(`${VIEW}.refresh`, () => view.searchAgain()),
    vscode.commands.registerCommand(COMMANDS.show, showLine),
    onEntry('inspect', ({ path: file }) => run('inspectCertificate', { path: file })),
    vscode.commands.registerCommand(`${VIEW}.create`, create),
    onEntry('renew', (entry) => run('renewCertificate', renewal(entry))),
    onEntry('trustDoctor', ({ path: file }) => run('trustDoctor', { certificate: file })),
    onEntry('trust', ({ path: file }) => run('trustAuthority', { authority: file })),
    onEntry('reveal', reveal),
    onEntry('copyPath', ({ path: file }) => vscode.env.clipboard.writeText(file)),
    onEntry('copyDetails', copyDetails),
  );
}

/** A command of the row of a file; without one, as from a keybinding, it does nothing. */
function onEntry(name: string, act: (entry: Entry) => Thenable<unknown>): vscode.Disposable {
  return vscode.commands.registerCommand(`${VIEW}.${name}`, async (node?: Node) => {
    if (node?.kind !== 'entry') return;
    try {
      await act(node.entry);
    } catch (error) {
      await tell(error);
    }
  });
}

/** Runs a command that asks, with answers filled in. */
function run(command: string, prefill: object): Thenable<unknown> {
  return vscode.commands.executeCommand(`apacheWsgiTls.${command}`, { prefill });
}

function renewal(entry: Entry): object {
  const privateKey = entry.uses.find((use) => use.privateKey !== null)?.privateKey;
  const names = lackedNames(entry);
  return { certificate: entry.path, ...(privateKey !== undefined && { privateKey }), ...(names.length > 0 && { names }) };
}

/** Makes the certificate that a row misses; from the title of the view, any. */
function create(node?: Node): Thenable<unknown> {
  return node?.kind === 'entry' ? run('createCertificate', missingFiles(node.entry)) : vscode.commands.executeCommand('apacheWsgiTls.createCertificate');
}

/** What would make a certificate where the configuration looks for one. */
function missingFiles({ path: file, uses }: Entry): object {
  const names = [...new Set(uses.flatMap((use) => use.names))];
  return { folder: path.dirname(file), fileName: path.parse(file).name, ...(names.length > 0 && { names }) };
}

async function showLine(uri: string, range: Use['range']): Promise<void> {
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}

/** Shows a file where the person looks for files: in the Explorer if it is in the workspace, else in the system's file manager, which only this machine has. */
async function reveal({ path: file }: Entry): Promise<void> {
  const uri = vscode.Uri.file(file);
  const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  if (!isInside && vscode.env.remoteName !== undefined) {
    void vscode.window.showInformationMessage(`${file} lies outside of the workspace, on the machine that this window is connected to.`);
    return;
  }
  await vscode.commands.executeCommand(isInside ? 'revealInExplorer' : 'revealFileInOS', uri);
}

async function copyDetails({ path: file, uses }: Entry): Promise<void> {
  const inspection = await inspectCertificate(file, { uses, expiringDays: expiringDays() });
  await vscode.env.clipboard.writeText(inspectionText(inspection));
  vscode.window.setStatusBarMessage(`The details of ${path.basename(file)} are in the clipboard.`, 3000);
}
