/**
 * Certificate and key files of this machine. Only regular files of at most 1 MiB are read, and nothing of a key is kept: its
 * bytes are compared with the certificate's public key and wiped.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { CertificateFile, CertificateInspector, KeyMatch } from '../../model/certificates.ts';
import { belongsTo, NodeCertificate } from './certificateFacts.ts';
import { holdsBlock, pemBlocks } from './pemBlocks.ts';

/** Largest file that is read, in bytes. */
const SIZE_LIMIT = 1 << 20;
/** How many certificates of one file are looked at. */
const CERTIFICATE_LIMIT = 500;
/** How many files are remembered, and how many comparisons. */
const MEMORY_LIMIT = 5000;
/** What OpenSSL takes for a certificate (PEM_STRING_X509 and its relatives). */
const CERTIFICATE_LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];
/** What a key's label ends with: `RSA PRIVATE KEY`, `ENCRYPTED PRIVATE KEY` and so on. */
const KEY_LABEL = 'PRIVATE KEY';
const DER_SEQUENCE = 0x30;

/** Something about files, and what they were like then. */
interface Known<T> {
  readonly version: string;
  readonly what: T;
}

/** The certificates of the machine that the server runs on. */
export class NodeCertificates implements CertificateInspector {
  private readonly files = new Map<string, Known<CertificateFile | null>>();
  private readonly matches = new Map<string, Known<KeyMatch>>();

  inspect(path: string): CertificateFile | null {
    const version = versionOf(path);
    return version === null ? null : this.inspectVersion(path, version);
  }

  compare(certificatePath: string, keyPath: string): KeyMatch {
    const [certificateVersion, keyVersion] = [versionOf(certificatePath), versionOf(keyPath)];
    if (certificateVersion === null || keyVersion === null) return 'unknown';
    const file = this.inspectVersion(certificatePath, certificateVersion);
    return remembered(this.matches, `${certificatePath}\n${keyPath}`, `${certificateVersion} ${keyVersion}`, () => compared(file, keyPath));
  }

  now(): number {
    return Date.now();
  }

  private inspectVersion(path: string, version: string): CertificateFile | null {
    return remembered(this.files, path, version, () => fileOf(readRegular(path)));
  }
}

function remembered<T>(memory: Map<string, Known<T>>, name: string, version: string, look: () => T): T {
  const known = memory.get(name);
  if (known?.version === version) return known.what;
  const what = look();
  if (memory.size >= MEMORY_LIMIT) memory.clear();
  memory.set(name, { version, what });
  return what;
}

/** A text that changes with the file; null where there is no file to read. */
function versionOf(path: string): string | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined || !isReadable(stats) ? null : `${stats.ino} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.size}`;
  } catch {
    return null;
  }
}

function isReadable(stats: Stats): boolean {
  return stats.isFile() && stats.size <= SIZE_LIMIT;
}

/** The bytes of a regular file, read through one handle, so that what is checked is what is read; null where there are none. */
function readRegular(path: string): Buffer | null {
  let handle: number | null = null;
  try {
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(handle);
    if (!isReadable(stats)) return null;
    const bytes = Buffer.alloc(stats.size);
    return bytes.subarray(0, readSync(handle, bytes, 0, stats.size, 0));
  } catch {
    return null;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

function fileOf(bytes: Buffer | null): CertificateFile | null {
  if (bytes === null) return null;
  const isDer = bytes[0] === DER_SEQUENCE && certificateOf(bytes) !== null;
  const file = { ...certificatesIn(bytes), isDer, hasRevocationList: holdsBlock(bytes, 'X509 CRL'), hasKey: holdsBlock(bytes, KEY_LABEL) };
  bytes.fill(0);
  return file;
}

function certificatesIn(bytes: Buffer): Pick<CertificateFile, 'certificates' | 'broken'> {
  const certificates: NodeCertificate[] = [];
  for (const { label, bytes: block, closed } of pemBlocks(bytes)) {
    if (!closed) return { certificates, broken: true };
    if (!CERTIFICATE_LABELS.includes(label)) continue;
    const certificate = certificateOf(block);
    if (certificate === null) return { certificates, broken: true };
    if (certificates.push(certificate) === CERTIFICATE_LIMIT) break;
  }
  return { certificates, broken: false };
}

function certificateOf(bytes: Buffer): NodeCertificate | null {
  try {
    return new NodeCertificate(new X509Certificate(bytes));
  } catch {
    return null;
  }
}

function compared(file: CertificateFile | null, keyPath: string): KeyMatch {
  const [first, ...further] = file?.certificates ?? [];
  const bytes = first === undefined ? null : readRegular(keyPath);
  if (first === undefined || bytes === null) return 'unknown';
  const key = keyIn(bytes);
  const failure = key === null ? keyFailure(bytes) : 'mismatch';
  bytes.fill(0);
  if (key === null) return failure;
  if (belongsTo(key, first)) return 'match';
  return further.some((certificate) => belongsTo(key, certificate)) ? 'later' : 'mismatch';
}

/** The first key of a file, as OpenSSL finds it; null where there is none that can be read without a pass phrase. */
function keyIn(bytes: Buffer): KeyObject | null {
  const der = bytes[0] === DER_SEQUENCE;
  const forms = der ? (['pkcs8', 'pkcs1', 'sec1'] as const) : [undefined];
  for (const type of forms) {
    try {
      return createPrivateKey(type === undefined ? { key: bytes, format: 'pem' } : { key: bytes, format: 'der', type });
    } catch {}
  }
  return null;
}

function keyFailure(bytes: Buffer): KeyMatch {
  if (holdsBlock(bytes, `ENCRYPTED ${KEY_LABEL}`) || bytes.includes('Proc-Type: 4,ENCRYPTED')) return 'encrypted';
  return holdsBlock(bytes, KEY_LABEL) ? 'broken' : 'no-key';
}
