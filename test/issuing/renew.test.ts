/** Renewal: the same names or more, the same files, the old ones kept. */
import { X509Certificate } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Created, createCertificate } from '../../client/src/certificates/create.ts';
import type { Host } from '../../client/src/certificates/host.ts';
import { keyTypeOf } from '../../client/src/certificates/keys.ts';
import type { CreateOptions } from '../../client/src/certificates/options.ts';
import { type RenewOptions, renewCertificate } from '../../client/src/certificates/renew.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { verifiedByOpenssl } from './clients.ts';

const root = mkdtempSync(path.join(tmpdir(), 'issuing-create-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let host: Host;
beforeEach(() => {
  const own = mkdtempSync(path.join(root, 'case-'));
  folder = path.join(own, 'certificates');
  host = hostIn(own, { env: { ...process.env, CAROOT: path.join(own, 'mkcert') } });
});

function create(options: Partial<CreateOptions> = {}, on = host): Promise<Created> {
  return createCertificate({ names: ['app.test'], folder, maker: 'builtin', keyType: 'ecdsa-p256', ...options }, on);
}

describe('renewal', () => {
  const renew = (options: RenewOptions) => renewCertificate(options, host);
  const read = (file: string) => new X509Certificate(readFileSync(file));

  test.each(['builtin', 'mkcert', 'openssl'] as const)('of a certificate by %s keeps its names, its kind of key and its files', async (maker) => {
    const old = await create({ maker, names: ['app.test', '*.app.test', '127.0.0.1', '::1'] });
    const before = read(old.certificate);
    const made = await renew({ certificate: old.certificate });
    const { certificate, privateKey, chain, authority } = old;
    expect(made).toMatchObject({ certificate, privateKey, chain, authority });
    expect(read(made.certificate).subjectAltName).toBe(before.subjectAltName);
    expect(read(made.certificate).serialNumber).not.toBe(before.serialNumber);
    expect(keyTypeOf(read(made.certificate).publicKey)).toBe('ecdsa-p256');
    expect(made.backups.map((file) => path.basename(file).replace(/\d{8}T\d{6}Z/, 'WHEN'))).toEqual([
      'app.test.backup-WHEN-key.pem',
      'app.test.backup-WHEN.pem',
      'app.test.backup-WHEN-fullchain.pem',
    ]);
    expect(read(made.backups[1]!).fingerprint256).toBe(before.fingerprint256);
  });

  test('adds names, and one that it has counts once', async () => {
    const old = await create();
    const made = await renew({ certificate: old.certificate, names: ['APP.test', 'www.app.test'] });
    expect(await verifiedByOpenssl(made, made.authority, ['app.test', 'www.app.test', 'x.app.test'])).toEqual(['app.test', 'www.app.test']);
  });

  test('refuses names outside and leaves all as it was', async () => {
    const old = await create();
    const before = readdirSync(folder);
    expect(await refusal(renew({ certificate: old.certificate, names: ['example.com'] }))).toContain('may not sign “example.com”');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('by the chain file is that of the certificate', async () => {
    const old = await create();
    expect(await renew({ certificate: old.chain })).toMatchObject({ certificate: old.certificate, chain: old.chain, privateKey: old.privateKey });
  });

  test('finds a key called after its certificate, or takes the one that is named', async () => {
    const old = await create();
    const certificate = path.join(folder, 'server.crt');
    copyFileSync(old.certificate, certificate);
    expect(await refusal(renew({ certificate }))).toContain('was looked for in');
    copyFileSync(old.privateKey, path.join(folder, 'server.key'));
    const made = await renew({ certificate });
    expect([made.certificate, made.privateKey]).toEqual([certificate, path.join(folder, 'server.key')]);
    renameSync(made.privateKey, path.join(folder, 'other.key'));
    expect((await renew({ certificate, privateKey: path.join(folder, 'other.key') })).privateKey).toBe(path.join(folder, 'other.key'));
    expect(existsSync(path.join(folder, 'server.key'))).toBe(false);
  });

  test('of a certificate from elsewhere needs a maker', async () => {
    const certificate = path.join(path.dirname(folder), 'shop.pem');
    const key = path.join(path.dirname(folder), 'shop-key.pem');
    const names = ['-subj', '/CN=Shop', '-addext', 'subjectAltName=DNS:shop.test'];
    openssl(
      path.dirname(folder),
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      ...names,
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    );
    expect(await refusal(renew({ certificate }))).toContain('was issued by Shop, not on this machine');
    const made = await renew({ certificate, maker: 'builtin' });
    expect(await verifiedByOpenssl(made, made.authority, ['shop.test'])).toEqual(['shop.test']);
    expect(keyTypeOf(read(made.certificate).publicKey)).toBe('rsa-2048');
  });

  test.each<[Partial<RenewOptions>, string]>([
    [{ certificate: 'app.pem' }, 'The option certificate is an absolute path'],
    [{ privateKey: 'app.key' }, 'The option privateKey is an absolute path'],
    [{ names: 'www.app.test' as unknown as string[] }, 'The option names is a list'],
  ])('with %j is refused', async (options, reason) => {
    const { certificate } = await create();
    expect(await refusal(renew({ certificate, ...options }))).toContain(reason);
  });

  test('is not for authorities, nor for files without a certificate', async () => {
    const { authority } = await create();
    expect(await refusal(renew({ certificate: authority }))).toContain('is the certificate of an authority');
    writeFileSync(path.join(folder, 'none.pem'), 'nothing');
    expect(await refusal(renew({ certificate: path.join(folder, 'none.pem') }))).toContain('no certificate');
  });
});
