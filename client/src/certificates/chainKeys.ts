/** Private keys among and beside certificate files, so that a person need not look for the one that belongs to a certificate. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readCertificates } from './read.ts';
import { readPrivateKey } from './readKey.ts';

/** What files with a private key are called. */
const KEY_NAME = /(?:\.key|key\.(?:pem|der))$/i;
/** How many files of a folder are looked into. */
const LOOK_LIMIT = 50;

/** Whether a file holds a private key that can be read, and no certificate. */
export async function holdsKeyAlone(file: string): Promise<boolean> {
  const certificates = await readCertificates(file).catch(() => null);
  return certificates === null && (await readPrivateKey(file).catch(() => null)) !== null;
}

/** The files beside the given ones whose private key belongs to one of their certificates. What cannot be read is passed over. */
export async function keysBeside(files: readonly string[]): Promise<readonly string[]> {
  const read = await Promise.all(files.map((file) => readCertificates(file).catch(() => null)));
  const certificates = read.flatMap((one) => one?.certificates ?? []);
  const folders = [...new Set(files.map((file) => path.dirname(file)))];
  const found: string[] = [];
  for (const file of (await Promise.all(folders.map(keyFilesIn))).flat()) {
    const key = await readPrivateKey(file).catch(() => null);
    if (key !== null && certificates.some((one) => one.checkPrivateKey(key))) found.push(file);
  }
  return found;
}

async function keyFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => KEY_NAME.test(name))
    .sort()
    .slice(0, LOOK_LIMIT)
    .map((name) => path.join(folder, name));
}
