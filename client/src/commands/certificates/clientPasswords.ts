/**
 * Passwords of client certificates in the editor's secret storage, which locks them with the keychain of the system: each under the path of its
 * store. The storage cannot be searched, so the paths are listed in it, too.
 */
import type * as vscode from 'vscode';

const LIST = 'clientCertificates';
const PASSWORD = 'clientCertificate:';

/** The passwords that are kept for this person on this machine. */
export class ClientPasswords {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** Keeps the password of a store, given by its absolute path; rejects where the system has no keychain that opens. */
  async keep(store: string, password: string): Promise<void> {
    await this.#secrets.store(`${PASSWORD}${store}`, password);
    const others = (await this.stores()).filter((one) => one !== store);
    await this.#secrets.store(LIST, JSON.stringify([...others, store]));
  }

  /** Keeps for the backup of a store the password that the store had before it was replaced. */
  async move(store: string, backup: string): Promise<void> {
    const password = await this.of(store);
    if (password !== undefined) await this.keep(backup, password);
    await this.forget(store);
  }

  /** Forgets the password of a store, if one is kept. */
  async forget(store: string): Promise<void> {
    const all = await this.stores();
    if (!all.includes(store)) return;
    await this.#secrets.store(LIST, JSON.stringify(all.filter((one) => one !== store)));
    await this.#secrets.delete(`${PASSWORD}${store}`);
  }

  /** The password of a store; `undefined` where none is kept. */
  async of(store: string): Promise<string | undefined> {
    return await this.#secrets.get(`${PASSWORD}${store}`);
  }

  /** The stores whose passwords are kept, in the order that they were made in. */
  async stores(): Promise<readonly string[]> {
    try {
      const list: unknown = JSON.parse((await this.#secrets.get(LIST)) ?? '[]');
      return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
    } catch {
      return [];
    }
  }
}
