/**
 * The hash that a certificate is signed with. Node 20 does not tell it, so the signature's algorithm is read from the DER:
 * Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OID, parameters }, signature } (RFC 5280, 4.1).
 */

/** Object identifiers of signatures (RFC 8017, RFC 5758, NIST CSOR), and the hash that each names. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.2', 'MD2'],
  ['1.2.840.113549.1.1.3', 'MD4'],
  ['1.2.840.113549.1.1.4', 'MD5'],
  ['1.2.840.113549.1.1.5', 'SHA1'],
  ['1.3.14.3.2.29', 'SHA1'],
  ['1.2.840.113549.1.1.14', 'SHA224'],
  ['1.2.840.113549.1.1.11', 'SHA256'],
  ['1.2.840.113549.1.1.12', 'SHA384'],
  ['1.2.840.113549.1.1.13', 'SHA512'],
  ['1.2.840.10045.4.1', 'SHA1'],
  ['1.2.840.10045.4.3.1', 'SHA224'],
  ['1.2.840.10045.4.3.2', 'SHA256'],
  ['1.2.840.10045.4.3.3', 'SHA384'],
  ['1.2.840.10045.4.3.4', 'SHA512'],
  ['1.2.840.10040.4.3', 'SHA1'],
  ['2.16.840.1.101.3.4.3.1', 'SHA224'],
  ['2.16.840.1.101.3.4.3.2', 'SHA256'],
  ['1.3.14.3.2.26', 'SHA1'],
  ['2.16.840.1.101.3.4.2.4', 'SHA224'],
  ['2.16.840.1.101.3.4.2.1', 'SHA256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA512'],
]);
/** RSASSA-PSS names its hash in its parameters: SEQUENCE { [0] SEQUENCE { OID } ... }, SHA-1 where it does not (RFC 4055, 3.1). */
const PSS = '1.2.840.113549.1.1.10';

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const FIRST_OF_PSS = 0xa0;

/** One element: its tag, and where its content begins and ends. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The name of the hash, such as `SHA256`; null where the algorithm has none (Ed25519) or is not known. */
export function signatureHash(der: Uint8Array): string | null {
  const certificate = elementAt(der, 0, der.length, SEQUENCE);
  const body = certificate && elementAt(der, certificate.start, certificate.end, SEQUENCE);
  const algorithm = body && elementAt(der, body.end, certificate.end, SEQUENCE);
  const identifier = algorithm && elementAt(der, algorithm.start, algorithm.end, OBJECT_IDENTIFIER);
  if (!algorithm || !identifier) return null;
  const name = dotted(der.subarray(identifier.start, identifier.end));
  return name === PSS ? hashOfPss(der, identifier.end, algorithm.end) : (HASHES.get(name) ?? null);
}

function hashOfPss(der: Uint8Array, from: number, to: number): string | null {
  const parameters = elementAt(der, from, to, SEQUENCE);
  const first = parameters && elementAt(der, parameters.start, parameters.end, FIRST_OF_PSS);
  if (parameters && !first) return 'SHA1';
  const algorithm = first && elementAt(der, first.start, first.end, SEQUENCE);
  const identifier = algorithm && elementAt(der, algorithm.start, algorithm.end, OBJECT_IDENTIFIER);
  return identifier ? (HASHES.get(dotted(der.subarray(identifier.start, identifier.end))) ?? null) : null;
}

/** The element at `at`, if it has this tag and ends before `limit`. */
function elementAt(der: Uint8Array, at: number, limit: number, tag: number): Element | null {
  const first = der[at + 1];
  if (der[at] !== tag || first === undefined) return null;
  const extra = first < 0x80 ? 0 : first - 0x80;
  let length = first < 0x80 ? first : 0;
  for (const byte of der.subarray(at + 2, at + 2 + extra)) length = length * 256 + byte;
  const start = at + 2 + extra;
  return extra > 4 || start + length > limit ? null : { tag, start, end: start + length };
}

/** An object identifier with dots between its numbers. */
function dotted(bytes: Uint8Array): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}
