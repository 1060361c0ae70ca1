/**
 * Certificate and key files of the examples on rules' pages, described instead of kept: tests make real ones of them, and
 * the generator of the pages facts.
 */

/** A key pair: its kind, then a name that tells pairs of one kind apart. */
export type KeySketch = `${'EC' | 'RSA-1024' | 'RSA-2040' | 'RSA-2048'} ${string}`;

/** Signs others: a self-signed root, an intermediate below it, and a root that has nothing to do with them. */
export type Authority = 'root' | 'intermediate' | 'stranger';

/** One certificate; what is left out is the same for all. */
export interface CertificateSketch {
  /** The names of subjectAltName; `blog.test` alone by default. */
  readonly names?: readonly string[];
  /** The first name by default. */
  readonly commonName?: string;
  /** When it begins and ends, in days from today; [-1, 90] by default. */
  readonly days?: readonly [from: number, to: number];
  /** Whose certificate it is; `EC 1` by default. */
  readonly key?: KeySketch;
  /** `sha256` by default. */
  readonly hash?: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** Who signed it; itself by default. */
  readonly issuer?: 'itself' | Authority;
  readonly isCa?: boolean;
  /** Whether it says where its issuer's certificate can be fetched. */
  readonly pointsToIssuer?: boolean;
}

/** A file: certificates in order, and perhaps a private key. */
export interface FileSketch {
  readonly certificates?: readonly (CertificateSketch | Authority)[];
  readonly key?: KeySketch;
  readonly encrypted?: true;
}
