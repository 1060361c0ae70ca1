/**
 * Client certificates for mutual TLS: signed by the local authority, or by one for clients alone, and handed out as a PKCS#12 store that a
 * password locks; and the lines that make httpd ask for them.
 */
import { randomInt, X509Certificate } from 'node:crypto';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { type Authority, openAuthority, signLeaf } from './authority.ts';
import { type Host, timeOf } from './host.ts';
import { word } from './httpdWord.ts';
import { isIssuedBy, isValidAt } from './issuing.ts';
import { generateKey, KEY_TYPES, type KeyPair, type KeyType } from './keys.ts';
import { readName } from './names.ts';
import { daysOf, fileNameOf, onExistingOf, oneOf, pathOf } from './options.ts';
import { pkcs12 } from './pkcs12.ts';
import { CertificateProblem, quoted } from './problem.ts';
import { type OnExisting, publish, refuseExisting } from './publish.ts';
import { certificateStructure } from './structure.ts';
import { USES } from './writing.ts';

/** What a client certificate is made of. */
export interface ClientOptions {
  /** Who it is for, such as `alice` or `alice@example.test`: httpd and the application see it. */
  readonly commonName: string;
  readonly folder: string;
  /** Who signs: the authority that signs for servers, or one for clients alone, which needs not be trusted by browsers. */
  readonly authority?: 'local' | 'clients';
  readonly keyType?: KeyType;
  readonly days?: number;
  readonly fileName?: string;
  /** Locks the store; made where none is given. */
  readonly password?: string;
  readonly onExisting?: OnExisting;
}

/** What was made. The password is nowhere else: it is shown once, or kept by whoever asked. */
export interface ClientCertificate {
  /** The PKCS#12 store: key, certificate and authority. */
  readonly store: string;
  readonly password: string;
  /** The certificate of the authority that signed it, for the server. */
  readonly authority: string;
  /** The lines for the virtual host, each a directive. */
  readonly lines: readonly string[];
  /** Where a store that was replaced is now; its password is the one it had. */
  readonly backups: readonly string[];
  readonly notes: readonly string[];
}

/** Who can sign. */
export const CLIENT_AUTHORITIES = ['local', 'clients'] as const;
const USUAL_DAYS = 397;
/** Letters of passwords, those left out that are taken for others. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 20;
const SHORTEST_PASSWORD = 8;

/** Makes a client certificate; of its private key only the locked copy in the store is kept. */
export async function createClientCertificate(options: ClientOptions, host: Host): Promise<ClientCertificate> {
  const { folder, fileName, keyType = KEY_TYPES[0] } = options;
  const commonName = readCommonName(options.commonName);
  const password = readPassword(options.password);
  const days = clientDays(options.days);
  const signer = oneOf('authority', options.authority ?? 'local', CLIENT_AUTHORITIES);
  const onExisting = onExistingOf(options.onExisting);
  const store = storePath(pathOf('folder', folder), fileNameOf(fileName ?? storeName(commonName), []));
  const type = oneOf('keyType', keyType, KEY_TYPES);
  await refuseExisting([store], onExisting);
  const authority = await openAuthority([], [], signer === 'local' ? host : { ...host, authorities: clientAuthorities(host) });
  host.progress?.('Making the private key');
  const pair = await generateKey(type, host.signal);
  const pem = await signLeaf(authority, { publicKey: pair.publicKey, names: [], subject: { commonName }, use: 'client', days }, host);
  const certificate = new X509Certificate(pem);
  const content = await pkcs12({ ...pair, certificate, authorities: [authority.x509], label: commonName, password });
  verifyStore({ content, password, certificate }, authority, pair, host);
  const { paths, backups, notes } = await publish([{ path: store, content, secret: true }], { onExisting, host });
  return {
    store: paths[0] ?? store,
    password,
    authority: authority.certificate,
    lines: clientLines(authority.certificate),
    backups,
    notes: [...backups.map((backup) => `The old file is kept as ${backup}.`), ...notes],
  };
}

/** What the store of somebody is called, without ending, where nothing is said. */
export function storeName(commonName: string): string {
  return `client-${commonName
    .trim()
    .replaceAll(/[^\w.@-]+/g, '_')
    .replace(/\.+$/, '')}`;
}

/** Where a store goes, by its folder and what it is called without ending. */
export function storePath(folder: string, fileName: string): string {
  return path.join(folder, `${fileName.replace(/\.p12$/i, '')}.p12`);
}

/** For how many days a client certificate holds: as asked, or as usual. Refuses days that Apple's systems would. */
export function clientDays(asked: number | undefined): number {
  return daysOf({ maker: 'builtin', ...(asked !== undefined && { days: asked }) }, USUAL_DAYS) ?? USUAL_DAYS;
}

/** Where authorities for clients alone are kept: beside those for servers. */
function clientAuthorities({ authorities }: Host): string {
  return `${authorities}-clients`;
}

/** The lines that make a virtual host refuse clients without a certificate of this authority, and tell the application who they are. */
export function clientLines(authority: string): readonly string[] {
  return [`SSLCACertificateFile ${word(authority)}`, 'SSLVerifyClient require', 'SSLVerifyDepth 1', 'SSLOptions +StdEnvVars'];
}

/** What is wrong with the name of a client, in words for a person; `null` where it may stand as it is. */
export function commonNameProblem(typed: string): string | null {
  const name = typeof typed === 'string' ? typed.trim() : '';
  if (name === '') return 'The certificate needs a name to tell its owner by. Enter one such as alice, or an e-mail address.';
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return 'The name has characters that are not seen. Type it anew.';
  if ([...name].length > 64) return 'The name is longer than 64 characters, which certificates do not take. Shorten it.';
  const looksLikeHost = name.includes('.') && 'name' in readName(name);
  return looksLikeHost
    ? `${quoted(name)} looks like a host name: servers would judge it as one and refuse it. Use a name without dots, or an e-mail address.`
    : null;
}

function readCommonName(typed: string): string {
  const problem = commonNameProblem(typed);
  if (problem !== null) throw new CertificateProblem(problem);
  return typed.trim();
}

/** The password given, or a new one. */
function readPassword(given: string | undefined): string {
  if (given === undefined) return Array.from({ length: PASSWORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const problem = passwordProblem(given);
  if (problem !== null) throw new CertificateProblem(problem);
  return given;
}

/** What is wrong with a password, in words for a person that do not repeat it; `null` where it may lock a store. Programs agree on the bytes of ASCII only. */
export function passwordProblem(typed: string): string | null {
  if (typeof typed === 'string' && /^[\x20-\x7e]+$/.test(typed) && typed.length >= SHORTEST_PASSWORD) return null;
  return `The password needs ${SHORTEST_PASSWORD} or more letters, digits and signs of an English keyboard: other programs could not open the store. Leave it out to have one made.`;
}

interface Made {
  readonly content: Buffer;
  readonly password: string;
  readonly certificate: X509Certificate;
}

/** Rejects unless the store opens and the certificate is what was asked for. */
function verifyStore({ content, password, certificate }: Made, authority: Authority, { privateKey }: KeyPair, host: Host): void {
  const isRight =
    certificate.checkPrivateKey(privateKey) &&
    isIssuedBy(certificate, authority.x509) &&
    isValidAt(certificate, timeOf(host)) &&
    certificateStructure(certificate.raw).extendedUses.join() === USES.client;
  try {
    createSecureContext({ pfx: content, passphrase: password });
    if (isRight) return;
  } catch {}
  throw new CertificateProblem('A client certificate was made but is not the one asked for. It was thrown away. Try another key type.');
}
