/** What the rules about TLS say of whole configurations and of texts that stand alone, and where they are silent. */
import { describe, expect, test } from 'vitest';
import { check } from '../kit/configuration.ts';
import { alone, host, inTree, PAIR } from './verdicts.ts';

const ON = `SSLEngine on\n${PAIR}`;
const HSTS = 'Header always set Strict-Transport-Security "max-age=63072000"';
const TRUST = 'WSGITrustedProxies 10.0.0.1\nWSGITrustedProxyHeaders X-Forwarded-Proto';
const APP = 'WSGIScriptAlias / /srv/blog/app.wsgi';
const REDIRECT = 'Redirect permanent / https://blog.test/';

type Case = readonly (readonly [what: string, text: string, ...found: string[]])[];

const TREES: Case = [
  ['443 without TLS', `Listen 443\n${host('')}`, 'warning https-port-without-tls: <VirtualHost *:443>'],
  ['another https port without TLS', `Listen 8443 https\n${host('', '*:8443')}`, 'warning https-port-without-tls: <VirtualHost *:8443>'],
  ['443 where a key alone is named', `Listen 443\n${host('SSLCertificateKeyFile blog.key')}`, 'warning https-port-without-tls: <VirtualHost *:443>'],
  ['443 with TLS switched off', `Listen 443\n${host('SSLEngine off')}`],
  ['443 with TLS of the server level', `Listen 443\n${ON}${host('')}`],
  ['443 with TLS of another module', `Listen 443\n${host('GnuTLSEnable on')}`],
  ['a name whose certificate mod_md fetches', `Listen 443\nMDomain blog.test\n${host('SSLEngine on')}`],
  ['another port without TLS', `Listen 8080\n${host('', '*:8080')}`],
  ['TLS on the port of HTTP', `Listen 80\n${host(ON, '*:80')}`, 'warning tls-on-http-port: SSLEngine on'],
  ['TLS on the port of HTTP, switched on for all', `Listen 80\n${ON}${host('', '*:80')}`, 'warning tls-on-http-port: <VirtualHost *:80>'],
  [
    'a plain host first of an address',
    `Listen 8443\n${host('', '*:8443', 'shop.test')}${host(ON, '*:8443')}`,
    'warning mixed-tls-address: <VirtualHost *:8443>',
  ],
  [
    'a plain host behind one with TLS',
    `Listen 8443\n${host(ON, '*:8443')}${host('', '*:8443', 'shop.test')}`,
    'warning mixed-tls-address: <VirtualHost *:8443>',
  ],
  [
    'a plain host on 443 first of an address',
    `Listen 443\n${host('', '*:443', 'shop.test')}${host(ON)}`,
    'warning https-port-without-tls: <VirtualHost *:443>',
  ],
  [
    'a plain host on 443 behind one with TLS',
    `Listen 443\n${host(ON)}${host('', '*:443', 'shop.test')}`,
    'warning https-port-without-tls: <VirtualHost *:443>',
  ],
  ['a plain host at another address of the port', `Listen 8443\n${host(ON, '10.0.0.1:8443')}${host('', '10.0.0.2:8443', 'shop.test')}`],
  [
    'a line that counts for many hosts is spoken of once',
    `Listen 443\nSSLUseStapling on\n${host(ON)}${host(ON, '*:443', 'shop.test')}`,
    'error stapling-without-cache: SSLUseStapling on',
  ],
  ['a line that may not be read', `Listen 443\n<IfModule mod_expires.c>\nSSLStaplingCache shmcb:x\n</IfModule>\n${host(`${ON}SSLUseStapling on`)}`],
  [
    'an engine that may be off',
    `Listen 443\n<VirtualHost *:443>\n<IfModule mod_expires.c>\nSSLEngine on\n</IfModule>\n${PAIR}SSLProtocol -all\n</VirtualHost>\n`,
    'warning no-protocol: -all',
  ],
  [
    'a cache for sessions without tickets',
    `Listen 443\nSSLSessionCache none\n${host(`${ON}SSLSessionTickets off`)}`,
    'information no-session-resumption: SSLSessionTickets off',
  ],
  ['tickets without a cache', `Listen 443\n${host(ON)}`],
  ['the default SNI policy', `Listen 443\nSSLVHostSNIPolicy secure\n${host(ON)}`],
  ['client certificates of an authority of the server level', `Listen 443\nSSLCACertificateFile ca.pem\n${host(`${ON}SSLVerifyClient require`)}`],
  [
    'client certificates for a path, without an authority',
    `Listen 443\n${host(`${ON}<Location /admin>\nSSLVerifyClient require\n</Location>`)}`,
    'warning client-certificates-without-ca: SSLVerifyClient require',
    'warning client-certificates-per-path: SSLVerifyClient require',
  ],
  [
    'client certificates for a path, TLS 1.2 alone',
    `Listen 443\n${host(`${ON}SSLProtocol -all +TLSv1.2\nSSLCACertificateFile ca.pem\n<Location /admin>\nSSLVerifyClient require\n</Location>`)}`,
    'information client-certificates-per-path: SSLVerifyClient require',
  ],
  [
    'client certificates for a path, asked for before',
    `Listen 443\n${host(`${ON}SSLVerifyClient optional\nSSLCACertificateFile ca.pem\n<Location /admin>\nSSLVerifyClient require\n</Location>`)}`,
  ],
  [
    'a public bundle in a folder',
    `Listen 443\n${host(`${ON}SSLCACertificatePath /etc/ssl/certs/\nSSLVerifyClient on`)}`,
    'warning public-client-ca: SSLCACertificatePath /etc/ssl/certs/',
  ],
  ['a public bundle that nobody is checked against', `Listen 443\n${host(`${ON}SSLCACertificateFile /etc/ssl/certs/ca-certificates.crt`)}`],
  [
    'variables for a folder',
    `Listen 443\n${host(`${ON}SSLCACertificateFile ca.pem\nSSLVerifyClient require\n${APP}\n<Directory /srv/blog>\nSSLOptions +StdEnvVars\n</Directory>`)}`,
  ],
  ['a list of an authority that is looked into', `Listen 443\n${host(`${ON}SSLCARevocationFile list.pem\nSSLCARevocationCheck chain`)}`],
  [
    'the application over HTTP under an alias',
    `Listen 80\nListen 443\n${host(`ServerAlias www.blog.test\n${APP}`, '*:80', 'old.test')}${host(`${ON}ServerAlias www.blog.test\n${HSTS}\n${APP}`)}`,
    `warning http-beside-hsts: ${APP}`,
  ],
  ['the application over HTTP, redirected', `Listen 80\nListen 443\n${host(`${REDIRECT}\n${APP}`, '*:80')}${host(`${ON}${HSTS}\n${APP}`)}`],
  [
    'the application over HTTP, redirected by a rule',
    `Listen 80\nListen 443\n${host(`RewriteEngine on\nRewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]\n${APP}`, '*:80')}${host(`${ON}${HSTS}\n${APP}`)}`,
  ],
  ['the application over HTTP, HSTS called back', `Listen 80\nListen 443\n${host(APP, '*:80')}${host(`${ON}${HSTS.replace('63072000', '0')}\n${APP}`)}`],
  ['another application over HTTP', `Listen 80\nListen 443\n${host(APP, '*:80', 'shop.test')}${host(`${ON}${HSTS}\n${APP}`)}`],
  ['HSTS in front of a redirect', `Listen 80\n${host(`${HSTS}\n${REDIRECT}`, '*:80')}`, `warning hsts-over-http: ${HSTS}`],
  ['HSTS over HTTP where HTTPS is on', `Listen 80\n${host(`${HSTS} env=HTTPS`, '*:80')}`],
  ['HSTS behind a proxy', `Listen 80\n${host(`${TRUST}\n${HSTS}`, '*:80')}`, `information hsts-behind-proxy: ${HSTS}`],
  ['HSTS behind a proxy, trust at server level', `Listen 80\n${TRUST}\n${host(HSTS, '*:80')}`, `information hsts-behind-proxy: ${HSTS}`],
  [
    'HSTS behind a proxy whose scheme nobody trusts',
    `Listen 80\n${host(`WSGITrustedProxies 10.0.0.1\nWSGITrustedProxyHeaders X-Forwarded-For\n${HSTS}`, '*:80')}`,
    `warning hsts-over-http: ${HSTS}`,
  ],
  ['HSTS twice, once with always', `Listen 443\n${host(`${ON}${HSTS}\n${HSTS.replace('always ', '')}`)}`],
  ['HSTS with errors left out on purpose', `Listen 443\n${host(`${ON}${HSTS.replace('always', 'onsuccess')}`)}`],
  ['a redirect loop by Redirect', `Listen 80\n${host(`${TRUST}\n${REDIRECT}`, '*:80')}`, `warning redirect-loop-behind-proxy: ${REDIRECT}`],
  ['a redirect of one path behind a proxy', `Listen 80\n${host(`${TRUST}\nRedirect permanent /old https://blog.test/new`, '*:80')}`],
  ['a redirect to the HTTPS side of the same server', `Listen 80\nListen 443\n${TRUST}\n${host(REDIRECT, '*:80')}${host(ON)}`],
  [
    'a header about HTTPS through a reverse proxy',
    `Listen 80\nListen 443\n${host('ProxyPass / http://127.0.0.1:8000/', '*:80')}${host(`${ON}RequestHeader set X-Forwarded-Proto: https\nProxyPass / http://127.0.0.1:8000/`)}`,
    'warning forwarded-proto-from-clients: ProxyPass / http://127.0.0.1:8000/',
  ],
  [
    'a header about HTTPS that both sides set',
    `Listen 80\nListen 443\nRequestHeader unset X-Forwarded-Proto early\n${host(APP, '*:80')}${host(`${ON}RequestHeader set X-Forwarded-Proto https\n${APP}`)}`,
  ],
];

const ALONE: Case = [
  ['443 without TLS: it may be inherited', host('')],
  [
    '443 without TLS beside a certificate',
    `${host(`${PAIR}Include options.conf`)}${host('', '*:443', 'shop.test')}`,
    'warning https-port-without-tls: <VirtualHost *:443>',
  ],
  ['443 without TLS beside a certificate, with an include', `${host(ON)}${host('Include tls.conf', '*:443', 'shop.test')}`],
  ['443 without TLS, a certificate at server level', `${PAIR}${host(ON)}${host('', '*:443', 'shop.test')}`],
  ['a certificate on 443', host(PAIR), 'hint certificate-without-engine: SSLCertificateFile blog.crt'],
  ['a certificate on 443, with an include', host(`${PAIR}Include /etc/letsencrypt/options-ssl-apache.conf`)],
  ['a certificate on a port whose Listen is elsewhere', host(PAIR, '*:8443')],
  ['a certificate on a plain port', `Listen 8443\n${host(PAIR, '*:8443')}`, 'warning certificate-without-engine: SSLCertificateFile blog.crt'],
  ['TLS without a certificate: it may be inherited', host('SSLEngine on'), 'warning engine-without-certificate: SSLEngine on'],
  ['TLS without a certificate, with an include', host('SSLEngine on\nInclude tls.conf')],
  ['TLS at server level', 'SSLEngine on\n'],
  ['a certificate without a key', host('SSLEngine on\nSSLCertificateFile blog.crt'), 'warning certificate-without-key: SSLCertificateFile blog.crt'],
  ['a certificate of a token', host('SSLEngine on\nSSLCertificateFile pkcs11:object=blog')],
  ['no version, TLS switched on', host(`${ON}SSLProtocol -all`), 'error no-protocol: -all'],
  ['no version, TLS perhaps on', host(`${PAIR}SSLEngine on\nSSLProtocol -all\nInclude more.conf`), 'warning no-protocol: -all'],
  ['no version at server level', 'SSLProtocol -all\n', 'warning no-protocol: -all'],
  ['a version that httpd refuses anyway', 'SSLProtocol TLSv1.4\n'],
  ['a version in a variable', 'SSLProtocol ${VERSIONS}\n'],
  ['a weak version by name', 'SSLProtocol all -SSLv3 +TLSv1\n', 'warning weak-protocol: all -SSLv3 +TLSv1'],
  ['weak versions by all', 'SSLProtocol all -SSLv3\n', 'information weak-protocol: all -SSLv3'],
  ['all, the weak ones taken out', 'SSLProtocol all -SSLv3 -TLSv1 -TLSv1.1\n'],
  ['a weak version that a hole keeps from being spoken', 'SSLProtocol -all +TLSv1 +TLSv1.2\n'],
  ['versions of back ends', 'SSLProxyProtocol all\n'],
  ['weak versions that stand alone', 'SSLProtocol TLSv1.1 TLSv1\n', 'warning protocol-override: TLSv1.1 TLSv1', 'warning weak-protocol: TLSv1.1 TLSv1'],
  ['weak ciphers', 'SSLCipherSuite HIGH:RC4-SHA:ECDHE-RSA-DES-CBC3-SHA:LOW\n', 'warning weak-cipher: HIGH:RC4-SHA:ECDHE-RSA-DES-CBC3-SHA:LOW'],
  ['weak ciphers taken out', 'SSLCipherSuite HIGH:MEDIUM:RC4+RSA:!MD5:!RC4:!3DES\n'],
  ['weak ciphers moved to the end', 'SSLCipherSuite ALL:+LOW:+RC4\n'],
  ['ciphers that httpd takes out', 'SSLCipherSuite HIGH:aNULL:EXP\n', 'information weak-cipher: HIGH:aNULL:EXP'],
  ['weak ciphers for a path', '<Location />\nSSLCipherSuite RC4:HIGH\n</Location>\n', 'warning weak-cipher: RC4:HIGH'],
  ['ciphers of a system’s policy', host(`${ON}SSLCipherSuite PROFILE=SYSTEM`)],
  ['ciphers that some OpenSSL may have', host(`${ON}SSLCipherSuite TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`)],
  ['ciphers in a variable', host(`${ON}SSLCipherSuite \${CIPHERS}`)],
  ['a group of newer releases', 'SSLOpenSSLConfCmd Curves X25519MLKEM768:X25519\n', 'information openssl-value: X25519MLKEM768:X25519'],
  ['a group of another provider', 'SSLOpenSSLConfCmd Groups ?p256_kyber768/X25519\n'],
  ['an unknown group', 'SSLOpenSSLConfCmd Curves nope\n', 'warning openssl-value: nope'],
  ['stapling: the cache may be elsewhere', host(`${ON}SSLUseStapling on`)],
  ['revocation: the list may be elsewhere', host('SSLEngine on\nSSLCARevocationCheck chain\nInclude tls.conf')],
  ['revocation in a whole virtual host', host(`${ON}SSLCARevocationCheck chain`), 'warning revocation-check-without-list: SSLCARevocationCheck chain'],
  ['client certificates: the authority may be elsewhere', host('SSLVerifyClient require\nInclude tls.conf')],
  ['client certificates in a whole virtual host', host(`${ON}SSLVerifyClient optional`), 'warning client-certificates-without-ca: SSLVerifyClient optional'],
  ['HSTS without max-age', host(`${ON}Header always set Strict-Transport-Security includeSubDomains`), 'warning hsts-policy: includeSubDomains'],
  ['HSTS with two ages', host(`${ON}Header always set Strict-Transport-Security "max-age=1; max-age=2"`), 'warning hsts-policy: "max-age=1; max-age=2"'],
  ['HSTS with an age that is none', host(`${ON}Header always set Strict-Transport-Security "max-age=1y"`), 'warning hsts-policy: "max-age=1y"'],
  ['HSTS in odd spelling', host(`${ON}Header Always Set strict-transport-security "MAX-AGE = 63072000 ; IncludeSubdomains;"`)],
  ['HSTS in a variable', host(`${ON}Header always set Strict-Transport-Security "\${HSTS}"`)],
  [
    'HSTS preload for too short',
    host(`${ON}Header always set Strict-Transport-Security "max-age=86400; includeSubDomains; preload"`),
    'warning hsts-preload: "max-age=86400; includeSubDomains; preload"',
  ],
  ['HSTS taken away', host('Header always unset Strict-Transport-Security', '*:80')],
  ['HSTS on 443 where TLS may be inherited', host(HSTS)],
  ['an htaccess with HSTS', 'Header always set Strict-Transport-Security "max-age=63072000"\n'],
];

describe('a configuration read from its root with', () => {
  test.each(TREES)('%s', (_, text, ...found) => {
    expect(inTree(text)).toEqual(found);
  });
});

describe('a text that stands alone with', () => {
  test.each(ALONE)('%s', (_, text, ...found) => {
    expect(alone(text)).toEqual(found);
  });
});

describe('a plain virtual host on 443', () => {
  const messageOf = (...hosts: readonly string[]) => {
    const found = check({ '/srv/conf/httpd.conf': `Listen 443\n${hosts.join('')}` }, { filesMode: 'never' });
    return found.find(({ code }) => code === 'https-port-without-tls')?.message;
  };
  const plain = host('', '*:443', 'shop.test');

  test('answers plain HTTP where it is the first of its address', () => {
    expect(messageOf(plain, host(ON))).toContain('answers plain HTTP');
    expect(messageOf(host(ON, '10.0.0.1:443'), plain)).toContain('answers plain HTTP');
  });

  test('is reached with the certificate of the first', () => {
    expect(messageOf(host(ON), plain)).toContain('with the certificate of the first virtual host');
  });
});

describe('a configuration of several files', () => {
  const SITES = 'Listen 443\nInclude /srv/conf/tls.conf\nInclude /srv/conf/sites/*.conf\n';

  test('what another file says counts', () => {
    const found = inTree({
      '/srv/conf/httpd.conf': SITES,
      '/srv/conf/tls.conf': `SSLUseStapling on\nSSLProtocol all\n${PAIR}`,
      '/srv/conf/sites/a.conf': host(''),
    });
    expect(found).toEqual(['error stapling-without-cache: SSLUseStapling on', 'information weak-protocol: all']);
  });

  test('a file that is read in several virtual hosts is spoken of once', () => {
    const shared = 'Include /srv/conf/on.conf\n';
    const tree = { '/srv/conf/httpd.conf': SITES, '/srv/conf/tls.conf': '', '/srv/conf/on.conf': `${ON}SSLCipherSuite !RC4\n` };
    const found = inTree({ ...tree, '/srv/conf/sites/a.conf': host(shared), '/srv/conf/sites/b.conf': host(shared, '*:443', 'shop.test') });
    expect(found).toEqual(['error no-cipher: !RC4']);
  });

  test('a macro gets findings without fixes', () => {
    const macro = `<Macro Site $name>\n<VirtualHost *:443>\nServerName $name\n${ON}SSLProtocol -all\n</VirtualHost>\n</Macro>\n`;
    const found = check({ '/srv/conf/httpd.conf': `Listen 443\n${macro}Use Site a.test\nUse Site b.test\n` }, { filesMode: 'never' });
    expect(found.filter(({ code }) => code === 'no-protocol').map(({ severity, fixes }) => ({ severity, fixes }))).toEqual([{ severity: 'error', fixes: [] }]);
  });

  test('the cache for stapling is written above the virtual host, wherever that stands', () => {
    const tree = {
      '/srv/conf/httpd.conf': `Listen 443\n    ${host('Include /srv/conf/on.conf')}`,
      '/srv/conf/on.conf': `${ON}SSLUseStapling on\n`,
    };
    const [found] = check(tree, { filesMode: 'never' }).filter(({ code }) => code === 'stapling-without-cache');
    const edits = found!.fixes.find(({ title }) => title.startsWith('Add'))!.elsewhere;
    expect(edits).toEqual([
      {
        uri: 'file:///srv/conf/httpd.conf',
        edits: [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: '    SSLStaplingCache shmcb:ssl_stapling(32768)\n' }],
      },
    ]);
  });
});
