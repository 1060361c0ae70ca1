/** The part of node-forge that is used, which comes without types: writing of ASN.1. */
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
