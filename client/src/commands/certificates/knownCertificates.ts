/** Certificates of servers that a person may mean: those that the configuration names, and those in the workspace. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { readCertificates } from '../../certificates/read.ts';
import { certificateStructure } from '../../certificates/structure.ts';
import { LANGUAGE } from '../../clientOptions.ts';
import { askHosts } from '../../hosts.ts';
import type { Choice } from '../steps.ts';

/** More files of a workspace are not looked into. */
const FILE_LIMIT = 300;

/** The certificates with their names and their ends; files of authorities, and those that cannot be read, are left out. */
export async function knownCertificates(client: BaseLanguageClient): Promise<readonly Choice<string>[]> {
  const document = vscode.window.activeTextEditor?.document;
  const hosts = await askHosts(client, document?.languageId === LANGUAGE ? document.uri.toString() : null);
  const used = hosts.flatMap(({ certificates }) => certificates.filter(({ role }) => role === 'server').map((use) => use.path));
  const found = await vscode.workspace.findFiles('**/*.{pem,crt,cer}', '**/node_modules/**', FILE_LIMIT);
  const own = found.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  const files = [...new Set([...used, ...own.sort()])].filter((file) => !/-fullchain\.|\.backup-/.test(path.basename(file)));
  return (await Promise.all(files.map(choiceOf))).flat();
}

async function choiceOf(file: string): Promise<readonly Choice<string>[]> {
  const [certificate] = await readCertificates(file).then(
    ({ certificates }) => certificates,
    () => [],
  );
  if (certificate === undefined || certificate.ca) return [];
  const { names } = certificateStructure(certificate.raw);
  const end = new Date(certificate.validTo).toISOString().slice(0, 10);
  return [{ label: path.basename(file), description: `${names.map(({ value }) => value).join(', ')}, until ${end}`, detail: file, value: file }];
}
