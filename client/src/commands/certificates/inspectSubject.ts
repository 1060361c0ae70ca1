/** Which certificate is meant: the file in the editor, the one that the line or the word under the cursor names, or one that the person picks. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE } from '../../clientOptions.ts';
import { namedCertificates } from '../../namedCertificates.ts';
import { askInSteps, type Choice } from '../steps.ts';
import { pickFile } from './pickFile.ts';

/** Names of files that hold certificates, requests or stores. */
const CERTIFICATE = /\.(?:pem|crt|cer|der|p12|pfx|csr)$/i;

/** The path of the certificate that is meant; `undefined` where the person gave up. */
export async function chooseCertificate(client: BaseLanguageClient): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  return (editor === undefined ? undefined : await inEditor(client, editor)) ?? (await pickCertificate(client));
}

async function inEditor(client: BaseLanguageClient, { document, selection }: vscode.TextEditor): Promise<string | undefined> {
  if (document.uri.scheme !== 'file') return undefined;
  if (document.languageId !== LANGUAGE) return CERTIFICATE.test(document.uri.fsPath) ? document.uri.fsPath : undefined;
  const { line, character } = selection.active;
  const uses = await namedCertificates(client, document.uri);
  const here = uses.find(
    ({ uri, range }) => vscode.Uri.parse(uri).toString() === document.uri.toString() && range.start.line <= line && line <= range.end.line,
  );
  return here?.path ?? pathAt(document.lineAt(line).text, character, path.dirname(document.uri.fsPath));
}

/** The path of a certificate that stands around a column; from a folder on where it is relative. */
function pathAt(text: string, column: number, folder: string): string | undefined {
  const words = [...text.matchAll(/"([^"]*)"|'([^']*)'|[^\s"'<>]+/g)];
  const word = words.find(({ 0: whole, index }) => index <= column && column <= index + whole.length);
  const named = word?.[1] ?? word?.[2] ?? word?.[0];
  return named !== undefined && CERTIFICATE.test(named) ? path.resolve(folder, named) : undefined;
}

async function pickCertificate(client: BaseLanguageClient): Promise<string | undefined> {
  const known = new Map<string, Choice<string>>();
  for (const { path: file, names, directive } of await namedCertificates(client, null)) {
    if (!known.has(file)) known.set(file, { label: path.basename(file), description: names.join(', ') || directive, detail: file, value: file });
  }
  const answers: { file?: string } = {};
  const keep = (file: string) => Object.assign(answers, { file });
  const step = pickFile({ placeholder: 'Which certificate?', known: [...known.values()], another: 'another certificate, request or store', keep });
  return (await askInSteps('Inspect Certificate', [step])) ? answers.file : undefined;
}
