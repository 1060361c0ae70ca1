/** Key exchange groups that OpenSSL knows under SSLOpenSSLConfCmd Groups, Curves and ECDHParameters (measured with OpenSSL 3.0). */

/** Names that some OpenSSL takes, in lower case. */
const NAMES = new Set(
  (
    'x25519 x448 p-256 p-384 p-521 p-192 p-224 prime192v1 prime256v1 secp160k1 secp160r1 secp160r2 secp192k1 secp192r1 secp224k1 secp224r1 secp256k1 ' +
    'secp256r1 secp384r1 secp521r1 sect163k1 sect163r1 sect163r2 sect193r1 sect193r2 sect233k1 sect233r1 sect239k1 sect283k1 sect283r1 sect409k1 ' +
    'sect409r1 sect571k1 sect571r1 k-163 b-163 k-233 b-233 k-283 b-283 k-409 b-409 k-571 b-571 brainpoolp256r1 brainpoolp384r1 brainpoolp512r1 ' +
    'brainpoolp256r1tls13 brainpoolp384r1tls13 brainpoolp512r1tls13 ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192 automatic auto default'
  ).split(' '),
);

/** Names of providers and of newer releases: post-quantum groups and mixtures with them, GOST, SM2. */
const OF_OTHERS = /mlkem|kyber|frodo|bike|hqc|^gc(?:256|512)[a-d]$|sm2|ntru|saber|sike/i;

/** A post-quantum group; OpenSSL has them from 3.5 on. */
const POST_QUANTUM = /mlkem/i;

/** The group names of a value: colons and, in newer releases, slashes separate; `?`, `*` and `-` may stand before a name. */
export function groupNames(value: string): string[] {
  return value
    .split(/[:/]/)
    .map((name) => name.replace(/^[?*-]+/, ''))
    .filter((name) => name !== '');
}

/** Whether no OpenSSL knows a group of this name. */
export function isUnknownGroup(name: string): boolean {
  return !NAMES.has(name.toLowerCase()) && !OF_OTHERS.test(name);
}

/** Whether a group needs OpenSSL 3.5. */
export function needsNewOpenSsl(name: string): boolean {
  return POST_QUANTUM.test(name);
}

/** Every name that is known, in lower case, for suggestions. */
export function knownGroups(): ReadonlySet<string> {
  return NAMES;
}
