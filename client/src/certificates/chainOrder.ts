/**
 * Chain files: a server certificate and what its authority sent along, in whatever order and form, made into what servers send: the server
 * certificate first, then each certificate that signed the one before, without the root, which clients have or do not trust anyway.
 */
import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { distinct, isIssuedBy, isSelfSigned, isValidAt, preferred } from './issuing.ts';
import { CertificateProblem } from './problem.ts';
import { publicRoots } from './publicRoots.ts';
import { issuerOf, subjectOf } from './wording.ts';

/** Why a certificate of the files is not in the chain. */
export type Omission = 'duplicate' | 'root' | 'other-signature';

/** A chain as it is to be sent. */
export interface Chain {
  /** The server certificate, then its issuer, and so on. */
  readonly certificates: readonly X509Certificate[];
  /** What was left out, and why. */
  readonly omitted: readonly { readonly certificate: X509Certificate; readonly reason: Omission }[];
  /** What a person should know about the chain; nothing of it makes it unusable as a file. */
  readonly notes: readonly string[];
}

/** Puts certificates into order; refuses those that do not belong together, and says why. */
export function orderChain(given: readonly X509Certificate[], { key, now = Date.now() }: { readonly key?: KeyObject; readonly now?: number } = {}): Chain {
  const all = distinct(given);
  const leaf = serverCertificate(all, key);
  const { sent, roots } = climb(leaf, all, now);
  const omitted = all
    .filter((one) => !sent.includes(one))
    .map((certificate) => ({ certificate, reason: reasonToOmit(certificate, [...sent, ...roots], leaf) }));
  const repeated = given.filter((one) => !all.includes(one)).map((certificate) => ({ certificate, reason: 'duplicate' as const }));
  return { certificates: sent, omitted: [...repeated, ...omitted], notes: notesOn(sent, roots, now) };
}

/** The chain as a PEM file. */
export function chainPem({ certificates }: Chain): string {
  return certificates.map((certificate) => certificate.toString()).join('');
}

function serverCertificate(all: readonly X509Certificate[], key: KeyObject | undefined): X509Certificate {
  const [only] = all;
  if (only === undefined) throw new CertificateProblem('The files hold no certificate. Choose the certificate that the authority issued, and its bundle.');
  if (key !== undefined) return certificateOfKey(all, key);
  if (all.length === 1) return only;
  const leaves = all.filter(({ ca }) => !ca);
  if (leaves.length === 1) return leaves[0]!;
  if (leaves.length === 0) {
    throw new CertificateProblem(
      `None of the ${all.length} certificates is for a server: all are authorities (${named(all)}). Add the file with your own certificate.`,
    );
  }
  throw new CertificateProblem(
    `The files hold ${leaves.length} server certificates (${named(leaves)}), and a chain begins with one. Choose the files that belong together.`,
  );
}

function certificateOfKey(all: readonly X509Certificate[], key: KeyObject): X509Certificate {
  const wanted = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' }).toString());
  const found = all.find((one) => one.publicKey.equals(wanted));
  if (found !== undefined) return found;
  throw new CertificateProblem(
    `The private key belongs to none of the certificates (${named(all)}): a server would not start with it. Choose the key that the request was made with.`,
  );
}

/** Goes from a certificate to its issuers as far as the files go; the root that it ends at is not sent. */
function climb(
  leaf: X509Certificate,
  all: readonly X509Certificate[],
  now: number,
): { readonly sent: readonly X509Certificate[]; readonly roots: readonly X509Certificate[] } {
  const sent = [leaf];
  for (let last = leaf; !isSelfSigned(last); ) {
    const issuers = all.filter((one) => !sent.includes(one) && isIssuedBy(last, one));
    const next = preferred(issuers, now);
    if (next === undefined) break;
    if (isSelfSigned(next)) return { sent, roots: issuers };
    sent.push(next);
    last = next;
  }
  return { sent, roots: [] };
}

/** Why a certificate that is not sent may be left out; refuses one that has nothing to do with the chain. */
function reasonToOmit(certificate: X509Certificate, chain: readonly X509Certificate[], leaf: X509Certificate): Omission {
  if (chain.some((one) => sameAuthority(one, certificate))) return isSelfSigned(certificate) ? 'root' : 'other-signature';
  const [last] = chain.slice(-1);
  const claimed = chain.find((one) => one.issuer === certificate.subject);
  const why =
    claimed === undefined
      ? `it signed none of the others, and the chain ends at ${issuerOf(last!)}`
      : `${subjectOf(claimed)} names it as its issuer, but was signed with another key`;
  throw new CertificateProblem(
    `${subjectOf(certificate)} does not belong to the chain of ${subjectOf(leaf)}: ${why}. Use the bundle that came with this certificate.`,
  );
}

/** Whether two certificates are of one authority: the same name and key, signed by different ones or at different times. */
function sameAuthority(one: X509Certificate, other: X509Certificate): boolean {
  return one.subject === other.subject && one.publicKey.equals(other.publicKey);
}

function notesOn(sent: readonly X509Certificate[], roots: readonly X509Certificate[], now: number): string[] {
  const late = sent.filter((one) => !isValidAt(one, now)).map((one) => `${subjectOf(one)} is not valid today (${one.validFrom} to ${one.validTo}).`);
  const last = sent[sent.length - 1]!;
  if (roots.length > 0 || endsAtPublicRoot(last)) return late;
  if (isSelfSigned(last))
    return [...late, `${subjectOf(last)} is signed with its own key: there is no chain, and clients trust it only where it was added by hand.`];
  return [
    ...late,
    `The chain ends at ${issuerOf(last)}, which is not in the files and no public root known here. If it is an intermediate, add its certificate.`,
  ];
}

function endsAtPublicRoot(last: X509Certificate): boolean {
  return publicRoots().some((root) => isIssuedBy(last, root));
}

function named(certificates: readonly X509Certificate[]): string {
  return certificates.map(subjectOf).join(', ');
}
