/**
 * What stands in a certificate or a signing request, one reader for both: names as their bytes say, not as a text that would have to be taken
 * apart again, uses, and the algorithm of the signature. Keys, dates and signatures are for `node:crypto` to read.
 */
import { type Element, elementsIn, elementsOf, firstElement, objectIdentifier, TAG } from './der.ts';

/** One part of a distinguished name: `CN`, or the identifier where it has no short name, and its value. */
export interface NamePart {
  readonly kind: string;
  readonly value: string;
}

/** A name that a certificate is for. */
export interface AlternativeName {
  readonly kind: 'DNS' | 'IP' | 'email' | 'URI' | 'other';
  readonly value: string;
}

/** What is read; extensions that are not there give empty lists. */
export interface Structure {
  readonly subject: readonly NamePart[];
  /** Empty in a request. */
  readonly issuer: readonly NamePart[];
  readonly names: readonly AlternativeName[];
  /** Object identifiers of extended uses. */
  readonly extendedUses: readonly string[];
  /** Subject public key, as DER. */
  readonly publicKey: Buffer;
  /** What is signed, with what algorithm, and the signature. */
  readonly signed: Buffer;
  readonly algorithm: Buffer;
  readonly signature: Buffer;
}

const KINDS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.25': 'DC',
};
/** Extensions and the attribute of a request that holds them (RFC 5280, 4.2; RFC 2985, 5.4.2). */
const ALTERNATIVE_NAMES = '2.5.29.17';
const EXTENDED_USES = '2.5.29.37';
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
/** Strings that are neither ASCII nor UTF-8. */
const BMP_STRING = 0x1e;
const LATIN_STRING = 0x14;
const CONTEXT_3 = 0xa3;
/** GeneralName: kinds by their tags (RFC 5280, 4.2.1.6). */
const ALTERNATIVE_KINDS: ReadonlyMap<number, AlternativeName['kind']> = new Map([
  [0x81, 'email'],
  [0x82, 'DNS'],
  [0x86, 'URI'],
  [0x87, 'IP'],
]);

/** Reads a certificate: tbsCertificate is SEQUENCE { version [0]?, serial, algorithm, issuer, validity, subject, key, ..., extensions [3] }. */
export function certificateStructure(der: Buffer): Structure {
  const { body, ...signing } = signedParts(der);
  const parts = elementsIn(body);
  const [, , issuer, , subject, key] = parts[0]?.tag === TAG.context0 ? parts.slice(1) : parts;
  const extensions = elementsOf(
    parts.find(({ tag }) => tag === CONTEXT_3),
    CONTEXT_3,
  )[0];
  return { subject: nameIn(subject), issuer: nameIn(issuer), publicKey: key?.whole ?? Buffer.alloc(0), ...extended(extensions), ...signing };
}

/** Reads a signing request: its information is SEQUENCE { version, subject, key, attributes [0] }. */
export function requestStructure(der: Buffer): Structure {
  const { body, ...signing } = signedParts(der);
  const [, subject, key, attributes] = elementsIn(body);
  const wanted = elementsOf(attributes, TAG.context0).map((one) => elementsOf(one, TAG.sequence));
  const [, values] = wanted.find(([kind]) => objectIdentifier(kind) === EXTENSION_REQUEST) ?? [];
  const extensions = elementsOf(values, TAG.set)[0];
  return { subject: nameIn(subject), issuer: [], publicKey: key?.whole ?? Buffer.alloc(0), ...extended(extensions), ...signing };
}

/** SEQUENCE { what is signed, algorithm, signature }, the last with a byte before it that counts unused bits. */
function signedParts(der: Buffer): Pick<Structure, 'signed' | 'algorithm' | 'signature'> & { readonly body: Buffer } {
  const [body, algorithm, signature] = elementsOf(firstElement(der), TAG.sequence);
  const none = Buffer.alloc(0);
  return {
    body: body?.content ?? none,
    signed: body?.whole ?? none,
    algorithm: algorithm?.whole ?? none,
    signature: signature?.content.subarray(1) ?? none,
  };
}

function extended(extensions: Element | undefined): Pick<Structure, 'names' | 'extendedUses'> {
  const extension = (wanted: string): Element | null => {
    const found = elementsOf(extensions, TAG.sequence)
      .map((one) => elementsOf(one, TAG.sequence))
      .find(([kind]) => objectIdentifier(kind) === wanted);
    const value = found?.find(({ tag }) => tag === TAG.octetString);
    return value === undefined ? null : firstElement(value.content);
  };
  return {
    names: elementsOf(extension(ALTERNATIVE_NAMES), TAG.sequence).map(alternativeName),
    extendedUses: elementsOf(extension(EXTENDED_USES), TAG.sequence).map(objectIdentifier),
  };
}

/** Name: SEQUENCE OF SET OF SEQUENCE { kind, value }. */
function nameIn(name: Element | undefined): NamePart[] {
  const pairs = elementsOf(name, TAG.sequence).flatMap((set) => elementsOf(set, TAG.set));
  return pairs.map((pair) => {
    const [kind, value] = elementsOf(pair, TAG.sequence);
    const identifier = objectIdentifier(kind);
    return { kind: KINDS[identifier] ?? identifier, value: value === undefined ? '' : textOf(value) };
  });
}

function textOf({ tag, content }: Element): string {
  if (tag === BMP_STRING)
    return Buffer.from(content.subarray(0, content.length & ~1))
      .swap16()
      .toString('utf16le');
  return content.toString(tag === LATIN_STRING ? 'latin1' : 'utf8');
}

function alternativeName({ tag, content }: Element): AlternativeName {
  const kind = ALTERNATIVE_KINDS.get(tag) ?? 'other';
  if (kind === 'IP') return { kind, value: addressOf(content) };
  return { kind, value: kind === 'other' ? content.toString('hex') : content.toString('utf8') };
}

/** An address as it is written: with zeros left out, once, where they are most. */
function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return bytes.toString('hex');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
