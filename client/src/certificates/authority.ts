/**
 * The local authorities of this machine: one for development names, and a further one for each set of other names that
 * somebody permits. Each lives in a folder of its own, readable by the user alone, which appears with all that belongs in
 * it or not at all. What an authority may sign stands in its certificate as critical name constraints.
 */
import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { derOf } from './asn1.ts';
import { type Constraints, DEVELOPMENT, describeConstraints, extended, permits } from './constraints.ts';
import { DAY, type Host, timeOf } from './host.ts';
import { generateKey, keyText } from './keys.ts';
import type { Name } from './names.ts';
import { CertificateProblem, codeOf, quoted, reasonOf, stopIfCancelled } from './problem.ts';
import { openStaging, writeNew } from './staging.ts';
import { authorityExtensions, keyIdentifier, leafExtensions, permittedNames, type Subject, signCertificate, type USES } from './writing.ts';

/** A local authority that can sign. */
export interface Authority {
  /** Paths of its certificate and its key, both PEM. */
  readonly certificate: string;
  readonly privateKey: string;
  readonly x509: X509Certificate;
  readonly constraints: Constraints;
  readonly subject: Subject;
}

/** What an authority is asked to sign. */
export interface LeafRequest {
  readonly publicKey: KeyObject;
  /** None for a certificate that is for no host. */
  readonly names: readonly Name[];
  readonly subject: Subject;
  readonly use: keyof typeof USES;
  readonly days: number;
}

interface AuthorityRecord {
  readonly subject: Subject;
  readonly constraints: Constraints;
}

const HOUR = 3_600_000;
const AUTHORITY_DAYS = 3650;
const FILES = { certificate: 'authority.pem', privateKey: 'authority-key.pem', record: 'authority.json' } as const;

/** The authorities that there are, those that cannot be used left out. */
export async function listAuthorities(host: Host): Promise<readonly Authority[]> {
  const found = await Promise.all((await foldersIn(host)).map((folder) => readAuthority(folder, host).catch(() => null)));
  return found.filter((authority) => authority !== null);
}

/**
 * The authority that signs for these names, made if there is none yet. A name that development authorities may not sign is
 * refused, unless `permit` lists it: then a further authority is made that may sign it too.
 */
export async function openAuthority(names: readonly Name[], permit: readonly Name[], host: Host): Promise<Authority> {
  const wanted = extended(permit);
  for (const folder of await foldersIn(host)) {
    const authority = await readAuthority(folder, host);
    if (names.every((name) => permits(authority.constraints, name))) return authority;
  }
  refuseOutside(names, wanted);
  return await makeAuthority(wanted, host);
}

/** The names that no authority of this machine may sign yet, and that one has to be permitted for. */
export async function namesToPermit(names: readonly Name[], host: Host): Promise<readonly Name[]> {
  const authorities = await listAuthorities(host);
  if (authorities.some(({ constraints }) => names.every((name) => permits(constraints, name)))) return [];
  return names.filter((name) => !permits(DEVELOPMENT, name));
}

/** Rejects where a name lies outside what an authority may sign. */
export function refuseOutside(names: readonly Name[], constraints: Constraints): void {
  const outside = names.filter((name) => !permits(constraints, name)).map(({ text }) => quoted(text));
  if (outside.length === 0) return;
  throw new CertificateProblem(
    `The local authority may not sign ${outside.join(', ')}: it is bound to names that no public site has (${describeConstraints(constraints)}), so that nobody who gets hold of its key can pose as another site. ` +
      'Choose a name such as app.test, or permit the name: a further authority is made for it, to be trusted by itself.',
  );
}

/** Signs a certificate for somebody else's key and gives its PEM. */
export async function signLeaf(authority: Authority, { publicKey, names, subject, use, days }: LeafRequest, host: Host): Promise<string> {
  refuseOutside(names, authority.constraints);
  refuseBeyond(authority, days, host);
  const now = timeOf(host);
  const key = createPrivateKey(await readFile(authority.privateKey));
  const dates = { notBefore: Math.max(now - HOUR, Date.parse(authority.x509.validFrom)), notAfter: now + days * DAY };
  const extensions = leafExtensions(names, publicKey, use);
  return await signCertificate({ subject, issuer: authority.subject, publicKey, issuerKey: authority.x509.publicKey, ...dates, extensions }, key);
}

/** Rejects where a certificate would outlive its authority, or the authority has ended. */
export function refuseBeyond({ x509, certificate }: Authority, days: number, host: Host): void {
  const left = Math.floor((Date.parse(x509.validTo) - timeOf(host)) / DAY);
  if (left >= days) return;
  const advice = `Delete the folder ${path.dirname(certificate)}, stop trusting that authority, and a new one is made`;
  if (left < 1) throw new CertificateProblem(`The local authority ended on ${x509.validTo}: nobody would accept what it signs. ${advice}.`);
  throw new CertificateProblem(`The local authority ends in ${left} days, before the certificate would (${days} days). Ask for fewer days. Or: ${advice}.`);
}

async function foldersIn({ authorities }: Host): Promise<readonly string[]> {
  try {
    const entries = await readdir(authorities, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => path.join(authorities, name))
      .sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new CertificateProblem(`The folder of the local authorities, ${authorities}, cannot be read: ${reasonOf(error)}.`);
  }
}

async function readAuthority(folder: string, host: Host): Promise<Authority> {
  const file = (kind: keyof typeof FILES) => path.join(folder, FILES[kind]);
  const unusable = (why: string) =>
    new CertificateProblem(`The local authority in ${folder} cannot be used: ${why}. Stop trusting it, delete the folder, and a new one is made.`);
  try {
    const { mode, uid } = await stat(file('privateKey'));
    if (host.platform !== 'win32' && (mode & 0o077) !== 0) throw unusable('its key can be read by other users, so it may have been copied');
    if (process.getuid !== undefined && uid !== process.getuid()) throw unusable('its key belongs to another user');
    const x509 = new X509Certificate(await readFile(file('certificate')));
    const { subject, constraints }: AuthorityRecord = JSON.parse(await readFile(file('record'), 'utf8'));
    if (!x509.raw.includes(derOf(permittedNames(constraints)))) throw unusable('its certificate does not have the name constraints that are noted');
    if (!x509.checkPrivateKey(createPrivateKey(await readFile(file('privateKey'))))) throw unusable('its key is not the one of its certificate');
    return { certificate: file('certificate'), privateKey: file('privateKey'), x509, constraints, subject };
  } catch (error) {
    throw error instanceof CertificateProblem ? error : unusable(codeOf(error) === 'ENOENT' ? 'a file of it is missing' : 'a file of it is damaged');
  }
}

/** Makes an authority beside its place and moves it there in one step; where another process was quicker, that one's is taken. */
async function makeAuthority(constraints: Constraints, host: Host): Promise<Authority> {
  host.progress?.('Making the local authority');
  const folder = path.join(host.authorities, folderName(constraints));
  await ownFolder(host);
  const staging = await openStaging(host.authorities, host);
  try {
    await writeAuthority(staging.folder, constraints, host);
    stopIfCancelled(host.signal);
    await rename(staging.folder, folder).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error) ?? '')) throw error;
    });
    return await readAuthority(folder, host);
  } catch (error) {
    throw error instanceof CertificateProblem ? error : new CertificateProblem(`The local authority could not be kept in ${folder}: ${reasonOf(error)}.`);
  } finally {
    await staging.close();
  }
}

function folderName({ dns, ip }: Constraints): string {
  const isDevelopment = dns.length + ip.length === DEVELOPMENT.dns.length + DEVELOPMENT.ip.length;
  return isDevelopment
    ? 'development'
    : `permitted-${createHash('sha256')
        .update([...dns, ...ip].join(' '))
        .digest('hex')
        .slice(0, 12)}`;
}

async function ownFolder({ authorities, platform }: Host): Promise<void> {
  try {
    await mkdir(authorities, { recursive: true, mode: 0o700 });
    if (platform !== 'win32') await chmod(authorities, 0o700);
  } catch (error) {
    throw new CertificateProblem(`The folder of the local authorities, ${authorities}, cannot be used: ${reasonOf(error)}.`);
  }
}

async function writeAuthority(folder: string, constraints: Constraints, host: Host): Promise<void> {
  const { privateKey, publicKey } = await generateKey('ecdsa-p256', host.signal);
  const subject: Subject = {
    organization: 'Apache WSGI & TLS',
    commonName: `Local development authority ${keyIdentifier(publicKey).toString('hex').slice(0, 8)}`,
  };
  const now = timeOf(host);
  const dates = { notBefore: now - HOUR, notAfter: now + AUTHORITY_DAYS * DAY };
  const extensions = authorityExtensions(constraints);
  const pem = await signCertificate({ subject, issuer: subject, publicKey, issuerKey: publicKey, ...dates, extensions }, privateKey);
  const write = (kind: keyof typeof FILES, content: string) => writeNew(path.join(folder, FILES[kind]), { content, secret: true }, host);
  await write('privateKey', keyText(privateKey));
  await write('certificate', pem);
  await write('record', JSON.stringify({ subject, constraints } satisfies AuthorityRecord));
}
