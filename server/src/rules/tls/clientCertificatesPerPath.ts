import { argument, type Entry } from '../../model/configuration/entry.ts';
import { asksForCertificate } from '../../model/tls/clientCertificates.ts';
import { protocolListOf } from '../../model/tls/protocols.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once } from './report.ts';

/** Client certificates for some paths only. */
export const clientCertificatesPerPath: ConfigurationRule = {
  code: 'client-certificates-per-path',
  severity: 'warning',
  page: {
    title: 'Client certificate for a path only',
    what: '`SSLVerifyClient` stands in a `<Location>`, `<Directory>` or the like, and the virtual host itself does not ask for certificates.',
    why: 'The path is known only after the handshake, so httpd has to ask again. TLS 1.3 does that by post-handshake authentication, which browsers do not offer: they get 403 (AH10158). HTTP/2 cannot do it at all. Where only TLS 1.2 is spoken httpd renegotiates (then this is an information).',
    fix: 'Ask in the virtual host (`SSLVerifyClient optional`) and decide in the path (`Require ssl-verify-client`), or give the protected part a virtual host of its own.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCACertificateFile /etc/ssl/private/clients.pem
    <Location /admin>
        SSLVerifyClient require
    </Location>
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCACertificateFile /etc/ssl/private/clients.pem
    SSLVerifyClient optional
    <Location /admin>
        Require ssl-verify-client
    </Location>
</VirtualHost>
`,
  },
  check: (configuration) => once(tlsOf(configuration).servers.flatMap(judged)),
};

/** Where lines out of sight may make the whole server ask, nothing is known. */
function judged(server: TlsServer): ConfigurationFinding[] {
  if (server.mayHoldMore) return [];
  const whole = server.line('sslverifyclient');
  if (whole !== undefined && asksForCertificate(whole)) return [];
  const lines = server.own.allBelow('sslverifyclient').filter(asksForCertificate);
  return lines.map((line) => finding(line, speaks13(server)));
}

/** Whether TLS 1.3 is spoken, as it is where nobody says otherwise. */
function speaks13(server: TlsServer): boolean {
  const line = server.line('sslprotocol');
  return line === undefined || (protocolListOf(line)?.spoken.has('TLSv1.3') ?? true);
}

function finding(line: Entry, modern: boolean): ConfigurationFinding {
  const what = modern
    ? 'httpd must ask for the certificate after the handshake, which browsers refuse under TLS 1.3 (403, AH10158) and HTTP/2 forbids.'
    : 'httpd must renegotiate to ask for the certificate, which HTTP/2 forbids and large uploads do not survive.';
  return findingAt(line, {
    code: 'client-certificates-per-path',
    severity: modern ? 'warning' : 'information',
    message: `${what} Write SSLVerifyClient ${/^optional/i.test(argument(line)) ? argument(line) : 'optional'} into the virtual host and Require ssl-verify-client here.`,
  });
}
