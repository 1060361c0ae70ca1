/** The parts of node-forge that are used, which come without types: writing of ASN.1, and a cipher that Node has no more. */
declare module 'node-forge/lib/asn1.js' {
  /** An element; bytes are strings of one character a byte. */
  export interface Asn1 {
    readonly value: string | readonly Asn1[];
  }
  interface Writer {
    readonly Class: { readonly UNIVERSAL: number; readonly CONTEXT_SPECIFIC: number };
    readonly Type: Readonly<
      Record<
        | 'BOOLEAN'
        | 'INTEGER'
        | 'BITSTRING'
        | 'OCTETSTRING'
        | 'NULL'
        | 'OID'
        | 'UTF8'
        | 'PRINTABLESTRING'
        | 'BMPSTRING'
        | 'SEQUENCE'
        | 'SET'
        | 'UTCTIME'
        | 'GENERALIZEDTIME',
        number
      >
    >;
    create(tagClass: number, type: number, constructed: boolean, value: string | readonly Asn1[]): Asn1;
    toDer(element: Asn1): { getBytes(): string };
    oidToDer(oid: string): { getBytes(): string };
    dateToUtcTime(date: Date): string;
    dateToGeneralizedTime(date: Date): string;
    fromDer(bytes: string): Asn1;
  }
  const asn1: Writer;
  export default asn1;
}

declare module 'node-forge/lib/util.js' {
  /** Bytes, as strings of one character a byte. */
  export interface Bytes {
    getBytes(): string;
  }
  const util: { createBuffer(bytes: string): Bytes };
  export default util;
}

declare module 'node-forge/lib/rc2.js' {
  import type { Bytes } from 'node-forge/lib/util.js';

  interface Decipher {
    readonly output: Bytes;
    start(vector: string): void;
    update(bytes: Bytes): void;
    /** Whether what came out ends as it should. */
    finish(): boolean;
  }
  const rc2: { createDecryptionCipher(key: string, bits: number): Decipher };
  export default rc2;
}
