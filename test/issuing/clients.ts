/** TLS clients of other people, asked whether they take a certificate: openssl's verifier, Node, Python and curl. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import type { CertificatePaths } from '../../client/src/certificates/create.ts';

const run = promisify(execFile);
const PYTHON = `
import socket, ssl, sys
port, authority, *names = sys.argv[1:]
context = ssl.create_default_context(cafile=authority)
for name in names:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as plain:
        try:
            with context.wrap_socket(plain, server_hostname=name):
                print(name)
        except ssl.SSLCertVerificationError:
            pass
`;

/** The names that openssl's verifier takes a certificate for, for a server and by the strict rules of RFC 5280. */
export async function verifiedByOpenssl(
  { certificate }: Pick<CertificatePaths, 'certificate'>,
  authority: string,
  names: readonly string[],
): Promise<string[]> {
  const taken = names.map(async (name) => {
    const wanted = [isIP(name) === 0 ? '-verify_hostname' : '-verify_ip', name];
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-no-CApath', '-CAfile', authority, ...wanted, certificate];
    return (await succeeds('openssl', args)) ? [name] : [];
  });
  return (await Promise.all(taken)).flat();
}

/** The names under which Node's client takes the server. */
export async function takenByNode(port: number, authority: string, names: readonly string[]): Promise<string[]> {
  const ca = readFileSync(authority);
  const taken = names.map(
    (name) =>
      new Promise<string[]>((resolve) => {
        const checkServerIdentity = (_: string, peer: tls.PeerCertificate) => tls.checkServerIdentity(name, peer);
        const socket = tls.connect({ host: '127.0.0.1', port, ca, servername: isIP(name) === 0 ? name : '', checkServerIdentity });
        socket.once('secureConnect', () => resolve(socket.authorized ? [name] : []));
        socket.once('secureConnect', () => socket.destroy());
        socket.once('error', () => resolve([]));
      }),
  );
  return (await Promise.all(taken)).flat();
}

/** The names under which Python's client takes the server. */
export async function takenByPython(port: number, authority: string, names: readonly string[]): Promise<string[]> {
  const { stdout } = await run('python3', ['-c', PYTHON, String(port), authority, ...names], { timeout: 60_000 });
  return stdout.split('\n').filter((line) => line !== '');
}

/** The names under which curl takes the server. */
export async function takenByCurl(port: number, authority: string, names: readonly string[]): Promise<string[]> {
  const taken: string[] = [];
  for (const name of names) {
    const url = `https://${isIP(name) === 6 ? `[${name}]` : name}:${port}/`;
    const args = ['--silent', '--show-error', '--noproxy', '*', '--max-time', '20', '--cacert', authority, '--connect-to', `::127.0.0.1:${port}`, url];
    if (await succeeds('curl', args)) taken.push(name);
  }
  return taken;
}

function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args, { timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}
