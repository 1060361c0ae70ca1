/** The local authorities: made once, bound to names, kept from others, never used when something is wrong with them. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { listAuthorities, openAuthority, signLeaf } from '../../client/src/certificates/authority.ts';
import { type Constraints, DEVELOPMENT, permits } from '../../client/src/certificates/constraints.ts';
import { createCertificate } from '../../client/src/certificates/create.ts';
import type { Host } from '../../client/src/certificates/host.ts';
import { generateKey } from '../../client/src/certificates/keys.ts';
import { readNames } from '../../client/src/certificates/names.ts';
import { authorityExtensions, signCertificate } from '../../client/src/certificates/writing.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { verifiedByOpenssl } from './clients.ts';

const DAY = 86_400_000;
const root = mkdtempSync(path.join(tmpdir(), 'issuing-authority-'));
afterAll(() => rmSync(root, { recursive: true }));

let host: Host;
beforeEach(() => {
  host = hostIn(mkdtempSync(path.join(root, 'case-')));
});

const opened = (names: readonly string[], permit: readonly string[] = [], on = host) =>
  openAuthority(readNames(names), permit.length === 0 ? [] : readNames(permit), on);

test('one is made for development names and taken again', async () => {
  const first = await opened(['app.test']);
  const again = await opened(['shop.internal', '127.0.0.2', '::1']);
  expect(again.x509.fingerprint256).toBe(first.x509.fingerprint256);
  expect(readdirSync(host.authorities)).toEqual(['development']);
  const modes = [host.authorities, path.dirname(first.privateKey), first.privateKey].map((file) => statSync(file).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});

test('its certificate is what OpenSSL expects of an authority', async () => {
  const { certificate } = await opened(['app.test']);
  const text = openssl(root, 'x509', '-noout', '-text', '-in', certificate).toString();
  expect(text).toMatch(/Basic Constraints: critical\n +CA:TRUE, pathlen:0\n/);
  expect(text).toMatch(/Key Usage: critical\n +Certificate Sign, CRL Sign\n/);
  expect(text).toMatch(/Name Constraints: critical\n +Permitted:\n +DNS:test\n/);
  expect(openssl(root, 'verify', '-x509_strict', '-CAfile', certificate, certificate).toString()).toContain('OK');
});

test('two processes that need one at once get the same', async () => {
  const found = await Promise.all(Array.from({ length: 8 }, () => opened(['app.test'])));
  expect(new Set(found.map(({ x509 }) => x509.fingerprint256)).size).toBe(1);
  expect(readdirSync(host.authorities)).toEqual(['development']);
});

describe('names outside', () => {
  test.each(['shop.example.com', 'test.com', 'mytest', '10.0.0.1', '::2', '128.0.0.1'])(
    '%s is refused by builtin and openssl, and nothing is made',
    async (name) => {
      for (const maker of ['builtin', 'openssl'] as const) {
        const message = await refusal(createCertificate({ names: ['app.test', name], folder: path.join(root, 'unused'), maker }, host));
        expect(message).toContain(`The local authority may not sign “${name}”`);
        expect(message).toContain('.test, .localhost, .example, .local, .internal, home.arpa, 127.0.0.0/8, ::1/128');
      }
      expect(await listAuthorities(host)).toEqual([]);
      expect(readdirSync(root)).not.toContain('unused');
    },
  );

  test('that somebody permits get an authority of their own, which signs nothing further', async () => {
    const development = await opened(['app.test']);
    const own = await opened(['shop.example.com', 'localhost'], ['shop.example.com', '10.0.0.1']);
    expect(own.x509.fingerprint256).not.toBe(development.x509.fingerprint256);
    expect((await opened(['a.shop.example.com', '10.0.0.1'])).x509.fingerprint256).toBe(own.x509.fingerprint256);
    expect((await opened(['app.test'])).x509.fingerprint256).toBe(development.x509.fingerprint256);
    expect(await refusal(opened(['example.com']))).toContain('“example.com”');
    expect(await refusal(opened(['10.0.0.2'], ['10.0.0.1']))).toContain('“10.0.0.2”');
  });

  test.each([
    [['app.test', 'a.localhost', '127.0.0.1', '::1'], []],
    [[], ['shop.example.com', 'test.com', '10.0.0.1', '::2']],
  ])('are refused by OpenSSL even where somebody signs them with the key: %j pass, %j do not', async (inside, outside) => {
    const authority = await opened(['app.test']);
    const { publicKey } = await generateKey('ecdsa-p256');
    const unbound: Constraints = { dns: ['test', 'localhost', 'com'], ip: ['0.0.0.0/0', '::/0'] };
    for (const name of [...inside, ...outside]) {
      const request = { publicKey, names: readNames([name]), subject: { commonName: 'x' }, use: 'server', days: 5 } as const;
      const pem = await signLeaf({ ...authority, constraints: unbound }, request, host);
      const certificate = path.join(root, 'stolen.pem');
      writeFileSync(certificate, pem);
      expect(await verifiedByOpenssl({ certificate }, authority.certificate, [name])).toEqual(inside.includes(name as never) ? [name] : []);
    }
  });
});

describe('one with something wrong is not used:', () => {
  const cases: readonly (readonly [string, (folder: string) => Promise<void> | void, string])[] = [
    ['a key that others may read', (folder) => chmodSync(path.join(folder, 'authority-key.pem'), 0o640), 'can be read by other users'],
    ['a missing key', (folder) => rmSync(path.join(folder, 'authority-key.pem')), 'a file of it is missing'],
    ['a damaged certificate', (folder) => writeFileSync(path.join(folder, 'authority.pem'), 'junk'), 'a file of it is damaged'],
    ['a damaged record', (folder) => writeFileSync(path.join(folder, 'authority.json'), '{'), 'a file of it is damaged'],
    ['a record of wider constraints', (folder) => widen(folder), 'does not have the name constraints that are noted'],
    ['a key of another', (folder) => otherKey(folder), 'its key is not the one of its certificate'],
  ];

  test.each(cases)('%s', async (_, harm, reason) => {
    const folder = path.dirname((await opened(['app.test'])).certificate);
    await harm(folder);
    const message = await refusal(opened(['app.test']));
    expect(message).toContain(`The local authority in ${folder} cannot be used`);
    expect(message).toContain(reason);
    expect(await listAuthorities(host)).toEqual([]);
  });
});

function widen(folder: string): void {
  const record = path.join(folder, 'authority.json');
  const { subject, constraints } = JSON.parse(readFileSync(record, 'utf8'));
  writeFileSync(record, JSON.stringify({ subject, constraints: { ...constraints, dns: [...constraints.dns, 'com'] } }));
}

async function otherKey(folder: string): Promise<void> {
  const { privateKey } = await generateKey('ecdsa-p256');
  writeFileSync(path.join(folder, 'authority-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

describe('time', () => {
  const later = (days: number): Host => ({ ...host, now: () => Date.now() + days * DAY });
  const asked = (on: Host) => createCertificate({ names: ['app.test'], folder: path.join(root, 'late'), maker: 'builtin', keyType: 'ecdsa-p256' }, on);

  test('an authority signs nothing that outlives it', async () => {
    await opened(['app.test']);
    expect(await refusal(asked(later(3600)))).toContain('ends in 49 days, before the certificate would (397 days)');
  });

  test('an authority that ended signs nothing', async () => {
    await opened(['app.test']);
    expect(await refusal(asked(later(3651)))).toContain('The local authority ended on');
  });

  test('dates beyond 2049 are written as they have to be', async () => {
    const { privateKey, publicKey } = await generateKey('ecdsa-p256');
    const subject = { commonName: 'Far' };
    const dates = { notBefore: Date.UTC(2049, 11, 31), notAfter: Date.UTC(2050, 0, 1) };
    const pem = await signCertificate(
      { subject, issuer: subject, publicKey, issuerKey: publicKey, ...dates, extensions: authorityExtensions(DEVELOPMENT) },
      privateKey,
    );
    writeFileSync(path.join(root, 'far.pem'), pem);
    const shown = openssl(root, 'asn1parse', '-in', 'far.pem').toString();
    expect(shown).toMatch(/UTCTIME +:491231000000Z/);
    expect(shown).toMatch(/GENERALIZEDTIME +:20500101000000Z/);
  });
});

test.each([
  ['app.test', true],
  ['test', true],
  ['mytest', false],
  ['app.test.com', false],
  ['*.home.arpa.test', true],
  ['127.255.255.255', true],
  ['126.0.0.1', false],
  ['::1', true],
])('development names permit %s: %s', (name, expected) => {
  expect(permits(DEVELOPMENT, readNames([name])[0]!)).toBe(expected);
});
