import type { Address } from '../../model/configuration/hosts.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isBare } from './httpsPortWithoutTls.ts';
import { findingAt, once, related } from './report.ts';

/** Virtual hosts with and without TLS on one address. */
export const mixedTlsAddress: ConfigurationRule = {
  code: 'mixed-tls-address',
  severity: 'warning',
  page: {
    title: 'TLS and plain HTTP on one address',
    what: 'Virtual hosts of the very same address and port differ: one speaks TLS, another does not.',
    why: 'The first of an address decides for the port. Where it is plain no TLS handshake succeeds there, not even for the others. Where it speaks TLS the plain ones are reached over TLS with its certificate, or answered with 421.',
    fix: 'Give the plain ones a port of their own, or switch TLS on in all of them.',
    bad: `Listen 8443
<VirtualHost *:8443>
    ServerName shop.test
</VirtualHost>
<VirtualHost *:8443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `Listen 8080
Listen 8443
<VirtualHost *:8080>
    ServerName shop.test
</VirtualHost>
<VirtualHost *:8443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
  },
  check: (configuration) => {
    const { hosts, helped } = tlsOf(configuration);
    const first = new Map<string, { plain?: TlsServer; tls?: TlsServer }>();
    if (helped) return [];
    // a plain one on an HTTPS port has a finding of its own, unless a line switches TLS off there
    for (const server of hosts) {
      if (server.engine === 'perhaps' || isBare(server, configuration)) continue;
      for (const address of server.host!.addresses) {
        const known = first.get(keyOf(address)) ?? {};
        if (server.engine === 'on') known.tls ??= server;
        else known.plain ??= server;
        first.set(keyOf(address), known);
      }
    }
    return once([...first.values()].flatMap(({ plain, tls }) => (plain === undefined || tls === undefined ? [] : [finding(plain, tls, hosts)])));
  },
};

function keyOf({ host, port }: Address): string {
  return `${host} ${port}`;
}

function finding(plain: TlsServer, tls: TlsServer, hosts: readonly TlsServer[]): ConfigurationFinding {
  const isFirst = hosts.indexOf(plain) < hosts.indexOf(tls);
  return findingAt(plain.host!.entry, {
    code: 'mixed-tls-address',
    severity: 'warning',
    message: isFirst
      ? 'This virtual host is the first of its address and speaks plain HTTP, so no TLS handshake succeeds on the port and the virtual hosts with TLS are out of reach. Give it another port, or TLS.'
      : 'The first virtual host of this address speaks TLS, so this one is reached over TLS as well, with the other’s certificate, or answered with 421. Give it another port, or TLS.',
    related: [related(tls.host!.entry, 'This virtual host of the same address speaks TLS.')],
  });
}
