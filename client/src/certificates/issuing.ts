/** Who issued a certificate: by name and by signature, and the way from one up to those that somebody trusts. */
import type { X509Certificate } from 'node:crypto';
import { issuerOf, subjectOf } from './wording.ts';

/** Longest way that is walked. */
const LONGEST_PATH = 20;

/** Whether `issuer` signed `certificate`, and is named as its issuer. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** Whether a certificate is signed with its own key. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return isIssuedBy(certificate, certificate);
}

/** Whether a moment, in milliseconds, is within the time a certificate is made for. */
export function isValidAt(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
}

/** Those of `certificates` that differ from those before them. */
export function distinct(certificates: readonly X509Certificate[]): X509Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint256, certificate])).values()];
}

/** A way from a certificate to an anchor, both in it; or why there is none. */
export type Path = { readonly certificates: readonly X509Certificate[] } | { readonly missing: string };

/** Walks from a certificate over intermediate ones to one of the anchors, which are trusted for themselves. */
export function pathToAnchor(leaf: X509Certificate, intermediates: readonly X509Certificate[], anchors: readonly X509Certificate[], now: number): Path {
  const walk = [leaf];
  const trusted = new Set(anchors.map(({ fingerprint256 }) => fingerprint256));
  for (let last = leaf; walk.length < LONGEST_PATH; ) {
    if (trusted.has(last.fingerprint256)) return { certificates: walk };
    const anchor = preferred(
      anchors.filter((one) => isIssuedBy(last, one)),
      now,
    );
    if (anchor !== undefined) return { certificates: [...walk, anchor] };
    const next = preferred(
      intermediates.filter((one) => !walk.includes(one) && isIssuedBy(last, one)),
      now,
    );
    if (next === undefined) break;
    walk.push(next);
    last = next;
  }
  const last = walk[walk.length - 1]!;
  return { missing: isSelfSigned(last) ? subjectOf(last) : issuerOf(last) };
}

/** Of several certificates of one issuer the one to send: one that is valid, and rather one that another authority has signed. */
export function preferred(issuers: readonly X509Certificate[], now: number): X509Certificate | undefined {
  const valid = issuers.filter((one) => isValidAt(one, now));
  const candidates = valid.length > 0 ? valid : issuers;
  return candidates.find((one) => !isSelfSigned(one)) ?? candidates[0];
}
