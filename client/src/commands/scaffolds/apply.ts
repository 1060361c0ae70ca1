/** Writes what a scaffold came to: one edit of the workspace, which one undo takes back. A file that is there is never touched. */
import * as vscode from 'vscode';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ScaffoldFile } from '../../scaffolds/file.ts';
import type { Manner } from '../work.ts';
import { isThere } from './likely.ts';
import { agreesTo } from './preview.ts';

/**
 * Writes files; `label` heads the question whether to. Gives their addresses. Rejects with a `CertificateProblem` where one is there already,
 * where the person disagreed, or where the folder cannot be written to: then nothing was written.
 */
export async function writeFiles(files: readonly ScaffoldFile[], label: string, manner: Manner): Promise<vscode.Uri[]> {
  const uris = files.map(({ path }) => vscode.Uri.file(path));
  for (const uri of uris) await refuseExisting(uri);
  if (manner === 'asked' && !(await agreesTo(files, label))) throw new CertificateProblem('Nothing was written: the files were discarded.');
  const edit = new vscode.WorkspaceEdit();
  for (const [index, { text }] of files.entries()) {
    edit.createFile(uris[index]!, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) });
  }
  const [first] = uris;
  if ((await vscode.workspace.applyEdit(edit)) && first !== undefined && (await isThere(first))) return uris;
  for (const [index, { text }] of files.entries()) await takeBack(uris[index]!, text);
  throw new CertificateProblem(`Nothing was written: ${quoted(first?.fsPath ?? '')} cannot be made there. Choose a folder that you may write to.`);
}

/** Removes a file of an edit that was not done to its end. What holds something else was not made by it. */
async function takeBack(uri: vscode.Uri, text: string): Promise<void> {
  const content = await vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => null,
  );
  if (content === text) await vscode.workspace.fs.delete(uri);
}

async function refuseExisting(uri: vscode.Uri): Promise<void> {
  if (await isThere(uri))
    throw new CertificateProblem(`${quoted(uri.fsPath)} is there already, and was left as it is. Choose another name, or move that file away first.`);
}
