/** The authorities that this machine makes certificates with: those of our own, and that of mkcert. */
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listAuthorities } from './authority.ts';
import { describeConstraints } from './constraints.ts';
import type { Host } from './host.ts';
import { mkcertAuthority } from './makers/mkcert.ts';
import { subjectOf } from './wording.ts';

/** An authority that can be trusted. */
export interface KnownAuthority {
  /** Absolute path of its certificate, PEM. */
  readonly certificate: string;
  readonly x509: X509Certificate;
  readonly title: string;
  /** What it may sign, in words. */
  readonly reach: string;
}

/** How long mkcert may take to tell where its authority is, in milliseconds. */
const MKCERT_TIMEOUT = 10_000;

/** The authorities of this machine; those that cannot be used are left out. */
export async function knownAuthorities(host: Host): Promise<readonly KnownAuthority[]> {
  const own = (await listAuthorities(host)).map(({ certificate, x509, constraints }) => ({
    ...{ certificate, x509, title: subjectOf(x509) },
    reach: `for ${describeConstraints(constraints)}`,
  }));
  const mkcert = await authorityOfMkcert(host);
  return mkcert === null ? own : [...own, mkcert];
}

async function authorityOfMkcert(host: Host): Promise<KnownAuthority | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mkcert-'));
  try {
    const certificate = await mkcertAuthority(folder, { ...host, timeout: MKCERT_TIMEOUT });
    if (certificate === null) return null;
    const x509 = new X509Certificate(await readFile(certificate));
    return { certificate, x509, title: subjectOf(x509), reach: 'for every site: who has its key can pose as any' };
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
