/** What a person is told once a certificate is there, and what can be done with it next. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Created } from '../../certificates/create.ts';
import { changeHost } from './insert.ts';
import { type Action, ignoreActions, inspectAction, offerNext } from './offers.ts';

/** What was made, and for which names. */
export interface MadeCertificate {
  readonly title: string;
  readonly made: Created;
  readonly names: readonly string[];
}

/** Tells what was made and what is to be known of it, and asks what comes next until the person has enough. */
export async function whatNext(client: BaseLanguageClient, { title, made, names }: MadeCertificate): Promise<void> {
  const files = [made.certificate, made.privateKey, made.chain].map((file) => path.basename(file)).join(', ');
  const sentence = `Made in ${path.dirname(made.certificate)}: ${files}.`;
  void vscode.window.showInformationMessage(`${sentence}${backups(made)}`);
  for (const note of made.notes) void vscode.window.showWarningMessage(note);
  const actions = async () => [
    insertAction(client, made, names),
    trustAction(made),
    ...(await ignoreActions(made.privateKey)),
    inspectAction(made.certificate),
  ];
  await offerNext({ title, made: sentence, actions });
}

function backups({ backups: files }: Created): string {
  if (files.length === 0) return '';
  return ` The old files are kept: ${files.map((file) => path.basename(file)).join(', ')}. A server sends the new certificate once it is reloaded.`;
}

function insertAction(client: BaseLanguageClient, { certificate, privateKey }: Created, names: readonly string[]): Action {
  return {
    label: 'Insert into a Virtual Host',
    detail: 'Writes or updates SSLEngine, SSLCertificateFile and SSLCertificateKeyFile.',
    act: () => changeHost(client, { kind: 'certificate', certificate, privateKey }, names),
  };
}

function trustAction({ authority }: Created): Action {
  return {
    label: 'Trust the Authority',
    detail: `Browsers accept the certificate once they trust ${authority}.`,
    act: () => vscode.commands.executeCommand('apacheWsgiTls.trustAuthority', { prefill: { authority } }),
  };
}
