/** A machine of the tests' own, as the commands about trust meet it: a home with a local authority and what it signed, and real databases. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { URI } from 'vscode-uri';
import { type Created, createCertificate } from '../../../client/src/certificates/create.ts';
import type { TrustAdvice } from '../../../client/src/certificates/trust.ts';
import { hostIn } from '../../kit/issuing.ts';
import { PROGRAMS } from '../../kit/trustStores.ts';
import { editor } from '../../kit/vscode.ts';

export const TRUST = 'apacheWsgiTls.trustAuthority';
export const DISTRUST = 'apacheWsgiTls.distrustAuthority';
export const TYPE = 'Type into Terminal';

/** The machine; `fill` it first, and `remove` it in the end. */
export class OwnMachine {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'trust-commands-'));
  readonly home = path.join(this.folder, "o'home");
  /** Where mkcert keeps its authority; there is none yet. */
  readonly mkcert = path.join(this.folder, 'mkcert');
  /** The databases of Chromium: the usual one, which is not made yet, and that of the snap. */
  readonly databases: readonly [string, string] = [path.join(this.home, '.pki/nssdb'), path.join(this.home, 'snap/chromium/current/.pki/nssdb')];
  /** What the programs of this machine get of the environment. */
  readonly env = { HOME: this.home, PATH: PROGRAMS };

  /** Makes the database of the snap, and a certificate for app.test. */
  async fill(): Promise<Created> {
    mkdirSync(this.databases[1], { recursive: true });
    execFileSync('certutil', ['-N', '--empty-password', '-d', `sql:${this.databases[1]}`]);
    const host = hostIn(this.folder, { authorities: path.join(this.folder, 'data/apache-wsgi-tls/authorities') });
    return await createCertificate({ names: ['app.test'], folder: path.join(this.folder, 'certs'), maker: 'builtin', keyType: 'ecdsa-p256' }, host);
  }

  /** Has this process run on the machine until `vi.unstubAllEnvs()`. */
  enter(): void {
    const set = { ...this.env, XDG_DATA_HOME: path.join(this.folder, 'data'), CAROOT: this.mkcert };
    for (const [name, value] of Object.entries(set)) vi.stubEnv(name, value);
    for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'WSL_DISTRO_NAME']) vi.stubEnv(name, undefined);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a command on an authority up to the message that names the commands for a store, and gives that. */
export async function confirmation(command: string, authority: string, store: string) {
  const run = editor.run<TrustAdvice>(command, URI.file(authority));
  const stores = await editor.prompt();
  stores.pick(stores.choices.find(({ label }) => label.includes(store))!.label);
  return { run, message: await editor.prompt() };
}
