/** Signing requests for an authority that is not ours, as openssl reads them. What comes of them: `servers/commercial.test.ts`. */
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inspectCertificate } from '../../client/src/certificates/inspect.ts';
import { KEY_TYPES } from '../../client/src/certificates/keys.ts';
import { createSigningRequest } from '../../client/src/certificates/request.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';

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
    const { request, privateKey, notes } = await createSigningRequest({ names: ['*.example.org'], folder: at('alone'), keyType: 'ecdsa-p256' }, host);
    expect([request, privateKey]).toEqual([at('alone/_wildcard.example.org.csr'), at('alone/_wildcard.example.org-key.pem')]);
    expect(readdirSync(at('alone'))).toHaveLength(2);
    expect((statSync(privateKey).mode & 0o777).toString(8)).toBe('600');
    expect(createPrivateKey(readFileSync(privateKey)).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(notes).toEqual([]);
  });

  test('says which names a public authority refuses, and which not', async () => {
    const names = ['shop.example.com', 'localhost', 'intranet', 'shop.lan', '8.8.8.8', '10.1.2.3', '2606:4700::1111', 'fd00::1'];
    const { notes } = await createSigningRequest({ names, folder: at('refused-names'), keyType: 'ecdsa-p256' }, host);
    expect(notes).toEqual([expect.stringMatching(/^A public authority refuses localhost, intranet, shop\.lan, 10\.1\.2\.3, fd00::1, which/)]);
  });

  test('has the common name that is asked for, in the form of the names', async () => {
    const wish = { names: ['a.example.org', 'täst.example.org'], subject: { commonName: 'Täst.example.org' } };
    const { request } = await createSigningRequest({ ...wish, folder: at('named'), keyType: 'ecdsa-p256' }, host);
    expect((await inspectCertificate(request)).requests[0]?.subject).toEqual([{ kind: 'CN', value: 'xn--tst-qla.example.org' }]);
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
    [{ subject: { country: 'XX' } }, 'two letters'],
    [{ subject: { country: 'uk' } }, 'Use GB'],
    [{ subject: { commonName: 'b.test' } }, 'none of the names'],
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
