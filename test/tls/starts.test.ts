/** TLS settings at a real start: where we have an error httpd gives up, in the words that we quote, and elsewhere it starts. */
import { afterAll, describe, expect, test } from 'vitest';
import { quoted } from '../certificates/examples.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { host, pairIn, tlsFindingsOf } from './verdicts.ts';

const pki = new Pki();
afterAll(() => pki.remove());

const GOOD = pairIn(pki);
const CERTIFICATE = GOOD.split('\n')[0]!;
const KEY = GOOD.split('\n')[1]!;
const AUTHORITY = pki.write('root.pem', { certificates: ['root'] });
const BOTH = pki.write('both.pem', { certificates: [{}], key: 'EC 1' });
const ON = `SSLEngine on\n${GOOD}`;

const whole = (text: string) => `ServerName blog.test\nListen 443\n${text}`;
const withLine = (line: string) => whole(host(`${ON}${line}`));

/** A line in a virtual host with TLS; those with a code keep httpd from starting. */
const LINES: readonly (readonly [line: string, code?: string])[] = [
  ['SSLProtocol -all', 'no-protocol'],
  ['SSLProtocol TLSv1.2 -TLSv1.2', 'no-protocol'],
  ['SSLProtocol', 'no-protocol'],
  ['SSLProtocol -all +TLSv1.3'],
  ['SSLProtocol -all +TLSv1'],
  ['SSLProtocol all -SSLv2 -SSLv3'],
  ['SSLProtocol TLSv1.2 TLSv1.3'],
  ['SSLCipherSuite NOPE', 'no-cipher'],
  ['SSLCipherSuite high', 'no-cipher'],
  ['SSLCipherSuite !RC4:!MD5', 'no-cipher'],
  ['SSLCipherSuite +HIGH', 'no-cipher'],
  ['SSLCipherSuite -ALL', 'no-cipher'],
  ['SSLCipherSuite @STRENGTH', 'no-cipher'],
  ['SSLCipherSuite NULL', 'no-cipher'],
  ['SSLCipherSuite aNULL:EXPORT', 'no-cipher'],
  ['SSLCipherSuite NOPE:DEFAULT', 'no-cipher'],
  ['SSLCipherSuite AES128-SHA+NOPE', 'no-cipher'],
  ['SSLCipherSuite ecdhe-rsa-aes128-gcm-sha256', 'no-cipher'],
  ['SSLCipherSuite ECDHE-RSA-AES128-GCM-SHA265', 'no-cipher'],
  ['SSLCipherSuite TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256', 'no-cipher'],
  ['SSLCipherSuite SSL NOPE', 'no-cipher'],
  ['SSLCipherSuite TLSv1.3 NOPE', 'no-cipher'],
  ['SSLCipherSuite TLSv1.3 HIGH', 'no-cipher'],
  ['SSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384', 'no-cipher'],
  ['SSLCipherSuite NOPE\nSSLCipherSuite HIGH'],
  ['SSLCipherSuite TLSv1.3 NOPE\nSSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256'],
  ['SSLCipherSuite NOPE:HIGH'],
  ['SSLCipherSuite "NOPE HIGH"'],
  ['SSLCipherSuite HIGH:!aNULL:!MD5'],
  ['SSLCipherSuite DEFAULT'],
  ['SSLCipherSuite DEFAULT!NOPE'],
  ['SSLCipherSuite HIGH:DEFAULT'],
  ['SSLCipherSuite DEFAULT@SECLEVEL=0'],
  ['SSLCipherSuite EECDH+AESGCM:EDH+AESGCM'],
  ['SSLCipherSuite kRSA'],
  ['SSLCipherSuite SSLv3'],
  ['SSLCipherSuite TLSv1.2'],
  ['SSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256:NOPE'],
  ['SSLCipherSuite TLSv1.3 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  ['SSLOpenSSLConfCmd Curves nope', 'openssl-value'],
  ['SSLOpenSSLConfCmd Curves X25519:nope', 'openssl-value'],
  ['SSLOpenSSLConfCmd groups prime256v2', 'openssl-value'],
  ['SSLOpenSSLConfCmd ECDHParameters nope', 'openssl-value'],
  ['SSLOpenSSLConfCmd MinProtocol TLSv1.4', 'openssl-value'],
  ['SSLOpenSSLConfCmd MaxProtocol 1.2', 'openssl-value'],
  ['SSLOpenSSLConfCmd Curves X25519:P-256:secp384r1:brainpoolP256r1:ffdhe2048'],
  ['SSLOpenSSLConfCmd ECDHParameters Automatic'],
  ['SSLOpenSSLConfCmd MinProtocol TLSv1.2'],
  ['SSLUseStapling on', 'stapling-without-cache'],
  ['SSLUseStapling off'],
  ['SSLCARevocationCheck chain', 'revocation-check-without-list'],
  ['SSLCARevocationCheck leaf', 'revocation-check-without-list'],
  ['SSLCARevocationCheck none'],
  ['SSLVerifyClient require'],
  ['SSLVerifyClient optional_no_ca'],
  [`SSLCACertificateFile ${AUTHORITY}\nSSLVerifyClient require\nSSLOptions +StdEnvVars`],
  ['SSLInsecureRenegotiation on'],
];

/** Whole configurations. */
const TEXTS: readonly (readonly [what: string, text: string, code?: string])[] = [
  ['no certificate', whole(host('SSLEngine on')), 'engine-without-certificate'],
  ['a key alone', whole(host(`SSLEngine on\n${KEY}`)), 'engine-without-certificate'],
  ['a port in ServerName', whole(host('SSLEngine on', '*:443', 'https://Blog.test:8443')), 'engine-without-certificate'],
  ['TLS at server level, certificates in the virtual host', whole(`SSLEngine on\n${host(GOOD)}`), 'engine-without-certificate'],
  [
    'a certificate by OpenSSL’s command',
    whole(
      host(
        `SSLEngine on\n${GOOD.replaceAll('SSLCertificateFile', 'SSLOpenSSLConfCmd Certificate').replaceAll('SSLCertificateKeyFile', 'SSLOpenSSLConfCmd PrivateKey')}`,
      ),
    ),
  ],
  ['a certificate of the server level', whole(`${GOOD}${host('SSLEngine on')}`)],
  ['everything at server level', whole(`${ON}${host('')}`)],
  ['no key', whole(host(`SSLEngine on\n${CERTIFICATE}`)), 'certificate-without-key'],
  ['no key where TLS switches itself on', whole(host(CERTIFICATE)), 'certificate-without-key'],
  ['a key of the server level', whole(`${KEY}\n${host(`SSLEngine on\n${CERTIFICATE}`)}`)],
  ['a key in the certificate file', whole(host(`SSLEngine on\nSSLCertificateFile ${BOTH}`))],
  ['no TLS at all', whole(host('', '*:443'))],
  ['TLS switched off', whole(host('SSLEngine off\nSSLProtocol -all\nSSLUseStapling on'))],
  ['SSLEngine optional', whole(host('SSLEngine optional\nSSLProtocol -all'))],
  ['no version at server level', whole(`SSLProtocol -all\n${host(ON)}`), 'no-protocol'],
  ['no version at server level, overruled', whole(`SSLProtocol -all\n${host(`${ON}SSLProtocol all`)}`)],
  ['no version at server level, no TLS', whole(`SSLProtocol -all\n${host('', '*:443')}`)],
  ['no version where TLS switches itself on', whole(host(`${GOOD}SSLProtocol -all`)), 'no-protocol'],
  ['unknown ciphers at server level', whole(`SSLCipherSuite NOPE\n${host(ON)}`), 'no-cipher'],
  [
    'unknown ciphers at server level, another kind in the virtual host',
    whole(`SSLCipherSuite NOPE\n${host(`${ON}SSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256`)}`),
    'no-cipher',
  ],
  ['an unknown group at server level', whole(`SSLOpenSSLConfCmd Curves nope\n${host(`${ON}SSLOpenSSLConfCmd Curves X25519`)}`), 'openssl-value'],
  ['stapling with a cache', whole(`SSLStaplingCache shmcb:ssl_stapling(32768)\n${host(`${ON}SSLUseStapling on`)}`)],
  ['stapling at server level', whole(`SSLUseStapling on\n${host(ON)}`), 'stapling-without-cache'],
  ['stapling at server level, switched off again', whole(`SSLUseStapling on\n${host(`${ON}SSLUseStapling off`)}`)],
  ['revocation at server level', whole(`SSLCARevocationCheck leaf\n${host(ON)}`), 'revocation-check-without-list'],
  ['a virtual host without Listen', `ServerName blog.test\nListen 80\n${host('SSLEngine on')}`, 'engine-without-certificate'],
];

type Case = readonly [what: string, text: string, code: string | null];

const CASES: readonly Case[] = [
  ...LINES.map(([line, code]): Case => [line, withLine(line), code ?? null]),
  ...TEXTS.map(([what, text, code]): Case => [what, text, code ?? null]),
];

describe.runIf(apacheIsAsked())('a start with', () => {
  test.concurrent.each(CASES)('%s', async (_, text, code) => {
    const errors = tlsFindingsOf(pki.folder, text).filter(({ severity }) => severity === 'error');
    expect(errors.map((error) => error.code)).toEqual(code === null ? [] : [code]);
    const { started, log } = await startOnLoopback(text);
    expect(started, log).toBe(code === null);
    for (const error of errors) expect(log.replaceAll(pki.folder, '')).toContain(quoted(error));
  });
});
