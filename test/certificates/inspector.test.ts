/** What is told about certificate and key files on the disk, and what never is. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CertificateFacts } from '../../server/src/model/certificates.ts';
import { NodeCertificates } from '../../server/src/platform/node/certificates.ts';
import type { CertificateSketch, FileSketch } from '../../server/src/rules/certificateSketch.ts';
import { Pki, publicHalf } from '../kit/pki.ts';

const pki = new Pki();
afterAll(() => pki.remove());
const inspector = new NodeCertificates();

let files = 0;
const write = (what: FileSketch | string | Uint8Array) => pki.write(`${++files}`, what);
const certificatesOf = (...certificates: NonNullable<FileSketch['certificates']>) => inspector.inspect(write({ certificates }))!.certificates;
const only = (sketch: CertificateSketch): CertificateFacts => certificatesOf(sketch)[0]!;

/** A certificate in DER, from one in PEM. */
function der(pem: string): Uint8Array {
  return Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
}

describe('a certificate', () => {
  test('tells whose it is, for whom and from when to when', () => {
    const { subject, issuer, validFrom, validTo, isCa } = only({ names: ['blog.test'], issuer: 'root', days: [-2, 9] });
    expect({ subject, issuer, isCa }).toEqual({ subject: 'CN=blog.test', issuer: 'CN=Test root', isCa: false });
    expect(Math.round((validTo - validFrom) / 86_400_000)).toBe(11);
    expect(Math.abs(inspector.now() - Date.now())).toBeLessThan(60_000);
    expect(Math.round((validTo - inspector.now()) / 86_400_000)).toBe(9);
  });

  test('is an authority, or not', () => {
    expect(only({ isCa: true }).isCa).toBe(true);
    expect(only({}).isCa).toBe(false);
  });

  test('tells its key', () => {
    expect(only({ key: 'RSA-2048 1' }).key).toEqual({ kind: 'RSA', bits: 2048, curve: null });
    expect(only({ key: 'RSA-1024 1' }).key).toEqual({ kind: 'RSA', bits: 1024, curve: null });
    expect(only({ key: 'EC 1' }).key).toEqual({ kind: 'EC', bits: null, curve: 'prime256v1' });
  });

  test.each([
    ['EC 1', 'sha1', 'SHA1'],
    ['EC 1', 'sha256', 'SHA256'],
    ['EC 1', 'sha384', 'SHA384'],
    ['EC 1', 'sha512', 'SHA512'],
    ['RSA-2048 1', 'sha1', 'SHA1'],
    ['RSA-2048 1', 'md5', 'MD5'],
    ['RSA-2048 1', 'sha256', 'SHA256'],
    ['RSA-2048 1', 'sha384', 'SHA384'],
    ['RSA-2048 1', 'sha512', 'SHA512'],
  ] as const)('with a key %s signed with %s tells its hash', (key, hash, name) => {
    expect(only({ key, hash }).hash).toBe(name);
  });

  test.each([
    ['sha256', 'SHA256'],
    ['sha1', 'SHA1'],
  ])('signed by RSA-PSS with %s tells its hash', (hash, name) => {
    expect(inspector.inspect(write(selfSigned('RSA-2048 1', [`-${hash}`, '-sigopt', 'rsa_padding_mode:pss'])))?.certificates[0]?.hash).toBe(name);
  });

  test('of Ed25519 has no hash to tell', () => {
    const key = execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [certificate] = inspector.inspect(write(selfSignedWith(key, [])))!.certificates;
    expect([certificate?.hash, certificate?.key]).toEqual([null, { kind: 'Ed25519', bits: null, curve: null }]);
  });

  test('tells its names, and covers those alone', () => {
    const certificate = only({ names: ['Blog.Test', '*.shop.test', '127.0.0.1', '::1'] });
    expect(certificate.names).toEqual(['blog.test', '*.shop.test', '127.0.0.1', '0:0:0:0:0:0:0:1']);
    const covered = ['blog.test', 'BLOG.test', 'www.shop.test', '*.shop.test', '127.0.0.1', '::1'];
    expect(covered.filter((name) => !certificate.covers(name))).toEqual([]);
    const others = ['www.blog.test', 'shop.test', 'a.b.shop.test', '*.blog.test', '127.0.0.2', '', 'no name', 'a\0b'];
    expect(others.filter((name) => certificate.covers(name))).toEqual([]);
  });

  test('without subjectAltName covers nothing, whatever its common name', () => {
    const certificate = only({ names: [], commonName: 'blog.test' });
    expect(certificate.names).toEqual([]);
    expect(certificate.covers('blog.test')).toBe(false);
  });

  test('whose name holds a comma has one name', () => {
    const certificate = only({ names: ['a.test, DNS:evil.test'] });
    expect(certificate.names).toEqual(['a.test, dns:evil.test']);
    expect(certificate.covers('evil.test')).toBe(false);
  });

  test('may point to its issuer', () => {
    expect(only({ issuer: 'root', pointsToIssuer: true }).pointsToIssuer).toBe(true);
    expect(only({ issuer: 'root' }).pointsToIssuer).toBe(false);
  });

  test('knows its issuer', () => {
    const [leaf, intermediate, root, stranger] = certificatesOf({ issuer: 'intermediate' }, 'intermediate', 'root', 'stranger') as [
      CertificateFacts,
      CertificateFacts,
      CertificateFacts,
      CertificateFacts,
    ];
    expect([leaf, intermediate, root].map((one, index) => one.isIssuedBy([intermediate, root, root][index]!))).toEqual([true, true, true]);
    expect([leaf.isIssuedBy(root), leaf.isIssuedBy(leaf), leaf.isIssuedBy(stranger), root.isIssuedBy(stranger)]).toEqual([false, false, false, false]);
  });
});

/** A certificate that signs itself, with a key and further options of `openssl req`. */
function selfSigned(key: 'RSA-2048 1', options: readonly string[]): string {
  return selfSignedWith(pki.key(key), options);
}

function selfSignedWith(key: string, options: readonly string[]): string {
  const settings = write('[req]\ndistinguished_name=name\nprompt=no\n[name]\nCN=blog.test\n');
  return execFileSync('openssl', ['req', '-x509', '-config', settings, '-key', write(key), '-days', '9', ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

describe('a certificate file', () => {
  const pem = () => pki.pem({ certificates: [{}] });
  const counted = (text: string | Uint8Array) => {
    const file = inspector.inspect(write(text));
    return file === null ? null : { count: file.certificates.length, broken: file.broken };
  };

  test('gives its certificates in order', () => {
    expect(certificatesOf({ issuer: 'intermediate' }, 'intermediate', 'root').map(({ subject }) => subject)).toEqual([
      'CN=blog.test',
      'CN=Test intermediate',
      'CN=Test root',
    ]);
  });

  test.each<[string, () => string, number, boolean]>([
    ['text around', () => `Subject: me\n${pem()}bye\n`, 1, false],
    ['carriage returns and a byte order mark', () => `\uFEFF${pem().replaceAll('\n', '\r\n')}`, 1, false],
    ['no line break at its end', () => pem().trimEnd(), 1, false],
    ['another label', () => pem().replaceAll('CERTIFICATE', 'X509 CERTIFICATE'), 1, false],
    ['its key above', () => pki.key('EC 1') + pem(), 1, false],
    ['junk', () => 'no PEM\n', 0, false],
    ['a damaged certificate behind', () => `${pem()}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem()}`, 1, true],
    ['two that share a line', () => pem().trimEnd() + pem(), 0, true],
    ['an end that is cut off', () => pem().slice(0, -30), 0, true],
    ['another end', () => pem().replace('END CERTIFICATE', 'END X509 CERTIFICATE'), 0, true],
    ['a key that is cut off above', () => `${pki.key('EC 1').slice(0, 90)}\n${pem()}`, 0, true],
    ['indented lines', () => pem().replaceAll(/^/gm, ' '), 0, false],
  ])('with %s', (_, text, count, broken) => {
    expect(counted(text())).toEqual({ count, broken });
  });

  test('tells a key, a revocation list, and DER', () => {
    expect(inspector.inspect(write({ certificates: [{}], key: 'EC 1' }))).toMatchObject({ hasKey: true, hasRevocationList: false, isDer: false });
    expect(inspector.inspect(write('-----BEGIN X509 CRL-----\n'))).toMatchObject({ hasKey: false, hasRevocationList: true });
    expect(inspector.inspect(write(publicHalf(pki.key('EC 1'))))).toMatchObject({ hasKey: false });
    expect(inspector.inspect(write(der(pem())))).toMatchObject({ certificates: [], broken: false, isDer: true });
  });

  test('that is no regular file of a sensible size is not read', () => {
    const pipe = path.join(pki.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const huge = write(pem());
    truncateSync(huge, (1 << 20) + 1);
    const circle = path.join(pki.folder, 'circle');
    symlinkSync(circle, circle);
    mkdirSync(path.join(pki.folder, 'folder'));
    const unreadable = [pipe, huge, circle, path.join(pki.folder, 'folder'), '/dev/zero', '/dev/null', `${pki.folder}/nowhere`, '', 'a\0b'];
    expect(unreadable.filter((name) => inspector.inspect(name) !== null)).toEqual([]);
    const good = write(pem());
    expect(unreadable.map((name) => inspector.compare(good, name))).toEqual(unreadable.map(() => 'unknown'));
  });

  test('is read again when it has changed, and only then', () => {
    const file = write({ certificates: [{ names: ['old.test'] }] });
    const before = inspector.inspect(file);
    expect(inspector.inspect(file)).toBe(before);
    writeFileSync(file, pki.pem({ certificates: [{ names: ['new.test'] }] }));
    utimesSync(file, 1, 1);
    expect(inspector.inspect(file)?.certificates[0]?.names).toEqual(['new.test']);
  });
});

describe('a key file', () => {
  const own = () => write({ certificates: [{ issuer: 'intermediate' }, 'intermediate'] });
  const compared = (key: string | Uint8Array, certificate = own()) => inspector.compare(certificate, write(key));

  test('belongs to the certificate, or does not', () => {
    expect(compared(pki.key('EC 1'))).toBe('match');
    expect(compared(pki.key('EC 2'))).toBe('mismatch');
    expect(compared(pki.key('RSA-2048 1'))).toBe('mismatch');
    expect(compared(pki.key('EC intermediate'))).toBe('later');
  });

  test('counts by its first key', () => {
    expect(compared(pki.key('EC 1') + pki.key('EC 2'))).toBe('match');
    expect(compared(pki.key('EC 2') + pki.key('EC 1'))).toBe('mismatch');
    expect(compared(pki.pem({ certificates: [{}], key: 'EC 1' }))).toBe('match');
  });

  test('may be in DER', () => {
    expect(compared(der(pki.key('EC 1')))).toBe('match');
    expect(compared(der(pki.key('EC 2')))).toBe('mismatch');
  });

  test('may hold no key that can be read', () => {
    expect(compared(pki.pem({ key: 'EC 1', encrypted: true }))).toBe('encrypted');
    expect(compared('no PEM\n')).toBe('no-key');
    expect(compared(publicHalf(pki.key('EC 1')))).toBe('no-key');
    expect(compared(pki.pem({ certificates: [{}] }))).toBe('no-key');
    expect(compared(pki.key('EC 1').slice(0, 80))).toBe('broken');
    expect(compared(pki.key('EC 1'), write('no PEM\n'))).toBe('unknown');
  });

  test('is compared again when one of the two files has changed', () => {
    const [certificate, key] = [own(), write(pki.key('EC 1'))];
    expect(inspector.compare(certificate, key)).toBe('match');
    writeFileSync(key, `${pki.key('EC 2')}\n`);
    expect(inspector.compare(certificate, key)).toBe('mismatch');
    writeFileSync(certificate, pki.pem({ certificates: [{ key: 'EC 2' }] }));
    expect(inspector.compare(certificate, key)).toBe('match');
  });

  test('leaves nothing behind', () => {
    const fresh = new NodeCertificates();
    const both = write({ certificates: [{}], key: 'EC 1' });
    expect(fresh.compare(both, write(pki.key('EC 1')))).toBe('match');
    expect(fresh.compare(both, both)).toBe('match');
    const secret = pki.key('EC 1').split('\n')[1]!;
    expect(texts(fresh).filter((text) => text.includes(secret))).toEqual([]);
    expect(texts(fresh).some((text) => text.includes('CN=blog.test'))).toBe(true);
  });
});

/** Every text that can be reached from an object. */
function texts(from: unknown, seen = new Set<unknown>()): string[] {
  if (typeof from === 'string') return [from];
  if (ArrayBuffer.isView(from)) return [Buffer.from(from.buffer).toString('latin1')];
  if (typeof from !== 'object' || from === null || seen.has(from)) return [];
  seen.add(from);
  const inside = from instanceof Map ? [...from.entries()].flat() : Reflect.ownKeys(from).map((name) => Reflect.get(from, name));
  return inside.flatMap((one) => texts(one, seen));
}
