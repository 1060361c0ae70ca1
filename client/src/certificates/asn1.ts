/** The elements that certificates, requests and stores are written of. node-forge writes the bytes, and brings those of others into DER; `der.ts` reads. */
/// <reference path="./forge.d.ts" />
import type { KeyObject } from 'node:crypto';
import forge, { type Asn1 } from 'node-forge/lib/asn1.js';

export type { Asn1 };

const { UNIVERSAL, CONTEXT_SPECIFIC } = forge.Class;

/** Elements in their order. */
export function sequence(...parts: readonly Asn1[]): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.SEQUENCE, true, parts);
}

/** Elements of which none comes first. */
export function set(...parts: readonly Asn1[]): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.SET, true, parts);
}

/** An identifier of a thing that has a number in the world, in its dotted form. */
export function objectId(dotted: string): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.OID, false, forge.oidToDer(dotted).getBytes());
}

/** An integer of the bytes given; the first must be below 0x80, else it would be negative. */
export function integer(bytes: Buffer): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.INTEGER, false, bytes.toString('latin1'));
}

/** Yes or no. */
export function boolean(value: boolean): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.BOOLEAN, false, value ? '\xff' : '\x00');
}

/** Nothing, where something has to stand. */
export function nothing(): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.NULL, false, '');
}

/** A text of any letters. */
export function utf8(text: string): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.UTF8, false, Buffer.from(text, 'utf8').toString('latin1'));
}

/** A text of the letters, digits and few signs that every reader knows (X.680, 41.4). */
export function printableText(text: string): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.PRINTABLESTRING, false, text);
}

/** A text of two bytes a letter, as PKCS#12 has it. */
export function wideText(text: string): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.BMPSTRING, false, wide(text).toString('latin1'));
}

/** The bytes of a text of two bytes a letter, the greater first. */
export function wide(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** A string of bytes. */
export function octets(bytes: Buffer): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.OCTETSTRING, false, bytes.toString('latin1'));
}

/** A string of bits; `unused` of the last byte do not count. */
export function bits(bytes: Buffer, unused = 0): Asn1 {
  return forge.create(UNIVERSAL, forge.Type.BITSTRING, false, String.fromCharCode(unused) + bytes.toString('latin1'));
}

/** A moment: of two digits for the year up to 2049, of four from then on (RFC 5280, 4.1.2.5). */
export function moment(milliseconds: number): Asn1 {
  const date = new Date(milliseconds);
  const short = date.getUTCFullYear() < 2050;
  return forge.create(
    UNIVERSAL,
    short ? forge.Type.UTCTIME : forge.Type.GENERALIZEDTIME,
    false,
    short ? forge.dateToUtcTime(date) : forge.dateToGeneralizedTime(date),
  );
}

/** An element of plain bytes whose kind the place that it stands in decides. */
export function taggedBytes(tag: number, content: Buffer): Asn1 {
  return forge.create(CONTEXT_SPECIFIC, tag, false, content.toString('latin1'));
}

/** The same of other elements. */
export function tagged(tag: number, ...parts: readonly Asn1[]): Asn1 {
  return forge.create(CONTEXT_SPECIFIC, tag, true, parts);
}

/** An element that Node has written. */
export function written(der: Buffer): Asn1 {
  return forge.fromDer(der.toString('latin1'));
}

/** The public half of a key as it stands in certificates and requests. */
export function publicKeyInfo(key: KeyObject): Asn1 {
  return written(key.export({ type: 'spki', format: 'der' }));
}

/** The bytes of an element. */
export function derOf(element: Asn1): Buffer {
  return Buffer.from(forge.toDer(element).getBytes(), 'latin1');
}

/** Bytes with PEM's lines around them. */
export function armoured(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
