/** Every maker and key type: what comes of it, served by a real Apache, is taken by openssl, Node, Python, curl, Chromium and Firefox for every name, and for no other. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCertificate } from '../../client/src/certificates/create.ts';
import { KEY_TYPES, keyTypeOf } from '../../client/src/certificates/keys.ts';
import { MAKERS, type MakerId } from '../../client/src/certificates/makers/index.ts';
import { hostIn, refusal } from '../kit/issuing.ts';
import { advised, BROWSERS, shownIn } from './browsers.ts';
import { takenByCurl, takenByNode, takenByPython, verifiedByOpenssl } from './clients.ts';
import { OVERSTEPPING, overstepping } from './overstepping.ts';
import { HAS_IPV6, type Site, sitesUp } from './sites.ts';

const NAMES = ['app.test', '*.app.test', 'Täst.test', 'localhost', '127.0.0.1', '::1'];
const HOSTS = ['app.test', 'any.app.test', 'xn--tst-qla.test', 'localhost', '127.0.0.1', '::1'];
const STRANGERS = ['other.test', 'deep.any.app.test', '127.0.0.2'];
/** Longer than any test of all certificates takes, in milliseconds. */
const PATIENCE = 180_000;

const folder = mkdtempSync(path.join(tmpdir(), 'issuing-makers-'));
const host = hostIn(folder, { env: { ...process.env, CAROOT: path.join(folder, 'mkcert') } });
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

const MAKER_IDS = Object.keys(MAKERS) as MakerId[];
const CASES = MAKER_IDS.flatMap((maker) => KEY_TYPES.map((keyType) => ({ maker, keyType, title: `${maker}-${keyType}` })));
const possible = ({ maker, keyType }: (typeof CASES)[number]) => (MAKERS[maker].keyTypes as readonly string[]).includes(keyType);
const made: Site[] = [];
const siteOf = (title: string) => made.find((site) => site.title === title)!;

beforeAll(async () => {
  for (const { maker, keyType, title } of CASES.filter(possible)) {
    made.push({ title, ...(await createCertificate({ names: NAMES, folder: path.join(folder, title), maker, keyType }, host)) });
  }
}, PATIENCE);

describe.each(CASES.filter(possible))('$maker $keyType', ({ keyType, title }) => {
  test('makes a certificate, a key of the user alone, and a chain, and leaves nothing else', () => {
    const [own, site] = [path.join(folder, title), siteOf(title)];
    expect(readdirSync(own).sort()).toEqual(['app.test-fullchain.pem', 'app.test-key.pem', 'app.test.pem']);
    expect(site).toMatchObject({ certificate: path.join(own, 'app.test.pem'), privateKey: path.join(own, 'app.test-key.pem') });
    expect(statSync(site.privateKey).mode & 0o777).toBe(0o600);
    expect(statSync(own).mode & 0o777).toBe(0o700);
    const [leaf, authority] = [site.certificate, site.authority].map((file) => new X509Certificate(readFileSync(file)));
    expect(leaf?.checkPrivateKey(createPrivateKey(readFileSync(site.privateKey)))).toBe(true);
    expect(keyTypeOf(leaf!.publicKey)).toBe(keyType);
    expect(readFileSync(site.privateKey, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(site.chain, 'utf8')).toBe(`${leaf}${authority}`);
  });

  test('is verified by openssl for every name and no other', async () => {
    expect(await verifiedByOpenssl(siteOf(title), siteOf(title).authority, [...HOSTS, ...STRANGERS])).toEqual(HOSTS);
  });
});

test.each(CASES.filter((one) => !possible(one)))('$maker makes no $keyType, and says what it makes', async ({ maker, keyType }) => {
  const message = await refusal(createCertificate({ names: NAMES, folder, maker, keyType }, host));
  expect(message).toBe(`${maker} makes no ${keyType} keys, only rsa-2048 and ecdsa-p256. Choose one of these, or another maker.`);
});

describe.each([
  ['Node', takenByNode],
  ['Python', takenByPython],
  ['curl', takenByCurl],
] as const)('%s', (_, taken) => {
  test(
    'takes each from Apache under every name and no other',
    async () => {
      await sitesUp(made, async (served) => {
        for (const { title, port, authority } of served) expect([title, await taken(port, authority, [...HOSTS, ...STRANGERS])]).toEqual([title, HOSTS]);
      });
    },
    PATIENCE,
  );

  test('refuses what the authority signs outside of its constraints', async () => {
    const names = ['shop.example.com', 'app.test', '10.0.0.1'];
    const answers = await sitesUp(await overstepping(host, folder), (served) =>
      Promise.all(served.map(async ({ title, port, authority }) => [title, await taken(port, authority, names)])),
    );
    expect(Object.fromEntries(answers)).toEqual({ 'a public name': [], 'an address of others': [], 'a name inside': ['app.test'] });
  });
});

describe.each(BROWSERS)('$title', (browser) => {
  const home = path.join(folder, browser.title);
  const reachable = HOSTS.filter((name) => HAS_IPV6 || isIP(name) !== 6);
  const authorities = () => [...new Set(made.map(({ authority }) => authority))];
  const shown = (sites: readonly Site[], namesOf: (site: Site) => readonly string[]) => shownIn(browser, home, sites, namesOf);
  /** What it is to show for each certificate under some names. */
  const ofEach = (names: readonly string[], text: (title: string) => string) =>
    Object.fromEntries(made.map(({ title }) => [title, Object.fromEntries(names.map((name) => [name, text(title)]))]));

  test(
    'opens each under every name and no other, as long as its authority is trusted',
    async () => {
      const first = made[0]!;
      mkdirSync(home);
      expect(await shown([first], () => ['app.test'])).toEqual({ [first.title]: { 'app.test': browser.unknown } });
      await advised('trust', browser, authorities(), host, home);
      const limits = await overstepping(host, folder);
      const namesIn = (title: string) => OVERSTEPPING[title]?.filter((name) => isIP(name) === 0).concat('other.test');
      expect(await shown([...made, ...limits], ({ title }) => namesIn(title) ?? reachable)).toEqual({
        ...ofEach(reachable, (title) => title),
        'a public name': { 'shop.example.com': browser.outside, 'other.test': browser.outside },
        'an address of others': { 'app.test': browser.outside, 'other.test': browser.outside },
        'a name inside': { 'app.test': 'a name inside', 'other.test': browser.wrongName },
      });
      await advised('distrust', browser, authorities(), host, home);
      expect(await shown(made, () => ['app.test'])).toEqual(ofEach(['app.test'], () => browser.unknown));
    },
    PATIENCE,
  );
});

test(
  'Chromium trusts an authority that it was given before its first start',
  async () => {
    const [home, site] = [path.join(folder, 'new home'), made[0]!];
    mkdirSync(home);
    await advised('trust', BROWSERS[0]!, [site.authority], host, home);
    expect(await shownIn(BROWSERS[0]!, home, [site], () => ['app.test'])).toEqual({ [site.title]: { 'app.test': site.title } });
  },
  PATIENCE,
);

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
