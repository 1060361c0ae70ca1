/** What is told about certificate files, as data and as texts that hostile names cannot break out of. */
import { createHash, X509Certificate } from 'node:crypto';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { inspectCertificate } from '../../client/src/certificates/inspect.ts';
import { inspectionMarkdown, inspectionText } from '../../client/src/certificates/inspectionText.ts';
import { openssl } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';

const pki = new Pki();
afterAll(() => pki.remove());
const DAY = 86_400_000;

/** A certificate that signs itself, with a name and extensions in the language of openssl's configuration. */
function own(name: string, distinguished: string, extensions: string, strings = 'utf8only'): string {
  const settings = `[req]\ndistinguished_name=dn\nprompt=no\nutf8=yes\nstring_mask=${strings}\n[dn]\n${distinguished}\n[x]\n${extensions}\n`;
  const [config, key] = [pki.write(`${name}.cnf`, settings), pki.write('own.key', pki.key('RSA-2048 own'))];
  return pki.write(`${name}.pem`, openssl(pki.folder, 'req', '-x509', '-key', key, '-sha384', '-days', '90', '-config', config, '-extensions', 'x'));
}

describe('data', () => {
  test('of a chain: each certificate, and which signed which', async () => {
    const file = pki.write('chain.pem', {
      certificates: [{ issuer: 'intermediate', names: ['blog.test', '*.blog.test', '127.0.0.1', '::1'] }, 'intermediate', 'root'],
    });
    const inspection = await inspectCertificate(file);
    const [leaf, intermediate] = inspection.certificates;
    expect(leaf).toMatchObject({
      title: 'blog.test',
      names: [
        { kind: 'DNS', value: 'blog.test' },
        { kind: 'DNS', value: '*.blog.test' },
        { kind: 'IP', value: '127.0.0.1' },
        { kind: 'IP', value: '::1' },
      ],
      issuer: [{ kind: 'CN', value: 'Test intermediate' }],
      key: { kind: 'ECDSA', bits: null, curve: 'P-256' },
      hash: 'SHA-256',
      weakHash: false,
      isAuthority: false,
      state: 'valid',
      daysLeft: 89,
    });
    expect(intermediate).toMatchObject({ isAuthority: true, isSelfSigned: false, uses: ['signing certificates'] });
    expect(inspection).toMatchObject({ isOrdered: true, hasKey: false, form: 'pem' });
    const below = (title: string, index: number, ...issued: object[]) => ({ title, index, issued });
    expect(inspection.chain).toEqual([below('Test root', 2, below('Test intermediate', 1, below('blog.test', 0)))]);
  });

  test('of a bundle in another order, without its root', async () => {
    const inspection = await inspectCertificate(pki.write('wrong.pem', { certificates: ['intermediate', { issuer: 'intermediate' }] }));
    expect(inspection.isOrdered).toBe(false);
    const leaf = { title: 'blog.test', index: 1, issued: [] };
    expect(inspection.chain).toEqual([{ title: 'Test root', index: null, issued: [{ title: 'Test intermediate', index: 0, issued: [leaf] }] }]);
  });

  test.each([
    [[-400, -35], 'expired', -35],
    [[-80, 10], 'expiring', 9],
    [[5, 95], 'future', 94],
    [[-1, 31], 'valid', 30],
  ] as const)('of a certificate from day %j on: %s', async (days, state, daysLeft) => {
    const file = pki.write('dated.pem', { certificates: [{ days: [days[0], days[1]] }] });
    const [facts] = (await inspectCertificate(file)).certificates;
    expect(facts).toMatchObject({ state, daysLeft });
    const [later] = (await inspectCertificate(file, { now: Date.now() + (days[1] + 2) * DAY })).certificates;
    expect(later?.state).toBe('expired');
  });

  test('of keys, hashes and uses agrees with openssl', async () => {
    const file = own(
      'uses',
      'CN=rsa.test',
      'extendedKeyUsage=serverAuth,clientAuth,codeSigning,1.2.3.4\nsubjectAltName=DNS:rsa.test,email:a@rsa.test,URI:http://rsa.test/x',
    );
    const [facts] = (await inspectCertificate(file)).certificates;
    const pin = createHash('sha256')
      .update(openssl(pki.folder, 'pkey', '-in', 'own.key', '-pubout', '-outform', 'DER'))
      .digest('base64');
    const printed = (...args: string[]) =>
      openssl(pki.folder, 'x509', '-in', file, '-noout', ...args)
        .toString()
        .trim()
        .split('=')[1];
    expect(facts).toMatchObject({
      key: { kind: 'RSA', bits: 2048, curve: null },
      hash: 'SHA-384',
      uses: ['servers (TLS)', 'clients (TLS)', 'signing code', '1.2.3.4'],
      names: [{ kind: 'DNS' }, { kind: 'email', value: 'a@rsa.test' }, { kind: 'URI', value: 'http://rsa.test/x' }],
      isSelfSigned: true,
      serial: printed('-serial'),
      fingerprints: { sha256: printed('-fingerprint', '-sha256'), sha1: printed('-fingerprint', '-sha1'), publicKey: pin },
    });
  });

  test('of names in the codes of old', async () => {
    const file = own('old', 'O=Zoë & Söhne\nCN=日本.test', 'subjectAltName=DNS:old.test', 'default');
    expect(openssl(pki.folder, 'asn1parse', '-in', file).toString()).toMatch(/T61STRING[\s\S]*BMPSTRING/);
    const subject = [
      { kind: 'O', value: 'Zoë & Söhne' },
      { kind: 'CN', value: '日本.test' },
    ];
    expect((await inspectCertificate(file)).certificates[0]).toMatchObject({ title: '日本.test', subject });
  });

  test.each([
    ['sha1', 'SHA-1', true],
    ['sha512', 'SHA-512', false],
    ['md5', 'MD5', true],
  ] as const)('of a signature with %s', async (hash, named, weak) => {
    const file = pki.write(`${hash}.pem`, { certificates: [{ hash, key: 'RSA-2048 hashed' }] });
    expect((await inspectCertificate(file)).certificates[0]).toMatchObject({ hash: named, weakHash: weak });
  });

  test('of RSASSA-PSS, Ed25519 and a request whose signature does not hold', async () => {
    const pss = pki.write(
      'pss.pem',
      openssl(
        pki.folder,
        'req',
        '-x509',
        '-key',
        pki.write('own.key', pki.key('RSA-2048 own')),
        '-sha512',
        '-subj',
        '/CN=a',
        '-sigopt',
        'rsa_padding_mode:pss',
      ),
    );
    expect((await inspectCertificate(pss)).certificates[0]?.hash).toBe('SHA-512');
    const edwards = pki.write('ed.pem', openssl(pki.folder, 'req', '-x509', '-newkey', 'ed25519', '-nodes', '-keyout', 'ed.key', '-subj', '/CN=a'));
    expect((await inspectCertificate(edwards)).certificates[0]).toMatchObject({ hash: 'Ed25519', key: { kind: 'Ed25519' } });
    const request = openssl(pki.folder, 'req', '-new', '-key', 'own.key', '-subj', '/CN=good.test', '-outform', 'DER');
    expect((await inspectCertificate(pki.write('good.csr', request))).requests[0]).toMatchObject({ title: 'good.test', isIntact: true });
    const forged = Buffer.from(request.toString('latin1').replace('good.test', 'evil.test'), 'latin1');
    expect((await inspectCertificate(pki.write('evil.csr', forged))).requests[0]).toMatchObject({ title: 'evil.test', isIntact: false });
  });

  test('of the roots that Node carries: every one is read as Node reads it', async () => {
    const { rootCertificates } = await import('node:tls');
    const { certificates } = await inspectCertificate(pki.write('roots.pem', rootCertificates.join('\n')));
    expect(certificates).toHaveLength(rootCertificates.length);
    for (const [index, facts] of certificates.entries()) {
      const legacy = new X509Certificate(rootCertificates[index]!).toLegacyObject().subject as unknown as Record<string, string | string[]>;
      const named = facts.subject.filter(({ kind }) => kind === 'CN' || kind === 'O').map(({ kind, value }) => [kind, value]);
      expect(named).toEqual(expect.arrayContaining(['CN', 'O'].filter((kind) => typeof legacy[kind] === 'string').map((kind) => [kind, legacy[kind]])));
      expect(facts.hash).toMatch(/^SHA-/);
      expect(facts.key.bits ?? facts.key.curve).not.toBeNull();
    }
  });
});

describe('texts', () => {
  test('say what the data says', async () => {
    const file = pki.write('told.pem', {
      certificates: [{ issuer: 'intermediate', names: ['told.test', '::1'], days: [-10, -1] }, 'intermediate'],
      key: 'EC 1',
    });
    const inspection = await inspectCertificate(file);
    const text = inspectionText(inspection);
    const markdown = inspectionMarkdown(inspection);
    for (const part of ['expired 1 day ago', 'ECDSA P-256', 'also lies in this file', 'Test root (not in this file)', '└─ told.test (certificate 1)']) {
      expect(text).toContain(part);
      expect(markdown).toContain(part);
    }
    expect(text).toMatch(/Names: +told\.test, ::1\n/);
    expect(markdown).toContain('- **Names:** `told.test, ::1`');
    expect(text).toMatch(/Names: +none\n +For: +signing certificates\n/);
    expect(text).toContain(inspection.certificates[0]?.fingerprints.sha256);
    expect(markdown).toContain('- **SHA-1:** `');
  });

  test('warn where a certificate for a site has no name', async () => {
    const told = async (...names: string[]) =>
      inspectionText(await inspectCertificate(pki.write('nameless.pem', { certificates: [{ names, commonName: 'a.test' }] })));
    expect(await told()).toContain('none, so no browser accepts it for a site');
    expect(await told('a.test')).not.toContain('no browser');
  });

  test('of a request and of a locked store', async () => {
    const request = pki.write('r.csr', openssl(pki.folder, 'req', '-new', '-key', pki.write('own.key', pki.key('RSA-2048 own')), '-subj', '/O=Shop'));
    expect(inspectionText(await inspectCertificate(request))).toMatch(/Signing request: O=Shop\n[\s\S]*RSA 2048 bits\n[\s\S]*Signature: +holds\n/);
    const certificate = pki.write('c.pem', { certificates: [{ key: 'RSA-2048 own' }] });
    const store = openssl(pki.folder, 'pkcs12', '-export', '-in', certificate, '-inkey', 'own.key', '-passout', 'pass:only-for-tests');
    expect(inspectionMarkdown(await inspectCertificate(pki.write('s.p12', store)))).toContain('cannot be shown without its password');
  });

  test('show hostile names as what they are', async () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '[a](command:evil)',
      '``` out',
      '`',
      'two\\nlines',
      'back\u202ewards',
      '![x](http://evil.example/a.png)',
      'x | y',
      '# top',
      '\u001b[31mred',
    ];
    const names = hostile.map((name, index) => `${index}.OU=${name.replaceAll(/[#`]/g, '\\$&')}`);
    const file = own('hostile', `O="quoted", and more\n${names.join('\n')}`, 'subjectAltName=@n\n[n]\nDNS.1=a.test\\nb\nemail.1=\\`<b>\\`@c.test');
    const inspection = await inspectCertificate(file);
    const text = inspectionText(inspection);
    expect(text).toContain('OU=two\\u{a}lines');
    expect(text).toContain('OU=back\\u{202e}wards');
    expect(text).toContain('OU=\\u{1b}[31mred');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const outside = outsideCode(inspectionMarkdown(inspection));
    expect(outside).not.toMatch(/[<[\]!>|]|evil|alert/);
    expect(outside.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(3);
  });

  test('keep any name in its code span', async () => {
    const file = pki.write('plain.pem', { certificates: [{}] });
    const inspection = await inspectCertificate(file);
    const [facts] = inspection.certificates;
    const name = fc.string({ unit: fc.constantFrom('`', ' ', 'a', '\n', '<', '[', '\\', '\u202e', '|', '#') });
    fc.assert(
      fc.property(name, fc.array(name), (title, others) => {
        const subject = [{ kind: 'CN', value: title }];
        const names = others.map((value) => ({ kind: 'DNS' as const, value }));
        const markdown = inspectionMarkdown({ ...inspection, certificates: [{ ...facts!, subject, names }] });
        expect(outsideCode(markdown)).not.toMatch(/[<[|\u202e]/);
        expect(markdown.split('\n')).toHaveLength(inspectionMarkdown(inspection).split('\n').length);
      }),
    );
  });

  test('cut what is too long', async () => {
    const long = own('long', `O=${'x'.repeat(60)}`, `subjectAltName=${Array.from({ length: 150 }, (_, index) => `DNS:n${index}.test`).join(',')}`);
    expect(inspectionText(await inspectCertificate(long))).toContain('n99.test and 50 more');
  });
});

/** Markdown without its code spans, as CommonMark finds them: from a run of backticks to the next one of the same length. */
function outsideCode(markdown: string): string {
  return markdown.replaceAll(path.dirname(pki.folder), '').replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
}
