/** What a certificate file holds, as data: its certificates and requests, and how the certificates hang together. */
import type { X509Certificate } from 'node:crypto';
import { type CertificateFacts, certificateFacts, type RequestFacts, requestFacts } from './facts.ts';
import { distinct, isIssuedBy, isSelfSigned } from './issuing.ts';
import { type Lineage, recognizeLineage } from './letsEncrypt.ts';
import { type CertificateFile, type Form, readCertificates, readUnlocked } from './read.ts';
import type { Use } from './uses.ts';
import { issuerOf, subjectOf } from './wording.ts';

/** A certificate and those that it issued; `index` is its place in the file, `null` where the file only names it. */
export interface ChainNode {
  readonly title: string;
  readonly index: number | null;
  readonly issued: readonly ChainNode[];
}

/** All of a file. */
export interface Inspection {
  readonly path: string;
  readonly form: Form;
  readonly certificates: readonly CertificateFacts[];
  readonly requests: readonly RequestFacts[];
  readonly chain: readonly ChainNode[];
  /** Whether a server can send the file as it is: each certificate followed by the one that signed it. */
  readonly isOrdered: boolean;
  /** Whether a private key was seen in it. */
  readonly hasKey: boolean;
  /** Whether more is in it that only its password shows. */
  readonly isLocked: boolean;
  /** The lines of the configuration that name it. */
  readonly uses: readonly Use[];
  /** What certbot makes of it; `null` where it is none of certbot's. */
  readonly lineage: Lineage | null;
}

/** What may be said when a file is inspected. */
export interface InspectOptions {
  /** In milliseconds. */
  readonly now?: number;
  /** In how many of its last days a certificate counts as expiring. */
  readonly expiringDays?: number;
  /** Opens a store. */
  readonly password?: string;
  readonly uses?: readonly Use[];
}

/** Reads a file and tells what it holds; refuses as `readCertificates` does, and rejects with `WrongPassword` where the password is another one. */
export async function inspectCertificate(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const { password, uses = [] } = options;
  const file = await (password === undefined ? readCertificates(path) : readUnlocked(path, password));
  return { ...inspected(file, options), uses, lineage: await recognizeLineage(path) };
}

/** What a file that was read holds, without what stands around it. */
export function inspected(file: CertificateFile, { now = Date.now(), expiringDays }: InspectOptions = {}): Omit<Inspection, 'uses' | 'lineage'> {
  const { path, form, certificates, requests, hasKey, isLocked } = file;
  return {
    path,
    form,
    certificates: certificates.map((certificate) => certificateFacts(certificate, now, expiringDays)),
    requests: requests.map(requestFacts),
    chain: treeOf(certificates),
    isOrdered: certificates.every((one, index) => index === 0 || isIssuedBy(certificates[index - 1]!, one)),
    hasKey,
    isLocked,
  };
}

/** The certificates as trees, each below the one that signed it; an issuer that is only named stands on top. */
function treeOf(certificates: readonly X509Certificate[]): ChainNode[] {
  const all = distinct(certificates);
  const issuers = new Map(all.map((one) => [one, issuerAmong(one, all)]));
  const nodeOf = (certificate: X509Certificate): ChainNode => ({
    title: subjectOf(certificate),
    index: certificates.indexOf(certificate),
    issued: all.filter((one) => issuers.get(one) === certificate).map(nodeOf),
  });
  const tops = all.filter((one) => issuers.get(one) === null);
  return tops.map((top) => (isSelfSigned(top) ? nodeOf(top) : { title: issuerOf(top), index: null, issued: [nodeOf(top)] }));
}

/** The first other certificate that signed this one, unless that would lead in a circle. */
function issuerAmong(certificate: X509Certificate, all: readonly X509Certificate[]): X509Certificate | null {
  if (isSelfSigned(certificate)) return null;
  return all.find((one) => one !== certificate && isIssuedBy(certificate, one) && !isIssuedBy(one, certificate)) ?? null;
}
