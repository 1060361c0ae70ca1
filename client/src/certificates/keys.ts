/** Private keys: the kinds on offer, made by Node off the main thread. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { CertificateProblem, cancelled, stopIfCancelled } from './problem.ts';

/** The kinds of keys, the recommended one first. */
export const KEY_TYPES = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ecdsa-p256', 'ecdsa-p384'] as const;

/** A kind of key. */
export type KeyType = (typeof KEY_TYPES)[number];

/** Both halves of a key. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const CURVES: Readonly<Record<string, KeyType>> = { prime256v1: 'ecdsa-p256', secp384r1: 'ecdsa-p384' };

/** Makes a key. A cancelled one is finished in its thread and thrown away. */
export function generateKey(type: KeyType, signal?: AbortSignal): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    stopIfCancelled(signal);
    const stop = () => reject(cancelled());
    signal?.addEventListener('abort', stop, { once: true });
    const done = (error: Error | null, publicKey: KeyObject, privateKey: KeyObject) => {
      signal?.removeEventListener('abort', stop);
      if (error === null) resolve({ privateKey, publicKey });
      else reject(new CertificateProblem(`The key could not be made: ${error.message}. Try another key type.`));
    };
    const curve = Object.keys(CURVES).find((name) => CURVES[name] === type);
    if (curve === undefined) generateKeyPair('rsa', { modulusLength: Number(type.slice('rsa-'.length)) }, done);
    else generateKeyPair('ec', { namedCurve: curve }, done);
  });
}

/** The kind of a key, or `null` where it is none of those on offer. */
export function keyTypeOf(key: KeyObject): KeyType | null {
  const { namedCurve = '', modulusLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return CURVES[namedCurve] ?? null;
  return KEY_TYPES.find((type) => key.asymmetricKeyType === 'rsa' && type === `rsa-${modulusLength}`) ?? null;
}

/** The text of a private key: PKCS#8, not encrypted, as Apache takes it. */
export function keyText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
