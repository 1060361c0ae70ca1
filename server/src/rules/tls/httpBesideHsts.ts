import { argument, type Entry } from '../../model/configuration/entry.ts';
import { anyRedirectToHttps } from '../../model/tls/fronts.ts';
import { type Hsts, hstsLines } from '../../model/tls/hsts.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesAbove, once, related } from './report.ts';

/** An application that is still served over HTTP, although its HTTPS side asks for HTTPS only. */
export const httpBesideHsts: ConfigurationRule = {
  code: 'http-beside-hsts',
  severity: 'warning',
  page: {
    title: 'Application over HTTP beside HSTS',
    what: 'The HTTPS virtual host sends `Strict-Transport-Security`, and the HTTP virtual host of the same name serves a WSGI application instead of redirecting.',
    why: 'Until a browser has seen the header once it stays on HTTP, with passwords and cookies in the open, and never learns of HTTPS.',
    fix: 'Let the HTTP virtual host do nothing but redirect.',
    bad: `<VirtualHost *:80>
    ServerName blog.test
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000"
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
    good: `<VirtualHost *:80>
    ServerName blog.test
    Redirect permanent / https://blog.test/
</VirtualHost>
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000"
    WSGIScriptAlias / /srv/blog/app.wsgi
</VirtualHost>
`,
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    const strict = new Map<string, Hsts>();
    for (const server of tls.hosts) {
      const [hsts] = server.engine === 'off' ? [] : hstsLines(server, tls);
      if (hsts !== undefined && (hsts.maxAge ?? 0) > 0) for (const name of namesOf(server)) if (!strict.has(name)) strict.set(name, hsts);
    }
    if (strict.size === 0) return [];
    const plain = tls.hosts.filter((server) => server.engine === 'off' && !server.hasPort(443));
    return once(plain.flatMap((server) => judged(server, strict)));
  },
};

function namesOf({ host }: TlsServer): string[] {
  return host === null ? [] : [...(host.serverName === null ? [] : [host.serverName]), ...host.aliases];
}

function judged(server: TlsServer, strict: ReadonlyMap<string, Hsts>): ConfigurationFinding[] {
  const name = namesOf(server).find((candidate) => strict.has(candidate));
  const application = server.own.all('wsgiscriptalias')[0] ?? server.own.all('wsgiscriptaliasmatch')[0];
  if (name === undefined || application === undefined || anyRedirectToHttps(server) !== undefined) return [];
  return [finding(application, name, strict.get(name)!)];
}

function finding(application: Entry, name: string, hsts: Hsts): ConfigurationFinding {
  const redirect = `Redirect permanent / https://${name}/`;
  return findingAt(application, {
    code: 'http-beside-hsts',
    severity: 'warning',
    message: `The application is served over HTTP here, while the HTTPS side of ${name} asks for HTTPS only. Browsers that come by HTTP never see that; let this virtual host redirect instead.`,
    related: [related(hsts.entry, 'HTTPS only is asked for here.')],
    fixes: /[*?]/.test(name) || argument(application) === '' ? [] : [fix(`Add ${redirect}`, [linesAbove(application, [redirect])])],
  });
}
