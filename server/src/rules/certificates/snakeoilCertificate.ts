import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { creatable } from './concern.ts';
import { inheriting, say } from './shown.ts';

/** What distributions make so that httpd starts at all: Debian's ssl-cert, and mod_ssl of RHEL and Fedora. */
const PLACEHOLDERS = /\/ssl-cert-snakeoil\.pem$|\/pki\/tls\/certs\/localhost\.crt$/;
/** Names under which only this machine knows itself. */
const LOCAL = /^(?:localhost(?:\..*)?|.*\.localhost|127\.\d.*|\[?::1\]?)$/;

/** The placeholder certificate of a distribution in a site with a name. */
export const snakeoilCertificate: ConfigurationRule = {
  code: 'snakeoil-certificate',
  severity: 'warning',
  page: {
    title: 'Placeholder certificate',
    what: "A virtual host with a name shows the certificate that the distribution made for a first start: Debian's `ssl-cert-snakeoil.pem`, or `localhost.crt` of RHEL and Fedora.",
    why: 'It is self-signed and made out to the machine, not to the site: every visitor gets a warning of the browser.',
    fix: "Get a certificate for the name: from Let's Encrypt for a public site, from mkcert or an authority of your own for development.",
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/certs/ssl-cert-snakeoil.pem
    SSLCertificateKeyFile /etc/ssl/private/ssl-cert-snakeoil.key
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/letsencrypt/live/blog.test/fullchain.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/blog.test/privkey.pem
</VirtualHost>
`,
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter((server) => server.engine !== 'off' && publicName(server) !== null);
    return once(servers.flatMap((server) => server.certificates.filter(isPlaceholder).map((line) => finding(configuration, server, line))));
  },
};

function isPlaceholder(line: Entry): boolean {
  return PLACEHOLDERS.test(argument(line));
}

/** A name by which others may come; null where there is none. */
function publicName({ host }: TlsServer): string | null {
  if (host === null) return null;
  const names = [...(host.serverName === null ? [] : [host.serverName]), ...host.aliases];
  return names.find((name) => !LOCAL.test(name) && /^[\w.-]+$/.test(name)) ?? null;
}

function finding(configuration: Configuration, server: TlsServer, line: Entry): ConfigurationFinding {
  return say(line, {
    code: 'snakeoil-certificate',
    severity: 'warning',
    message: `This certificate is a placeholder of the distribution, made out to the machine: browsers refuse it for ${publicName(server)}. Get one for the site, from Let's Encrypt or, for development, from mkcert.`,
    ...inheriting(server, line),
    ...creatable(configuration, server, null),
  });
}
