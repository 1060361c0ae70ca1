/** Made-up machines whose stores of authorities are real, and what the real programs say of a server on them. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Machine } from '../../client/src/certificates/machine.ts';
import type { Pki } from './pki.ts';

/** Where the programs are that a made-up machine has. */
export const PROGRAMS = [path.dirname(process.execPath), '/usr/bin', '/bin'].join(path.delimiter);

/** What the stores of a made-up machine hold: NSS with its letters, and what variables lead to. */
export interface Situation {
  readonly nss?: readonly (readonly [pem: string, flags: string])[];
  readonly system?: string;
  readonly node?: string;
  readonly python?: string;
}

/** A machine with such stores. */
export interface Laid {
  readonly machine: Machine;
  readonly env: Record<string, string>;
  readonly database: string;
}

let count = 0;

/** Makes the stores, below the folder of a `Pki`. */
export function laid(pki: Pki, { nss = [], system = rootCertificates[0]!, node, python }: Situation): Laid {
  const home = path.join(pki.folder, `home${++count}`);
  const database = path.join(home, '.pki/nssdb');
  mkdirSync(database, { recursive: true });
  execFileSync('certutil', ['-N', '--empty-password', '-d', `sql:${database}`]);
  for (const [index, [pem, flags]] of nss.entries()) {
    const file = pki.write('nss.pem', pem);
    execFileSync('certutil', ['-A', '-d', `sql:${database}`, '-n', `- our ${index},,  name`, '-t', flags, '-i', file]);
  }
  const file = (name: string, pem: string) => pki.write(`home${count}/${name}`, pem);
  const env = {
    ...{ PATH: PROGRAMS, HOME: home, REQUESTS_CA_BUNDLE: file('requests.pem', system) },
    ...(node !== undefined && { NODE_EXTRA_CA_CERTS: file('node.pem', node) }),
    ...(python !== undefined && { SSL_CERT_FILE: file('python.pem', python) }),
  };
  const machine: Machine = {
    system: 'debian',
    home,
    bundle: file('system.pem', system),
    chromiumDatabases: [database],
    firefoxProfiles: [],
    isWsl: false,
    remoteName: null,
  };
  return { machine, env, database };
}

/** What the real ones say of a server with these certificates; NSS is asked for its verdict on the certificates alone. */
export async function real(
  pki: Pki,
  { served, key }: { readonly served: string; readonly key: string },
  { env, machine, database }: Laid,
): Promise<Record<string, boolean>> {
  const server = https.createServer({ cert: served, key }, (_, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const does = (program: string, ...args: string[]) =>
    new Promise<boolean>((resolve) => {
      execFile(program, args, { env, timeout: 30_000 }, (error) => resolve(error === null));
    });
  const python = `import socket, ssl; ssl.create_default_context().wrap_socket(socket.create_connection(('127.0.0.1', ${port})), server_hostname='localhost')`;
  const node = `require('tls').connect({ port: ${port}, host: '127.0.0.1', servername: 'localhost' }, function () { this.end(); })`;
  const parts = served.match(/-----BEGIN[^-]*-----[^-]*-----END[^-]*-----\n/g) ?? [];
  const files = parts.map((pem, index) => pki.write(`part${index}.pem`, pem));
  try {
    return {
      system: await does('curl', '-sS', '--cacert', machine.bundle!, '--resolve', `localhost:${port}:127.0.0.1`, `https://localhost:${port}/`),
      node: await does(process.execPath, '-e', node),
      python: await does('/usr/bin/python3', '-c', python),
      chromium: await does('vfychain', '-d', `sql:${database}`, '-u', '1', '-a', ...files),
    };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
