/**
 * PKCS#12 stores: a private key, its certificate and the authority in one file that a password locks, as browsers and systems import them
 * (RFC 7292). The key is locked by Node with AES-256; a check sum over all of it hangs on the password, too. The certificates are no secret.
 */
import { createHash, createHmac, type KeyObject, randomBytes, type X509Certificate } from 'node:crypto';
import { type Asn1, derOf, integer, nothing, objectId, octets, sequence, set, tagged, wideText, written } from './asn1.ts';
import { storeKey, wordOf } from './storeKeys.ts';

/** What goes into a store. */
export interface StoreContent {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
  readonly authorities: readonly X509Certificate[];
  /** What lists of certificates show. */
  readonly label: string;
  readonly password: string;
}

/** Object identifiers of what a store is made of (RFC 7292, 4; RFC 5652, 4). */
export const DATA = '1.2.840.113549.1.7.1';
export const BAGS = { key: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' } as const;
export const X509_BAG = '1.2.840.113549.1.9.22.1';
const ATTRIBUTES = { label: '1.2.840.113549.1.9.20', keyId: '1.2.840.113549.1.9.21' } as const;
export const SHA256 = '2.16.840.1.101.3.4.2.1';
/** How often the password is hashed for the check sum: as often as Node does for the key. */
const ITERATIONS = 2048;
/** Bytes of a salt, and of the key of the check sum. */
const SALT_LENGTH = 16;
const CHECKSUM_LENGTH = 32;

/** The bytes of a store. */
export async function pkcs12({ privateKey, certificate, authorities, label, password }: StoreContent): Promise<Buffer> {
  const keyId = createHash('sha1').update(certificate.raw).digest();
  const attributes = set(attribute(ATTRIBUTES.label, wideText(label)), attribute(ATTRIBUTES.keyId, octets(keyId)));
  const locked = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password });
  const certificates = [certificateBag(certificate, attributes), ...authorities.map((one) => certificateBag(one))];
  const key = sequence(objectId(BAGS.key), tagged(0, written(locked)), attributes);
  const content = derOf(sequence(data(sequence(...certificates)), data(sequence(key))));
  const salt = randomBytes(SALT_LENGTH);
  const sumKey = await storeKey(wordOf(password), 'checksum', CHECKSUM_LENGTH, { hash: 'sha256', salt, rounds: ITERATIONS });
  const sum = createHmac('sha256', sumKey).update(content).digest();
  const checksum = sequence(
    sequence(sequence(objectId(SHA256), nothing()), octets(sum)),
    octets(salt),
    integer(Buffer.from([ITERATIONS >> 8, ITERATIONS & 0xff])),
  );
  return derOf(sequence(integer(Buffer.from([3])), sequence(objectId(DATA), tagged(0, octets(content))), checksum));
}

function data(content: Asn1): Asn1 {
  return sequence(objectId(DATA), tagged(0, octets(derOf(content))));
}

function certificateBag(certificate: X509Certificate, ...attributes: readonly Asn1[]): Asn1 {
  const value = sequence(objectId(X509_BAG), tagged(0, octets(certificate.raw)));
  return sequence(objectId(BAGS.certificate), tagged(0, value), ...attributes);
}

function attribute(kind: string, value: Asn1): Asn1 {
  return sequence(objectId(kind), set(value));
}
