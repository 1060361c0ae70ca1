/** TLS lines; certificates and keys are not read by -t, only found (measured with httpd 2.4.71, mod_wsgi 4.9.4 and OpenSSL 3.0). */
import type { ParityCase } from '../case.ts';

export const tlsCases: readonly ParityCase[] = [
  ['starts', 'SSLEngine optional'],
  ['refuses', 'SSLCertificateFile /nowhere.pem'],
  ['refuses', 'SSLCertificateFile @ROOT@/tls/empty.pem'],
  ['refuses', 'SSLCertificateKeyFile /nowhere.key'],
  ['refuses', 'SSLCertificateChainFile /nowhere.key'],
  ['refuses', 'SSLCACertificateFile /nowhere.key'],
  ['refuses', 'SSLCACertificatePath /nowhere'],
  ['refuses', 'SSLProtocol TLSv1.4'],
  ['refuses', 'SSLProtocol +SSLv2'],
  ['refuses', 'SSLProtocol +SSLv3'],
  ['starts', 'SSLProtocol TLSv1.2 TLSv1.3'],
  ['refuses', 'SSLCipherSuite TLSv1.2 HIGH'],
  ['refuses', '<Directory @ROOT@/www>\nSSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256\n</Directory>'],
  ['refuses', 'SSLOpenSSLConfCmd Foo bar'],
  ['refuses', 'SSLVerifyClient maybe'],
  ['refuses', 'SSLVerifyDepth -1'],
  ['refuses', 'SSLOptions +Foo'],
  ['refuses', 'SSLSessionCache foo:/x'],
  ['refuses', 'SSLSessionCache dbm:@ROOT@/www/x'],
  ['refuses', '<VirtualHost *:1>\nSSLStaplingCache shmcb:@ROOT@/www/x\n</VirtualHost>'],
  ['refuses', 'SSLCARevocationCheck maybe'],
];
