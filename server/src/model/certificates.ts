/** Certificates and keys as rules see them: a port, implemented with Node's X509Certificate. Private keys never leave it. */

/** What is told about one certificate. */
export interface CertificateFacts {
  /** Subject and issuer as one line each, for people. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  readonly isCa: boolean;
  /** `RSA` with its bits, or the curve of an EC key. */
  readonly key: { readonly type: string; readonly bits: number | null };
  /** Name of the hash that it is signed with, such as `SHA256`; null where it cannot be told. */
  readonly hash: string | null;
  /** The names of subjectAltName for people, such as `blog.test` or `127.0.0.1`. */
  readonly names: readonly string[];
  /** Whether it covers a host name or an IP address, as browsers judge it (subjectAltName alone). */
  covers(name: string): boolean;
  /** Whether `issuer` signed this certificate. */
  isIssuedBy(issuer: CertificateFacts): boolean;
}

/** A certificate file: its certificates in order, or why there are none. */
export type CertificateFile =
  | { readonly certificates: readonly CertificateFacts[]; readonly hasKey: boolean }
  | { readonly problem: 'unreadable' | 'no-certificate' | 'broken' };

/** How a key file goes with a certificate. */
export type KeyMatch = 'match' | 'mismatch' | 'unreadable' | 'no-key' | 'broken' | 'encrypted';

/** Looks at certificate and key files. Nothing throws; what was read is remembered until the file changes. */
export interface CertificateInspector {
  inspect(path: string): CertificateFile;
  /** Whether the key in `keyPath` belongs to the first certificate in `certificatePath`. Nothing of the key is told. */
  compare(certificatePath: string, keyPath: string): KeyMatch;
  /** Today, in milliseconds since 1970. */
  now(): number;
}

/** An inspector where there are no files. */
export const NO_CERTIFICATES: CertificateInspector = {
  inspect: () => ({ problem: 'unreadable' }),
  compare: () => 'unreadable',
  now: () => 0,
};
