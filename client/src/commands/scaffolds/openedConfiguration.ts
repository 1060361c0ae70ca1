/** A configuration that a command asks the server about. */
import * as vscode from 'vscode';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { LANGUAGE } from '../../clientOptions.ts';

/** A file as a document that the server has. Rejects with a `CertificateProblem` where it cannot be read. */
export async function openedConfiguration(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file)).then(
    (opened) => opened,
    () => {
      throw new CertificateProblem(`${quoted(file)} cannot be read. Name the configuration of the site.`);
    },
  );
  return document.languageId === LANGUAGE ? document : vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}
