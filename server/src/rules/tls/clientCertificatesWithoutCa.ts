import { askingLines, knowsAuthority } from '../../model/tls/clientCertificates.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once } from './report.ts';

/** Client certificates that nothing can be checked against. */
export const clientCertificatesWithoutCa: ConfigurationRule = {
  code: 'client-certificates-without-ca',
  severity: 'warning',
  page: {
    title: 'Client certificates without an authority',
    what: '`SSLVerifyClient` asks for client certificates, and neither `SSLCACertificateFile` nor `SSLCACertificatePath` is in effect.',
    why: 'httpd starts (with AH01897 for `require`), but no certificate can be checked: with `require` nobody gets in, with `optional` everybody who shows one is thrown out.',
    fix: 'Name the certificate of the authority that signed the client certificates with `SSLCACertificateFile`.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
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
    SSLOptions +StdEnvVars
</VirtualHost>
`,
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter((server) => server.engine !== 'off' && (configuration.rooted || server.standsAlone));
    return once(servers.filter((server) => !knowsAuthority(server)).flatMap(findings));
  },
};

function findings(server: TlsServer): ConfigurationFinding[] {
  const lines = askingLines(server).filter(({ statement }) => !/^optional_no_ca$/i.test(statement.arguments[0]?.value ?? ''));
  return lines.map((line) =>
    findingAt(line, {
      code: 'client-certificates-without-ca',
      severity: 'warning',
      message:
        'Client certificates are asked for, but there is no authority to check them against (AH01897), so none is accepted. Name it with SSLCACertificateFile.',
    }),
  );
}
