/** Certificates and keys at a real start: where we have an error httpd gives up, in the words that we quote, and elsewhere it starts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { Pki, publicHalf } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { findingsOf, hostWith, quoted } from './examples.ts';

const pki = new Pki();
afterAll(() => pki.remove());

/** What lies on the disk for every case. `EC 1` is the key of most certificates. */
function layOut(): void {
  pki.write('blog.pem', { certificates: [{}] });
  pki.write('blog.key', { key: 'EC 1' });
  pki.write('other.key', { key: 'EC 2' });
  pki.write('locked.key', { key: 'EC 1', encrypted: true });
  pki.write('both.pem', { certificates: [{}], key: 'EC 1' });
  pki.write('rsa.pem', { certificates: [{ key: 'RSA-2048 1' }] });
  pki.write('rsa.key', { key: 'RSA-2048 1' });
  pki.write('short.pem', { certificates: [{ key: 'RSA-1024 1' }] });
  pki.write('short.key', { key: 'RSA-1024 1' });
  pki.write('almost.pem', { certificates: [{ key: 'RSA-2040 1' }] });
  pki.write('almost.key', { key: 'RSA-2040 1' });
  pki.write('sha1.pem', { certificates: [{ hash: 'sha1', issuer: 'intermediate' }] });
  pki.write('self-sha1.pem', { certificates: [{ hash: 'sha1' }] });
  pki.write('full.pem', { certificates: [{ issuer: 'intermediate' }, 'intermediate'] });
  pki.write('reversed.pem', { certificates: ['intermediate', { issuer: 'intermediate' }] });
  pki.write('stranger.pem', { certificates: [{ issuer: 'intermediate' }, 'stranger'] });
  pki.write('expired.pem', { certificates: [{ days: [-20, -10] }] });
  pki.write('future.pem', { certificates: [{ days: [10, 20] }] });
  pki.write('authority.pem', { certificates: [{ isCa: true }] });
  pki.write('root.pem', { certificates: ['root'] });
  pki.write('folder/file', 'in a folder\n');
  pki.write('junk', 'no PEM at all\n');
  pki.write('public.key', publicHalf(pki.key('EC 1')));
  pki.write('cut.key', pki.key('EC 1').split('\n').slice(0, 2).join('\n'));
  pki.write('damaged.pem', `${pki.pem({ certificates: [{}] })}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`);
  pki.write('joined.pem', pki.pem({ certificates: [{ issuer: 'intermediate' }] }).trimEnd() + pki.authority('intermediate'));
  pki.write('indented.pem', pki.pem({ certificates: [{}] }).replaceAll(/^/gm, '  '));
  pki.write('marked.pem', `\uFEFF${pki.pem({ certificates: [{}] }).replaceAll('\n', '\r\n')}`);
  pki.write('der.pem', Buffer.from(pki.pem({ certificates: [{}] }).replaceAll(/-----.*-----|\n/g, ''), 'base64'));
}

beforeAll(layOut);

const pair = (certificate: string, key?: string) => `SSLCertificateFile /P/${certificate}\n${key === undefined ? '' : `SSLCertificateKeyFile /P/${key}\n`}`;
const GOOD = pair('blog.pem', 'blog.key');
const host = (lines: string, engine = 'SSLEngine on') => hostWith(lines).replace('SSLEngine on', engine);

/** Configurations; those with a code are refused at start. */
const CASES: readonly (readonly [what: string, text: string, code?: string])[] = [
  ['a certificate and its key', host(GOOD)],
  ['a key in the certificate file', host(pair('both.pem'))],
  ['a byte order mark and carriage returns', host(pair('marked.pem', 'blog.key'))],
  ['the key of another certificate', host(pair('blog.pem', 'other.key')), 'key-mismatch'],
  ['the key of another kind', host(pair('blog.pem', 'rsa.key')), 'key-mismatch'],
  ['an intermediate first', host(pair('reversed.pem', 'blog.key')), 'key-mismatch'],
  ['junk for a key', host(pair('blog.pem', 'junk')), 'unusable-private-key'],
  ['a public key', host(pair('blog.pem', 'public.key')), 'unusable-private-key'],
  ['a certificate for a key', host(pair('blog.pem', 'blog.pem')), 'unusable-private-key'],
  ['a damaged key', host(pair('blog.pem', 'cut.key')), 'unusable-private-key'],
  ['a locked key', host(pair('blog.pem', 'locked.key')), 'encrypted-private-key'],
  ['a locked key that nobody can open', `SSLPassPhraseDialog builtin\n${host(pair('blog.pem', 'locked.key'))}`, 'encrypted-private-key'],
  ['junk for a certificate', host(pair('junk', 'blog.key')), 'unusable-certificate'],
  ['a certificate in DER', host(pair('der.pem', 'blog.key')), 'unusable-certificate'],
  ['a damaged second certificate', host(pair('damaged.pem', 'blog.key')), 'unusable-certificate'],
  ['files joined without a line break', host(pair('joined.pem', 'blog.key')), 'unusable-certificate'],
  ['an indented certificate', host(pair('indented.pem', 'blog.key')), 'unusable-certificate'],
  ['junk beside a chain file', host(`${pair('junk', 'blog.key')}SSLCertificateChainFile /P/root.pem`), 'unusable-certificate'],
  ['a damaged chain file', host(`${GOOD}SSLCertificateChainFile /P/damaged.pem`)],
  ['a chain file without certificates', host(`${GOOD}SSLCertificateChainFile /P/junk`)],
  ['a damaged certificate whose chain is named apart', host(`${pair('damaged.pem', 'blog.key')}SSLCertificateChainFile /P/root.pem`)],
  ['an RSA key of 1024 bits', host(pair('short.pem', 'short.key')), 'weak-certificate-key'],
  ['an RSA key of 1024 bits at another level', host(`${pair('short.pem', 'short.key')}SSLCipherSuite DEFAULT@SECLEVEL=1`)],
  ['an RSA key of 2040 bits', host(pair('almost.pem', 'almost.key'))],
  ['SHA-1', host(pair('sha1.pem', 'blog.key')), 'weak-certificate-signature'],
  ['SHA-1 beside a chain file', host(`${pair('sha1.pem', 'blog.key')}SSLCertificateChainFile /P/root.pem`), 'weak-certificate-signature'],
  ['SHA-1 at another level', host(`${pair('sha1.pem', 'blog.key')}SSLCipherSuite DEFAULT@SECLEVEL=0`)],
  ['SHA-1, signed by itself', host(pair('self-sha1.pem', 'blog.key'))],
  ['a chain', host(pair('full.pem', 'blog.key'))],
  ['a wrong chain', host(pair('stranger.pem', 'blog.key'))],
  ['an expired certificate', host(pair('expired.pem', 'blog.key'))],
  ['a certificate that has yet to begin', host(pair('future.pem', 'blog.key'))],
  ['the certificate of an authority', host(pair('authority.pem', 'blog.key'))],
  ['another name', hostWith(GOOD, 'elsewhere.test')],
  ['no certificate', host(''), 'engine-without-certificate'],
  ['no key', host(pair('blog.pem')), 'certificate-without-key'],
  ['two kinds of keys', host(GOOD + pair('rsa.pem', 'rsa.key'))],
  ['two kinds of keys, the keys swapped', host(`${pair('blog.pem')}${pair('rsa.pem', 'rsa.key')}SSLCertificateKeyFile /P/blog.key`), 'key-mismatch'],
  ['two certificates of one kind', host(GOOD + pair('expired.pem', 'blog.key'))],
  ['one key too few', host(GOOD + pair('rsa.pem')), 'certificate-without-key'],
  ['one key too few, held by the certificate file', host(`${pair('rsa.pem', 'rsa.key')}${pair('both.pem')}`)],
  ['one key too many', host(`${GOOD}SSLCertificateKeyFile /P/junk`)],
  ['TLS switched off', host(pair('junk', 'other.key'), 'SSLEngine off')],
  ['TLS switched on by its port', host(pair('blog.pem', 'other.key'), ''), 'key-mismatch'],
  ['a key of the server level', `SSLCertificateKeyFile /P/blog.key\n${host(pair('blog.pem'))}`],
  ['a wrong key of the server level', `SSLCertificateKeyFile /P/other.key\n${host(pair('blog.pem'))}`, 'key-mismatch'],
  ['a pair of the server level', `${GOOD}${host('')}`],
  ['a pair instead of the server level', `${pair('junk', 'junk')}${host(GOOD)}`],
  ['a second pair of the server level', `${GOOD}${pair('rsa.pem', 'other.key')}${host(GOOD)}`, 'key-mismatch'],
  ['authorities', host(`${GOOD}SSLCACertificateFile /P/root.pem`)],
  ['junk for authorities', host(`${GOOD}SSLCACertificateFile /P/junk`), 'unusable-authorities'],
  ['junk for names of authorities', host(`${GOOD}SSLCACertificateFile /P/root.pem\nSSLCADNRequestFile /P/junk`), 'unusable-authorities'],
  ['junk for names of authorities that nobody asks for', host(`${GOOD}SSLCADNRequestFile /P/junk`)],
  ['junk for revocation lists', host(`${GOOD}SSLCARevocationFile /P/junk`), 'unusable-authorities'],
  ['a short ticket key', host(`${GOOD}SSLSessionTicketKeyFile /P/junk`), 'short-ticket-key'],
  ['a file that is not there', host(pair('nowhere.pem', 'blog.key')), 'missing-tls-file'],
  ['a folder', host(pair('folder', 'blog.key')), 'missing-tls-file'],
  ['a folder with a slash', host(pair('folder/', 'blog.key')), 'missing-tls-file'],
  ['a device', host('SSLCertificateFile /dev/null'), 'missing-tls-file'],
  ['a file that is not there, TLS switched off', host(pair('nowhere.pem'), 'SSLEngine off'), 'missing-tls-file'],
];

describe.runIf(apacheIsAsked())('a start with', () => {
  test.concurrent.each(CASES.map(([what, text, code]) => ({ what, text, code })))('$what', async ({ text: written, code }) => {
    const text = written.replaceAll('/P/', `${pki.folder}/`);
    const errors = findingsOf(pki.folder, text).filter(({ severity }) => severity === 'error');
    const { started, log } = await startOnLoopback(text);
    expect(started, log).toBe(errors.length === 0);
    if (code !== undefined) expect(errors.map((error) => error.code)).toContain(code);
    // it stops at the first
    const said = errors.filter((error) => log.replaceAll(pki.folder, '').includes(quoted(error)));
    expect(said.length > 0, `${errors.map(quoted).join('\n')}\n${log}`).toBe(errors.length > 0);
  });
});
