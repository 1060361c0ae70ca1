/** Findings about certificates that text alone shows: no file is looked at. */
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { brief, check, checkAlone } from '../kit/configuration.ts';

const host = (lines: string, name = 'ServerName blog.test') => `<VirtualHost *:443>\n${name}\nSSLEngine on\n${lines.trim()}\n</VirtualHost>\n`;
const LIVE = '/etc/letsencrypt/live/blog.test';
const KEY = `SSLCertificateKeyFile ${LIVE}/privkey.pem`;
const about = (text: string, target = NEWEST) => checkAlone(text, target).map(({ line, code, severity }) => `${line} ${code} ${severity}`);

/** The text after the first fix of its first finding. */
function mended(text: string): string {
  const [finding] = checkAlone(text);
  const lines = text.split('\n');
  for (const { range, newText } of [...(finding?.fixes[0]?.edits ?? [])].sort((a, b) => b.range.start.line - a.range.start.line)) {
    const line = lines[range.start.line]!;
    const isWhole = range.end.line > range.start.line;
    lines.splice(range.start.line, 1, ...(isWhole ? [] : [line.slice(0, range.start.character) + newText + line.slice(range.end.character)]));
  }
  return lines.join('\n');
}

describe("certbot's cert.pem", () => {
  test('lacks the chain', () => {
    expect(about(host(`SSLCertificateFile ${LIVE}/cert.pem\n${KEY}`))).toEqual(['4 incomplete-chain warning']);
    expect(about(host(`SSLCertificateFile ${LIVE}/fullchain.pem\n${KEY}`))).toEqual([]);
    expect(about(host(`SSLCertificateFile /etc/ssl/cert.pem\n${KEY}`))).toEqual([]);
  });

  test.each([
    [`${LIVE}/cert.pem`, `${LIVE}/fullchain.pem`],
    [`"${LIVE}/cert.pem"`, `"${LIVE}/fullchain.pem"`],
    ['/etc/letsencrypt/archive/blog.test/cert12.pem', '/etc/letsencrypt/archive/blog.test/fullchain12.pem'],
  ])('%s becomes %s', (before, after) => {
    const text = host(`SSLCertificateFile ${before}\n${KEY}`);
    expect(mended(text)).toBe(text.replace(before, after));
  });

  test('keeps the variable before its name', () => {
    const text = `Define site blog.test\n${host(`SSLCertificateFile /etc/letsencrypt/live/\${site}/cert.pem\n${KEY}`)}`;
    expect(mended(text)).toBe(text.replace('cert.pem', 'fullchain.pem'));
  });

  test('of a server without TLS is left alone', () => {
    expect(about(host(`SSLCertificateFile ${LIVE}/cert.pem\n${KEY}`).replace('SSLEngine on', 'SSLEngine off'))).toEqual([]);
  });
});

describe('SSLCertificateChainFile', () => {
  const three = (certificate: string, chain: string) => host(`SSLCertificateFile ${certificate}\n${KEY}\nSSLCertificateChainFile ${chain}`);

  test('is obsolete, and said to be so once', () => {
    expect(about(three('/etc/ssl/a.crt', '/etc/ssl/chain.crt'))).toEqual(['6 obsolete-chain-file warning']);
    expect(about('SSLCertificateChainFile /etc/ssl/chain.crt\n')).toEqual(['1 obsolete-chain-file warning']);
  });

  test('was not before 2.4.8', () => {
    const old = { ...NEWEST, httpd: '2.4.7', stated: { httpd: true, modWsgi: false } };
    expect(about(three('/etc/ssl/a.crt', '/etc/ssl/chain.crt'), old).filter((line) => line.includes('chain'))).toEqual([]);
  });

  test.each([`${LIVE}/cert.pem`, `${LIVE}/fullchain.pem`])('beside %s goes, and the certificate brings its chain', (certificate) => {
    expect(mended(three(certificate, `${LIVE}/chain.pem`))).toBe(host(`SSLCertificateFile ${LIVE}/fullchain.pem\n${KEY}`));
  });

  test.each([
    ['/etc/ssl/a.crt', '/etc/ssl/chain.crt'],
    [`${LIVE}/cert.pem`, '/etc/ssl/chain.pem'],
    [`${LIVE}/cert.pem`, '/etc/letsencrypt/live/shop.test/chain.pem'],
  ])('beside %s and %s has no fix', (certificate, chain) => {
    expect(checkAlone(three(certificate, chain))[0]?.fixes).toEqual([]);
  });

  test('of two certificates has no fix', () => {
    const text = host(
      `SSLCertificateFile ${LIVE}/cert.pem\n${KEY}\nSSLCertificateFile /a.crt\nSSLCertificateKeyFile /a.key\nSSLCertificateChainFile ${LIVE}/chain.pem`,
    );
    expect(checkAlone(text).find(({ code }) => code === 'obsolete-chain-file')?.fixes).toEqual([]);
  });
});

describe('placeholders', () => {
  const SNAKEOIL = 'SSLCertificateFile /etc/ssl/certs/ssl-cert-snakeoil.pem\nSSLCertificateKeyFile /etc/ssl/private/ssl-cert-snakeoil.key';

  test.each(['ServerName blog.test', 'ServerName localhost\nServerAlias www.blog.test', 'ServerName blog.test:443'])('%s is a real site', (name) => {
    expect(checkAlone(host(SNAKEOIL, name)).map(({ code, marked }) => [code, marked])).toEqual([
      ['snakeoil-certificate', '/etc/ssl/certs/ssl-cert-snakeoil.pem'],
    ]);
  });

  test.each(['', 'ServerName localhost', 'ServerName app.localhost', 'ServerName localhost.localdomain', 'ServerName 127.0.0.1', 'ServerAlias *'])(
    '%s is none',
    (name) => {
      expect(about(host(SNAKEOIL, name)).filter((line) => line.includes('snakeoil'))).toEqual([]);
    },
  );

  test('of RHEL too', () => {
    const text = host('SSLCertificateFile /etc/pki/tls/certs/localhost.crt\nSSLCertificateKeyFile /etc/pki/tls/private/localhost.key');
    expect(about(text)).toEqual(['4 snakeoil-certificate warning']);
  });
});

describe('counts', () => {
  const lines = (certificates: number, keys: number) =>
    host(
      [...Array(certificates).keys()].map((at) => `SSLCertificateFile /c${at}.pem`).join('\n') +
        [...Array(keys).keys()].map((at) => `\nSSLCertificateKeyFile /k${at}.pem`).join(''),
    );

  test('a key too many is never used', () => {
    expect(about(lines(1, 2))).toEqual(['6 surplus-private-key warning']);
    expect(about(lines(2, 4))).toEqual(['8 surplus-private-key warning', '9 surplus-private-key warning']);
    expect(about(lines(2, 2))).toEqual([]);
  });

  test('deleting it leaves the first pair', () => {
    expect(mended(lines(1, 2))).toBe(lines(1, 1));
  });

  test('what is included may bring the certificate', () => {
    expect(about(lines(1, 2).replace('SSLEngine on', 'SSLEngine on\nInclude more.conf'))).toEqual([]);
  });

  test('the same file twice is one too many', () => {
    expect(about(host('SSLCertificateFile /a.pem\nSSLCertificateKeyFile /a.key\nSSLCertificateFile /a.pem\nSSLCertificateKeyFile /a.key'))).toEqual([
      '4 same-key-kind warning',
    ]);
  });
});

test('files are not looked for where they are not to be', () => {
  const text = `ServerName blog.test\nListen 443\n${host('SSLCertificateFile /nowhere.pem\nSSLCertificateKeyFile /nowhere.key')}`;
  expect(brief(check({ '/etc/apache2/apache2.conf': text }, { filesMode: 'never' }))).toEqual([]);
  expect(brief(check({ '/etc/apache2/apache2.conf': text }, { filesMode: 'always' }))).toEqual([
    'apache2.conf:6 missing-tls-file',
    'apache2.conf:7 missing-tls-file',
  ]);
});
