/** The four files that certbot keeps for a certificate in `live/NAME/`: links that each renewal leads on to the next files in `archive/`. */
import type { Disk } from '../disk.ts';

/** One of the four. */
export interface LineageFile {
  readonly name: string;
  /** In a few words. */
  readonly brief: string;
  /** What it holds, and which directive takes it. */
  readonly meaning: string;
  /** The directives that it belongs in, in lower case. */
  readonly directives: readonly string[];
}

/** The files, the most useful first. */
export const LINEAGE_FILES: readonly LineageFile[] = [
  {
    name: 'fullchain.pem',
    brief: 'certificate with its chain',
    meaning: 'The certificate with its intermediates: what the server sends. For `SSLCertificateFile`.',
    directives: ['sslcertificatefile'],
  },
  {
    name: 'privkey.pem',
    brief: 'private key',
    meaning: 'The private key. Only root may read it, and httpd does so before it gives up its rights. For `SSLCertificateKeyFile`.',
    directives: ['sslcertificatekeyfile'],
  },
  {
    name: 'cert.pem',
    brief: 'certificate without its chain',
    meaning: 'The certificate alone. A server that sends no more is refused by clients that lack the intermediate: name `fullchain.pem` instead.',
    directives: [],
  },
  {
    name: 'chain.pem',
    brief: 'chain alone',
    meaning: 'The intermediates alone: for `SSLCertificateChainFile` of httpd before 2.4.8, and what OCSP stapling of other servers asks for.',
    directives: ['sslcertificatechainfile'],
  },
];

/** A certificate that certbot keeps, and which of its files a path leads to. */
export interface Lineage {
  readonly name: string;
  readonly folder: string;
  readonly file: LineageFile;
}

const LIVE = /^(.*)\/live\/([^/]+)\/([^/]+)$/;

/** What certbot keeps at an absolute path: by its usual folder, or by the notes on renewal that it keeps beside another one. Null for what others keep. */
export function lineageOf(path: string, disk: Pick<Disk, 'stat'>): Lineage | null {
  const [, base = '', name = '', last = ''] = LIVE.exec(path) ?? [];
  const file = LINEAGE_FILES.find((known) => known.name === last);
  if (file === undefined) return null;
  const isUsual = base.endsWith('/letsencrypt');
  if (!isUsual && disk.stat(`${base}/renewal/${name}.conf`).kind !== 'file') return null;
  return { name, folder: `${base}/live/${name}`, file };
}
