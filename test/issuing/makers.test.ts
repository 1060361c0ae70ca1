/** Every maker and key type: what comes of it is taken by openssl, Node, Python and curl for every name, and for no other. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Created, createCertificate } from '../../client/src/certificates/create.ts';
import { KEY_TYPES, keyTypeOf } from '../../client/src/certificates/keys.ts';
import { MAKERS, type MakerId } from '../../client/src/certificates/makers/index.ts';
import { hostIn, refusal } from '../kit/issuing.ts';
import { serving, takenByCurl, takenByNode, takenByPython, verifiedByOpenssl } from './clients.ts';

const NAMES = ['app.test', '*.app.test', 'Täst.test', 'localhost', '127.0.0.1', '::1'];
const HOSTS = ['app.test', 'any.app.test', 'xn--tst-qla.test', 'localhost', '127.0.0.1', '::1'];
const STRANGERS = ['other.test', 'deep.any.app.test', '127.0.0.2'];

const folder = mkdtempSync(path.join(tmpdir(), 'issuing-makers-'));
const host = hostIn(folder, { env: { ...process.env, CAROOT: path.join(folder, 'mkcert') } });
afterAll(() => rmSync(folder, { recursive: true }));

const MAKER_IDS = Object.keys(MAKERS) as MakerId[];

describe.each(MAKER_IDS.flatMap((maker) => KEY_TYPES.map((keyType) => ({ maker, keyType }))))('$maker $keyType', ({ maker, keyType }) => {
  if (!(MAKERS[maker].keyTypes as readonly string[]).includes(keyType)) {
    test('is refused with those that there are', async () => {
      const message = await refusal(createCertificate({ names: NAMES, folder, maker, keyType }, host));
      expect(message).toBe(`${maker} makes no ${keyType} keys, only rsa-2048 and ecdsa-p256. Choose one of these, or another maker.`);
    });
    return;
  }
  const own = path.join(folder, `${maker}-${keyType}`);
  let made: Created;
  beforeAll(async () => {
    made = await createCertificate({ names: NAMES, folder: own, maker, keyType }, host);
  });

  test('makes a certificate, a key of the user alone, and a chain, and leaves nothing else', () => {
    expect(readdirSync(own).sort()).toEqual(['app.test-fullchain.pem', 'app.test-key.pem', 'app.test.pem']);
    expect(made).toMatchObject({ certificate: path.join(own, 'app.test.pem'), privateKey: path.join(own, 'app.test-key.pem') });
    expect(statSync(made.privateKey).mode & 0o777).toBe(0o600);
    expect(statSync(own).mode & 0o777).toBe(0o700);
    const [leaf, authority] = [made.certificate, made.authority].map((file) => new X509Certificate(readFileSync(file)));
    expect(leaf?.checkPrivateKey(createPrivateKey(readFileSync(made.privateKey)))).toBe(true);
    expect(keyTypeOf(leaf!.publicKey)).toBe(keyType);
    expect(readFileSync(made.privateKey, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(made.chain, 'utf8')).toBe(`${leaf}${authority}`);
  });

  test('is verified by openssl for every name and no other', async () => {
    expect(await verifiedByOpenssl(made, made.authority, [...HOSTS, ...STRANGERS])).toEqual(HOSTS);
  });

  test('is taken by Node, Python and curl for every name', async () => {
    await serving(made, async (port) => {
      expect(await takenByNode(port, made.authority, [...HOSTS, ...STRANGERS])).toEqual(HOSTS);
      expect(await takenByPython(port, made.authority, HOSTS)).toEqual(HOSTS);
      expect(await takenByCurl(port, made.authority, HOSTS)).toEqual(HOSTS);
    });
  });

  test('is refused by Python and curl under another name', async () => {
    await serving(made, async (port) => {
      expect(await takenByPython(port, made.authority, ['other.test'])).toEqual([]);
      expect(await takenByCurl(port, made.authority, ['other.test'])).toEqual([]);
    });
  });
});

describe('validity', () => {
  test.each([['builtin'], ['openssl']] as const)('of %s is as asked for', async (maker) => {
    const { certificate } = await createCertificate({ names: ['days.test'], folder, maker, keyType: 'ecdsa-p256', days: 5, fileName: `days-${maker}` }, host);
    const days = (Date.parse(new X509Certificate(readFileSync(certificate)).validTo) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(4.9);
    expect(days).toBeLessThan(5.1);
  });

  test.each([0, 825, 1.5, Number.NaN, '30' as unknown as number])('of %s days is refused', async (days) => {
    expect(await refusal(createCertificate({ names: ['days.test'], folder, maker: 'builtin', days }, host))).toContain('1 to 824 days');
  });

  test('is not for the asker to choose with mkcert', async () => {
    expect(await refusal(createCertificate({ names: ['days.test'], folder, maker: 'mkcert', days: 30 }, host))).toContain('mkcert decides itself');
  });
});

test('the authority is one for all certificates of the built-in maker and of openssl', () => {
  expect(readdirSync(host.authorities)).toEqual(['development']);
});
