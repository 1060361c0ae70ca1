/** What a person is told of a client certificate that was made, and what comes next: the password, the server, the browser. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ClientCertificate } from '../../certificates/clientCertificate.ts';
import { importMarkdown } from '../../certificates/importing.ts';
import { showReport } from '../../views/reportDocument.ts';
import type { ClientPasswords } from './clientPasswords.ts';
import { copyPassword } from './copyClientPassword.ts';
import { changeHost } from './insert.ts';
import { thisMachine } from './machine.ts';
import { type Action, ignoreActions, inspectAction, offerNext } from './offers.ts';

/** What was made. */
export interface Result {
  readonly title: string;
  readonly commonName: string;
  readonly made: Omit<ClientCertificate, 'password'>;
}

/** Tells what was made and offers what comes next. */
export async function clientNext(client: BaseLanguageClient, passwords: ClientPasswords, { title, commonName, made }: Result): Promise<void> {
  const { store, authority, notes } = made;
  const name = path.basename(store);
  void vscode.window.showInformationMessage(
    `${store} is made for ${commonName.trim()}: a key and its certificate, locked with a password. Signed by ${authority}.`,
  );
  for (const note of notes) void vscode.window.showWarningMessage(note);
  const actions = async () => [
    ...(await copyActions(passwords, store)),
    requireAction(client, made),
    { label: 'How to Import It', detail: 'Into Chromium, Firefox, macOS, Windows, and for curl.', act: () => showImport(store) },
    ...(await ignoreActions(store)),
    inspectAction(store),
  ];
  await offerNext({ title, made: `${name} is made.`, actions });
}

async function copyActions(passwords: ClientPasswords, store: string): Promise<readonly Action[]> {
  const isKept = (await passwords.of(store).catch(() => undefined)) !== undefined;
  const detail = '“Copy Client Certificate Password” does it again later.';
  return isKept ? [{ label: 'Copy Password', detail, act: () => copyPassword(passwords, store) }] : [];
}

function requireAction(client: BaseLanguageClient, { authority, lines }: Result['made']): Action {
  const act = () => changeHost(client, { kind: 'clientCertificates', authority }, []);
  return { label: 'Require It in a Virtual Host', detail: lines.join(' · '), act };
}

async function showImport(store: string): Promise<void> {
  await showReport(`Import of ${path.basename(store)}`, importMarkdown(store, await thisMachine()));
}
