/** How a password becomes the keys of a PKCS#12 store: the way of its own (RFC 7292, appendix B) and PBKDF2. */
import { createHash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { wide } from './asn1.ts';

/** What bytes are derived for (RFC 7292, appendix B.3). */
export const PURPOSES = { key: 1, vector: 2, checksum: 3 } as const;

/** What a key is derived from. */
export interface Derivation {
  /** As `node:crypto` calls it. */
  readonly hash: string;
  readonly salt: Buffer;
  /** How often the password is hashed. */
  readonly rounds: number;
}

/** Bytes that a hash takes in at once. */
const BLOCKS: Readonly<Record<string, number>> = { sha384: 128, sha512: 128 };
const BLOCK = 64;
/** Rounds between two looks at what else there is to do: thousands take milliseconds. */
const ROUNDS_AT_ONCE = 20_000;

const derived = promisify(pbkdf2);

/** The key of PBKDF2, in which a password is UTF-8. */
export async function passwordKey(password: string, length: number, { hash, salt, rounds }: Derivation): Promise<Buffer> {
  return await derived(Buffer.from(password, 'utf8'), salt, rounds, length, hash);
}

/** The bytes that PKCS#12 derives in its own way, from a password as `wordOf` gives it (appendix B.2). */
export async function storeKey(word: Buffer, purpose: keyof typeof PURPOSES, length: number, { hash, salt, rounds }: Derivation): Promise<Buffer> {
  const block = BLOCKS[hash] ?? BLOCK;
  const filled = (bytes: Buffer) => (bytes.length === 0 ? bytes : Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes));
  const mark = Buffer.alloc(block, PURPOSES[purpose]);
  const input = Buffer.concat([filled(salt), filled(word)]);
  const parts: Buffer[] = [];
  for (let made = 0; made < length; ) {
    const part = await hashed(Buffer.concat([mark, input]), hash, rounds);
    parts.push(part);
    made += part.length;
    addToEach(input, Buffer.alloc(block, part));
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** A password as PKCS#12 derives from it: two bytes a letter and an end. */
export function wordOf(password: string): Buffer {
  return wide(`${password}\0`);
}

async function hashed(input: Buffer, hash: string, rounds: number): Promise<Buffer> {
  let result = input;
  for (let round = 1; round <= rounds; round++) {
    result = createHash(hash).update(result).digest();
    if (round % ROUNDS_AT_ONCE === 0) await new Promise((settle) => setImmediate(settle));
  }
  return result;
}

/** Adds a number and one to each block, which counts as a number of that many bytes. */
function addToEach(blocks: Buffer, added: Buffer): void {
  for (let start = 0; start < blocks.length; start += added.length) {
    let carry = 1;
    for (let index = added.length - 1; index >= 0; index--) {
      const sum = blocks[start + index]! + added[index]! + carry;
      blocks[start + index] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
