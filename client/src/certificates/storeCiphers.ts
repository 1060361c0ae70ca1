/** What locks the contents of PKCS#12 stores: PBES2 (RFC 8018, 6.2) as OpenSSL 3 and NSS write it, and the ciphers of old that mkcert and Windows do. */
/// <reference path="./forge.d.ts" />
import { createDecipheriv } from 'node:crypto';
import rc2 from 'node-forge/lib/rc2.js';
import util from 'node-forge/lib/util.js';
import { type Element, elementsOf, objectIdentifier, TAG } from './der.ts';
import { CertificateProblem } from './problem.ts';
import { passwordKey, storeKey, wordOf } from './storeKeys.ts';

/** More rounds than any program asks for; a file that does would keep the machine busy and nothing else. */
export const MOST_ROUNDS = 5_000_000;

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
/** Hashes that keys are derived with, as Node calls them. */
export const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

interface Cipher {
  readonly name: string;
  /** Bytes of its key. */
  readonly length: number;
}

/** Ciphers of PBES2. */
const CIPHERS: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', length: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', length: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', length: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', length: 24 },
};
/** Ciphers of the way of PKCS#12 (RFC 7292, appendix C). OpenSSL 3 has RC2 no more, so node-forge reads it. */
const OLD_CIPHERS: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.3': { name: 'des-ede3-cbc', length: 24 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', length: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', length: 5 },
};
const VECTOR_LENGTH = 8;

/** Unlocks what an algorithm locked. Throws whatever the cipher throws where the password is another one; refuses algorithms that nobody here knows. */
export async function unlocked(algorithm: Element | undefined, locked: Buffer, password: string): Promise<Buffer> {
  const [kind, parameters] = elementsOf(algorithm, TAG.sequence);
  const name = objectIdentifier(kind);
  const old = OLD_CIPHERS[name];
  if (old !== undefined) return await unlockedOfOld(old, parameters, locked, password);
  if (name !== PBES2) throw unknownCipher(name);
  const [derivation, encryption] = elementsOf(parameters, TAG.sequence);
  const [cipherKind, vector] = elementsOf(encryption, TAG.sequence);
  const cipher = CIPHERS[objectIdentifier(cipherKind)];
  if (cipher === undefined || vector === undefined) throw unknownCipher(objectIdentifier(cipherKind));
  return deciphered(cipher, await pbkdf2Key(derivation, cipher.length, password), vector.content, locked);
}

/** The key of PBKDF2: SEQUENCE { salt, rounds, length?, hash? }, where SHA-1 is meant if none is named (RFC 8018, appendix A.2). */
export async function pbkdf2Key(derivation: Element | undefined, length: number, password: string): Promise<Buffer> {
  const [kind, parameters] = elementsOf(derivation, TAG.sequence);
  if (objectIdentifier(kind) !== PBKDF2) throw unknownCipher(objectIdentifier(kind));
  const parts = elementsOf(parameters, TAG.sequence);
  const [salt, rounds] = parts;
  const named = parts.find(({ tag }) => tag === TAG.sequence);
  const hash = named === undefined ? 'sha1' : HMACS[objectIdentifier(elementsOf(named, TAG.sequence)[0])];
  if (hash === undefined || salt === undefined) throw unknownCipher('PBKDF2');
  return await passwordKey(password, length, { hash, salt: salt.content, rounds: roundsIn(rounds) });
}

/** A number of rounds; one where none stands. */
export function roundsIn(element: Element | undefined): number {
  if (element === undefined) return 1;
  const { length } = element.content;
  const rounds = element.tag === TAG.integer && length >= 1 && length <= 4 ? element.content.readUIntBE(0, length) : Number.NaN;
  if (rounds >= 1 && rounds <= MOST_ROUNDS) return rounds;
  throw new CertificateProblem(`This store wants its password hashed more than ${MOST_ROUNDS} times, which no program asks for: it is not opened.`);
}

async function unlockedOfOld(cipher: Cipher, parameters: Element | undefined, locked: Buffer, password: string): Promise<Buffer> {
  const [salt, rounds] = elementsOf(parameters, TAG.sequence);
  const derivation = { hash: 'sha1', salt: salt?.content ?? Buffer.alloc(0), rounds: roundsIn(rounds) };
  const word = wordOf(password);
  const key = await storeKey(word, 'key', cipher.length, derivation);
  return deciphered(cipher, key, await storeKey(word, 'vector', VECTOR_LENGTH, derivation), locked);
}

function deciphered({ name, length }: Cipher, key: Buffer, vector: Buffer, locked: Buffer): Buffer {
  if (name === 'rc2') return decipheredRc2(key, length * 8, vector, locked);
  const decipher = createDecipheriv(name, key, vector);
  return Buffer.concat([decipher.update(locked), decipher.final()]);
}

function decipheredRc2(key: Buffer, bits: number, vector: Buffer, locked: Buffer): Buffer {
  const cipher = rc2.createDecryptionCipher(key.toString('latin1'), bits);
  cipher.start(vector.toString('latin1'));
  cipher.update(util.createBuffer(locked.toString('latin1')));
  if (!cipher.finish()) throw new Error('the padding is none');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

function unknownCipher(name: string): CertificateProblem {
  return new CertificateProblem(
    `This store is locked in a way that is not known here (${name}). Write it anew: openssl pkcs12 -in FILE -nodes -out NEW.pem, with -legacy for old ones.`,
  );
}
