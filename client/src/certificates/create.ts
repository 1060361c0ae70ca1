/** Creating a certificate for a development server: options checked, made, verified, published, in this order. */
import path from 'node:path';
import type { Host } from './host.ts';
import { type CreateOptions, fileNameOf, onExistingOf, pathOf, type Wishes, wishesOf } from './options.ts';
import { stopIfCancelled } from './problem.ts';
import { makeFolder, type OnExisting, publish, refuseExisting } from './publish.ts';
import { openStaging } from './staging.ts';
import { type Verified, verifyMade } from './verify.ts';

/** Where the files of a certificate are. */
export interface CertificatePaths {
  readonly certificate: string;
  readonly privateKey: string;
  /** The certificate and its authority in one file. */
  readonly chain: string;
}

/** What was made. */
export interface Created extends CertificatePaths {
  /** The certificate to trust. */
  readonly authority: string;
  /** Where replaced files are now. */
  readonly backups: readonly string[];
  /** What the person should know. */
  readonly notes: readonly string[];
}

/** Makes a key and a certificate. Rejects with a `CertificateProblem`, whose message is for the person, and with nothing left behind. */
export async function createCertificate(options: CreateOptions, host: Host): Promise<Created> {
  const wishes = wishesOf(options);
  const onExisting = onExistingOf(options.onExisting);
  const base = path.join(pathOf('folder', options.folder), fileNameOf(options.fileName, wishes.names));
  return await issue(wishes, pathsOf(base), onExisting, host);
}

/** The files of a certificate by what their names begin with. */
export function pathsOf(base: string): CertificatePaths {
  return { certificate: `${base}.pem`, privateKey: `${base}-key.pem`, chain: `${base}-fullchain.pem` };
}

/** Makes what is wished for and publishes it under these names. */
export async function issue({ maker, ...wishes }: Wishes, paths: CertificatePaths, onExisting: OnExisting, host: Host): Promise<Created> {
  stopIfCancelled(host.signal);
  await refuseExisting(Object.values(paths), onExisting);
  const folder = await makeFolder(path.dirname(paths.privateKey));
  let created = false;
  try {
    const staging = await openStaging(path.dirname(paths.privateKey), host);
    try {
      const order = { ...wishes, folder: staging.folder };
      const made = await maker.make(order, host);
      host.progress?.('Checking what was made');
      const verified = await verifyMade(made, order, host);
      stopIfCancelled(host.signal);
      host.progress?.('Writing the files');
      const published = await publish(filesOf(verified, paths), { onExisting, host });
      created = true;
      const [privateKey, certificate, chain] = published.paths as [string, string, string];
      return { certificate, privateKey, chain, authority: made.authority, backups: published.backups, notes: [...made.notes, ...published.notes] };
    } finally {
      await staging.close();
    }
  } finally {
    if (!created) await folder.undo();
  }
}

function filesOf(verified: Verified, paths: CertificatePaths) {
  return [
    { path: paths.privateKey, content: verified.privateKey, secret: true },
    { path: paths.certificate, content: verified.certificate, secret: false },
    { path: paths.chain, content: verified.chain, secret: false },
  ];
}
