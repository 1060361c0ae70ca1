/** Certificates and keys as rules see them: a port, implemented with Node's X509Certificate. Private keys never leave it. */

/** The public key of a certificate. */
export interface PublicKey {
  /** `RSA`, `EC`, `Ed25519` and so on. */
  readonly kind: string;
  /** Length of an RSA key; null for other kinds. */
  readonly bits: number | null;
  /** The curve of an EC key as OpenSSL names it (`prime256v1`); null for other kinds. */
  readonly curve: string | null;
}

/** What is told about one certificate. */
export interface CertificateFacts {
  /** Subject and issuer as one line each, for people. */
  readonly subject: string;
  readonly issuer: string;
  /** Equal for equal certificates only. */
  readonly fingerprint: string;
  /** Milliseconds since 1970; NaN where it cannot be told. */
  readonly validFrom: number;
  readonly validTo: number;
  /** Whether its basicConstraints say CA:TRUE. */
  readonly isCa: boolean;
  readonly key: PublicKey;
  /** Name of the hash that it is signed with, such as `SHA256`; null where it cannot be told. */
  readonly hash: string | null;
  /** The names of subjectAltName for people, such as `blog.test` or `127.0.0.1`. */
  readonly names: readonly string[];
  /** Whether it says where its issuer's certificate can be fetched (AIA), as those of public authorities do. */
  readonly pointsToIssuer: boolean;
  /** Whether it covers a host name or an IP address, as browsers judge it (subjectAltName alone). */
  covers(name: string): boolean;
  /** Whether `issuer` signed this certificate. */
  isIssuedBy(issuer: CertificateFacts): boolean;
}

/** What a file holds that should hold certificates. */
export interface CertificateFile {
  /** Its certificates in order, up to the first block that cannot be read; none where the file is not PEM. */
  readonly certificates: readonly CertificateFacts[];
  /** Whether a block in it cannot be read: the file ends there for httpd. */
  readonly broken: boolean;
  /** Whether it is one certificate in DER, which httpd does not read. */
  readonly isDer: boolean;
  /** Whether a revocation list begins in it. */
  readonly hasRevocationList: boolean;
  /** Whether a private key begins in it. */
  readonly hasKey: boolean;
}

/**
 * How a key file goes with a certificate file: `later` where the key belongs to a certificate further down in it, `no-key`
 * where none begins, `broken` where one begins that cannot be read, `unknown` where one of the files cannot be read.
 */
export type KeyMatch = 'match' | 'later' | 'mismatch' | 'no-key' | 'broken' | 'encrypted' | 'unknown';

/** Looks at certificate and key files. Nothing throws; what was read is remembered until the file changes. */
export interface CertificateInspector {
  /** What a file holds; null for one that cannot be read, is no regular file or is too large. */
  inspect(path: string): CertificateFile | null;
  /** Whether the key in `keyPath` belongs to the first certificate in `certificatePath`. Nothing of the key is told. */
  compare(certificatePath: string, keyPath: string): KeyMatch;
  /** Today, in milliseconds since 1970. */
  now(): number;
}

/** An inspector where there are no files. */
export const NO_CERTIFICATES: CertificateInspector = {
  inspect: () => null,
  compare: () => 'unknown',
  now: () => 0,
};
