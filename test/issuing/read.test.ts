/** Certificate files as people have them: every form is read, what is none is refused in words, and no word of a key is told. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { CertificateProblem } from '../../client/src/certificates/problem.ts';
import { readCertificates, SIZE_LIMIT } from '../../client/src/certificates/read.ts';
import { subjectOf } from '../../client/src/certificates/wording.ts';
import { openssl, refusal } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';

const pki = new Pki();
afterAll(() => pki.remove());

const leaf = pki.pem({ certificates: [{ issuer: 'intermediate' }] });
const chain = `${leaf}${pki.authority('intermediate')}`;
const key = pki.key('EC 1');

async function names(file: string): Promise<string[]> {
  return (await readCertificates(file)).certificates.map(subjectOf);
}

describe('a file is read', () => {
  const made = pki.write('chain.pem', chain);
  const der = (name: string, ...args: string[]) => pki.write(name, openssl(pki.folder, ...args));
  const request = pki.write('own.csr', openssl(pki.folder, 'req', '-new', '-key', pki.write('own.key', key), '-subj', '/CN=blog.test'));

  test.each<[string, string, string]>([
    ['PEM', made, 'pem'],
    ['PEM with text around the blocks', pki.write('text.pem', `Bag Attributes\n  friendlyName: a\n${chain}and so on\n-----BEGIN nothing\n`), 'pem'],
    ['PEM with the line ends of Windows', pki.write('crlf.pem', chain.replaceAll('\n', '\r\n')), 'pem'],
    ['PEM with blanks at the line ends', pki.write('blank.pem', chain.replaceAll('\n', ' \n')), 'pem'],
    ['PEM with a byte order mark', pki.write('mark.pem', `\ufeff${chain}`), 'pem'],
    ['PEM as PowerShell redirects it', pki.write('utf16.pem', Buffer.from(`\ufeff${chain}`, 'utf16le')), 'pem'],
    ['PEM of trusted certificates', der('trusted.pem', 'x509', '-in', made, '-trustout', '-addtrust', 'serverAuth'), 'pem'],
    ['DER', der('leaf.der', 'x509', '-in', made, '-outform', 'DER'), 'der'],
    ['base64 alone', pki.write('bare.txt', leaf.replaceAll(/-----.*-----\n/g, '')), 'der'],
    ['PKCS#7', der('chain.p7b', 'crl2pkcs7', '-nocrl', '-certfile', made, '-outform', 'DER'), 'pkcs7'],
    ['PKCS#7 in PEM', der('chain.p7c', 'crl2pkcs7', '-nocrl', '-certfile', made), 'pem'],
  ])('%s', async (title, file, form) => {
    expect((await readCertificates(file)).form).toBe(form);
    const isChain = !/trusted|DER|alone/.test(title);
    expect(await names(file)).toEqual(isChain ? ['blog.test', 'Test intermediate'] : ['blog.test']);
  });

  test('signing requests', async () => {
    const asDer = der('own.der', 'req', '-in', request, '-outform', 'DER');
    const [pem, binary] = await Promise.all([readCertificates(request), readCertificates(asDer)]);
    expect(pem.requests).toEqual(binary.requests);
    expect(pem.requests[0]).toEqual(readFileSync(asDer));
  });

  test('PKCS#12, which only its password opens', async () => {
    const file = der('own.p12', 'pkcs12', '-export', '-in', made, '-inkey', path.join(pki.folder, 'own.key'), '-passout', 'pass:only-for-tests');
    expect(await readCertificates(file)).toMatchObject({ form: 'pkcs12', certificates: [], requests: [] });
  });

  test('with a key in it, of which nothing is kept', async () => {
    const file = pki.write('both.pem', `${key}${chain}`);
    const found = await readCertificates(file);
    expect(found).toMatchObject({ hasKey: true, form: 'pem' });
    expect(found.certificates).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain(key.split('\n')[1]);
  });
});

describe('a file is refused', () => {
  const [first, second] = leaf.trimEnd().split(/(?<=-----BEGIN CERTIFICATE-----\n)/);

  test.each<[string, string, RegExp]>([
    ['that is not there', path.join(pki.folder, 'none'), /does not exist/],
    ['that is a folder', pki.folder, /not a regular file|cannot be read/],
    ['that is empty', pki.write('empty', ''), /holds no certificate/],
    ['that is a key', pki.write('only.key', key), /holds a private key and no certificate/],
    [
      'that is a binary key',
      pki.write('key.der', openssl(pki.folder, 'pkey', '-in', pki.write('k', key), '-outform', 'DER')),
      /holds a private key and no certificate/,
    ],
    ['that is something else', pki.write('page.html', '<html>Log in</html>'), /holds no certificate/],
    ['whose block has no end', pki.write('cut.pem', leaf.slice(0, -30)), /Block 1 of cut\.pem \(CERTIFICATE\) has no END line/],
    ['whose block has no last line', pki.write('endless.pem', leaf.replace(/-----END.*\n/, '')), /Block 1 of endless\.pem \(CERTIFICATE\) has no END line/],
    ['whose block runs into the next', pki.write('run.pem', `${leaf.slice(0, -40)}\n${leaf}`), /Block 1 of run\.pem/],
    ['whose second block is damaged', pki.write('bad.pem', `${leaf}${first}AAAA${second}\n`), /Block 2 of bad\.pem \(CERTIFICATE\) is damaged/],
    ['that is huge', pki.write('huge.pem', Buffer.alloc(SIZE_LIMIT + 1, leaf)), /bytes, which no certificate file needs/],
  ])('%s', async (_, file, message) => {
    const said = await refusal(readCertificates(file));
    expect(said).toMatch(message);
    for (const line of key.split('\n').filter((one) => one.length > 20 && !one.startsWith('-'))) expect(said).not.toContain(line);
  });

  test('that is a pipe, at once', async () => {
    const pipe = path.join(pki.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await refusal(readCertificates(pipe))).toContain('not a regular file');
  });

  test('whatever it holds, with a message for people', async () => {
    const sources = [
      Buffer.from(chain),
      Buffer.from(key),
      openssl(pki.folder, 'crl2pkcs7', '-nocrl', '-certfile', path.join(pki.folder, 'chain.pem'), '-outform', 'DER'),
    ];
    const damage = fc.tuple(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), fc.nat(), fc.nat(20));
    await fc.assert(
      fc.asyncProperty(damage, async ([source, changes, from, cut]) => {
        const bytes = Buffer.from(source);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const start = from % bytes.length;
        const file = pki.write('damaged', Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + cut)]));
        const error = await readCertificates(file).catch((reason: unknown) => reason);
        if (error instanceof Error) expect(error).toBeInstanceOf(CertificateProblem);
      }),
      { numRuns: 300 },
    );
  });
});
