import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, related } from './report.ts';

/** TLS on the port of plain HTTP. */
export const tlsOnHttpPort: ConfigurationRule = {
  code: 'tls-on-http-port',
  severity: 'warning',
  page: {
    title: 'TLS on port 80',
    what: 'A virtual host on port 80 has `SSLEngine on`.',
    why: 'Browsers speak plain HTTP on port 80: they get 400 “speaking plain HTTP to an SSL-enabled server port”.',
    fix: 'Let the virtual host listen on 443, or take `SSLEngine on` out.',
    bad: `<VirtualHost *:80>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
  },
  check: (configuration) =>
    once(
      tlsOf(configuration)
        .hosts.filter((server) => server.engine === 'on' && server.hasPort(80))
        .flatMap(judged),
    ),
};

function judged(server: TlsServer): ConfigurationFinding[] {
  const engine = server.line('sslengine');
  const { entry } = server.host!;
  const isOwn = engine !== undefined && server.own.all('sslengine').includes(engine);
  return [
    findingAt(isOwn ? engine : entry, {
      code: 'tls-on-http-port',
      severity: 'warning',
      message: 'Browsers speak plain HTTP on port 80 and get 400 from a server with TLS. Use port 443, or take SSLEngine on out here.',
      ...(engine !== undefined && !isOwn && { related: [related(engine, 'TLS is switched on for all virtual hosts here.')] }),
    }),
  ];
}
