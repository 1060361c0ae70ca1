import type { CertificateFacts } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { isSelfSigned, sentBy } from './chain.ts';
import { about } from './concern.ts';
import { STRICT, securityLevel } from './securityLevel.ts';
import { chainLineOf, failedCertificate, inheriting, refusalOf, type ShownCertificate, say, shownCertificates } from './shown.ts';

const BROKEN_HASHES = ['MD2', 'MD4', 'MD5', 'SHA1'];

/** A certificate signed with a hash that can be forged. */
export const weakCertificateSignature: ConfigurationRule = {
  code: 'weak-certificate-signature',
  severity: 'error',
  page: {
    title: 'Certificate signed with SHA-1',
    what: 'The certificate, or an intermediate that is sent along, is signed with SHA-1 or MD5.',
    why: 'Such signatures can be forged, and browsers refuse them. OpenSSL at security level 2, which Debian, Ubuntu and RHEL build in, does not take them: httpd does not start (AH02562, "ca md too weak").',
    fix: 'Let the certificate be issued again; every authority signs with SHA-256 today. With `openssl` say `-sha256`.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # signed with SHA-1
    SSLCertificateFile /etc/ssl/private/old.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    server: { platform: 'debian' },
    certificates: {
      '/etc/ssl/private/old.pem': { certificates: [{ issuer: 'root', hash: 'sha1' }] },
      '/etc/ssl/private/blog.pem': { certificates: [{ issuer: 'root' }] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => once(shownCertificates(configuration).flatMap((shown) => judged(configuration, shown))),
};

/** The signature of a self-signed certificate proves nothing, and nobody weighs it. */
function isWeak(certificate: CertificateFacts): boolean {
  return certificate.hash !== null && BROKEN_HASHES.includes(certificate.hash) && !isSelfSigned(certificate);
}

function judged(configuration: Configuration, shown: ShownCertificate): ConfigurationFinding[] {
  const { certificates, line } = sentBy(configuration, shown);
  const index = certificates.findIndex(isWeak);
  const certificate = certificates[index];
  if (certificate === undefined) return [];
  // certificates of a chain of its own are not weighed at start
  const isWeighed = index === 0 || chainLineOf(shown.server) === undefined;
  const isRefused = isWeighed && securityLevel(configuration, shown.server) >= STRICT;
  const whose = index === 0 ? 'The certificate' : `The certificate of ${certificate.subject}, which is sent along,`;
  return [
    say(index === 0 ? shown.line : line, {
      code: 'weak-certificate-signature',
      severity: isRefused ? refusalOf(shown.server, shown.line) : 'warning',
      message: `${whose} is signed with ${certificate.hash}, which can be forged: ${isRefused ? 'OpenSSL does not take it, and httpd does not start' : 'browsers refuse the site, and many builds of OpenSSL do not take it'}. Let it be issued again with SHA-256.`,
      ...(isRefused && { httpd: failedCertificate(shown) }),
      ...inheriting(shown.server, shown.line),
      ...about(configuration, shown.path),
    }),
  ];
}
