/** What is told about a certificate, taken from Node's X509Certificate when somebody asks. */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateFacts, PublicKey } from '../../model/certificates.ts';
import { signatureHash } from './signatureHash.ts';

/** How many names of one certificate are told. */
const NAME_LIMIT = 100;
/** Longest name that is told, in UTF-16 code units; no host name is longer. */
const LENGTH_LIMIT = 255;
const KINDS: Readonly<Record<string, string>> = { rsa: 'RSA', 'rsa-pss': 'RSA', ec: 'EC', ed25519: 'Ed25519', ed448: 'Ed448', dsa: 'DSA' };

/** The certificate behind facts, for questions about two of them. */
const behind = new WeakMap<CertificateFacts, X509Certificate>();

/** One certificate. */
export class NodeCertificate implements CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly fingerprint: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly isCa: boolean;
  readonly pointsToIssuer: boolean;
  private ownKey: PublicKey | null = null;
  private ownHash: string | null | undefined;
  private ownNames: readonly string[] | null = null;
  private readonly issuers = new WeakMap<CertificateFacts, boolean>();

  constructor(certificate: X509Certificate) {
    behind.set(this, certificate);
    this.subject = oneLine(certificate.subject);
    this.issuer = oneLine(certificate.issuer);
    this.fingerprint = certificate.fingerprint256;
    this.validFrom = Date.parse(certificate.validFrom);
    this.validTo = Date.parse(certificate.validTo);
    this.isCa = certificate.ca;
    this.pointsToIssuer = /^CA Issuers - URI:/m.test(certificate.infoAccess ?? '');
  }

  get key(): PublicKey {
    this.ownKey ??= publicKeyOf(behind.get(this)!);
    return this.ownKey;
  }

  get hash(): string | null {
    if (this.ownHash === undefined) this.ownHash = signatureHash(behind.get(this)!.raw);
    return this.ownHash;
  }

  get names(): readonly string[] {
    this.ownNames ??= namesIn(behind.get(this)!.subjectAltName ?? '');
    return this.ownNames;
  }

  covers(name: string): boolean {
    const certificate = behind.get(this)!;
    if (name.includes('*')) return this.names.includes(name);
    try {
      return (isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name)) !== undefined;
    } catch {
      return false;
    }
  }

  isIssuedBy(issuer: CertificateFacts): boolean {
    const known = this.issuers.get(issuer);
    if (known !== undefined) return known;
    const found = isSignedBy(behind.get(this), behind.get(issuer));
    this.issuers.set(issuer, found);
    return found;
  }
}

/** Whether a key belongs to a certificate. */
export function belongsTo(key: Parameters<X509Certificate['checkPrivateKey']>[0], certificate: CertificateFacts): boolean {
  return behind.get(certificate)?.checkPrivateKey(key) ?? false;
}

function isSignedBy(certificate: X509Certificate | undefined, issuer: X509Certificate | undefined): boolean {
  if (certificate === undefined || issuer === undefined) return false;
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function publicKeyOf(certificate: X509Certificate): PublicKey {
  try {
    const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = certificate.publicKey;
    return { kind: KINDS[type] ?? type, bits: details?.modulusLength ?? null, curve: details?.namedCurve ?? null };
  } catch {
    return { kind: 'unknown', bits: null, curve: null };
  }
}

/** A quoted name; as it stands where it is no JSON after all. */
function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** A distinguished name, which Node gives with a part a line. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ').slice(0, LENGTH_LIMIT);
}

/** The host names and addresses in Node's text, where a name with special characters stands in quotes, as JSON. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const [, kind, quoted, plain] of text.matchAll(/(?:^|, )([^:,"]+):(?:("(?:[^"\\]|\\.)*")|([^,]*))/g)) {
    if (names.length >= NAME_LIMIT) break;
    if (kind === 'DNS' || kind === 'IP Address') names.push((quoted === undefined ? (plain ?? '') : unquoted(quoted)).toLowerCase().slice(0, LENGTH_LIMIT));
  }
  return names;
}
