/**
 * Certificate files in any form they come in: PEM with several blocks and text between them, DER, PKCS#7 bundles, PKCS#12 stores and signing
 * requests. Only regular files of a moderate size are read, and nothing of a private key is kept or told.
 */
import { X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { elementsIn, elementsOf, firstElement, objectIdentifier, TAG } from './der.ts';
import { isKey, type PemBlock, pemBlocks } from './pemBlocks.ts';
import { CertificateProblem, DamagedFile, UnreadableFile } from './problem.ts';
import { isStore, openStore } from './storeReading.ts';

/** How a file is written. */
export type Form = 'pem' | 'der' | 'pkcs7' | 'pkcs12';

/** What a file holds. */
export interface CertificateFile {
  readonly path: string;
  readonly form: Form;
  /** In the order of the file. */
  readonly certificates: readonly X509Certificate[];
  /** Signing requests, as DER. */
  readonly requests: readonly Buffer[];
  /** Whether a private key was seen in it. */
  readonly hasKey: boolean;
  /** Whether more is in it that only a password shows: a PKCS#12 store that was not unlocked. */
  readonly isLocked: boolean;
}

/** Largest file that is read, in bytes. */
export const SIZE_LIMIT = 1 << 20;
/** How many certificates of one file are taken. */
export const CERTIFICATE_LIMIT = 500;

/** Blocks that are looked into. */
const READ_LABELS: readonly string[] = [
  ...['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'],
  ...['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'],
  ...['PKCS7', 'CMS'],
];
/** Object identifier of what a PKCS#7 bundle holds (RFC 5652, 5.1). */
const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** What a file holds; refuses one that cannot be read or holds no certificate, request or store. Of a store, what is not locked. */
export async function readCertificates(file: string): Promise<CertificateFile> {
  return await read(file, null);
}

/** What a file holds, its store opened with a password; rejects with `WrongPassword` where it is another one. */
export async function readUnlocked(file: string, password: string): Promise<CertificateFile> {
  return await read(file, password);
}

async function read(file: string, password: string | null): Promise<CertificateFile> {
  const bytes = await readRegular(file);
  try {
    return await contentOf(bytes, file, password);
  } finally {
    bytes.fill(0);
  }
}

/** The bytes of a regular file, read through one handle, so that what is checked is what is read. */
export async function readRegular(file: string): Promise<Buffer> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) throw new CertificateProblem(`${file} is not a regular file. Choose a certificate file.`);
    if (stats.size > SIZE_LIMIT) throw new CertificateProblem(`${file} has ${stats.size} bytes, which no certificate file needs: it is not read.`);
    const bytes = Buffer.alloc(stats.size);
    const { bytesRead } = await handle.read(bytes, 0, stats.size, 0);
    return bytes.subarray(0, bytesRead);
  } catch (error) {
    throw error instanceof CertificateProblem ? error : new UnreadableFile(unreadable(file, error));
  } finally {
    await handle?.close();
  }
}

function unreadable(file: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `${file} does not exist. Check the path, or create the certificate first.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `${file} may not be read by you. Private files of a server belong to root: copy the certificate to a place of yours.`;
  return `${file} cannot be read (${code ?? 'unknown reason'}).`;
}

async function contentOf(bytes: Buffer, file: string, password: string | null): Promise<CertificateFile> {
  const blocks = pemBlocks(bytes);
  const content = blocks.length > 0 ? fromPem(blocks, file) : await fromDer(bare(bytes), file, password);
  if (content.certificates.length > CERTIFICATE_LIMIT)
    throw new CertificateProblem(`${file} holds more than ${CERTIFICATE_LIMIT} certificates: it is not a chain.`);
  if (content.form === 'pkcs12' || content.certificates.length + content.requests.length > 0) return { path: file, ...content };
  const what = content.hasKey ? 'a private key and no certificate' : 'no certificate';
  throw new CertificateProblem(`${file} holds ${what}. Choose the file that begins with "-----BEGIN CERTIFICATE-----", or its binary form.`);
}

type Content = Omit<CertificateFile, 'path'>;

function fromPem(blocks: readonly PemBlock[], file: string): Content {
  const certificates: X509Certificate[] = [];
  const requests: Buffer[] = [];
  for (const [index, block] of blocks.entries()) {
    if (!READ_LABELS.includes(block.label)) continue;
    const found = block.closed ? contentOfDer(block.der) : null;
    if (found === null) throw new DamagedFile(`Block ${index + 1} of ${path.basename(file)} (${block.label}) ${damage(block)}`);
    certificates.push(...found.certificates);
    requests.push(...found.requests);
  }
  return { form: 'pem', certificates, requests, hasKey: blocks.some(isKey), isLocked: false };
}

function damage({ closed }: PemBlock): string {
  return closed ? 'is damaged: its content is none. Get the file anew.' : 'has no END line of its own. Copy the whole block, with all of its dashes.';
}

/** Base64 without lines around it, as mails carry it, in its bytes; anything else as it is. */
function bare(bytes: Buffer): Buffer {
  const isBase64 = bytes.subarray(0, 2).toString('latin1') === 'MI' && !bytes.some((byte) => byte >= 0x80);
  return isBase64 ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes;
}

async function fromDer(bytes: Buffer, file: string, password: string | null): Promise<Content> {
  if (isStore(bytes)) return { form: 'pkcs12', requests: [], ...(await openStore(bytes, password)) };
  const content = contentOfDer(bytes);
  if (content === null) throw new CertificateProblem(`${file} holds no certificate: it is neither PEM nor DER, PKCS#7 or PKCS#12.`);
  return content;
}

function contentOfDer(bytes: Buffer): Content | null {
  const whole = firstElement(bytes);
  const parts = elementsOf(whole, TAG.sequence);
  if (whole === null || parts.length === 0) return null;
  const nothing = { certificates: [], requests: [], hasKey: false, isLocked: false };
  if (objectIdentifier(parts[0]) === SIGNED_DATA) return { ...nothing, form: 'pkcs7', certificates: inBundle(parts[1]?.content) };
  if (parts[0]?.tag === TAG.integer) return { ...nothing, form: 'der', hasKey: true };
  const certificate = certificateOf(bytes);
  if (certificate !== null) return { ...nothing, form: 'der', certificates: [certificate] };
  return isRequest(parts[0]?.content) ? { ...nothing, form: 'der', requests: [Buffer.from(whole.whole)] } : null;
}

/** The certificates of SignedData: SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0], ... } (RFC 5652, 5.1). */
function inBundle(content: Buffer | undefined): X509Certificate[] {
  const data = content === undefined ? null : firstElement(content);
  const set = elementsOf(data, TAG.sequence).find(({ tag }) => tag === TAG.context0);
  return elementsOf(set, TAG.context0).flatMap(({ whole }) => certificateOf(whole) ?? []);
}

function certificateOf(der: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

/** CertificationRequestInfo: SEQUENCE { version, subject, key, attributes [0] } (RFC 2986, 4.1). */
function isRequest(info: Buffer | undefined): boolean {
  const [version, subject, key, attributes] = elementsIn(info ?? Buffer.alloc(0));
  return version?.tag === TAG.integer && subject?.tag === TAG.sequence && key?.tag === TAG.sequence && (attributes?.tag ?? TAG.context0) === TAG.context0;
}
