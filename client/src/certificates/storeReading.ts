/**
 * The certificates of a PKCS#12 store (RFC 7292, 4): those that anybody may see, and with the password those that are locked. Private keys stay
 * locked. Some programs write lengths in the loose way of BER, so node-forge first brings the bytes into DER.
 */
import { createHmac, timingSafeEqual, X509Certificate } from 'node:crypto';
import { derOf, written } from './asn1.ts';
import { type Element, elementsIn, elementsOf, firstElement, objectIdentifier, TAG } from './der.ts';
import { BAGS, DATA, SHA256, X509_BAG } from './pkcs12.ts';
import { CertificateProblem, DamagedFile } from './problem.ts';
import { HMACS, pbkdf2Key, roundsIn, unlocked } from './storeCiphers.ts';
import { storeKey, wordOf } from './storeKeys.ts';

/** The password that was given opens nothing. Another one may. */
export class WrongPassword extends CertificateProblem {}

/** What of a store could be seen. */
export interface StoreCertificates {
  readonly certificates: readonly X509Certificate[];
  /** Whether a private key was seen, locked or not. */
  readonly hasKey: boolean;
  /** Whether something more is in it that only the password shows. */
  readonly isLocked: boolean;
}

const SIGNED = '1.2.840.113549.1.7.2';
const ENCRYPTED = '1.2.840.113549.1.7.6';
const PLAIN_KEY = '1.2.840.113549.1.12.10.1.1';
const PBMAC1 = '1.2.840.113549.1.5.14';
/** Hashes of check sums: how Node calls them, and how many bytes they have. */
const HASHES: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', length: 20 },
  [SHA256]: { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
};
/** The tag of a string that is cut into several. */
const CUT_OCTETS = 0x24;

/** Whether a file is a store: SEQUENCE { version, SEQUENCE { kind, ... }, ... }, whatever signs it (RFC 7292, 4). */
export function isStore(file: Buffer): boolean {
  const [version, authenticated] = elementsOf(firstElement(file) ?? firstElement(inDer(file)), TAG.sequence);
  return version?.tag === TAG.integer && [DATA, SIGNED].includes(objectIdentifier(elementsOf(authenticated, TAG.sequence)[0]));
}

/** Reads a store. Without a password what is locked stays so; with a wrong one it rejects with `WrongPassword`, and what is no store is refused. */
export async function openStore(file: Buffer, password: string | null): Promise<StoreCertificates> {
  const [, authenticated, checksum] = elementsOf(firstElement(inDer(file)), TAG.sequence);
  const content = octetsIn(contentOf(authenticated));
  if (password !== null && checksum !== undefined && !(await isChecked(checksum, content, password))) throw wrong();
  const seen = { certificates: [] as X509Certificate[], hasKey: false, isLocked: false };
  for (const part of elementsOf(firstElement(inDer(content)), TAG.sequence)) {
    const bags = await bagsOf(part, password);
    if (bags === null) seen.isLocked = true;
    else takeBags(bags, seen);
  }
  return seen;
}

/** The bags of one part; null where it is locked and there is no password. */
async function bagsOf(part: Element, password: string | null): Promise<readonly Element[] | null> {
  const [kind] = elementsOf(part, TAG.sequence);
  if (objectIdentifier(kind) === DATA) return bagsIn(octetsIn(contentOf(part)));
  if (objectIdentifier(kind) !== ENCRYPTED) return [];
  if (password === null) return null;
  const [, locked] = elementsOf(contentOf(part), TAG.sequence);
  const [, algorithm, text] = elementsOf(locked, TAG.sequence);
  try {
    return bagsIn(await unlocked(algorithm, octetsIn(text), password));
  } catch (error) {
    throw error instanceof CertificateProblem ? error : wrong();
  }
}

function bagsIn(bytes: Buffer): readonly Element[] {
  return elementsOf(firstElement(inDer(bytes)), TAG.sequence);
}

function takeBags(bags: readonly Element[], seen: { certificates: X509Certificate[]; hasKey: boolean }): void {
  for (const bag of bags) {
    const [kind, value] = elementsOf(bag, TAG.sequence);
    const name = objectIdentifier(kind);
    if (name === BAGS.key || name === PLAIN_KEY) seen.hasKey = true;
    if (name === BAGS.certificate) seen.certificates.push(...certificateIn(elementsOf(value, TAG.context0)[0]));
  }
}

/** CertBag: SEQUENCE { kind, [0] bytes }. */
function certificateIn(bag: Element | undefined): X509Certificate[] {
  const [kind, value] = elementsOf(bag, TAG.sequence);
  if (objectIdentifier(kind) !== X509_BAG) return [];
  try {
    return [new X509Certificate(octetsIn(elementsOf(value, TAG.context0)[0]))];
  } catch {
    throw new DamagedFile('A certificate in this store is damaged. Get the file anew.');
  }
}

/** Whether the check sum hangs on this password: SEQUENCE { SEQUENCE { algorithm, sum }, salt, rounds }. One of an unknown kind proves nothing. */
async function isChecked(checksum: Element, content: Buffer, password: string): Promise<boolean> {
  const [info, salt, rounds] = elementsOf(checksum, TAG.sequence);
  const [algorithm, sum] = elementsOf(info, TAG.sequence);
  const [kind, parameters] = elementsOf(algorithm, TAG.sequence);
  const expected = sum?.content ?? Buffer.alloc(0);
  if (objectIdentifier(kind) === PBMAC1) return await isCheckedByPbmac1(parameters, content, expected, password);
  const hash = HASHES[objectIdentifier(kind)];
  if (hash === undefined) return true;
  const derivation = { hash: hash.name, salt: salt?.content ?? Buffer.alloc(0), rounds: roundsIn(rounds) };
  const words = password === '' ? [wordOf(''), Buffer.alloc(0)] : [wordOf(password)];
  for (const word of words) {
    const key = await storeKey(word, 'checksum', hash.length, derivation);
    if (isSame(createHmac(hash.name, key).update(content).digest(), expected)) return true;
  }
  return false;
}

/** PBMAC1: SEQUENCE { key derivation, hash }, the key as long as the hash unless it says otherwise (RFC 9579). */
async function isCheckedByPbmac1(parameters: Element | undefined, content: Buffer, expected: Buffer, password: string): Promise<boolean> {
  const [derivation, algorithm] = elementsOf(parameters, TAG.sequence);
  const hash = HMACS[objectIdentifier(elementsOf(algorithm, TAG.sequence)[0])];
  if (hash === undefined) return true;
  const key = await pbkdf2Key(derivation, expected.length, password);
  return isSame(createHmac(hash, key).update(content).digest(), expected);
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The content of ContentInfo: SEQUENCE { kind, [0] content }. */
function contentOf(info: Element | undefined): Element | undefined {
  return elementsOf(elementsOf(info, TAG.sequence)[1], TAG.context0)[0];
}

/** A string of bytes, also where it is cut into several. */
function octetsIn(element: Element | undefined): Buffer {
  if (element === undefined) return Buffer.alloc(0);
  const isCut = element.tag === CUT_OCTETS || element.tag === TAG.context0;
  return isCut ? Buffer.concat(elementsIn(element.content).map(octetsIn)) : element.content;
}

/** The same elements with lengths as DER has them; the bytes as they are where they are no elements. */
function inDer(bytes: Buffer): Buffer {
  try {
    return derOf(written(bytes));
  } catch {
    return bytes;
  }
}

function wrong(): WrongPassword {
  return new WrongPassword('This password does not open the store. Check capital letters and blanks, or ask whoever made the file.');
}
