import type { Configuration } from '../../model/configuration/configuration.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { sentBy } from './chain.ts';
import { about } from './concern.ts';
import { STRICT, securityLevel } from './securityLevel.ts';
import { chainLineOf, failedCertificate, inheriting, refusalOf, type ShownCertificate, say, shownCertificates } from './shown.ts';

/** Shortest RSA key that authorities and browsers accept (CA/Browser Forum, 6.1.5). */
const WANTED_BITS = 2048;
/** Longest RSA key that level 2 refuses; OpenSSL reckons 112 bits of security a little below 2048 (measured: 1960 refused, 1980 taken). */
const REFUSED_BITS = 1960;

/** An RSA key that is too short. */
export const weakCertificateKey: ConfigurationRule = {
  code: 'weak-certificate-key',
  severity: 'error',
  page: {
    title: 'RSA key too short',
    what: 'The certificate, or an intermediate that is sent along, has an RSA key of fewer than 2048 bits.',
    why: 'Such keys can be broken, and browsers refuse many of them. OpenSSL at security level 2, which Debian, Ubuntu and RHEL build in, does not take them at all: httpd does not start (AH02562, "ee key too small" or "ca key too small").',
    fix: 'Make a new key of 2048 bits or more, or an EC key (P-256), and a certificate for it.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # RSA, 1024 bits
    SSLCertificateFile /etc/ssl/private/old.pem
    SSLCertificateKeyFile /etc/ssl/private/old.key
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
      '/etc/ssl/private/old.pem': { certificates: [{ key: 'RSA-1024 1' }] },
      '/etc/ssl/private/old.key': { key: 'RSA-1024 1' },
      '/etc/ssl/private/blog.pem': { certificates: [{ key: 'RSA-2048 1' }] },
      '/etc/ssl/private/blog.key': { key: 'RSA-2048 1' },
    },
  },
  check: (configuration) => once(shownCertificates(configuration).flatMap((shown) => judged(configuration, shown))),
};

function judged(configuration: Configuration, shown: ShownCertificate): ConfigurationFinding[] {
  const { certificates, line } = sentBy(configuration, shown);
  const index = certificates.findIndex(({ key }) => key.kind === 'RSA' && key.bits !== null && key.bits < WANTED_BITS);
  const certificate = certificates[index];
  if (certificate === undefined) return [];
  const bits = certificate.key.bits ?? 0;
  // certificates of a chain of its own are not weighed at start
  const isWeighed = index === 0 || chainLineOf(shown.server) === undefined;
  const isRefused = isWeighed && bits <= REFUSED_BITS && securityLevel(configuration, shown.server) >= STRICT;
  const whose = index === 0 ? 'The certificate' : `The certificate of ${certificate.subject}, which is sent along,`;
  const effect = isRefused ? 'OpenSSL does not take it, and httpd does not start' : 'it can be broken, and OpenSSL refuses it at security level 2';
  return [
    say(index === 0 ? shown.line : line, {
      code: 'weak-certificate-key',
      severity: isRefused ? refusalOf(shown.server, shown.line) : 'warning',
      message: `${whose} has an RSA key of ${bits} bits: ${effect}. Make a new key of at least ${WANTED_BITS} bits, or an EC key, and a certificate for it.`,
      ...(isRefused && { httpd: failedCertificate(shown) }),
      ...inheriting(shown.server, shown.line),
      ...about(configuration, shown.path),
    }),
  ];
}
