/** Private keys of files: made into keys that Node holds, their bytes wiped at once. No part of one is ever told. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { isKey, pemBlocks } from './pemBlocks.ts';
import { CertificateProblem } from './problem.ts';
import { readRegular } from './read.ts';

const DER_SEQUENCE = 0x30;

/** The private key of a file; refuses one that is locked with a password, or holds none. */
export async function readPrivateKey(file: string): Promise<KeyObject> {
  const bytes = await readRegular(file);
  try {
    const key = keyIn(bytes);
    if (key === null) throw new CertificateProblem(failure(file, bytes));
    return key;
  } finally {
    bytes.fill(0);
  }
}

function keyIn(bytes: Buffer): KeyObject | null {
  const forms = bytes[0] === DER_SEQUENCE ? (['pkcs8', 'pkcs1', 'sec1'] as const) : [undefined];
  for (const type of forms) {
    try {
      return createPrivateKey(type === undefined ? { key: bytes, format: 'pem' } : { key: bytes, format: 'der', type });
    } catch {}
  }
  return null;
}

function failure(file: string, bytes: Buffer): string {
  const name = path.basename(file);
  const locked = bytes.includes('ENCRYPTED');
  if (locked)
    return `The private key in ${name} is locked with a password, so it cannot be compared with the certificate. Unlock it: openssl pkey -in FILE -out NEW`;
  const isBroken = pemBlocks(bytes).some(isKey);
  return isBroken
    ? `The private key in ${name} is damaged. Get the file anew.`
    : `${name} holds no private key. Choose the file that the request was made with.`;
}
