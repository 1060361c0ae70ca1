import { looksAtProxy, redirectToHttps, trustedSchemeLine } from '../../model/tls/fronts.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, related } from './report.ts';

/** A redirect to HTTPS on a server to which the proxy in front always speaks HTTP. */
export const redirectLoopBehindProxy: ConfigurationRule = {
  code: 'redirect-loop-behind-proxy',
  severity: 'warning',
  page: {
    title: 'Redirect loop behind a proxy',
    what: 'A virtual host without TLS trusts `X-Forwarded-Proto` of a proxy in front and redirects every request to HTTPS.',
    why: 'The proxy ends TLS and speaks plain HTTP with httpd, so httpd sees no HTTPS request ever: `%{HTTPS}` is off and the browser is sent round and round. mod_wsgi tells the application of `X-Forwarded-Proto`, but not the rest of httpd.',
    fix: 'Redirect in the proxy, or on a condition: `RewriteCond %{HTTP:X-Forwarded-Proto} !=https`.',
    bad: `<VirtualHost *:80>
    ServerName blog.test
    WSGITrustedProxies 10.0.0.1
    WSGITrustedProxyHeaders X-Forwarded-Proto
    RewriteEngine on
    RewriteCond %{HTTPS} !=on
    RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
    good: `<VirtualHost *:80>
    ServerName blog.test
    WSGITrustedProxies 10.0.0.1
    WSGITrustedProxyHeaders X-Forwarded-Proto
    RewriteEngine on
    RewriteCond %{HTTP:X-Forwarded-Proto} !=https
    RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
  },
  check: (configuration) => {
    const { hosts } = tlsOf(configuration);
    return once(hosts.filter((server) => server.engine === 'off').flatMap((server) => judged(server, hosts)));
  },
};

function judged(server: TlsServer, hosts: readonly TlsServer[]): ConfigurationFinding[] {
  const trusting = trustedSchemeLine(server);
  const redirect = trusting === undefined ? undefined : redirectToHttps(server);
  if (trusting === undefined || redirect === undefined || looksAtProxy(server) || hasTlsSide(server, hosts)) return [];
  return [
    findingAt(redirect, {
      code: 'redirect-loop-behind-proxy',
      severity: 'warning',
      message:
        'The proxy in front always speaks HTTP with this server, so this redirect never ends. Redirect in the proxy, or only where X-Forwarded-Proto is not https.',
      related: [related(trusting, 'The proxy in front is trusted here.')],
    }),
  ];
}

/** Whether the same name is served with TLS by this httpd: then the redirect leads there. */
function hasTlsSide({ host }: TlsServer, hosts: readonly TlsServer[]): boolean {
  return hosts.some((other) => other.engine !== 'off' && other.host?.serverName === host?.serverName);
}
