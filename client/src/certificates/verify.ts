/** What a maker gave, compared with what was asked for. Nothing is published that does not pass. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { DAY, type Host, timeOf } from './host.ts';
import { isIssuedBy, isValidAt } from './issuing.ts';
import { keyTypeOf } from './keys.ts';
import type { Made, Order } from './makers/maker.ts';
import { type Name, readName } from './names.ts';
import { CertificateProblem } from './problem.ts';
import { readCertificates } from './read.ts';
import { certificateStructure } from './structure.ts';
import { USES } from './writing.ts';

/** The texts to publish, once they are known to be right. */
export interface Verified {
  readonly privateKey: string;
  readonly certificate: string;
  /** The certificate and the authority that signed it. */
  readonly chain: string;
}

/** Rejects unless key, names, dates, use and issuer are those asked for. */
export async function verifyMade(made: Made, order: Order, host: Host): Promise<Verified> {
  const leaf = onlyCertificate(made.certificate);
  const root = (await readCertificates(made.authority)).certificates[0];
  const problem = root === undefined ? 'its authority has no certificate' : (wrongIssuer(leaf, root, host) ?? wrongLeaf(leaf, made, order, host));
  if (root === undefined || problem !== null) {
    throw new CertificateProblem(`A certificate was made but is not the one asked for: ${problem}. It was thrown away. Choose another maker.`);
  }
  const certificate = leaf.toString();
  return { privateKey: made.privateKey, certificate, chain: `${certificate}${root.toString()}` };
}

function onlyCertificate(pem: string): X509Certificate {
  try {
    if (pem.split('-----BEGIN ').length !== 2) throw new Error();
    return new X509Certificate(pem);
  } catch {
    throw new CertificateProblem('The maker ended as if all were well, but what it made is not one certificate. It was thrown away. Choose another maker.');
  }
}

function wrongIssuer(leaf: X509Certificate, root: X509Certificate, host: Host): string | null {
  if (!root.ca) return 'the certificate to trust is not that of an authority';
  if (!isIssuedBy(leaf, root)) return 'it is not signed by the authority that would be trusted';
  return isValidAt(root, timeOf(host)) ? null : 'the authority that signed it is not valid today';
}

function wrongLeaf(leaf: X509Certificate, { privateKey }: Made, { names, keyType, days }: Order, host: Host): string | null {
  const now = timeOf(host);
  if (!leaf.checkPrivateKey(createPrivateKey(privateKey))) return 'the private key is not the one of the certificate';
  if (keyTypeOf(leaf.publicKey) !== keyType) return `its key is not ${keyType}`;
  if (leaf.ca) return 'it is that of an authority, which browsers refuse for a server';
  if (!isValidAt(leaf, now)) return `it holds from ${leaf.validFrom} to ${leaf.validTo}, which is not now`;
  if (days !== null && Math.abs(Date.parse(leaf.validTo) - now - days * DAY) > DAY) return `it holds until ${leaf.validTo} instead of for ${days} days`;
  const { names: found, extendedUses } = certificateStructure(leaf.raw);
  if (!extendedUses.includes(USES.server)) return 'it is not meant for servers';
  const has = found.map(({ kind, value }) => `${kind} ${canonical(value)}`).sort();
  const wanted = names.map(({ kind, text }) => `${kind === 'dns' ? 'DNS' : 'IP'} ${text}`).sort();
  return has.join() === wanted.join() && names.every((name) => holds(leaf, name)) ? null : `it is for ${has.join(', ') || 'no name'}`;
}

/** Addresses have several forms; all names are compared in ours. */
function canonical(value: string): string {
  const reading = readName(value);
  return 'name' in reading ? reading.name.text : value;
}

/** Whether Node takes the certificate for a host of that name. */
function holds(leaf: X509Certificate, { kind, text }: Name): boolean {
  return (kind === 'ip' ? leaf.checkIP(text) : leaf.checkHost(text.replace(/^\*/, 'a'))) !== undefined;
}
