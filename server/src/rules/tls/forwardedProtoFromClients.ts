import { argumentsOf, type Entry } from '../../model/configuration/entry.ts';
import { anyRedirectToHttps } from '../../model/tls/fronts.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesAbove, once, related } from './report.ts';

const HEADER = 'X-Forwarded-Proto';

/** A header about HTTPS that HTTP clients can make up. */
export const forwardedProtoFromClients: ConfigurationRule = {
  code: 'forwarded-proto-from-clients',
  severity: 'warning',
  page: {
    title: 'X-Forwarded-Proto that clients can make up',
    what: `The HTTPS virtual host tells the application of HTTPS with \`RequestHeader set ${HEADER}\`, and the HTTP virtual host of the same name passes on whatever a client sends under that name.`,
    why: 'A client that sends `X-Forwarded-Proto: https` over plain HTTP is taken for one with TLS: redirects to HTTPS and the checks for secure cookies can be got round.',
    fix: `Take the header away in the HTTP virtual host: \`RequestHeader unset ${HEADER}\`.`,
    bad: `<VirtualHost *:80>
    ServerName blog.test
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    RequestHeader set X-Forwarded-Proto https
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
    good: `<VirtualHost *:80>
    ServerName blog.test
    RequestHeader unset X-Forwarded-Proto
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    RequestHeader set X-Forwarded-Proto https
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
  },
  check: (configuration) => {
    const { hosts } = tlsOf(configuration);
    const telling = new Map<string, Entry>();
    for (const server of hosts) {
      const line = server.engine === 'off' ? undefined : server.own.all('requestheader').find((entry) => actionOn(entry) === 'set');
      if (line !== undefined && server.host?.serverName) telling.set(server.host.serverName, line);
    }
    return telling.size === 0 ? [] : once(hosts.filter((server) => server.engine === 'off').flatMap((server) => judged(server, telling)));
  },
};

function judged(server: TlsServer, telling: ReadonlyMap<string, Entry>): ConfigurationFinding[] {
  const line = telling.get(server.host?.serverName ?? '');
  const application = [...server.own.all('wsgiscriptalias'), ...server.own.all('proxypass'), ...server.own.all('proxypassmatch')][0];
  if (line === undefined || application === undefined || anyRedirectToHttps(server) !== undefined) return [];
  if (server.lines('requestheader').some((entry) => actionOn(entry) !== null)) return [];
  const unset = `RequestHeader unset ${HEADER}`;
  return [
    findingAt(application, {
      code: 'forwarded-proto-from-clients',
      severity: 'warning',
      message: `Clients can send ${HEADER}: https over plain HTTP, and the application takes them for HTTPS. Take the header away: ${unset}.`,
      related: [related(line, 'The application is told of HTTPS here.')],
      fixes: [fix(`Add ${unset}`, [linesAbove(application, [unset])])],
    }),
  ];
}

/** What a RequestHeader line does with the header; null where it is about another one. */
function actionOn(entry: Entry): string | null {
  const [action = '', name = ''] = argumentsOf(entry);
  return name.replace(/:$/, '').toLowerCase() === HEADER.toLowerCase() ? action.toLowerCase() : null;
}
