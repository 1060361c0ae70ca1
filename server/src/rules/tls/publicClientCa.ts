import { argument } from '../../model/configuration/entry.ts';
import { askingLines, isPublicBundle } from '../../model/tls/clientCertificates.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, related } from './report.ts';

/** Client certificates of every public authority. */
export const publicClientCa: ConfigurationRule = {
  code: 'public-client-ca',
  severity: 'warning',
  page: {
    title: 'Client certificates of public authorities',
    what: '`SSLVerifyClient` asks for client certificates, and `SSLCACertificateFile` or `SSLCACertificatePath` names the authorities that every system trusts.',
    why: 'Everybody who has a certificate of any public authority gets in, which is anybody with a web server. The long list of names also makes each handshake larger.',
    fix: 'Name a file with nothing but the authority that signs your clients.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCACertificateFile /etc/ssl/certs/ca-certificates.crt
    SSLVerifyClient require
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCACertificateFile /etc/ssl/private/clients.pem
    SSLVerifyClient require
</VirtualHost>
`,
  },
  check: (configuration) => once(tlsOf(configuration).servers.flatMap(judged)),
};

function judged(server: TlsServer): ConfigurationFinding[] {
  const [asking] = askingLines(server);
  if (asking === undefined) return [];
  const lines = [server.line('sslcacertificatefile'), server.line('sslcacertificatepath')].filter((line) => line !== undefined);
  return lines
    .filter((line) => isPublicBundle(argument(line)))
    .map((line) =>
      findingAt(line, {
        code: 'public-client-ca',
        severity: 'warning',
        message: 'These are the public authorities: any certificate that they issued, to whomever, opens the door. Name a file with your own authority alone.',
        related: [related(asking, 'Client certificates are asked for here.')],
      }),
    );
}
