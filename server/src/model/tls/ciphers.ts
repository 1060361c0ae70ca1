/**
 * OpenSSL's cipher lists, as far as text alone tells: which words add ciphers, which are weak, and whether a list is
 * certain to come out empty (ssl_ciph.c; measured with httpd 2.4.71 and OpenSSL 3.0). httpd puts `!aNULL:!eNULL:!EXP`
 * behind every list for TLS up to 1.2, so those never count.
 */

/** One word of a list. Offsets are those of the list's text, sign included. */
export interface CipherWord {
  readonly sign: '' | '!' | '-' | '+';
  /** Names that must all hold, joined by `+` in the text. */
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Keywords that OpenSSL knew once, or knows under another name; the current ones stand in the knowledge of SSLCipherSuite. */
const OTHER_KEYWORDS =
  'EECDH kEECDH kECDH kECDHr kECDHe aECDH kDH kPSK kRSAPSK kECDHEPSK kDHEPSK aPSK aSRP EXPORT SSLv2 TLSv1.0 FIPS CBC AESCCM8 CAMELLIA128 ' +
  'CAMELLIA256 ARIA128 ARIA256 ARIAGCM CHACHA20POLY1305 KRB5 kKRB5 aKRB5 FZA aFZA kFZA eFZA kGOST kGOST18 aGOST aGOST01 aGOST12 GOST GOST94 ' +
  'GOST12 GOST89 GOST89MAC GOST2012 SUITEB128 SUITEB128ONLY SUITEB128C2 SUITEB192';

/** Parts that the names of ciphers are made of, in any OpenSSL. */
const NAME_PARTS =
  'ECDHE ECDH DHE EDH DH ADH AECDH RSA ECDSA DSS PSK SRP KRB5 EXP EXP1024 AES AES128 AES256 128 256 40 56 64 CAMELLIA128 CAMELLIA256 ARIA128 ARIA256 ' +
  'SEED IDEA RC2 RC4 DES CBC CBC3 GCM CCM CCM8 CTR CHACHA20 POLY1305 SHA SHA1 SHA256 SHA384 MD5 NULL GOST94 GOST2001 GOST2012 GOST89 GOST8912 ' +
  'KUZNYECHIK MAGMA OMAC LEGACY OLD D';

const otherKeywords = new Set(OTHER_KEYWORDS.split(' '));
const nameParts = new Set(NAME_PARTS.split(' '));

/** Families that httpd throws out of every list by itself. */
const THROWN_OUT = new Set(['aNULL', 'eNULL', 'NULL', 'ADH', 'AECDH', 'EXP', 'EXPORT', 'EXPORT40', 'EXPORT56', 'COMPLEMENTOFALL']);

/** Weak families: why they are weak, for people. */
const WEAK: Readonly<Record<string, string>> = {
  RC4: 'RC4',
  RC2: 'RC2',
  '3DES': '3DES',
  DES: 'DES',
  IDEA: 'IDEA',
  MD5: 'MD5',
  LOW: 'LOW',
  aNULL: 'aNULL',
  eNULL: 'NULL',
  NULL: 'NULL',
  ADH: 'aNULL',
  AECDH: 'aNULL',
  EXP: 'EXPORT',
  EXPORT: 'EXPORT',
  EXPORT40: 'EXPORT',
  EXPORT56: 'EXPORT',
};

/** Takes a list apart. Colons, commas, semicolons and blanks separate; `!` and `@` begin a new word wherever they stand. */
export function cipherWords(list: string): CipherWord[] {
  return [...list.matchAll(/([!+-]?)([\w.=-]+(?:\+[\w.=-]+)*)|@[\w=]*/g)].flatMap(({ 0: text, 1: sign = '', 2: names, index }) =>
    names === undefined ? [] : [{ sign: sign as CipherWord['sign'], names: names.split('+'), start: index, end: index + text.length }],
  );
}

/** Whether a list for TLS up to 1.2 surely has no cipher in it. `keywords` are the words that the knowledge names. */
export function isSurelyEmpty(list: string, keywords: ReadonlySet<string>): boolean {
  if (list.includes('${')) return false;
  return cipherWords(list).every(({ sign, names }, index) => sign !== '' || names.some((name) => addsNothing(name, index, keywords)));
}

function addsNothing(name: string, index: number, keywords: ReadonlySet<string>): boolean {
  if (name === 'DEFAULT' || name.startsWith('PROFILE=')) return index > 0 && name === 'DEFAULT';
  return THROWN_OUT.has(name) || !(keywords.has(name) || otherKeywords.has(name) || mayBeCipher(name));
}

/** Whether a word may be the name of a cipher in some OpenSSL; IANA's names of TLS 1.2 ciphers are known to newer ones. */
function mayBeCipher(name: string): boolean {
  if (/^TLS_[A-Z0-9_]+_WITH_[A-Z0-9_]+$/.test(name)) return true;
  const parts = name.split('-');
  return parts.length > 1 && parts.every((part) => nameParts.has(part));
}

/** Whether a list for TLS 1.3 surely has no suite in it: names are written out, joined by colons alone. */
export function isSurelyEmptyFor13(list: string): boolean {
  return list !== '' && !list.includes('${') && !list.split(':').some((name) => /^TLS_[A-Z0-9_]+$/.test(name.trim()));
}

/** A weak word of a list: its families, and whether httpd throws them out anyway. */
export interface WeakWord {
  readonly word: CipherWord;
  readonly family: string;
  readonly thrownOut: boolean;
}

/** The words that put weak ciphers into a list and that no other word takes out again. */
export function weakWords(list: string): WeakWord[] {
  const words = cipherWords(list);
  const barred = new Set(words.flatMap(({ sign, names }) => (sign === '!' && names.length === 1 ? familiesOf(names[0]!) : [])));
  return words.flatMap((word) => {
    if (word.sign !== '') return [];
    const families = word.names.flatMap(familiesOf);
    const [family] = families;
    return family === undefined || families.some((other) => barred.has(other)) ? [] : [{ word, family, thrownOut: families.some(isThrownOut) }];
  });
}

function isThrownOut(family: string): boolean {
  return family === 'aNULL' || family === 'NULL' || family === 'EXPORT';
}

/** The weak families of a keyword or a cipher's name. */
function familiesOf(name: string): string[] {
  const keyword = Object.hasOwn(WEAK, name) ? WEAK[name] : undefined;
  if (keyword !== undefined) return [keyword];
  if (!mayBeCipher(name) || name.startsWith('TLS_')) return [];
  const parts = new Set(name.split('-'));
  const found = ['RC4', 'RC2', 'IDEA', 'MD5', 'NULL'].filter((part) => parts.has(part));
  if (parts.has('DES')) found.push(parts.has('CBC3') ? '3DES' : 'DES');
  if (parts.has('ADH') || parts.has('AECDH')) found.push('aNULL');
  if (parts.has('EXP') || parts.has('EXP1024')) found.push('EXPORT');
  return found;
}
