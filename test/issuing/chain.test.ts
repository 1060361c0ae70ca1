/** Chain files of what an authority sends: whatever the order and form, the right chain comes out or a reason is given. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { buildChain, chainPath } from '../../client/src/certificates/chain.ts';
import { holdsKeyAlone, keysBeside } from '../../client/src/certificates/chainKeys.ts';
import { nginxLines } from '../../client/src/certificates/nginxLines.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { findNginx, nginxTest } from '../kit/nginx.ts';
import { Pki } from '../kit/pki.ts';

const pki = new Pki();
const host = hostIn(pki.folder);
afterAll(() => pki.remove());

const leaf = pki.pem({ certificates: [{ issuer: 'intermediate' }] });
const intermediate = pki.authority('intermediate');
const root = pki.authority('root');
const crossed = pki.pem({ certificates: [{ names: [], commonName: 'Test intermediate', key: 'EC intermediate', isCa: true, issuer: 'stranger' }] });
let made = 0;

/** Writes texts into files of their own, a binary one where that is asked for, and builds the chain. */
async function built(files: readonly (string | Uint8Array)[], more: { readonly privateKey?: string } = {}): ReturnType<typeof buildChain> {
  const folder = `case${++made}`;
  const paths = files.map((content, index) => pki.write(path.join(folder, `${index}.pem`), content));
  return await buildChain({ files: paths, ...more }, host);
}

function toDer(pem: string): Buffer {
  return openssl(pki.folder, 'x509', '-in', pki.write('in.pem', pem), '-outform', 'DER');
}

describe('a chain', () => {
  test('has the server certificate first, its issuers after it, and no root, whatever the order, form and number of files', async () => {
    const forms = new Map([leaf, intermediate, root].map((pem) => [pem, toDer(pem)]));
    const parts = fc.shuffledSubarray([leaf, intermediate, root, leaf, intermediate, root], { minLength: 6 });
    await fc.assert(
      fc.asyncProperty(parts, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), async (order, binary) => {
        const { chain } = await built(order.map((pem, index) => (binary[index] ? forms.get(pem)! : pem)));
        expect(readFileSync(chain, 'utf8')).toBe(leaf + intermediate);
      }),
      { numRuns: 60 },
    );
  });

  test('is told: what is in it, what is not, and why', async () => {
    const { certificates, omitted, notes } = await built([`${root}${intermediate}${leaf}${leaf}`]);
    expect(certificates).toEqual(['blog.test', 'Test intermediate']);
    expect(omitted).toEqual(['blog.test: it is there twice', 'Test root: a root, which servers do not send']);
    expect(notes).toEqual([]);
  });

  test('comes from a bundle of Windows', async () => {
    const bundle = openssl(pki.folder, 'crl2pkcs7', '-nocrl', '-certfile', pki.write('all.pem', `${root}${intermediate}`), '-outform', 'DER');
    const { chain } = await built([bundle, leaf]);
    expect(readFileSync(chain, 'utf8')).toBe(leaf + intermediate);
  });

  test('ends at an authority that is not there, which is said', async () => {
    expect((await built([leaf])).notes).toEqual([expect.stringMatching(/^The chain ends at Test intermediate, which is not in the files/)]);
  });

  test('takes one certificate of an authority that has several', async () => {
    const own = pki.pem({ certificates: [{ names: [], commonName: 'Test intermediate', key: 'EC intermediate', isCa: true }] });
    const { chain, omitted } = await built([leaf, own, crossed]);
    expect(readFileSync(chain, 'utf8')).toBe(leaf + crossed);
    expect(omitted).toEqual(['Test intermediate: a root, which servers do not send']);
    expect((await built([leaf, intermediate, crossed])).omitted).toEqual(['Test intermediate: the same authority, signed by another one']);
  });

  test('prefers an authority that is valid to one that has expired', async () => {
    const expired = pki.pem({
      certificates: [{ names: [], commonName: 'Test intermediate', key: 'EC intermediate', isCa: true, issuer: 'root', days: [-60, -1] }],
    });
    expect(readFileSync((await built([expired, leaf, crossed])).chain, 'utf8')).toBe(leaf + crossed);
    expect((await built([expired, leaf])).notes[0]).toContain('Test intermediate is not valid today');
  });

  test('of a certificate that signed itself is that certificate, with a word about it', async () => {
    const own = pki.pem({ certificates: [{}] });
    const { chain, notes } = await built([own]);
    expect(readFileSync(chain, 'utf8')).toBe(own);
    expect(notes).toEqual([expect.stringContaining('signed with its own key')]);
  });

  test('begins with the certificate of the key', async () => {
    const other = pki.pem({ certificates: [{ issuer: 'intermediate', names: ['shop.test'], key: 'EC 2' }] });
    const privateKey = pki.write('shop.key', { key: 'EC 2' });
    expect(await refusal(built([leaf, intermediate, other]))).toContain('2 server certificates (blog.test, shop.test)');
    expect((await built([other, intermediate], { privateKey })).certificates[0]).toBe('shop.test');
    expect(await refusal(built([leaf, intermediate], { privateKey }))).toContain('belongs to none of the certificates');
  });
});

describe('files that do not belong together are refused', () => {
  const impostor = pki.pem({ certificates: [{ names: [], commonName: 'Test intermediate', key: 'EC impostor', isCa: true, issuer: 'root' }] });

  test.each<[string, readonly string[], string]>([
    ['no server certificate', [intermediate, root], 'all are authorities (Test intermediate, Test root)'],
    ['an authority of others', [leaf, intermediate, pki.authority('stranger')], 'Test stranger does not belong to the chain of blog.test'],
    ['a second authority of the same name with another key', [leaf, intermediate, impostor], 'names it as its issuer, but was signed with another key'],
    ['an authority of the same name with another key', [leaf, impostor], 'names it as its issuer, but was signed with another key'],
    ['a request', [openssl(pki.folder, 'req', '-new', '-key', pki.write('k', pki.key('EC 1')), '-subj', '/CN=a').toString()], 'hold no certificate'],
  ])('%s', async (_, files, message) => {
    expect(await refusal(built(files))).toContain(message);
  });

  test('an authority whose name and nothing else fits', async () => {
    const [request, key] = [
      pki.write('bare.csr', openssl(pki.folder, 'req', '-new', '-key', pki.write('k', pki.key('EC 1')), '-subj', '/CN=bare.test')),
      pki.write('i.key', pki.key('EC intermediate')),
    ];
    const extensions = pki.write('bare.cnf', 'basicConstraints=CA:FALSE\nsubjectKeyIdentifier=none\nauthorityKeyIdentifier=none\n');
    const signing = ['-CA', pki.write('i.pem', intermediate), '-CAkey', key, '-set_serial', '5', '-days', '9', '-extfile', extensions];
    const bare = openssl(pki.folder, 'x509', '-req', '-in', request, ...signing);
    expect(await refusal(built([bare, impostor]))).toContain('bare.test names it as its issuer, but was signed with another key');
    expect((await built([bare, intermediate])).certificates).toEqual(['bare.test', 'Test intermediate']);
  });

  test.each([{ files: [] }, { files: 'a.pem' as never }])('%j', async (request) => {
    expect(await refusal(buildChain(request, host))).toContain('No file was chosen');
  });

  test('a path that depends on where one stands', async () => {
    expect(await refusal(buildChain({ files: ['a.pem'] }, host))).toContain('files is an absolute path');
  });

  test('a store, with the way to open it', async () => {
    const [certificate, key] = [pki.write('p.pem', leaf), pki.write('p.key', pki.key('EC 1'))];
    const store = openssl(pki.folder, 'pkcs12', '-export', '-in', certificate, '-inkey', key, '-passout', 'pass:only-for-tests');
    expect(await refusal(built([store]))).toContain('openssl pkcs12 -in FILE -nokeys');
  });

  test('a locked key', async () => {
    const privateKey = pki.write('locked.key', { key: 'EC 1', encrypted: true });
    expect(await refusal(built([leaf], { privateKey }))).toContain('locked with a password');
  });
});

describe('an existing file', () => {
  const files = [pki.write('there/site.crt', leaf), pki.write('there/bundle.crt', intermediate)];
  const output = pki.write('there/full.pem', 'precious');

  test('is not touched unless somebody says so', async () => {
    expect(await refusal(buildChain({ files, output }, host))).toContain('was not touched');
    expect(readFileSync(output, 'utf8')).toBe('precious');
  });

  test('is kept as a backup where it is replaced', async () => {
    const { chain, notes } = await buildChain({ files, output, onExisting: 'replace' }, host);
    expect([chain, readFileSync(chain, 'utf8')]).toEqual([output, leaf + intermediate]);
    const backup = /kept as (.*)\.$/m.exec(notes.join('\n'))?.[1];
    expect(readFileSync(backup!, 'utf8')).toBe('precious');
  });

  test('is left alone where a free name is asked for', async () => {
    const { chain } = await buildChain({ files, onExisting: 'rename' }, host);
    expect(chain).toBe(path.join(pki.folder, 'there/site-fullchain.pem'));
    const second = await buildChain({ files, onExisting: 'rename' }, host);
    expect(second.chain).toBe(path.join(pki.folder, 'there/site-2-fullchain.pem'));
  });

  test('is looked for beside the server certificate, whatever file comes first', async () => {
    const [bundle, site] = [pki.write('apart/bundle.crt', intermediate), pki.write('apart/site/www.cer', toDer(leaf))];
    const target = path.join(pki.folder, 'apart/site/www-fullchain.pem');
    expect(await chainPath({ files: [bundle, site] }, host)).toBe(target);
    expect(existsSync(target)).toBe(false);
    expect((await buildChain({ files: [bundle, site] }, host)).chain).toBe(target);
  });
});

describe('private keys beside the files', () => {
  const certificate = pki.write('keys/site.cer', toDer(leaf));
  const own = pki.write('keys/site-key.pem', { key: 'EC 1' });
  const other = pki.write('keys/other.key', { key: 'EC 2' });
  const locked = pki.write('keys/locked.key', { key: 'EC 1', encrypted: true });

  test('are found where they belong to a certificate, and are called what keys are called', async () => {
    pki.write('keys/notes.txt', { key: 'EC 1' });
    const second = pki.write('keys-elsewhere/SITE.KEY', { key: 'EC 1' });
    const bundle = pki.write('keys-elsewhere/bundle.crt', intermediate);
    expect(await keysBeside([certificate, bundle])).toEqual([own, second]);
    expect(await keysBeside([bundle])).toEqual([]);
    expect(await keysBeside([path.join(pki.folder, 'nowhere/site.crt')])).toEqual([]);
  });

  test('are told from certificates', async () => {
    const both = pki.write('keys/both.pem', { certificates: [{}], key: 'EC 1' });
    const alone = await Promise.all([own, other, locked, certificate, both, path.join(pki.folder, 'nowhere')].map(holdsKeyAlone));
    expect(alone).toEqual([true, true, false, false, false, false]);
  });
});

describe.runIf(findNginx() !== null || process.env.CI === 'true')('nginx', () => {
  test.each(['plain', 'with blank', `quo"te'`, 'back\\slash', 'back\\', 'semi;colon {', '100%', '#'])('reads the lines for a file in %s', async (name) => {
    const chain = pki.write(`${name}/site.pem`, leaf + intermediate);
    const privateKey = pki.write(`${name}/site.key`, { key: 'EC 1' });
    expect(await nginxTest(pki.folder, nginxLines(chain, privateKey))).toContain('test is successful');
    expect(nginxLines(chain, null)).toEqual(nginxLines(chain, privateKey).slice(0, 1));
  });

  test.each(['/a/$b.pem', '/a\nb.pem'])('gets no lines for %j, which it could not read', (file) => {
    expect(() => nginxLines(file, null)).toThrow('cannot stand in a configuration of nginx');
  });
});
