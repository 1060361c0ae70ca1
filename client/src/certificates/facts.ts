/** What is told about one certificate or one signing request, as data. */
import { createHash, createPublicKey, verify, type X509Certificate } from 'node:crypto';
import { isSelfSigned } from './issuing.ts';
import { hashOf, isWeak } from './signatures.ts';
import { type AlternativeName, certificateStructure, type NamePart, requestStructure, type Structure } from './structure.ts';
import { titleOf } from './wording.ts';
import { USES } from './writing.ts';

const DAY = 86_400_000;

/** Where a certificate stands in its time. */
export type State = 'valid' | 'expiring' | 'expired' | 'future';

/** A public key. */
export interface KeyFacts {
  readonly kind: string;
  /** Size of an RSA key; `null` where the kind has no such thing. */
  readonly bits: number | null;
  readonly curve: string | null;
}

/** What certificates and requests have in common. Names are raw: whoever shows them makes them harmless. */
export interface Facts {
  readonly title: string;
  readonly subject: readonly NamePart[];
  readonly names: readonly AlternativeName[];
  readonly key: KeyFacts;
  readonly hash: string;
  readonly weakHash: boolean;
  /** What it may be used for, in words. */
  readonly uses: readonly string[];
  /** Whether a site may use it: it is for servers, for all uses, or for none in particular, and no authority's. */
  readonly isForSites: boolean;
}

/** One certificate of a file. */
export interface CertificateFacts extends Facts {
  readonly issuer: readonly NamePart[];
  /** In milliseconds. */
  readonly validFrom: number;
  readonly validTo: number;
  /** Whole days that are left; as a negative number, those since it has expired. */
  readonly daysLeft: number;
  readonly state: State;
  readonly serial: string;
  readonly isAuthority: boolean;
  readonly isSelfSigned: boolean;
  readonly fingerprints: { readonly sha256: string; readonly sha1: string; readonly publicKey: string };
}

/** A signing request, and whether its signature holds. */
export interface RequestFacts extends Facts {
  /** `null` where Node has no means to tell. */
  readonly isIntact: boolean | null;
}

/** When a certificate counts as expiring, in days. */
export const EXPIRING_DAYS = 30;

const ANY_USE = '2.5.29.37.0';
const WORDS: Readonly<Record<string, string>> = {
  [USES.server]: 'servers (TLS)',
  [USES.client]: 'clients (TLS)',
  '1.3.6.1.5.5.7.3.3': 'signing code',
  '1.3.6.1.5.5.7.3.4': 'e-mail',
  '1.3.6.1.5.5.7.3.8': 'time stamps',
  '1.3.6.1.5.5.7.3.9': 'answers about revocation (OCSP)',
  [ANY_USE]: 'any use',
};
const FOR_SITES: readonly string[] = [USES.server, ANY_USE];
const KEY_KINDS: Readonly<Record<string, string>> = { rsa: 'RSA', 'rsa-pss': 'RSA-PSS', ec: 'ECDSA', ed25519: 'Ed25519', ed448: 'Ed448', dsa: 'DSA' };

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** What of a certificate hangs on the day that it is looked at. */
type Age = Pick<CertificateFacts, 'daysLeft' | 'state'>;

/** What is told about one certificate; it counts as expiring in its last `expiringDays` days. */
export function certificateFacts(certificate: X509Certificate, now: number, expiringDays: number = EXPIRING_DAYS): CertificateFacts {
  const structure = certificateStructure(certificate.raw);
  const [validFrom, validTo] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  return {
    ...common(structure, certificate.ca),
    issuer: structure.issuer,
    validFrom,
    validTo,
    ...ageAt(now, { validFrom, validTo }, expiringDays),
    serial: certificate.serialNumber,
    isAuthority: certificate.ca,
    isSelfSigned: isSelfSigned(certificate),
    fingerprints: {
      sha256: certificate.fingerprint256,
      sha1: certificate.fingerprint,
      publicKey: createHash('sha256').update(structure.publicKey).digest('base64'),
    },
  };
}

/** The same certificate as it stands on another day. */
export function factsAt(facts: CertificateFacts, now: number, expiringDays: number): CertificateFacts {
  return { ...facts, ...ageAt(now, facts, expiringDays) };
}

function ageAt(now: number, { validFrom, validTo }: Pick<CertificateFacts, 'validFrom' | 'validTo'>, expiringDays: number): Age {
  const daysLeft = Math.trunc((validTo - now) / DAY) || 0;
  if (now > validTo) return { daysLeft, state: 'expired' };
  if (now < validFrom) return { daysLeft, state: 'future' };
  return { daysLeft, state: validTo - now < expiringDays * DAY ? 'expiring' : 'valid' };
}

/** What is told about one signing request, given as DER. */
export function requestFacts(der: Buffer): RequestFacts {
  const structure = requestStructure(der);
  const facts = common(structure, false);
  return { ...facts, isIntact: isIntact(structure, facts.hash) };
}

function common(structure: Structure, isAuthority: boolean): Facts {
  const { subject, names, extendedUses, publicKey, algorithm } = structure;
  const hash = hashOf(algorithm);
  const uses = extendedUses.map((use) => WORDS[use] ?? use);
  return {
    title: titleOf(structure),
    subject,
    names,
    key: keyFacts(publicKey),
    hash,
    weakHash: isWeak(hash),
    uses: isAuthority ? ['signing certificates', ...uses] : uses,
    isForSites: !isAuthority && (extendedUses.length === 0 || extendedUses.some((use) => FOR_SITES.includes(use))),
  };
}

function keyFacts(der: Buffer): KeyFacts {
  try {
    const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const curve = details?.namedCurve;
    return { kind: KEY_KINDS[type] ?? type, bits: details?.modulusLength ?? null, curve: curve === undefined ? null : (CURVES[curve] ?? curve) };
  } catch {
    return { kind: 'unknown', bits: null, curve: null };
  }
}

/** Whether a request is signed with the key that it holds; `null` where Node cannot tell. */
function isIntact({ signed, signature, publicKey }: Structure, hash: string): boolean | null {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'rsa-pss') return null;
    return verify(key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec' ? hash.replace('-', '') : null, signed, key, signature);
  } catch {
    return null;
  }
}
