/** PKCS#12 stores as programs write them: the right password shows their certificates, another one is said to be wrong, and no word of a key is told. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { pkcs12 } from '../../client/src/certificates/pkcs12.ts';
import { readCertificates, readUnlocked } from '../../client/src/certificates/read.ts';
import { readPrivateKey } from '../../client/src/certificates/readKey.ts';
import { WrongPassword } from '../../client/src/certificates/storeReading.ts';
import { subjectOf } from '../../client/src/certificates/wording.ts';
import { openssl, refusal } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';

const pki = new Pki();
afterAll(() => pki.remove());

const PASSWORD = 'öpen “sesame” ☂';
const certificate = pki.write('leaf.pem', { certificates: [{ issuer: 'intermediate' }] });
const authority = pki.write('authority.pem', { certificates: ['intermediate'] });
const key = pki.write('leaf.key', { key: 'EC 1' });

/** A store that openssl writes. */
function store(name: string, password: string, ...args: readonly string[]): string {
  const given = ['-in', certificate, '-inkey', key, '-certfile', authority, '-passout', `file:${pki.write('password', `${password}\n`)}`];
  return pki.write(`${name}.p12`, openssl(pki.folder, 'pkcs12', '-export', ...given, ...args));
}

/** A store that another program writes, with its own password. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  execFileSync(program, args, { cwd: pki.folder, env: { PATH: process.env.PATH, HOME: pki.folder, ...env }, stdio: 'ignore', timeout: 60_000 });
}

const names = async (file: string, password: string) => (await readUnlocked(file, password)).certificates.map(subjectOf);

describe('a store', () => {
  test.each<[string, readonly string[]]>([
    ['of OpenSSL 3', []],
    ['of OpenSSL 1 and LibreSSL, with RC2', ['-legacy']],
    ['of Windows, with Triple DES', ['-legacy', '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['with RC2 of 128 bits', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128']],
    ['with AES-128 and many rounds', ['-certpbe', 'AES-128-CBC', '-iter', '100000']],
    ['with AES-192 and a check sum of SHA-512', ['-certpbe', 'AES-192-CBC', '-macalg', 'sha512']],
    ['with a check sum of SHA-384', ['-macalg', 'sha384']],
    ['with Triple DES in the new way', ['-certpbe', 'DES-EDE3-CBC']],
    ['without a check sum', ['-nomac', '-certpbe', 'AES-256-CBC']],
  ])('%s', async (_title, args) => {
    const file = store('made', PASSWORD, ...args);
    expect(await readCertificates(file)).toMatchObject({ form: 'pkcs12', certificates: [], isLocked: true });
    expect(await names(file, PASSWORD)).toEqual(['blog.test', 'Test intermediate']);
    expect(await readUnlocked(file, PASSWORD)).toMatchObject({ isLocked: false, hasKey: true });
    await expect(readUnlocked(file, `${PASSWORD}x`)).rejects.toBeInstanceOf(WrongPassword);
    await expect(readUnlocked(file, '')).rejects.toBeInstanceOf(WrongPassword);
  });

  test.each([['AES', []] as const, ['RC2', ['-legacy']] as const])('with an empty password and %s', async (_title, args) => {
    const file = store('empty', '', ...args);
    expect(await names(file, '')).toEqual(['blog.test', 'Test intermediate']);
    await expect(readUnlocked(file, 'x')).rejects.toBeInstanceOf(WrongPassword);
  });

  test('whose certificates anybody may see', async () => {
    const file = store('open', PASSWORD, '-certpbe', 'NONE');
    const seen = await readCertificates(file);
    expect(seen).toMatchObject({ isLocked: false, hasKey: true });
    expect(seen.certificates.map(subjectOf)).toEqual(['blog.test', 'Test intermediate']);
    await expect(readUnlocked(file, 'x')).rejects.toBeInstanceOf(WrongPassword);
  });

  test('of ours', async () => {
    const [leaf] = (await readCertificates(certificate)).certificates;
    const [issuer] = (await readCertificates(authority)).certificates;
    const content = { privateKey: await readPrivateKey(key), certificate: leaf!, authorities: [issuer!], label: 'a', password: PASSWORD };
    const file = pki.write('ours.p12', await pkcs12(content));
    expect((await readCertificates(file)).certificates.map(subjectOf)).toEqual(['blog.test', 'Test intermediate']);
    expect(await readUnlocked(file, PASSWORD)).toMatchObject({ isLocked: false, hasKey: true });
    await expect(readUnlocked(file, 'x')).rejects.toBeInstanceOf(WrongPassword);
  });

  test('of mkcert', async () => {
    run('mkcert', ['-pkcs12', '-p12-file', 'mkcert.p12', 'shop.test'], { CAROOT: path.join(pki.folder, 'mkcert') });
    const [leaf] = (await readUnlocked(path.join(pki.folder, 'mkcert.p12'), 'changeit')).certificates;
    expect(leaf?.checkHost('shop.test')).toBe('shop.test');
  });

  test('of Java', async () => {
    const file = path.join(pki.folder, 'java.p12');
    const given = ['-alias', 'a', '-dname', 'CN=java.test', '-keyalg', 'EC', '-keystore', file, '-storetype', 'PKCS12', '-storepass', 'changeit'];
    run('keytool', ['-genkeypair', ...given]);
    expect(await names(file, 'changeit')).toEqual(['java.test']);
  });

  test('of NSS, with lengths as BER has them', async () => {
    const database = `sql:${pki.write('nss/.keep', '').replace(/\/\.keep$/, '')}`;
    run('certutil', ['-N', '--empty-password', '-d', database]);
    run('pk12util', ['-i', store('into', 'only-for-tests', '-name', 'blog'), '-W', 'only-for-tests', '-d', database]);
    const file = path.join(pki.folder, 'nss.p12');
    run('pk12util', ['-o', file, '-n', 'blog', '-W', 'only-for-tests', '-d', database]);
    expect(await readCertificates(file)).toMatchObject({ form: 'pkcs12', isLocked: true });
    expect(await names(file, 'only-for-tests')).toContain('blog.test');
    await expect(readUnlocked(file, 'x')).rejects.toBeInstanceOf(WrongPassword);
  });

  test('that asks for more rounds than any program is refused', async () => {
    const bytes = readFileSync(store('rounds', 'x', '-iter', '1000000', '-macalg', 'sha256', '-certpbe', 'NONE'));
    const rounds = Buffer.from([0x02, 0x03, 0x0f, 0x42, 0x40]);
    const at = bytes.lastIndexOf(rounds);
    expect(at).toBeGreaterThan(0);
    bytes.set([0x7f, 0xff, 0xff], at + 2);
    expect(await refusal(readUnlocked(pki.write('hostile.p12', bytes), 'x'))).toContain('no program asks for');
  });

  test.each([['locked', []] as const, ['open', ['-certpbe', 'NONE', '-nomac']] as const])(
    '%s and damaged anywhere is read or refused in words',
    async (_title, args) => {
      const whole = readFileSync(store('whole', 'x', ...args));
      const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length));
      await fc.assert(
        fc.asyncProperty(damaged, async ([at, byte, length]) => {
          const bytes = Buffer.from(whole);
          bytes[at] = byte;
          const file = pki.write('damaged.p12', bytes.subarray(0, Math.max(length, at + 1)));
          await readUnlocked(file, 'x').catch(() => refusal(readUnlocked(file, 'x')));
        }),
        { numRuns: 150 },
      );
    },
  );
});
