/** “Copy Client Certificate Password”: from the secret storage to the clipboard. It is shown nowhere and given to no caller. */
import path from 'node:path';
import * as vscode from 'vscode';
import { pathOf } from '../../certificates/options.ts';
import { CertificateProblem } from '../../certificates/problem.ts';
import { withPaths } from '../paths.ts';
import { registerMaker } from '../work.ts';
import type { ClientPasswords } from './clientPasswords.ts';
import { localPath } from './pickFile.ts';

/** Which password is copied: that of the PKCS#12 store at this path. */
export interface CopyRequest {
  readonly store: string;
}

/** Registers the command; disposing takes it back. */
export function registerCopyClientPassword(passwords: ClientPasswords): vscode.Disposable {
  return registerMaker<CopyRequest, void>({
    id: 'apacheWsgiTls.copyClientPassword',
    title: 'Copy Client Certificate Password',
    ask: (subject, prefill) => ask(passwords, subject === undefined ? prefill.store : localPath(subject)),
    make: (request) => copyPassword(passwords, pathOf('store', withPaths(request, 'store').store)),
    show: async () => undefined,
  });
}

/** Puts the password of a store, given by its absolute path, on the clipboard; refuses where none is kept. */
export async function copyPassword(passwords: ClientPasswords, store: string): Promise<void> {
  const password = await passwords.of(store);
  if (password === undefined) {
    throw new CertificateProblem(
      `No password of ${store} is kept here: it was shown once when the store was made, or the store comes from elsewhere. Make a new client certificate if it is lost.`,
    );
  }
  await vscode.env.clipboard.writeText(password);
  vscode.window.setStatusBarMessage(`Apache WSGI & TLS: the password of ${path.basename(store)} is on the clipboard.`, 10_000);
}

async function ask(passwords: ClientPasswords, known: string | undefined): Promise<CopyRequest | undefined> {
  if (known !== undefined) return { store: known };
  const stores = await passwords.stores();
  if (stores.length === 0) {
    throw new CertificateProblem('No password of a client certificate is kept here. “Create Client Certificate” keeps those that it makes, if you want it to.');
  }
  const items = stores.map((store) => ({ label: path.basename(store), description: path.dirname(store), store }));
  const options = { title: 'Copy Client Certificate Password', placeHolder: 'Of which store?', matchOnDescription: true };
  return await vscode.window.showQuickPick(items, options);
}
