import type { Configuration } from '../../model/configuration/configuration.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, related } from './report.ts';

/** A virtual host on the HTTPS port that speaks plain HTTP. */
export const httpsPortWithoutTls: ConfigurationRule = {
  code: 'https-port-without-tls',
  severity: 'warning',
  page: {
    title: 'HTTPS port without TLS',
    what: 'The virtual host stands on port 443, or on a port that `Listen` opens for https, but nothing switches TLS on and there is no certificate.',
    why: 'httpd starts and answers plain HTTP there. Browsers show `SSL_ERROR_RX_RECORD_TOO_LONG` or “cannot provide a secure connection”; `apache2 -t` is content. Behind a virtual host with TLS of the same address it is reached with the certificate of that one, and browsers warn, or it is answered with 421.',
    fix: 'Write `SSLEngine on`, `SSLCertificateFile` and `SSLCertificateKeyFile` into the virtual host.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
<VirtualHost *:443>
    ServerName shop.test
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName shop.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/shop.crt
    SSLCertificateKeyFile /etc/ssl/private/shop.key
</VirtualHost>
`,
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    if (tls.helped) return [];
    const shown = configuration.rooted ? undefined : tls.hosts.find((server) => server.hasPort(443) && server.own.last('sslcertificatefile') !== undefined);
    if (!configuration.rooted && (shown === undefined || tls.main.certificates.length > 0)) return [];
    return tls.hosts.filter((server) => isBare(server, configuration)).map((server) => finding(server, shown, leaderOf(server, tls.hosts)));
  },
};

/** Whether a host is on an HTTPS port and no line of TLS counts for it. */
export function isBare(server: TlsServer, { rooted }: Configuration): boolean {
  if (!server.hasPort(443) && server.listener?.protocol !== 'https') return false;
  if (server.line('sslengine') !== undefined || server.certificates.length > 0) return false;
  return rooted ? server.engine === 'off' : !server.mayHoldMore;
}

/** The first host of the same address, where it may speak TLS: it does the handshake for all of them. */
function leaderOf(server: TlsServer, hosts: readonly TlsServer[]): TlsServer | undefined {
  const own = server.host!.addresses;
  const first = hosts.find(({ host }) => host!.addresses.some((one) => own.some((other) => one.host === other.host && one.port === other.port)));
  return first === server || first?.engine === 'off' ? undefined : first;
}

function finding(server: TlsServer, shown: TlsServer | undefined, leader: TlsServer | undefined): ConfigurationFinding {
  const neighbour = leader ?? shown;
  const effect =
    leader === undefined
      ? 'httpd answers plain HTTP and browsers report a broken connection'
      : 'it is reached with the certificate of the first virtual host of the address, and browsers warn, or it is answered with 421';
  const { entry } = server.host!;
  return findingAt(entry, {
    code: 'https-port-without-tls',
    severity: 'warning',
    message: `This virtual host stands on an HTTPS port, but has neither SSLEngine nor a certificate: ${effect}. Add SSLEngine on, SSLCertificateFile and SSLCertificateKeyFile.`,
    ...(neighbour !== undefined && { related: [related(neighbour.host!.entry, 'This virtual host of the same port brings its own certificate.')] }),
  });
}
