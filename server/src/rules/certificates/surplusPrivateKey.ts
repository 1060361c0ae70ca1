import type { TlsServer } from '../../model/tls/servers.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fix, lineAway, once, related } from '../tls/report.ts';
import { say } from './shown.ts';

/** A key line that no certificate line goes with. */
export const surplusPrivateKey: ConfigurationRule = {
  code: 'surplus-private-key',
  severity: 'warning',
  page: {
    title: 'More keys than certificates',
    what: 'There are more `SSLCertificateKeyFile` lines than `SSLCertificateFile` lines. Keys and certificates go together by their order, so the last keys belong to nothing.',
    why: 'Unlike elsewhere, a later line does not replace an earlier one: httpd uses the first key and never opens the second.',
    fix: 'Delete the line that is not meant, or add the certificate that it belongs to.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCertificateKeyFile /etc/ssl/private/blog-new.key
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog-new.crt
    SSLCertificateKeyFile /etc/ssl/private/blog-new.key
</VirtualHost>
`,
  },
  check: (configuration) => {
    const { servers, helped } = tlsOf(configuration);
    return helped ? [] : once(servers.filter(({ engine, mayHoldMore }) => engine !== 'off' && !mayHoldMore).flatMap(judged));
  },
};

function judged({ certificates, keys, own }: TlsServer): ConfigurationFinding[] {
  if (certificates.length === 0 || keys.length <= certificates.length) return [];
  const ours = own.all('sslcertificatekeyfile');
  return keys
    .slice(certificates.length)
    .filter((line) => ours.includes(line))
    .map((line) =>
      say(line, {
        code: 'surplus-private-key',
        severity: 'warning',
        message: `There are ${keys.length} keys for ${certificates.length === 1 ? 'one certificate' : `${certificates.length} certificates`}: they go together by their order, so this key is never used. Delete one of the lines, or add the certificate.`,
        fixes: [fix('Delete this line', [lineAway(line)])],
        related: [related(keys[0]!, 'This key is used.')],
      }),
    );
}
