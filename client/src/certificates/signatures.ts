/** The algorithm of a signature: the hash that it rests on, by the identifiers of RFC 5758, RFC 8017, RFC 8410 and NIST. Node 20 does not tell it. */
import { elementsOf, firstElement, objectIdentifier, TAG } from './der.ts';

const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
  '1.2.840.113549.1.1.14': 'SHA-224',
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10045.4.3.1': 'SHA-224',
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
  '1.3.14.3.2.26': 'SHA-1',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
/** RSASSA-PSS names its hash in its parameters, and means SHA-1 where it does not (RFC 4055, 3.1). */
const PSS = '1.2.840.113549.1.1.10';
/** What nobody can be expected to take for safe any more. */
const WEAK: readonly string[] = ['MD5', 'SHA-1'];

/** The hash behind an AlgorithmIdentifier, or its identifier where it is not known here. */
export function hashOf(algorithm: Buffer): string {
  const [identifier, parameters] = elementsOf(firstElement(algorithm), TAG.sequence);
  const name = objectIdentifier(identifier);
  if (name !== PSS) return HASHES[name] ?? (name || 'unknown');
  const [hash] = elementsOf(parameters, TAG.sequence).filter(({ tag }) => tag === TAG.context0);
  const [inner] = elementsOf(elementsOf(hash, TAG.context0)[0], TAG.sequence);
  return hash === undefined ? 'SHA-1' : (HASHES[objectIdentifier(inner)] ?? 'unknown');
}

/** Whether clients refuse a signature for its hash. */
export function isWeak(hash: string): boolean {
  return WEAK.includes(hash);
}
