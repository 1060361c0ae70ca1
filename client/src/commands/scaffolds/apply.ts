/** Writes what a scaffold came to: one edit of the workspace, which one undo takes back. A file that is there is never touched. */
import * as vscode from 'vscode';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ScaffoldFile } from '../../scaffolds/file.ts';

/** Whether the person looks at the files and agrees before they are written, in the editor's preview of changes. */
export type Agreement = 'given' | 'asked';

/**
 * Writes files; `label` heads them in the preview. Gives their addresses. Rejects with a `CertificateProblem` where one is there already,
 * where the person disagreed, or where the folder cannot be written to: then nothing was written.
 */
export async function writeFiles(files: readonly ScaffoldFile[], label: string, agreement: Agreement): Promise<vscode.Uri[]> {
  const uris = files.map(({ path }) => vscode.Uri.file(path));
  for (const uri of uris) await refuseExisting(uri);
  const edit = new vscode.WorkspaceEdit();
  for (const [index, { text }] of files.entries()) {
    const metadata = { label, needsConfirmation: agreement === 'asked' };
    edit.createFile(uris[index]!, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) }, metadata);
  }
  if (await vscode.workspace.applyEdit(edit)) return uris;
  throw new CertificateProblem(
    `Nothing was written: the changes were turned down, or ${quoted(uris[0]?.fsPath ?? '')} cannot be made there. If you did not turn them down, choose a folder that you may write to.`,
  );
}

async function refuseExisting(uri: vscode.Uri): Promise<void> {
  const there = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (there) throw new CertificateProblem(`${quoted(uri.fsPath)} is there already, and was left as it is. Choose another name, or move that file away first.`);
}
