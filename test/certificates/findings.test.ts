/** Findings about certificates that lie on the disk: where they stand, what they say, what mends them. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import type { Found } from '../kit/configuration.ts';
import { Pki } from '../kit/pki.ts';
import { findingsOf, hostWith, siteOf } from './examples.ts';

const pki = new Pki();
afterAll(() => pki.remove());

beforeAll(() => {
  pki.write('blog.pem', { certificates: [{ names: ['blog.test', '*.shop.test'] }] });
  pki.write('blog.key', { key: 'EC 1' });
  pki.write('other.key', { key: 'EC 2' });
  pki.write('wrong.key', { key: 'EC 3' });
  pki.write('leaf.pem', { certificates: [{ issuer: 'intermediate' }] });
  pki.write('leaf-full.pem', { certificates: [{ issuer: 'intermediate' }, 'intermediate'] });
  pki.write('inter.pem', { certificates: ['intermediate'] });
});

const at = (name: string) => path.join(pki.folder, name);
const pair = (certificate: string, key = 'blog.key') => `SSLCertificateFile ${at(certificate)}\nSSLCertificateKeyFile ${at(key)}`;
const found = (text: string, target?: Target): Found[] => findingsOf(pki.folder, text, target);
const codes = (text: string) => found(text).map(({ code, severity }) => `${code} ${severity}`);
const messages = (text: string) => found(text).map(({ message }) => message);

describe('missing files', () => {
  test.each([
    ['SSLCertificateFile', '/nowhere.pem', '/nowhere.pem does not exist'],
    ['SSLCACertificatePath', '/nowhere', '/nowhere does not exist'],
    ['SSLCACertificatePath', '/blog.pem', '/blog.pem is no folder'],
    ['SSLProxyCACertificateFile', '/', '/ is no regular file'],
  ])('%s %s', (directive, name, message) => {
    const all = found(`${hostWith(pair('blog.pem'))}${directive} ${pki.folder}${name}\n`);
    expect(all.map(({ code }) => code)).toContain('missing-tls-file');
    expect(all.find(({ code }) => code === 'missing-tls-file')?.message).toContain(message);
  });

  test('an empty one counts as missing', () => {
    pki.write('empty.pem', '');
    expect(messages(hostWith(pair('empty.pem')))[0]).toContain('/empty.pem is empty');
  });

  test('a link counts as what it leads to', () => {
    symlinkSync(at('blog.pem'), at('link.pem'));
    symlinkSync(at('gone.pem'), at('dangling.pem'));
    expect(codes(hostWith(pair('link.pem')))).toEqual([]);
    expect(codes(hostWith(pair('dangling.pem')))).toEqual(['missing-tls-file error']);
  });

  test('the file that was meant is offered', () => {
    const [finding] = found(hostWith(pair('blgo.pem')));
    expect(finding?.fixes.map(({ title }) => title.replaceAll(pki.folder, ''))).toEqual(['Change to /blog.pem']);
    pki.write('certificates/a.pem', { certificates: [{}] });
    const [other] = found(hostWith(pair('certificate/a.pem')));
    expect(other?.fixes.map(({ title }) => title.replaceAll(pki.folder, ''))).toEqual(['Change to /certificates/a.pem']);
  });

  test('a token is no file, and a path that nobody can know is left alone', () => {
    expect(codes(hostWith('SSLCertificateFile pkcs11:token=a\nSSLCertificateKeyFile pkcs11:token=a'))).toEqual([]);
  });

  test('a line that may not be read gets no more than a warning', () => {
    const text = hostWith(`${pair('blog.pem')}\n<IfFile \${UNKNOWN}/x>\nSSLCACertificateFile ${at('nowhere')}\n</IfFile>`);
    expect(codes(text)).toEqual(['missing-tls-file warning']);
  });
});

describe('keys', () => {
  test('the finding is on the line of the key and speaks of the certificate', () => {
    const [finding] = found(hostWith(pair('blog.pem', 'wrong.key')));
    expect(finding).toMatchObject({ code: 'key-mismatch', severity: 'error', line: 7, marked: at('wrong.key') });
    expect(finding?.related.map(({ range }) => range.start.line)).toEqual([5]);
  });

  test('the key that does belong is offered', () => {
    const [finding] = found(hostWith(pair('blog.pem', 'wrong.key')));
    expect(finding?.fixes.map(({ title, safe }) => [title.replace(pki.folder, ''), safe])).toEqual([['Change to /blog.key', false]]);
    expect(codes(hostWith(pair('blog.pem', 'blog.key')))).toEqual([]);
  });

  test('nothing of a key is told', () => {
    const secret = pki.key('EC 3').split('\n')[1]!;
    expect(JSON.stringify(found(hostWith(pair('blog.pem', 'wrong.key'))))).not.toContain(secret.slice(0, 12));
  });

  test('a program that knows the pass phrase is trusted', () => {
    pki.write('locked.key', { key: 'EC 1', encrypted: true });
    expect(codes(hostWith(pair('blog.pem', 'locked.key')))).toEqual(['encrypted-private-key error']);
    expect(codes(`SSLPassPhraseDialog exec:/bin/true\n${hostWith(pair('blog.pem', 'locked.key'))}`)).toEqual([]);
  });

  test('a certificate without TLS is not compared', () => {
    expect(codes(hostWith(pair('blog.pem', 'wrong.key')).replace('SSLEngine on', 'SSLEngine off'))).toEqual([]);
  });

  test('a line that several hosts inherit gets one finding', () => {
    const hosts = ['a', 'b'].map((name) => `<VirtualHost *:443>\nServerName ${name}.shop.test\nSSLEngine on\n</VirtualHost>\n`).join('');
    const text = `ServerName blog.test\nListen 443\n${pair('blog.pem', 'wrong.key')}\n${hosts}`;
    expect(found(text).map(({ code, line }) => `${code} ${line}`)).toEqual(['key-mismatch 4']);
  });

  test('a macro is told where it is used', () => {
    const macro = `<Macro site $name>\n<VirtualHost *:443>\nServerName $name\nSSLEngine on\n${pair('blog.pem', '$name.key')}\n</VirtualHost>\n</Macro>\n`;
    pki.write('blog.test.key', { key: 'EC 2' });
    const [finding] = found(`ServerName blog.test\nListen 443\n${macro}Use site blog.test\n`);
    expect(finding).toMatchObject({ code: 'key-mismatch', line: 8, fixes: [] });
    expect(finding?.related.map(({ message }) => message)).toContain('The macro is used here.');
  });
});

describe('dates', () => {
  const dated = (from: number, to: number) => {
    pki.write('dated.pem', { certificates: [{ days: [from, to] }] });
    return found(hostWith(pair('dated.pem'))).map(({ code, severity, message }) => ({ brief: `${code} ${severity}`, message }));
  };

  test.each<[string, number, number, string[]]>([
    ['it has ended', -90, -1, ['expired-certificate warning']],
    ['it has yet to begin', 1, 90, ['expired-certificate warning']],
    ['it ends this week', -80, 5, ['expiring-certificate warning']],
    ['it ends this month', -80, 25, ['expiring-certificate information']],
    ['it ends later', -60, 31, []],
    ['it is a short one in its first two thirds', -2, 5, []],
    ['it is a short one in its last third', -5, 2, ['expiring-certificate warning']],
  ])('%s', (_, from, to, expected) => {
    expect(dated(from, to).map(({ brief }) => brief)).toEqual(expected);
  });

  test('the day is named', () => {
    const ended = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    expect(dated(-90, -1)[0]?.message).toContain(`ended on ${ended}`);
    const begins = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(dated(1, 90)[0]?.message).toContain(`does not begin before ${begins}`);
    expect(dated(-80, 5.5)[0]?.message).toContain('in 5 days');
    expect(dated(-80, 1.5)[0]?.message).toContain('in one day');
  });

  test('the setting counts', () => {
    pki.write('dated.pem', { certificates: [{ days: [-80, 25] }] });
    const withDays = (expiryDays: number) => siteOf(pki.folder, hostWith(pair('dated.pem')), { expiryDays }).findings().length;
    expect([withDays(30), withDays(20), withDays(0)]).toEqual([1, 0, 0]);
  });

  test('an intermediate counts, a root does not', () => {
    pki.write('dated.pem', { certificates: [{ issuer: 'intermediate' }, 'intermediate', { isCa: true, days: [-9, -1] }] });
    expect(codes(hostWith(pair('dated.pem')))).toEqual([]);
    pki.write('dated.pem', { certificates: [{ issuer: 'intermediate' }, 'intermediate', { issuer: 'root', days: [-9, -1] }] });
    expect(codes(hostWith(pair('dated.pem')))).toEqual(['expired-certificate warning']);
  });
});

describe('names', () => {
  const names = (lines: string, name = 'blog.test') => found(hostWith(`${lines}\n${pair('blog.pem')}`, name)).filter(({ code }) => code === 'uncovered-name');

  test('one finding for each line, on the names that are not covered', () => {
    const all = names('ServerAlias www.blog.test a.shop.test b.test', 'elsewhere.test:443');
    expect(all.map(({ line, marked, severity }) => ({ line, marked, severity }))).toEqual([
      { line: 4, marked: 'elsewhere.test:443', severity: 'warning' },
      { line: 6, marked: 'www.blog.test a.shop.test b.test', severity: 'warning' },
    ]);
    expect(all[1]?.message).toContain('does not cover www.blog.test, b.test:');
    expect(all[1]?.message).toContain('It is for blog.test, *.shop.test.');
    expect(all[0]?.related.map(({ range }) => range.start.line)).toEqual([6]);
  });

  test.each(['BLOG.test', 'https://blog.test:443', 'blog.test.', 'a.shop.test'])('%s is covered', (name) => {
    expect(names('', name)).toEqual([]);
  });

  test.each(['*.shop.test', '*', '*.*.test', 'www?.blog.test', '*blog.test', '${UNKNOWN}.test'])('the alias %s is covered, or cannot be judged', (alias) => {
    expect(names(`ServerAlias ${alias}`)).toEqual([]);
  });

  test.each(['*.blog.test', 'shop.test', 'a.b.shop.test', '10.0.0.1', 'localhost'])('the alias %s is not covered', (alias) => {
    expect(names(`ServerAlias ${alias}`).map(({ marked }) => marked)).toEqual([alias]);
  });

  test('each of two certificates counts', () => {
    pki.write('rsa.pem', { certificates: [{ names: ['blog.test', 'www.blog.test'], key: 'RSA-2048 1' }] });
    pki.write('rsa.key', { key: 'RSA-2048 1' });
    const all = found(hostWith(`ServerAlias www.blog.test\n${pair('rsa.pem', 'rsa.key')}\n${pair('blog.pem')}`));
    expect(all.map(({ code, line }) => `${code} ${line}`)).toEqual(['uncovered-name 6']);
  });

  test('a certificate without subjectAltName is said to have none', () => {
    pki.write('bare.pem', { certificates: [{ names: [], commonName: 'blog.test' }] });
    expect(messages(hostWith(pair('bare.pem')))[0]).toContain('It has no subjectAltName at all');
  });
});

describe('chains', () => {
  test('a leaf alone, with the whole chain beside it', () => {
    const [finding] = found(hostWith(pair('leaf.pem')));
    expect(finding).toMatchObject({ code: 'incomplete-chain', severity: 'warning', line: 6, marked: at('leaf.pem') });
    expect(finding?.fixes.map(({ title, safe }) => [title.replace(pki.folder, ''), safe])).toEqual([['Change to /leaf-full.pem', true]]);
    expect(codes(hostWith(pair('leaf-full.pem')))).toEqual([]);
  });

  test('a leaf alone that says where its issuer is', () => {
    pki.write('alone/site.pem', { certificates: [{ issuer: 'intermediate', pointsToIssuer: true }] });
    expect(found(hostWith(pair('alone/site.pem'))).map(({ code, fixes }) => [code, fixes])).toEqual([['incomplete-chain', []]]);
  });

  test('a leaf alone beside its intermediate', () => {
    pki.write('apart/site.pem', { certificates: [{ issuer: 'intermediate' }] });
    expect(codes(hostWith(pair('apart/site.pem')))).toEqual([]);
    pki.write('apart/chain.pem', { certificates: ['intermediate'] });
    expect(codes(hostWith(pair('apart/site.pem')))).toEqual(['incomplete-chain warning']);
  });

  test.each<[string, () => string]>([
    ['a root signed it', () => pki.write('own/site.pem', { certificates: [{ issuer: 'root' }] })],
    ['it signed itself', () => pki.write('own/site.pem', { certificates: [{}] })],
  ])('a certificate alone is complete where %s', (_, make) => {
    make();
    pki.write('own/ca.pem', { certificates: ['root'] });
    expect(codes(hostWith(pair('own/site.pem')))).toEqual([]);
  });

  test('authorities for client certificates complete it', () => {
    expect(codes(hostWith(`${pair('leaf.pem')}\nSSLCACertificateFile ${at('inter.pem')}\nSSLVerifyClient require`))).not.toContain('incomplete-chain warning');
  });

  test.each<[string, Parameters<Pki['pem']>[0]['certificates'], string | null]>([
    ['in order, without the root', [{ issuer: 'intermediate' }, 'intermediate'], null],
    ['in order, with the root', [{ issuer: 'intermediate' }, 'intermediate', 'root'], null],
    ['with a stranger at its end', [{ issuer: 'intermediate' }, 'intermediate', 'stranger'], null],
    ['with the leaf twice', [{ issuer: 'intermediate' }, { issuer: 'intermediate' }, 'intermediate'], null],
    ['with the root first', [{ issuer: 'intermediate' }, 'root', 'intermediate'], 'not in order'],
    ['of somebody else', [{ issuer: 'intermediate' }, 'stranger'], 'its issuer is CN=Test intermediate'],
    ['of a root alone', [{ issuer: 'intermediate' }, 'root'], 'its issuer is CN=Test intermediate'],
  ])('a chain %s', (_, certificates, message) => {
    pki.write('chained.pem', { certificates: certificates ?? [] });
    const said = messages(hostWith(pair('chained.pem')));
    expect(said.length).toBe(message === null ? 0 : 1);
    if (message !== null) expect(said[0]).toContain(message);
  });

  test('a chain that is named apart is judged there', () => {
    pki.write('strange.pem', { certificates: ['stranger'] });
    const all = found(hostWith(`${pair('leaf.pem')}\nSSLCertificateChainFile ${at('strange.pem')}`));
    expect(all.map(({ code, line }) => `${code} ${line}`)).toEqual(['wrong-chain 8', 'obsolete-chain-file 8']);
  });

  test('a chain that is named apart goes where a file with both is known', () => {
    const [finding] = found(hostWith(`${pair('leaf.pem')}\nSSLCertificateChainFile ${at('inter.pem')}`));
    expect(finding).toMatchObject({ code: 'obsolete-chain-file', severity: 'warning', line: 8, tag: 'deprecated' });
    const [fix] = finding?.fixes ?? [];
    expect(fix?.safe).toBe(true);
    expect(fix?.edits.map(({ range, newText }) => [range.start.line, newText.replace(pki.folder, '')])).toEqual([
      [7, ''],
      [5, '/leaf-full.pem'],
    ]);
  });

  test('a chain that is named apart is superfluous where the certificate brings it', () => {
    const [finding] = found(hostWith(`${pair('leaf-full.pem')}\nSSLCertificateChainFile ${at('inter.pem')}`));
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Delete this line']);
  });

  test('where no file with both is known there is no fix', () => {
    pki.write('lonely/site.pem', { certificates: [{ issuer: 'intermediate' }] });
    const all = found(hostWith(`${pair('lonely/site.pem')}\nSSLCertificateChainFile ${at('inter.pem')}`));
    expect(all.map(({ code, fixes }) => [code, fixes])).toEqual([['obsolete-chain-file', []]]);
  });
});

describe('strength', () => {
  test.each([
    ['debian', 'error'],
    ['rhel', 'error'],
    ['generic', 'warning'],
    ['macos', 'warning'],
  ] as const)('short keys and SHA-1 on %s', (platform, severity) => {
    pki.write('short.pem', { certificates: [{ key: 'RSA-1024 1', issuer: 'root', hash: 'sha1' }] });
    pki.write('short.key', { key: 'RSA-1024 1' });
    expect(found(hostWith(pair('short.pem', 'short.key')), { ...NEWEST, platform }).map((one) => `${one.code} ${one.severity}`)).toEqual([
      `weak-certificate-key ${severity}`,
      `weak-certificate-signature ${severity}`,
    ]);
  });

  test('a level that is named counts', () => {
    pki.write('sha1.pem', { certificates: [{ issuer: 'root', hash: 'sha1' }] });
    const level = (list: string) => codes(hostWith(`${pair('sha1.pem')}\n${list}`));
    expect(level('SSLCipherSuite DEFAULT@SECLEVEL=0')).toContain('weak-certificate-signature warning');
    expect(level('SSLCipherSuite SSL DEFAULT@SECLEVEL=0')).toContain('weak-certificate-signature warning');
    expect(level('SSLCipherSuite HIGH')).toContain('weak-certificate-signature error');
  });

  test('an intermediate counts too', () => {
    pki.write('mixed.pem', { certificates: [{ issuer: 'intermediate' }, 'intermediate', { issuer: 'root', isCa: true, key: 'RSA-1024 2', hash: 'sha1' }] });
    const said = messages(hostWith(pair('mixed.pem')));
    expect(said.map((message) => message.includes('which is sent along,'))).toEqual([true, true]);
  });
});

describe('the certificate of an authority', () => {
  test('is told once, where the key belongs to it', () => {
    pki.write('authority.pem', { certificates: [{ isCa: true }] });
    expect(codes(hostWith(pair('authority.pem')))).toEqual(['ca-as-server-certificate warning']);
  });

  test('in front of the server certificate is a matter of order', () => {
    pki.write('turned.pem', { certificates: ['intermediate', { issuer: 'intermediate' }] });
    const all = found(hostWith(pair('turned.pem')));
    expect(all.filter(({ severity }) => severity === 'error').map(({ code, line }) => `${code} ${line}`)).toEqual(['key-mismatch 6']);
    expect(all.map(({ code }) => code)).not.toContain('ca-as-server-certificate');
    expect(all[0]?.message).toContain('Put the server certificate first');
  });
});
