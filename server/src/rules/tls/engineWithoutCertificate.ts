import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { nameInLog, perTlsServer, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import { creatable } from '../certificates/concern.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, refusal, related } from './report.ts';

/** TLS switched on where no certificate is in effect. */
export const engineWithoutCertificate: ConfigurationRule = {
  code: 'engine-without-certificate',
  severity: 'error',
  page: {
    title: 'SSLEngine without a certificate',
    what: '`SSLEngine on` is in effect for a server that has no `SSLCertificateFile`, neither its own nor one from the server level.',
    why: '`apache2 -t` says nothing, but httpd does not start (AH02572). `SSLEngine on` outside of the virtual hosts asks for a certificate there, too, since it holds for the main server itself.',
    fix: 'Add `SSLCertificateFile` and `SSLCertificateKeyFile`, or move `SSLEngine on` into the virtual hosts that have them.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    if (tls.helped) return [];
    return once(tls.servers.flatMap((server) => judged(configuration, server)));
  },
};

/** OpenSSL's own command can name the certificate as well. */
function bringsItsOwn(server: TlsServer): boolean {
  return server.lines('sslopensslconfcmd').some((line) => argument(line).toLowerCase() === 'certificate');
}

const judged = perTlsServer(judgedAnew);

function judgedAnew(configuration: Configuration, server: TlsServer): ConfigurationFinding[] {
  const { rooted } = configuration;
  const engine = server.line('sslengine');
  if (engine === undefined || server.engine !== 'on' || server.certificates.length > 0 || bringsItsOwn(server)) return [];
  const name = nameInLog(server);
  return [
    findingAt(engine, {
      code: 'engine-without-certificate',
      severity: refusal(rooted, engine, server.host?.entry),
      message: `SSLEngine is on, but ${whose(server, engine)} no certificate: httpd does not start. Add SSLCertificateFile and SSLCertificateKeyFile${server.host === null ? ', or move SSLEngine on into the virtual hosts that have them' : ''}.`,
      httpd: `AH02572: Failed to configure at least one certificate and key for${name === null ? '' : ` ${name}`}`,
      ...(server.host !== null && creatable(configuration, server, null)),
      ...(server.host !== null &&
        !server.own.all('sslengine').includes(engine) && { related: [related(server.host.entry, 'This virtual host has no certificate.')] }),
    }),
  ];
}

function whose(server: TlsServer, engine: Entry): string {
  if (server.host === null) return 'the main server, for which this line holds, has';
  return server.own.all('sslengine').includes(engine) ? 'there is' : 'a virtual host that inherits it has';
}
