/** The way through an authority that is not ours: a signing request, what the authority sends, the chain, and real servers that present it. */
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildChain } from '../../client/src/certificates/chain.ts';
import { inspectCertificate } from '../../client/src/certificates/inspect.ts';
import { KEY_TYPES } from '../../client/src/certificates/keys.ts';
import { createSigningRequest } from '../../client/src/certificates/request.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { asClient, hostIn, openssl, refusal } from '../kit/issuing.ts';
import { findNginx, nginxServing } from '../kit/nginx.ts';
import { Pki } from '../kit/pki.ts';
import { serving } from '../kit/serving.ts';
import { freePort } from '../kit/start.ts';

const pki = new Pki();
const host = hostIn(pki.folder);
afterAll(() => pki.remove());
const at = (...names: string[]) => path.join(pki.folder, ...names);

describe('a signing request', () => {
  test.each(KEY_TYPES)('with a key %s holds for openssl, names and all', async (keyType) => {
    const names = ['Shop.test', '*.shop.test', 'täst.example', '127.0.0.1', '::1'];
    const subject = { country: 'de', state: 'Köln, "Rhein"', locality: '', organization: ' Shop/Ltd=$ENV::HOME ' };
    const { request, privateKey } = await createSigningRequest({ names, subject, keyType, folder: at(keyType) }, host);
    const text = openssl(pki.folder, 'req', '-in', request, '-noout', '-verify', '-text', '-nameopt', 'utf8,sep_multiline', '-subject').toString();
    expect(/DNS:.*/.exec(text)?.[0]).toBe('DNS:shop.test, DNS:*.shop.test, DNS:xn--tst-qla.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(text.slice(text.lastIndexOf('subject=')).split(/\n\s*/)).toEqual([
      'subject=',
      'C=DE',
      'ST=Köln, "Rhein"',
      'O=Shop/Ltd=$ENV::HOME',
      'CN=shop.test',
      '',
    ]);
    const ours = openssl(pki.folder, 'pkey', '-in', privateKey, '-pubout');
    expect(openssl(pki.folder, 'req', '-in', request, '-noout', '-pubkey')).toEqual(ours);
  });

  test('has a key that is its user’s alone and no other file beside it', async () => {
    const { request, privateKey, notes } = await createSigningRequest({ names: ['*.a.test'], folder: at('alone'), keyType: 'ecdsa-p256' }, host);
    expect([request, privateKey]).toEqual([at('alone/_wildcard.a.test.csr'), at('alone/_wildcard.a.test-key.pem')]);
    expect(readdirSync(at('alone'))).toHaveLength(2);
    expect((statSync(privateKey).mode & 0o777).toString(8)).toBe('600');
    expect(createPrivateKey(readFileSync(privateKey)).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(notes).toEqual([]);
  });

  test('of an address alone has no common name', async () => {
    const { request } = await createSigningRequest({ names: ['::1'], folder: at('address'), keyType: 'ecdsa-p256' }, host);
    expect((await inspectCertificate(request)).requests[0]).toMatchObject({ subject: [], names: [{ kind: 'IP', value: '::1' }], isIntact: true });
  });

  test('leaves what is there, and leaves nothing where it stops', async () => {
    const first = { names: ['kept.test'], folder: at('kept'), keyType: 'ecdsa-p256' } as const;
    const { request, privateKey } = await createSigningRequest(first, host);
    const [was, key] = [readFileSync(request), readFileSync(privateKey)];
    expect(await refusal(createSigningRequest(first, host))).toContain('was not touched');
    expect([readFileSync(request), readFileSync(privateKey)]).toEqual([was, key]);
    expect(await refusal(createSigningRequest({ ...first, fileName: 'other', folder: at('stopped') }, { ...host, signal: AbortSignal.abort() }))).toContain(
      'Cancelled',
    );
    expect(existsSync(at('stopped'))).toBe(false);
  });

  test.each([
    [{ names: ['a.test,DNS:evil.example'] }, 'no host name'],
    [{ names: [] }, 'at least one name'],
    [{ subject: { country: 49 } as never }, 'The option subject holds texts'],
    [{ names: 'a.test' as never }, 'is a list'],
    [{ subject: { country: 'Germany' } }, 'two letters'],
    [{ subject: { country: 'D1' } }, 'two letters'],
    [{ subject: { organization: 'a\nCA:TRUE' } }, 'not seen'],
    [{ subject: { locality: 'left\u202eright' } }, 'not seen'],
    [{ subject: { commonName: 'x'.repeat(65) } }, 'longer than 64'],
    [{ fileName: '../up' }, 'cannot be the name of a file'],
    [{ fileName: 'a\\b' }, 'cannot be the name of a file'],
    [{ fileName: '..' }, 'cannot be the name of a file'],
  ])('of %j is refused, and nothing is made', async (change, message) => {
    const wish = { names: ['a.test'], folder: at('refused'), keyType: 'ecdsa-p256', ...change } as const;
    expect(await refusal(createSigningRequest(wish, host))).toContain(message);
    expect(existsSync(at('refused'))).toBe(false);
  });
});

describe.runIf(apacheIsAsked())('a certificate that an authority issues for a request', () => {
  /** Signs a request as an authority does that has an intermediate certificate and a mind of its own about the order of a bundle. */
  function issued(request: string): readonly string[] {
    const [certificate, bundle] = [at('sent.cer'), at('sent.ca-bundle')];
    const ca = pki.write('ca.pem', pki.authority('intermediate'));
    const key = pki.write('ca.key', pki.key('EC intermediate'));
    const extensions = pki.write('ca.cnf', 'basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:shop.test\n');
    const signing = ['-CA', ca, '-CAkey', key, '-set_serial', '0x1234', '-days', '30', '-extfile', extensions];
    openssl(pki.folder, 'x509', '-req', '-in', request, ...signing, '-outform', 'DER', '-out', certificate);
    pki.write('sent.ca-bundle', `${pki.authority('root')}${pki.authority('intermediate')}${pki.authority('root')}`);
    return [bundle, certificate];
  }

  const client = ['-CAfile', pki.write('trusted.pem', pki.authority('root')), '-servername', 'shop.test', '-verify_hostname', 'shop.test'];

  test.each(['rsa-2048', 'ecdsa-p384'] as const)('with its %s key is served with its chain by Apache and nginx', async (keyType) => {
    const folder = at(`served-${keyType}`);
    const { request, privateKey } = await createSigningRequest({ names: ['shop.test'], folder, keyType }, host);
    const files = issued(request);
    const { chain } = await buildChain({ files, privateKey, output: path.join(folder, 'fullchain.pem') }, host);
    const port = await freePort();
    const lines = (certificate: string) =>
      `Listen 127.0.0.1:${port} https\nSSLEngine On\nSSLCertificateFile ${certificate}\nSSLCertificateKeyFile ${privateKey}\n`;
    const apache = await serving(at(), lines(chain), async () => asClient(pki.folder, port, ...client));
    const nginx = await nginxServing(folder, { certificate: chain, privateKey }, async (other) => asClient(pki.folder, other, ...client));
    for (const { ok, text } of [apache, nginx]) {
      expect(text).toContain('Verification: OK');
      expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      expect(ok).toBe(true);
    }
    const alone = pki.write('alone.pem', openssl(pki.folder, 'x509', '-inform', 'DER', '-in', files[1]!));
    const without = await serving(at(), lines(alone), async () => asClient(pki.folder, port, ...client));
    expect(without).toMatchObject({ ok: false, text: expect.stringContaining('unable to get local issuer certificate') });
  });

  test('needs nginx to be asked, too', () => {
    expect(findNginx()).not.toBeNull();
  });
});
