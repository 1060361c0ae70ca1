import type { Configuration } from '../../model/configuration/configuration.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, linesAbove, once, related } from './report.ts';

/** A certificate that is never shown, since TLS is not switched on. */
export const certificateWithoutEngine: ConfigurationRule = {
  code: 'certificate-without-engine',
  severity: 'warning',
  page: {
    title: 'Certificate without SSLEngine',
    what: 'The virtual host names a certificate, but `SSLEngine on` is missing. httpd switches TLS on by itself only where the address of the virtual host is, letter for letter, that of a `Listen` for https (port 443, or `Listen 8443 https`).',
    why: 'Elsewhere the certificate is ignored without a word and the port speaks plain HTTP. Where TLS is on by itself it goes off as soon as the address or the `Listen` line changes (shown as a hint).',
    fix: 'Write `SSLEngine on` into the virtual host.',
    bad: `Listen 8443
<VirtualHost *:8443>
    ServerName blog.test
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `Listen 8443
<VirtualHost *:8443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    const bare = tls.hosts.filter((server) => server.line('sslengine') === undefined && server.own.last('sslcertificatefile') !== undefined);
    return once(bare.flatMap((server) => (server.mayHoldMore ? [] : judged(server, configuration))));
  },
};

function judged(server: TlsServer, { rooted }: Configuration): ConfigurationFinding[] {
  const isOn = rooted ? server.engine === 'on' : server.hasPort(443) && server.host!.addresses.every(({ host }) => host === '*');
  if (isOn) return [hint(server)];
  const plainListen = server.listener !== undefined && server.listener.protocol !== 'https';
  return rooted ? (server.engine === 'off' ? [warning(server)] : []) : plainListen ? [warning(server)] : [];
}

function hint(server: TlsServer): ConfigurationFinding {
  const certificate = server.own.all('sslcertificatefile')[0]!;
  return findingAt(certificate, {
    code: 'certificate-without-engine',
    severity: 'hint',
    message:
      'TLS is on here only because the port is an https port for Listen and there is a certificate. Write SSLEngine on, so that it stays on when the address or the Listen line changes.',
    fixes: [{ title: 'Insert SSLEngine on', safe: false, edits: [linesAbove(certificate, ['SSLEngine on'])] }],
  });
}

function warning(server: TlsServer): ConfigurationFinding {
  const certificate = server.own.all('sslcertificatefile')[0]!;
  const { listener } = server;
  return findingAt(certificate, {
    code: 'certificate-without-engine',
    severity: 'warning',
    message:
      'Without SSLEngine on this certificate is ignored, and the port speaks plain HTTP: httpd switches TLS on by itself only where Listen has the very same address for https.',
    fixes: [{ title: 'Insert SSLEngine on', safe: false, edits: [linesAbove(certificate, ['SSLEngine on'])] }],
    ...(listener !== undefined && { related: [related(listener.entry, 'This Listen is for plain HTTP.')] }),
  });
}
