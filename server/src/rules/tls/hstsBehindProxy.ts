import { trustedSchemeLine } from '../../model/tls/fronts.ts';
import { hstsLines } from '../../model/tls/hsts.ts';
import { type TlsModel, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, related } from './report.ts';

/** HSTS from a server that does not speak TLS with browsers. */
export const hstsBehindProxy: ConfigurationRule = {
  code: 'hsts-behind-proxy',
  severity: 'information',
  page: {
    title: 'HSTS behind a proxy',
    what: 'A server that trusts `X-Forwarded-Proto` of a proxy in front sends `Strict-Transport-Security`.',
    why: 'The proxy speaks TLS with the browsers, so it knows for which names and how long HTTPS holds. Sent from behind, the header is missing from what the proxy answers itself, and may come twice.',
    fix: 'Set the header in the proxy and take it out here.',
    bad: `<VirtualHost *:80>
    ServerName blog.test
    WSGITrustedProxies 10.0.0.1
    WSGITrustedProxyHeaders X-Forwarded-Proto
    Header always set Strict-Transport-Security "max-age=63072000"
</VirtualHost>
`,
    good: `<VirtualHost *:80>
    ServerName blog.test
    WSGITrustedProxies 10.0.0.1
    WSGITrustedProxyHeaders X-Forwarded-Proto
</VirtualHost>
`,
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    return once(tls.hosts.flatMap((server) => judged(server, tls)));
  },
};

function judged(server: TlsServer, tls: TlsModel): ConfigurationFinding[] {
  const trusting = trustedSchemeLine(server);
  if (trusting === undefined || server.engine === 'on') return [];
  return hstsLines(server, tls).map(({ entry }) =>
    findingAt(entry, {
      code: 'hsts-behind-proxy',
      severity: 'information',
      message: 'The proxy in front speaks TLS with the browsers, so HSTS is its business: what it answers itself lacks this header. Set it there.',
      related: [related(trusting, 'The proxy in front is trusted here.')],
    }),
  );
}
