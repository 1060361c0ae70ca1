import { argument } from '../../model/configuration/entry.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesBelow, once } from './report.ts';

/** Revocation lists that nobody looks into. */
export const revocationListUnused: ConfigurationRule = {
  code: 'revocation-list-unused',
  severity: 'warning',
  page: {
    title: 'Revocation list without a check',
    what: '`SSLCARevocationFile` or `SSLCARevocationPath` is in effect for a server with TLS, but `SSLCARevocationCheck` is not set, or is `none`.',
    why: 'Since httpd 2.4 the lists alone do nothing: clients whose certificate was called back still get in. httpd logs AH01902 at start.',
    fix: 'Add `SSLCARevocationCheck chain`.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCARevocationPath /etc/ssl/crls
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCARevocationPath /etc/ssl/crls
    SSLCARevocationCheck chain
</VirtualHost>
`,
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter(({ engine, standsAlone }) => engine !== 'off' && (configuration.rooted || standsAlone));
    return once(servers.flatMap(judged));
  },
};

function judged(server: TlsServer): ConfigurationFinding[] {
  const check = server.line('sslcarevocationcheck');
  const list = server.line('sslcarevocationfile') ?? server.line('sslcarevocationpath');
  if (list === undefined || (check !== undefined && !/^none$/i.test(argument(check)))) return [];
  return [
    findingAt(list, {
      code: 'revocation-list-unused',
      severity: 'warning',
      message: 'Nobody looks into this list (AH01902): without SSLCARevocationCheck clients with a revoked certificate get in. Add SSLCARevocationCheck chain.',
      fixes: check === undefined ? [fix('Add SSLCARevocationCheck chain', [linesBelow(list, ['SSLCARevocationCheck chain'])])] : [],
    }),
  ];
}
