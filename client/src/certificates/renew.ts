/** A certificate made anew for the same names, or for more: same files, the old ones kept as a backup. */
import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { listAuthorities } from './authority.ts';
import { type CertificatePaths, type Created, issue, pathsOf } from './create.ts';
import type { Host } from './host.ts';
import { isIssuedBy } from './issuing.ts';
import { keyTypeOf } from './keys.ts';
import { recognizeLineage } from './letsEncrypt.ts';
import type { MakerId } from './makers/index.ts';
import { type Name, readNames } from './names.ts';
import { type CreateOptions, pathOf, texts, type Wishes, wishesOf } from './options.ts';
import { CertificateProblem } from './problem.ts';
import { readCertificates } from './read.ts';
import { readPrivateKey } from './readKey.ts';
import { certificateStructure } from './structure.ts';
import { issuerOf } from './wording.ts';
import { USES } from './writing.ts';

/** What `renewCertificate` is asked for. */
export interface RenewOptions extends Pick<CreateOptions, 'days' | 'keyType' | 'permit'> {
  /** Path of the certificate, or of the file that it begins. */
  readonly certificate: string;
  /** Path of its key, where that is not called as ours are. */
  readonly privateKey?: string;
  /** Names to add to those that it has. */
  readonly names?: readonly string[];
  /** Who makes it, where that cannot be seen. */
  readonly maker?: MakerId;
}

/** Who made a certificate cannot be told: say it. */
export class UnknownMaker extends CertificateProblem {}

/** The key of a certificate is not where it is looked for: say where it is. */
export class UnknownKey extends CertificateProblem {}

/** What a renewal comes to, before anything is made. */
export interface RenewalPlan {
  readonly maker: MakerId;
  readonly wishes: Wishes;
  /** Names that the old certificate does not have. */
  readonly added: readonly Name[];
  /** The files that are replaced. */
  readonly paths: CertificatePaths;
}

/** Makes a certificate anew. Rejects as `createCertificate` does. */
export async function renewCertificate(options: RenewOptions, host: Host): Promise<Created> {
  const { wishes, paths } = await planRenewal(options, host);
  return await issue(wishes, paths, 'replace', host);
}

/** Works out what a renewal would make, and of what; rejects where it cannot be. */
export async function planRenewal(options: RenewOptions, host: Host): Promise<RenewalPlan> {
  const certificate = pathOf('certificate', options.certificate);
  await refuseLineage(certificate);
  const [old] = (await readCertificates(certificate)).certificates;
  if (old === undefined) throw new CertificateProblem(`${options.certificate} holds no certificate. Choose the certificate to renew.`);
  const had = namesOf(old, options.certificate);
  const keyType = options.keyType ?? keyTypeOf(old.publicKey) ?? undefined;
  const maker = options.maker ?? (await makerOf(old, host));
  const { days, permit } = options;
  const given = { ...(keyType === undefined ? {} : { keyType }), ...(days === undefined ? {} : { days }), ...(permit === undefined ? {} : { permit }) };
  const wishes = wishesOf({ names: [...had, ...texts('names', options.names ?? [])], maker, ...given });
  const before = new Set(readNames(had).map(({ text }) => text));
  return { maker, wishes, added: wishes.names.filter(({ text }) => !before.has(text)), paths: await pathsFor(old, options) };
}

/** Certbot's files are links that its next renewal moves on: what is put in their place is lost then, or stops the renewal. */
async function refuseLineage(certificate: string): Promise<void> {
  const lineage = await recognizeLineage(certificate);
  if (lineage === null) return;
  throw new CertificateProblem(
    `${certificate} is looked after by certbot, which renews it by itself and loses sight of files that others replace. ` +
      `To renew it now: sudo certbot renew --cert-name ${lineage.name}. To add a name: sudo certbot certonly --cert-name ${lineage.name} with all names, each after -d.`,
  );
}

function namesOf(old: X509Certificate, file: string): readonly string[] {
  const { names, extendedUses } = certificateStructure(old.raw);
  if (old.ca) throw new CertificateProblem(`${file} is the certificate of an authority, which is not renewed like this. Choose the certificate of a server.`);
  if (extendedUses.length > 0 && !extendedUses.includes(USES.server)) {
    throw new CertificateProblem(`${file} is not the certificate of a server. Choose one, or create a client certificate anew.`);
  }
  return names.filter(({ kind }) => kind === 'DNS' || kind === 'IP').map(({ value }) => value);
}

async function makerOf(old: X509Certificate, host: Host): Promise<MakerId> {
  const authorities = await listAuthorities(host);
  if (authorities.some(({ x509 }) => isIssuedBy(old, x509))) return 'builtin';
  if (certificateStructure(old.raw).issuer.some(({ kind, value }) => kind === 'O' && value === 'mkcert development CA')) return 'mkcert';
  throw new UnknownMaker(
    `This certificate was issued by ${issuerOf(old)}, not on this machine. Renew it where it came from, or choose a maker: then the local authority has to be trusted instead.`,
  );
}

async function pathsFor(old: X509Certificate, { certificate, privateKey }: RenewOptions): Promise<CertificatePaths> {
  const { dir, name, ext } = path.parse(pathOf('certificate', certificate));
  const base = path.join(dir, name.replace(/-fullchain$/, ''));
  const usual = pathsOf(base);
  const own = { certificate: `${base}${ext}`, chain: `${base}-fullchain${ext}` };
  if (privateKey !== undefined) return { ...own, privateKey: pathOf('privateKey', privateKey) };
  for (const candidate of [usual.privateKey, `${base}.key`]) if (await isKeyOf(candidate, old)) return { ...own, privateKey: candidate };
  throw new UnknownKey(`The private key of ${certificate} was looked for in ${usual.privateKey} and ${base}.key and not found. Say which file it is.`);
}

async function isKeyOf(file: string, certificate: X509Certificate): Promise<boolean> {
  try {
    return certificate.checkPrivateKey(await readPrivateKey(file));
  } catch {
    return false;
  }
}
