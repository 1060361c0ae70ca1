/** The password of a PKCS#12 store: the one that is kept, none at all, or what the person enters. It is told to nobody and written nowhere. */
import path from 'node:path';
import * as vscode from 'vscode';
import { readCertificates, readUnlocked } from '../../certificates/read.ts';
import { WrongPassword } from '../../certificates/storeReading.ts';
import type { ClientPasswords } from './clientPasswords.ts';

/** The password that opens a file; null where the file needs none, `undefined` where the person gave up. Rejects where the file cannot be read. */
export async function findPassword(file: string, passwords: ClientPasswords): Promise<string | null | undefined> {
  if (!(await readCertificates(file)).isLocked) return null;
  const kept = await passwords.of(file).catch(() => undefined);
  for (const password of kept === undefined ? [''] : [kept, '']) if (await opens(file, password)) return password;
  return await askFor(file);
}

async function askFor(file: string): Promise<string | undefined> {
  const title = `Password of ${path.basename(file)}`;
  for (let prompt = 'The certificates in this store are locked. The password is used once and not kept.'; ; ) {
    const password = await vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
    if (password === undefined || (await opens(file, password))) return password;
    prompt = 'That password does not open the store. Check capital letters and blanks, and enter it again.';
  }
}

async function opens(file: string, password: string): Promise<boolean> {
  try {
    await readUnlocked(file, password);
    return true;
  } catch (error) {
    if (error instanceof WrongPassword) return false;
    throw error;
  }
}
