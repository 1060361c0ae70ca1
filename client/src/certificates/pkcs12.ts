/**
 * PKCS#12 stores: a private key, its certificate and the authority in one file that a password locks, as browsers and systems import them
 * (RFC 7292). The key is locked by Node with AES-256; a check sum over all of it hangs on the password, too. The certificates are no secret.
 */
import { createHash, createHmac, type KeyObject, randomBytes, type X509Certificate } from 'node:crypto';
import { type Asn1, derOf, integer, nothing, objectId, octets, sequence, set, tagged, wide, wideText, written } from './asn1.ts';

/** What goes into a store. */
export interface StoreContent {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
  readonly authorities: readonly X509Certificate[];
  /** What lists of certificates show. */
  readonly label: string;
  readonly password: string;
}

const DATA = '1.2.840.113549.1.7.1';
const BAGS = { key: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' } as const;
const X509 = '1.2.840.113549.1.9.22.1';
const ATTRIBUTES = { label: '1.2.840.113549.1.9.20', keyId: '1.2.840.113549.1.9.21' } as const;
const SHA256 = '2.16.840.1.101.3.4.2.1';
/** How often the password is hashed for the check sum: as often as Node does for the key. */
const ITERATIONS = 2048;
/** Bytes of a block of SHA-256. */
const BLOCK = 64;
/** Says that bytes are derived for a check sum (appendix B.3). */
const FOR_CHECKSUM = 3;

/** The bytes of a store. */
export function pkcs12({ privateKey, certificate, authorities, label, password }: StoreContent): Buffer {
  const keyId = createHash('sha1').update(certificate.raw).digest();
  const attributes = set(attribute(ATTRIBUTES.label, wideText(label)), attribute(ATTRIBUTES.keyId, octets(keyId)));
  const locked = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password });
  const certificates = [certificateBag(certificate, attributes), ...authorities.map((one) => certificateBag(one))];
  const key = sequence(objectId(BAGS.key), tagged(0, written(locked)), attributes);
  const content = derOf(sequence(data(sequence(...certificates)), data(sequence(key))));
  const salt = randomBytes(16);
  const sum = createHmac('sha256', checksumKey(password, salt)).update(content).digest();
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
  const value = sequence(objectId(X509), tagged(0, octets(certificate.raw)));
  return sequence(objectId(BAGS.certificate), tagged(0, value), ...attributes);
}

function attribute(kind: string, value: Asn1): Asn1 {
  return sequence(objectId(kind), set(value));
}

/** The key of the check sum (appendix B.2, where one round gives enough). */
function checksumKey(password: string, salt: Buffer): Buffer {
  const filled = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);
  let hash = Buffer.concat([Buffer.alloc(BLOCK, FOR_CHECKSUM), filled(salt), filled(wide(`${password}\0`))]);
  for (let round = 0; round < ITERATIONS; round++) hash = createHash('sha256').update(hash).digest();
  return hash;
}
