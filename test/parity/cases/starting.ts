/**
 * What -t takes and a start may refuse (measured with httpd 2.4.71, mod_wsgi 4.9.4 and OpenSSL 3.0). Not here is what neither text nor
 * readable files tell: groups and ciphers that only some builds of OpenSSL have, such as X25519MLKEM768, and addresses that are taken.
 */
import { type ParityCase, PORT, ROOT } from '../case.ts';

const CERTIFICATE = `SSLCertificateFile ${ROOT}/tls/blog.crt`;
const KEY = `SSLCertificateKeyFile ${ROOT}/tls/blog.key`;
const LISTEN = `Listen 127.0.0.1:${PORT}\n`;

/** A virtual host on the port with these lines. */
function host(...lines: readonly string[]): string {
  return `<VirtualHost *:${PORT}>\n${lines.map((line) => `${line}\n`).join('')}</VirtualHost>\n`;
}

/** A virtual host with TLS, certificate and key, and these lines. */
function tlsHost(...lines: readonly string[]): string {
  return host('ServerName blog.test', 'SSLEngine on', CERTIFICATE, KEY, ...lines);
}

/** A virtual host with TLS and these lines for its certificate and key. */
function hostWith(...pair: readonly string[]): string {
  return host('ServerName blog.test', 'SSLEngine on', ...pair);
}

export const startingCases: readonly ParityCase[] = [
  ['refuses', LISTEN + hostWith()],
  ['refuses', LISTEN + hostWith(CERTIFICATE)],
  ['refuses', LISTEN + hostWith(CERTIFICATE, `SSLCertificateKeyFile ${ROOT}/tls/shop.key`)],
  ['refuses', LISTEN + hostWith(CERTIFICATE, `SSLCertificateKeyFile ${ROOT}/tls/junk.pem`)],
  ['refuses', LISTEN + hostWith(CERTIFICATE, `SSLCertificateKeyFile ${ROOT}/tls/locked.key`)],
  ['refuses', LISTEN + hostWith(`SSLCertificateFile ${ROOT}/tls/junk.pem`, KEY)],
  ['refuses', LISTEN + hostWith(`SSLCertificateFile ${ROOT}/tls/weak.crt`, `SSLCertificateKeyFile ${ROOT}/tls/weak.key`)],
  ['starts', LISTEN + hostWith(`SSLCertificateFile ${ROOT}/tls/both.pem`)],
  ['starts', LISTEN + tlsHost()],
  ['starts', LISTEN + host('ServerName other.test', 'SSLEngine on', CERTIFICATE, KEY)],
  ['starts', LISTEN + host('SSLEngine on', CERTIFICATE, KEY)],
  ['starts', LISTEN + host('ServerName blog.test', CERTIFICATE, KEY)],
  ['starts', `Listen 127.0.0.1:${PORT} https\n${host('ServerName blog.test')}`],
  ['starts', `Listen 127.0.0.1:${PORT} https\n${host('ServerName blog.test', CERTIFICATE, KEY)}`],
  ['refuses', LISTEN + tlsHost('SSLProtocol -all')],
  ['refuses', LISTEN + tlsHost('SSLCipherSuite NOPE')],
  ['refuses', LISTEN + tlsHost('SSLCipherSuite TLSv1.3 NOPE')],
  ['refuses', LISTEN + tlsHost('SSLOpenSSLConfCmd Curves nope')],
  ['starts', LISTEN + tlsHost('SSLVerifyClient require')],
  ['refuses', LISTEN + tlsHost('SSLUseStapling on')],
  ['starts', `${LISTEN + tlsHost('SSLUseStapling on')}SSLStaplingCache shmcb:run/stapling(32768)`],
  ['refuses', LISTEN + tlsHost('SSLCARevocationCheck chain', `SSLCACertificateFile ${ROOT}/tls/blog.crt`)],
  ['starts', LISTEN + tlsHost(`SSLCertificateChainFile ${ROOT}/tls/shop.crt`)],
  ['starts', LISTEN + tlsHost('Protocols h2 http/1.1')],
  ['starts', LISTEN + tlsHost() + host('ServerName shop.test')],
  ['starts', LISTEN + tlsHost() + tlsHost()],
  ['starts', `${LISTEN}<VirtualHost *:9>\nServerName blog.test\nSSLEngine on\n${CERTIFICATE}\n${KEY}\n</VirtualHost>`],
  ['refuses', LISTEN + LISTEN],
  ['refuses', ''],
  ['starts', `${LISTEN + host('ServerName blog.test')}MaxClients 50\nMaxRequestsPerChild 5`],
  ['starts', `${LISTEN + host('ServerName blog.test')}WSGIPythonHome /nowhere`],
  ['starts', LISTEN + host('ServerName blog.test', 'WSGIProcessGroup nope', `WSGIScriptAlias / ${ROOT}/app/app.wsgi`)],
  [
    'starts',
    `${LISTEN}WSGIDaemonProcess g home=/nowhere python-home=/nowhere\nWSGIScriptAlias / ${ROOT}/app/app.wsgi process-group=g application-group=%{GLOBAL}`,
  ],
  ['starts', `${LISTEN}SSLSessionCache shmcb:run/sessions(512000)`],
];
