/** Where client certificates are asked for, and what they are checked against. */
import { argument, type Entry } from '../configuration/entry.ts';
import type { TlsServer } from './servers.ts';

/** The words of SSLVerifyClient that ask for a certificate, in lower case; `on` is another word for `require`. */
const ASKING = ['require', 'on', 'optional', 'optional_no_ca'];

/** Whether an SSLVerifyClient line asks for a certificate. */
export function asksForCertificate(line: Entry): boolean {
  return ASKING.includes(argument(line).toLowerCase());
}

/** The lines that make a server ask: its own or inherited one, and those for some paths. */
export function askingLines(server: TlsServer): Entry[] {
  const whole = server.line('sslverifyclient');
  return [...(whole === undefined ? [] : [whole]), ...server.below('sslverifyclient')].filter(asksForCertificate);
}

/** OpenSSL's own commands that name authorities for client certificates. */
const CA_COMMANDS = ['verifycafile', 'verifycapath', 'verifycastore', 'clientcafile', 'clientcapath', 'clientcastore'];

/** Whether a server knows an authority to check client certificates against. */
export function knowsAuthority(server: TlsServer): boolean {
  if (server.line('sslcacertificatefile') !== undefined || server.line('sslcacertificatepath') !== undefined) return true;
  return server.lines('sslopensslconfcmd').some((line) => CA_COMMANDS.includes(argument(line).toLowerCase()));
}

/** Files and folders that hold every public authority, as distributions lay them out. */
const PUBLIC_BUNDLES = new Set([
  '/etc/ssl/certs',
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/ssl/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/certs',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/tls/certs/ca-bundle.trust.crt',
  '/etc/pki/tls/cert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
  '/usr/local/etc/openssl/cert.pem',
  '/opt/homebrew/etc/ca-certificates/cert.pem',
]);

/** Whether a path leads to authorities that sign for everybody. */
export function isPublicBundle(path: string): boolean {
  const plain = path.replace(/\/+$/, '');
  return PUBLIC_BUNDLES.has(plain) || /\/letsencrypt\/live\/[^/]+\/(?:chain|fullchain)\.pem$/.test(plain);
}
