import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { nameInLog, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { inspectedAt, type NamedFile, refusalOf, say } from './shown.ts';

/** A file for the check of client certificates that holds nothing httpd can read. */
export const unusableAuthorities: ConfigurationRule = {
  code: 'unusable-authorities',
  severity: 'error',
  page: {
    title: 'Authority file without certificates',
    what: 'The file of `SSLCACertificateFile`, `SSLCADNRequestFile` or `SSLCARevocationFile` holds no certificate or revocation list in PEM, or a damaged one.',
    why: '`apache2 -t` does not look into the file; at start httpd gives up (AH01895, AH01896, AH01901), even where client certificates are not asked for.',
    fix: 'Name a PEM file with the certificates of the authorities whose client certificates count, or with their revocation lists.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLVerifyClient require
    # this is a key
    SSLCACertificateFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLVerifyClient require
    SSLCACertificateFile /etc/ssl/private/staff-ca.pem
</VirtualHost>
`,
    certificates: {
      '/etc/ssl/private/blog.pem': { certificates: [{}] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
      '/etc/ssl/private/staff-ca.pem': { certificates: ['root'] },
    },
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter(({ engine }) => engine !== 'off');
    return once(servers.flatMap((server) => USES.flatMap((use) => judged(configuration, server, use))));
  },
};

/** What a file is read for: whether it will do, and what httpd says where it will not. */
interface Use {
  readonly name: string;
  readonly wanted: string;
  readonly needs?: readonly string[];
  readonly suffices: (file: NamedFile['file']) => boolean;
  readonly httpd: (server: TlsServer) => string;
}

const USES: readonly Use[] = [
  {
    name: 'sslcacertificatefile',
    wanted: 'certificate of an authority',
    suffices: (file) => !file.broken && (file.certificates.length > 0 || file.hasRevocationList),
    httpd: () => 'AH01895: Unable to configure verify locations for client authentication',
  },
  {
    name: 'sslcadnrequestfile',
    wanted: 'certificate of an authority',
    needs: ['sslcacertificatefile', 'sslcacertificatepath'],
    suffices: (file) => file.certificates.length > 0,
    httpd: () => 'AH01896: Unable to determine list of acceptable CA certificates for client authentication',
  },
  {
    name: 'sslcarevocationfile',
    wanted: 'revocation list',
    suffices: (file) => file.hasRevocationList || file.certificates.length > 0,
    httpd: (server) => `AH01901: Host${hostIn(server)} unable to configure X.509 CRL storage for certificate revocation`,
  },
];

function hostIn(server: TlsServer): string {
  const name = nameInLog(server);
  return name === null ? '' : ` ${name}:`;
}

function judged(configuration: Configuration, server: TlsServer, use: Use): ConfigurationFinding[] {
  const line: Entry | undefined = server.line(use.name);
  const named = line === undefined ? null : inspectedAt(configuration, line);
  if (line === undefined || named === null || use.suffices(named.file)) return [];
  if (use.needs !== undefined && !use.needs.some((name) => server.line(name) !== undefined)) return [];
  return [
    say(line, {
      code: 'unusable-authorities',
      severity: refusalOf(server, line),
      message: `${named.path} holds no ${use.wanted} in PEM that can be read, so httpd does not start. ${named.file.hasKey ? 'There is a key in it: is this the right file?' : 'Name the file that does.'}`,
      httpd: use.httpd(server),
    }),
  ];
}
