/**
 * Certificates as they are written: which extensions a server's, a client's and an authority's certificate have. Signed by
 * Node, with a hash that suits the key.
 */
import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import {
  type Asn1,
  armoured,
  bits,
  boolean,
  derOf,
  integer,
  moment,
  nothing,
  objectId,
  octets,
  publicKeyInfo,
  sequence,
  set,
  tagged,
  taggedBytes,
  utf8,
} from './asn1.ts';
import type { Constraints } from './constraints.ts';
import { keyTypeOf } from './keys.ts';
import type { Name } from './names.ts';

/** A distinguished name; parts that are not given are left out. */
export interface Subject {
  readonly organization?: string;
  readonly commonName?: string;
}

/** What a certificate says. */
export interface Certificate {
  readonly subject: Subject;
  readonly issuer: Subject;
  readonly publicKey: KeyObject;
  readonly issuerKey: KeyObject;
  /** In milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Asn1[];
}

const KEY_USAGE = { digitalSignature: 0x80, keyEncipherment: 0x20, certificateAndListSigning: 0x06 } as const;

/** What certificates of others are used for, as extended key usage says it. */
export const USES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

/** Signs a certificate and gives its PEM. */
export async function signCertificate(certificate: Certificate, signer: KeyObject): Promise<string> {
  const algorithm = signatureAlgorithm(signer);
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    algorithm.identifier,
    distinguishedName(certificate.issuer),
    sequence(moment(certificate.notBefore), moment(certificate.notAfter)),
    distinguishedName(certificate.subject),
    publicKeyInfo(certificate.publicKey),
    tagged(3, sequence(...certificate.extensions, ...keyIdentifiers(certificate))),
  );
  return armoured('CERTIFICATE', derOf(await signed(body, signer)));
}

/** A part with its signature after it: the form of certificates and of requests. */
export async function signed(body: Asn1, signer: KeyObject): Promise<Asn1> {
  const { identifier, hash } = signatureAlgorithm(signer);
  const signature = await promisify(sign)(hash, derOf(body), signer);
  return sequence(body, identifier, bits(signature));
}

/** Extensions of an authority that signs under these constraints and has no authority below it. */
export function authorityExtensions(constraints: Constraints): readonly Asn1[] {
  return [
    extension('2.5.29.19', sequence(boolean(true), integer(Buffer.from([0]))), 'critical'),
    extension('2.5.29.15', keyUsage(KEY_USAGE.certificateAndListSigning), 'critical'),
    extension('2.5.29.30', permittedNames(constraints), 'critical'),
  ];
}

/** Extensions of a certificate for a server or a client. */
export function leafExtensions(names: readonly Name[], key: KeyObject, use: keyof typeof USES): readonly Asn1[] {
  const encipherment = key.asymmetricKeyType === 'rsa' ? KEY_USAGE.keyEncipherment : 0;
  return [
    extension('2.5.29.19', sequence(), 'critical'),
    extension('2.5.29.15', keyUsage(KEY_USAGE.digitalSignature | encipherment), 'critical'),
    extension('2.5.29.37', sequence(objectId(USES[use]))),
    ...(names.length === 0 ? [] : [alternativeNames(names)]),
  ];
}

/** The extension that lists the names. */
export function alternativeNames(names: readonly Name[]): Asn1 {
  return extension(
    '2.5.29.17',
    sequence(...names.map(({ kind, text }) => (kind === 'dns' ? taggedBytes(2, Buffer.from(text, 'latin1')) : taggedBytes(7, addressBytes(text))))),
  );
}

/** The value of the name constraints extension. */
export function permittedNames({ dns, ip }: Constraints): Asn1 {
  const bases = [...dns.map((base) => taggedBytes(2, Buffer.from(base, 'latin1'))), ...ip.map((network) => taggedBytes(7, networkBytes(network)))];
  return sequence(tagged(0, ...bases.map((base) => sequence(base))));
}

/** A distinguished name as it is written. */
export function distinguishedName({ organization, commonName }: Subject): Asn1 {
  const part = (oid: string, text: string | undefined) => (text === undefined ? [] : [set(sequence(objectId(oid), utf8(text)))]);
  return sequence(...part('2.5.4.10', organization), ...part('2.5.4.3', commonName));
}

/** Positive, and long enough that nobody guesses it or meets it twice. The first byte is neither zero nor a sign. */
export function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) % 0x7f) + 1;
  return bytes;
}

function extension(oid: string, value: Asn1, critical?: 'critical'): Asn1 {
  return sequence(objectId(oid), ...(critical === undefined ? [] : [boolean(true)]), octets(derOf(value)));
}

function keyIdentifiers({ publicKey, issuerKey }: Certificate): readonly Asn1[] {
  return [extension('2.5.29.14', octets(keyIdentifier(publicKey))), extension('2.5.29.35', sequence(taggedBytes(0, keyIdentifier(issuerKey))))];
}

/** What tells a key from others: the beginning of a hash of it (RFC 7093, 2). */
export function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

function keyUsage(flags: number): Asn1 {
  const unused = Math.log2(flags & -flags);
  return bits(Buffer.from([flags]), unused);
}

function signatureAlgorithm(key: KeyObject): { readonly identifier: Asn1; readonly hash: string } {
  if (key.asymmetricKeyType === 'rsa') return { identifier: sequence(objectId('1.2.840.113549.1.1.11'), nothing()), hash: 'sha256' };
  if (keyTypeOf(key) === 'ecdsa-p384') return { identifier: sequence(objectId('1.2.840.10045.4.3.3')), hash: 'sha384' };
  return { identifier: sequence(objectId('1.2.840.10045.4.3.2')), hash: 'sha256' };
}

function networkBytes(network: string): Buffer {
  const [address = '', prefix = ''] = network.split('/');
  const bytes = addressBytes(address);
  const mask = bytes.map((_, index) => 0xff & (0xff00 >> Math.min(8, Math.max(0, Number(prefix) - index * 8))));
  return Buffer.concat([bytes, mask]);
}

/** The bytes of an address in any form that `isIP` takes. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const dotted = address.replace(/[\d.]+$/, (last) =>
    isIP(last) === 4
      ? addressBytes(last)
          .toString('hex')
          .replace(/^(.{4})/, '$1:')
      : last,
  );
  const [head = '', tail] = dotted.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [front, back] = [groups(head), groups(tail ?? '')];
  const middle = Array.from({ length: tail === undefined ? 0 : 8 - front.length - back.length }, () => '0');
  return Buffer.from([...front, ...middle, ...back].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
