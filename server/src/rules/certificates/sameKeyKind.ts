import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument } from '../../model/configuration/entry.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once, related } from '../tls/report.ts';
import { about } from './concern.ts';
import { inspectedAt, say } from './shown.ts';

/** A certificate that a later one of the same kind of key pushes aside. */
export const sameKeyKind: ConfigurationRule = {
  code: 'same-key-kind',
  severity: 'warning',
  page: {
    title: 'Two certificates of one kind',
    what: 'A server has two `SSLCertificateFile` lines whose certificates have the same kind of key, two RSA ones for example, or the same file twice.',
    why: 'A server can show one certificate for each kind of key: RSA for older clients, EC for others. Of two RSA certificates httpd shows the last; it starts without a word.',
    fix: "Keep one of the lines and its key. Intermediates go into the same file, below the server's certificate; other names need a virtual host of their own.",
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/old.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: {
      '/etc/ssl/private/old.pem': { certificates: [{ days: [-80, 40] }] },
      '/etc/ssl/private/blog.pem': { certificates: [{}] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter(({ engine, certificates }) => engine !== 'off' && certificates.length > 1);
    return once(servers.flatMap((server) => judged(configuration, server)));
  },
};

function judged(configuration: Configuration, { certificates }: TlsServer): ConfigurationFinding[] {
  const named = certificates.map((line) => inspectedAt(configuration, line));
  const kinds = named.map((one) => one?.file.certificates[0]?.key.kind);
  return certificates.flatMap((line, index) => {
    const kind = kinds[index];
    const later = certificates.findIndex((other, at) => at > index && (argument(other) === argument(line) || (kind !== undefined && kinds[at] === kind)));
    if (later === -1) return [];
    const what = kind === undefined ? 'is named once more' : `has the same kind of key (${kind}) as another`;
    return say(line, {
      code: 'same-key-kind',
      severity: 'warning',
      message: `This certificate ${what} further down: httpd shows the last one only. Keep one of them; intermediates belong in the same file.`,
      related: [related(certificates[later]!, 'This one is shown.')],
      ...(named[index] != null && about(configuration, named[index].path)),
    });
  });
}
