import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { type ShownPair, shownPairs } from './keys.ts';
import { keyId, refusalOf, say } from './shown.ts';

/** A key file that holds no key httpd can read. */
export const unusablePrivateKey: ConfigurationRule = {
  code: 'unusable-private-key',
  severity: 'error',
  page: {
    title: 'File without a usable private key',
    what: 'The file of `SSLCertificateKeyFile` holds no private key, or a damaged one.',
    why: '`apache2 -t` does not look into the file; at start httpd gives up (AH02579, AH02564). Typical: a certificate, a public key or a signing request in the place of the key.',
    fix: 'Name the file of the private key; it begins with a line such as `-----BEGIN PRIVATE KEY-----`.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    # the certificate once more
    SSLCertificateKeyFile /etc/ssl/private/blog.pem
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
    certificates: { '/etc/ssl/private/blog.pem': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => once(shownPairs(configuration).flatMap(judged)),
};

/** A certificate without a key line whose file holds no key either is another rule's. */
function judged({ shown, keyLine, keyPath, match }: ShownPair): ConfigurationFinding[] {
  if (match !== 'broken' && (match !== 'no-key' || keyLine === undefined)) return [];
  const line = keyLine ?? shown.line;
  const id = keyId(shown);
  return [
    say(line, {
      code: 'unusable-private-key',
      severity: refusalOf(shown.server, line, shown.line),
      message: `${keyPath} holds ${match === 'broken' ? 'a private key that is damaged' : 'no private key'}, so httpd does not start. Name the file of the key that belongs to the certificate.`,
      httpd: id === '' ? 'AH02579: Init: Private key not found' : `AH02564: Failed to configure encrypted (?) private key ${id}, check ${keyPath}`,
    }),
  ];
}
