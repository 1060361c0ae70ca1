import { compareVersions } from '../../knowledge/version.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument } from '../../model/configuration/entry.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesBelow, once, related } from './report.ts';

/** Releases in which a resumed session of TLS 1.3 gets past the client certificates of another virtual host. */
const AFFECTED = { from: '2.4.35', to: '2.4.63' } as const;

/** Client certificates that a session of a neighbour gets past. */
export const clientCertificateBypass: ConfigurationRule = {
  code: 'client-certificate-bypass',
  severity: 'warning',
  page: {
    title: 'Client certificates that a neighbour’s session gets past',
    what: `With httpd ${AFFECTED.from} to ${AFFECTED.to}, virtual hosts of one address trust different client certificates, and \`SSLStrictSNIVHostCheck\` is off.`,
    why: 'A client that one virtual host lets in can resume its TLS 1.3 session with the other one, whose authority it does not have (CVE-2025-23048).',
    fix: 'Update httpd to 2.4.64 or later, or write `SSLStrictSNIVHostCheck on` into the virtual hosts.',
    bad: `<VirtualHost *:443>
    ServerName shop.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/shop.crt
    SSLCertificateKeyFile /etc/ssl/private/shop.key
    SSLCACertificateFile /etc/ssl/private/customers.pem
    SSLVerifyClient require
</VirtualHost>
<VirtualHost *:443>
    ServerName office.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/office.crt
    SSLCertificateKeyFile /etc/ssl/private/office.key
    SSLCACertificateFile /etc/ssl/private/staff.pem
    SSLVerifyClient require
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName shop.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/shop.crt
    SSLCertificateKeyFile /etc/ssl/private/shop.key
    SSLCACertificateFile /etc/ssl/private/customers.pem
    SSLVerifyClient require
    SSLStrictSNIVHostCheck on
</VirtualHost>
<VirtualHost *:443>
    ServerName office.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/office.crt
    SSLCertificateKeyFile /etc/ssl/private/office.key
    SSLCACertificateFile /etc/ssl/private/staff.pem
    SSLVerifyClient require
    SSLStrictSNIVHostCheck on
</VirtualHost>
`,
    server: { httpd: '2.4.62' },
  },
  check: (configuration) => {
    if (!isAffected(configuration)) return [];
    const first = new Map<string, TlsServer>();
    const found: ConfigurationFinding[] = [];
    for (const server of tlsOf(configuration).hosts.filter(isStrict)) {
      for (const { host, port } of server.host!.addresses) {
        const key = `${host} ${port}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, server);
        else if (authorityOf(other) !== authorityOf(server) && server.value('sslstrictsnivhostcheck') !== 'on') found.push(finding(server, other));
      }
    }
    return once(found);
  },
};

function isAffected({ target }: Configuration): boolean {
  return target.stated.httpd && compareVersions(target.httpd, AFFECTED.from) >= 0 && compareVersions(target.httpd, AFFECTED.to) <= 0;
}

/** Whether a server lets in nobody without a certificate. */
function isStrict(server: TlsServer): boolean {
  return server.engine !== 'off' && /^(?:require|on)$/.test(server.value('sslverifyclient'));
}

function authorityOf(server: TlsServer): string {
  return ['sslcacertificatefile', 'sslcacertificatepath']
    .map((name) => server.line(name))
    .map((line) => (line === undefined ? '' : argument(line)))
    .join(' ');
}

function finding(server: TlsServer, other: TlsServer): ConfigurationFinding {
  const line = server.line('sslverifyclient')!;
  return findingAt(line, {
    code: 'client-certificate-bypass',
    severity: 'warning',
    message:
      'Clients of another virtual host of this address can resume their session here, past this check (CVE-2025-23048). Update to httpd 2.4.64, or write SSLStrictSNIVHostCheck on.',
    related: [related(other.host!.entry, 'This virtual host of the same address trusts another authority.')],
    fixes: [fix('Add SSLStrictSNIVHostCheck on', [linesBelow(line, ['SSLStrictSNIVHostCheck on'])])],
  });
}
