/** Keeps a private key out of a repository: its line in the `.gitignore` of the work tree. */
import * as vscode from 'vscode';
import type { GitAdvice } from '../../certificates/gitignore.ts';
import { CertificateProblem } from '../../certificates/problem.ts';

/** Adds the line at the end of the file, which is made where there is none. What somebody has not saved of it yet stays unsaved. */
export async function ignoreKey({ ignoreFile, line }: GitAdvice): Promise<void> {
  if (ignoreFile === null || line === null) return;
  const uri = vscode.Uri.file(ignoreFile);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  const document = (await vscode.workspace.applyEdit(edit)) ? await vscode.workspace.openTextDocument(uri) : null;
  const wasSaved = document?.isDirty === false;
  if (document === null || !(await append(document, line))) {
    throw new CertificateProblem(`${ignoreFile} could not be changed. Add this line to it, so that the key stays out of the repository: ${line}`);
  }
  if (wasSaved) await document.save();
  vscode.window.setStatusBarMessage(`Apache WSGI & TLS: ${line} is in .gitignore${wasSaved ? '' : ', which is not saved yet'}.`, 10_000);
}

async function append(document: vscode.TextDocument, line: string): Promise<boolean> {
  const end = document.lineAt(document.lineCount - 1).range.end;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, end, `${end.character === 0 ? '' : '\n'}${line}\n`);
  return await vscode.workspace.applyEdit(edit);
}
