/** Let's Encrypt as certbot lays it out: `live/NAME/` with four links that renewal moves on. It is recognised and explained; certbot is never run here. */
import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './problem.ts';

/** One of the four files. */
export interface LineageFile {
  readonly path: string;
  /** What it holds, and which directive takes it. */
  readonly meaning: string;
  /** The directives of httpd that it belongs in; none where nothing needs it any more. */
  readonly directives: readonly string[];
  /** `null` where nobody but root may look. */
  readonly exists: boolean | null;
  /** Which renewal its link leads to, as in `cert3.pem`; `null` where it is no such link. */
  readonly version: number | null;
}

/** A certificate that certbot looks after. */
export interface Lineage {
  readonly name: string;
  readonly folder: string;
  /** Certbot's notes on how to renew it. */
  readonly renewalFile: string;
  readonly files: readonly LineageFile[];
  /** What is wrong with the links; empty where all is as certbot left it. */
  readonly problems: readonly string[];
}

const FILES: readonly Pick<LineageFile, 'path' | 'meaning' | 'directives'>[] = [
  { path: 'fullchain.pem', meaning: 'The certificate and its intermediates: what the server sends.', directives: ['SSLCertificateFile'] },
  {
    path: 'privkey.pem',
    meaning: 'The private key. Only root may read it; httpd does so before it gives up its rights.',
    directives: ['SSLCertificateKeyFile'],
  },
  { path: 'cert.pem', meaning: 'The certificate alone. Clients that lack the intermediate refuse a server that sends only this.', directives: [] },
  { path: 'chain.pem', meaning: 'The intermediates alone, for OCSP stapling and for httpd before 2.4.8.', directives: [] },
];

/** Certbot runs what lies there after each renewal that worked. */
const HOOK = '/etc/letsencrypt/renewal-hooks/deploy/reload-httpd';

/** How renewal goes on from here, a command each. */
export const RENEWAL: readonly { readonly title: string; readonly command: string; readonly explanation: string }[] = [
  {
    title: 'See whether renewal would work',
    command: 'sudo certbot renew --dry-run',
    explanation: 'Goes through the whole renewal with a test authority. Nothing is replaced.',
  },
  {
    title: 'See when it is renewed by itself',
    command: 'systemctl list-timers certbot.timer',
    explanation: 'The packages of certbot install a timer that renews what has less than a third of its time left, twice a day.',
  },
  {
    title: 'Load the new certificate whenever there is one',
    command: `printf '#!/bin/sh\\nexec apachectl graceful\\n' | sudo tee ${HOOK} && sudo chmod 755 ${HOOK}`,
    explanation:
      'httpd reads certificates at start and at a graceful restart only: without this it goes on sending the old one until it expires. Where certbot set up httpd itself (certbot --apache), it does this anyway.',
  },
];

/** Looks whether a path is a `live/NAME/` of certbot or one of the four files in it, by its name and by what lies there. */
export async function recognizeLineage(file: string): Promise<Lineage | null> {
  const folder = FILES.some((one) => one.path === path.basename(file)) ? path.dirname(file) : file;
  const [live, name] = [path.dirname(folder), path.basename(folder)];
  if (path.basename(live) !== 'live' || !/^[\w.-]+$/.test(name)) return null;
  const files = await Promise.all(FILES.map((one) => lineageFile(folder, one)));
  const isHidden = files.every(({ exists }) => exists === null) && path.basename(path.dirname(live)) === 'letsencrypt';
  if (!isHidden && !files.some(({ exists }) => exists)) return null;
  return { name, folder, renewalFile: path.join(path.dirname(live), 'renewal', `${name}.conf`), files, problems: problemsOf(files) };
}

async function lineageFile(folder: string, known: (typeof FILES)[number]): Promise<LineageFile> {
  const file = path.join(folder, known.path);
  const there = await lstat(file).catch((error: unknown) => (codeOf(error) === 'EACCES' ? undefined : null));
  const target = there?.isSymbolicLink() ? await readlink(file).catch(() => '') : '';
  const version = /(\d+)\.pem$/.exec(path.basename(target))?.[1];
  return { ...known, path: file, exists: there === undefined ? null : there !== null, version: version === undefined ? null : Number(version) };
}

function problemsOf(files: readonly LineageFile[]): string[] {
  const missing = files
    .filter(({ exists }) => exists === false)
    .map(({ path: file }) => `${path.basename(file)} is missing: certbot cannot renew this certificate.`);
  const copies = files.filter(({ exists, version }) => exists === true && version === null);
  const copied = copies.map(({ path: file }) => `${path.basename(file)} is no link into archive/: renewal leaves it as it is, and it will expire.`);
  const versions = new Set(files.flatMap(({ version }) => version ?? []));
  const mixed =
    versions.size > 1 ? ['The links lead to different renewals, so key and certificate may not match. certbot update_symlinks puts them right.'] : [];
  return [...missing, ...copied, ...mixed];
}
