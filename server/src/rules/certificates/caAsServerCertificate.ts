import type { Configuration } from '../../model/configuration/configuration.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { about } from './concern.ts';
import { type ShownPair, shownPairs } from './keys.ts';
import { inheriting, say } from './shown.ts';

/** The certificate of an authority in the place of a server's. */
export const caAsServerCertificate: ConfigurationRule = {
  code: 'ca-as-server-certificate',
  severity: 'warning',
  page: {
    title: 'Authority as server certificate',
    what: 'The certificate that the server shows is one of an authority (`CA:TRUE`). `openssl req -x509` makes such ones unless told otherwise.',
    why: 'httpd starts and logs AH01906. Firefox refuses the site even where the certificate is trusted, and whoever trusts it trusts everything that its key signs.',
    fix: 'Make an authority of your own and sign a server certificate with it, as mkcert does; only the authority is then made known to browsers.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # made by openssl req -x509
    SSLCertificateFile /etc/ssl/private/self.pem
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
    certificates: {
      '/etc/ssl/private/self.pem': { certificates: [{ isCa: true }] },
      '/etc/ssl/private/blog.pem': { certificates: [{ issuer: 'root' }] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => once(shownPairs(configuration).flatMap((pair) => judged(configuration, pair))),
};

/** Where the key belongs to another certificate of the file, or to none, the authority is not what is meant to be shown. */
function judged(configuration: Configuration, { shown, match }: ShownPair): ConfigurationFinding[] {
  if (shown.file.certificates[0]?.isCa !== true || match === 'later' || match === 'mismatch') return [];
  return [
    say(shown.line, {
      code: 'ca-as-server-certificate',
      severity: 'warning',
      message:
        'This is the certificate of an authority (CA:TRUE), not of a server: Firefox refuses the site, and httpd logs AH01906. Sign a server certificate with it and show that one.',
      ...inheriting(shown.server, shown.line),
      ...about(configuration, shown.path),
    }),
  ];
}
