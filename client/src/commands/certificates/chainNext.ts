/** What a person is told of a chain that was built, and where it goes: into a virtual host of httpd, or into the configuration of nginx. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { BuiltChain } from '../../certificates/chain.ts';
import { inspectCertificate } from '../../certificates/inspect.ts';
import { nginxLines } from '../../certificates/nginxLines.ts';
import { changeHost } from './insert.ts';
import { type Action, inspectAction, offerNext } from './offers.ts';
import { KEY_FILTERS, localPath } from './pickFile.ts';

/** A chain and the key of its server, where that is known. */
export interface Result {
  readonly built: BuiltChain;
  readonly privateKey: string | null;
}

/** Tells what is in the chain, what is not, and why; then offers where it goes. */
export async function chainNext(client: BaseLanguageClient, title: string, { built, privateKey }: Result): Promise<void> {
  const name = path.basename(built.chain);
  const omitted = built.omitted.length === 0 ? '' : ` Left out: ${built.omitted.join('; ')}.`;
  void vscode.window.showInformationMessage(`${built.chain} holds ${built.certificates.join(', then ')}.${omitted}`);
  for (const note of built.notes) void vscode.window.showWarningMessage(note);
  const actions = async () => [insertAction(client, built.chain, privateKey), nginxAction(built.chain, privateKey), inspectAction(built.chain)];
  await offerNext({ title, made: `${name} is built.`, actions });
}

function insertAction(client: BaseLanguageClient, chain: string, known: string | null): Action {
  const act = async () => {
    const privateKey = known ?? (await browseForKey(chain));
    if (privateKey === undefined) return;
    const { certificates } = await inspectCertificate(chain);
    const names = certificates[0]?.names.map(({ value }) => value.toLowerCase()) ?? [];
    await changeHost(client, { kind: 'certificate', certificate: chain, privateKey }, names);
  };
  return { label: 'Insert into a Virtual Host', detail: 'Writes or updates SSLEngine, SSLCertificateFile and SSLCertificateKeyFile.', act };
}

async function browseForKey(chain: string): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'The private key that the request was made with',
      openLabel: 'Choose',
      canSelectMany: false,
      filters: KEY_FILTERS,
      defaultUri: vscode.Uri.file(path.dirname(chain)),
    })) ?? [];
  return file === undefined ? undefined : localPath(file);
}

/** nginx takes the chain from the file of the certificate, as httpd does since 2.4.8. */
function nginxAction(chain: string, privateKey: string | null): Action {
  const act = async () => {
    const lines = nginxLines(chain, privateKey);
    await vscode.env.clipboard.writeText(`${lines.join('\n')}\n`);
    const missing = privateKey === null ? ' Add ssl_certificate_key with the path of the key.' : '';
    void vscode.window.showInformationMessage(`On the clipboard, for the server block of nginx: ${lines.join(' ')}${missing}`);
  };
  return { label: 'Copy Lines for nginx', detail: 'ssl_certificate and ssl_certificate_key, for its server block.', act };
}
