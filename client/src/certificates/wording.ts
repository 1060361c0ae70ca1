/** Names of certificates as people may see them: what a hostile one holds shows as what it is, and moves nothing. */
import type { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from './facts.ts';
import { certificateStructure, type NamePart, type Structure } from './structure.ts';

/** Longest name that is shown, in UTF-16 code units; no host name is longer. */
const LENGTH_LIMIT = 255;
/** Line breaks, control characters, and those that are not seen or turn the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** A text without anything that is not seen: such characters stand as `\u{...}`. What is longer than the limit is cut. */
export function printable(text: string, limit = LENGTH_LIMIT): string {
  const short = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return short.replaceAll(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A distinguished name in one line. */
export function distinguishedName(parts: readonly NamePart[]): string {
  return parts.map(({ kind, value }) => `${kind}=${printable(value)}`).join(', ');
}

/** What a certificate or request is called in a sentence: its common name, its first alternative name, or its whole subject. */
export function titleOf({ subject, names }: Pick<Structure, 'subject' | 'names'>): string {
  return commonName(subject) ?? printable(names[0]?.value ?? (distinguishedName(subject) || 'nameless'));
}

/** What a certificate is called in a sentence. */
export function subjectOf(certificate: Pick<X509Certificate, 'raw'>): string {
  return titleOf(certificateStructure(certificate.raw));
}

/** What the issuer of a certificate is called. */
export function issuerOf(certificate: Pick<X509Certificate, 'raw'>): string {
  const { issuer } = certificateStructure(certificate.raw);
  return commonName(issuer) ?? (distinguishedName(issuer) || 'an authority without a name');
}

function commonName(parts: readonly NamePart[]): string | null {
  const found = parts.findLast(({ kind }) => kind === 'CN');
  return found === undefined || found.value === '' ? null : printable(found.value);
}

/** How long a certificate still counts, or since when it does not. */
export function remainingText({ state, daysLeft, validFrom }: Pick<CertificateFacts, 'state' | 'daysLeft' | 'validFrom'>): string {
  if (state === 'expired') return `expired ${daysText(-daysLeft)} ago`;
  if (state === 'future') return `not before ${dayText(validFrom)}`;
  return `${daysText(daysLeft)} left`;
}

function daysText(count: number): string {
  if (count === 0) return 'less than a day';
  return count === 1 ? '1 day' : `${count} days`;
}

/** The day of a moment, given in milliseconds. */
export function dayText(time: number): string {
  return Number.isNaN(time) ? 'an unreadable date' : new Date(time).toISOString().slice(0, 10);
}
