/** Creating a certificate for a development server: options checked, made, verified, published, in this order. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from './folders.ts';
import type { Host } from './host.ts';
import { type CreateOptions, fileNameOf, onExistingOf, pathOf, type Wishes, wishesOf } from './options.ts';
import { CertificateProblem, codeOf, reasonOf, stopIfCancelled } from './problem.ts';
import { type OnExisting, publish, refuseExisting } from './publish.ts';
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
export async function issue(wishes: Wishes, paths: CertificatePaths, onExisting: OnExisting, host: Host): Promise<Created> {
  stopIfCancelled(host.signal);
  await refuseExisting(Object.values(paths), onExisting);
  const folder = await makeFolder(path.dirname(paths.privateKey));
  let created = false;
  try {
    const { made, verified } = await makeIn(path.dirname(paths.privateKey), wishes, host);
    stopIfCancelled(host.signal);
    host.progress?.('Writing the files');
    const published = await publish(filesOf(verified, paths), { onExisting, host });
    created = true;
    const [privateKey, certificate, chain] = published.paths as [string, string, string];
    return { certificate, privateKey, chain, authority: made.authority, backups: published.backups, notes: [...made.notes, ...published.notes] };
  } finally {
    if (!created) await folder.undo();
  }
}

/** Makes a certificate in a private folder beside its place, which is gone afterwards. */
async function makeIn(folder: string, { maker, ...wishes }: Wishes, host: Host) {
  const staging = await openStaging(folder, host);
  try {
    const order = { ...wishes, folder: staging.folder };
    const made = await maker.make(order, host);
    host.progress?.('Checking what was made');
    return { made, verified: await verifyMade(made, order, host) };
  } catch (error) {
    throw host.signal?.aborted ? error : await explained(error, staging.folder);
  } finally {
    await staging.close();
  }
}

/** More than any maker writes. */
const ROOM = 65_536;

/** Errors of the system in words. A full disk is behind many errors of programs, some of which take no notice of it. */
async function explained(error: unknown, folder: string): Promise<unknown> {
  const full = await writeFile(path.join(folder, 'room'), Buffer.alloc(ROOM), { flag: 'wx', mode: 0o600 }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (full === null && (error instanceof CertificateProblem || codeOf(error) === undefined)) return error;
  return new CertificateProblem(
    `Nothing can be made in ${path.dirname(folder)}: ${reasonOf(full ?? error)}. Nothing was left behind. Make room, or choose another folder.`,
  );
}

function filesOf(verified: Verified, paths: CertificatePaths) {
  return [
    { path: paths.privateKey, content: verified.privateKey, secret: true },
    { path: paths.certificate, content: verified.certificate, secret: false },
    { path: paths.chain, content: verified.chain, secret: false },
  ];
}
