/** Client certificates: stores that other programs open, and lines that httpd reads. Whom a server lets in with them: `servers/mutual.test.ts`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ClientCertificate, type ClientOptions, clientLines, createClientCertificate } from '../../client/src/certificates/clientCertificate.ts';
import { inspectCertificate } from '../../client/src/certificates/inspect.ts';
import { KEY_TYPES } from '../../client/src/certificates/keys.ts';
import { apacheIsAsked, configtest } from '../kit/apache.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'certificates-client-'));
const pki = new Pki();
afterAll(() => {
  pki.remove();
  rmSync(folder, { recursive: true, force: true });
});
const host = hostIn(folder);
const at = (...names: string[]) => path.join(folder, ...names);

function made(name: string, more: Partial<ClientOptions> = {}): Promise<ClientCertificate> {
  return createClientCertificate({ commonName: 'alice', folder: at(name), keyType: 'ecdsa-p256', ...more }, host);
}

/** Takes a store apart with openssl. */
function opened({ store, password }: ClientCertificate, ...args: string[]): string {
  return openssl(folder, 'pkcs12', '-in', store, '-passin', `pass:${password}`, '-nodes', ...args).toString();
}

describe('a store', () => {
  test.each(KEY_TYPES)('with a key %s opens with its password and holds what it should', async (keyType) => {
    const result = await made(keyType, { keyType, days: 30 });
    const [certificate, authority] = opened(result, '-nokeys').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n/g) ?? [];
    const file = pki.write('client.pem', certificate!);
    expect(authority).toBe(readFileSync(result.authority, 'utf8'));
    expect(openssl(folder, 'verify', '-purpose', 'sslclient', '-x509_strict', '-CAfile', result.authority, file).toString()).toContain('OK');
    expect(spawnSync('openssl', ['verify', '-purpose', 'sslserver', '-CAfile', result.authority, file]).status).not.toBe(0);
    expect((await inspectCertificate(file)).certificates[0]).toMatchObject({ title: 'alice', uses: ['clients (TLS)'], daysLeft: 29, names: [] });
    const key = pki.write('client.key', opened(result, '-nocerts').replace(/^[\s\S]*?(?=-----BEGIN)/, ''));
    expect(openssl(folder, 'pkey', '-in', key, '-pubout')).toEqual(openssl(folder, 'x509', '-in', file, '-noout', '-pubkey'));
  });

  test('is locked: another password opens nothing, and the key is not in it as it is', async () => {
    const result = await made('locked');
    expect(result.password).toMatch(/^[a-zA-Z2-9]{20}$/);
    expect(() => opened({ ...result, password: `${result.password}x` })).toThrow('invalid password');
    const { d: secret = '' } = createPrivateKey(opened(result, '-nocerts')).export({ format: 'jwk' });
    expect(secret).toHaveLength(43);
    expect(readFileSync(result.store).includes(Buffer.from(secret, 'base64url'))).toBe(false);
    expect((await made('other')).password).not.toBe(result.password);
  });

  test('is its user’s alone, and the only file', async () => {
    const { store } = await made('alone', { commonName: 'Zoë Ünal <zoe@example.test>' });
    expect(readdirSync(at('alone'))).toEqual(['client-Zo_nal_zoe@example.test_.p12']);
    expect((statSync(store).mode & 0o777).toString(8)).toBe('600');
  });

  test('is imported by NSS, as Chromium and Firefox do', async () => {
    const { store, password } = await made('nss', { commonName: 'Zoë', password: 'Ein "gutes" $Wort' });
    const database = at('nss/db');
    mkdirSync(database);
    execFileSync('certutil', ['-N', '--empty-password', '-d', `sql:${database}`]);
    execFileSync('pk12util', ['-i', store, '-W', password, '-d', `sql:${database}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    expect(execFileSync('certutil', ['-L', '-d', `sql:${database}`], { encoding: 'utf8' })).toMatch(/^Zoë - .* u,u,u$/m);
  });

  test('comes of an authority for clients alone where that is asked for', async () => {
    const [local, apart, again] = [await made('a'), await made('b', { authority: 'clients' }), await made('c', { authority: 'clients' })];
    expect(apart.authority).not.toBe(local.authority);
    expect(again.authority).toBe(apart.authority);
    expect(readFileSync(apart.authority, 'utf8')).not.toBe(readFileSync(local.authority, 'utf8'));
  });

  test('that is there is not touched', async () => {
    const { store } = await made('there');
    const was = readFileSync(store);
    expect(await refusal(made('there'))).toContain('was not touched');
    expect(readFileSync(store)).toEqual(was);
    expect((await made('there', { onExisting: 'rename' })).store).toBe(at('there/client-alice-2.p12'));
  });

  test.each<[Partial<ClientOptions>, string]>([
    [{ commonName: ' ' }, 'needs a name'],
    [{ commonName: 'a\nb' }, 'not seen'],
    [{ commonName: 'x'.repeat(65) }, 'longer than 64'],
    [{ commonName: 'alice.example' }, 'looks like a host name'],
    [{ password: 'short' }, 'The password needs 8'],
    [{ password: 'pässwörter' }, 'The password needs 8'],
    [{ days: 0 }, '1 to 824 days'],
    [{ authority: 'other' as 'local' }, 'one of local, clients'],
    [{ folder: 'relative' }, 'absolute path'],
  ])('of %j is refused, and nothing is made', async (change, message) => {
    const said = await refusal(made('refused', change));
    expect(said).toContain(message);
    if (change.password !== undefined) expect(said).not.toContain(change.password);
    expect(existsSync(at('refused'))).toBe(false);
  });

  test('has no name that servers take for a host: they would hold the constraints of the authority against it', async () => {
    const address = await made('address', { commonName: 'alice@example.org' });
    const file = pki.write('address.pem', opened(address, '-nokeys', '-clcerts'));
    expect(openssl(folder, 'verify', '-purpose', 'sslclient', '-CAfile', address.authority, file).toString()).toContain('OK');
  });
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test('reads the lines, whatever the path', async () => {
    for (const name of ['plain', 'with blank', `quo"te'`, 'back\\slash', 'back\\', '100%', '#']) {
      const authority = pki.write(`${name}/ca.pem`, pki.authority('root'));
      const { ok, stderr } = await configtest(clientLines(authority).join('\n'));
      expect(stderr).toContain('Syntax OK');
      expect(ok).toBe(true);
    }
    expect(() => clientLines('/a/${b}/ca.pem')).toThrow('httpd puts in the value of a variable');
    expect(() => clientLines('/a\n/ca.pem')).toThrow('has control characters');
  });
});
