import { argumentsOf } from '../../model/configuration/entry.ts';
import { askingLines } from '../../model/tls/clientCertificates.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesBelow, once } from './report.ts';

/** Client certificates that the application hears nothing of. */
export const clientCertificatesWithoutVariables: ConfigurationRule = {
  code: 'client-certificates-without-variables',
  severity: 'hint',
  page: {
    title: 'Client certificate unknown to the application',
    what: 'The virtual host asks for client certificates and runs a WSGI application, but `SSLOptions +StdEnvVars` is missing.',
    why: 'Without it the application gets none of the `SSL_CLIENT_*` variables, such as `SSL_CLIENT_VERIFY` and `SSL_CLIENT_S_DN_CN`, and cannot tell who calls.',
    fix: 'Add `SSLOptions +StdEnvVars`, unless the application need not know.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCACertificateFile /etc/ssl/private/clients.pem
    SSLVerifyClient require
    WSGIScriptAlias / /srv/blog/app.wsgi
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
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).hosts.filter((server) => server.engine !== 'off' && (configuration.rooted || server.standsAlone));
    return once(servers.flatMap(judged));
  },
};

function judged(server: TlsServer): ConfigurationFinding[] {
  const [asking] = askingLines(server);
  if (asking === undefined || !server.own.holds('wsgiscriptalias', 'wsgiscriptaliasmatch') || exportsVariables(server)) return [];
  return [
    findingAt(asking, {
      code: 'client-certificates-without-variables',
      severity: 'hint',
      message: 'The application hears nothing of the client certificate: the SSL_CLIENT_* variables come with SSLOptions +StdEnvVars only.',
      fixes: [fix('Add SSLOptions +StdEnvVars', [linesBelow(asking, ['SSLOptions +StdEnvVars'])])],
    }),
  ];
}

function exportsVariables(server: TlsServer): boolean {
  const lines = [...server.lines('ssloptions'), ...server.below('ssloptions')];
  return lines.some((line) => argumentsOf(line).some((word) => /^\+?(?:StdEnvVars|ExportCertData)$/i.test(word)));
}
