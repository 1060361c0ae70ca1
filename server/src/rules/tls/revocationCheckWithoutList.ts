import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { nameInLog, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, linesInUse, once, refusal } from './report.ts';

/** Client certificates to be checked against lists that are not there. */
export const revocationCheckWithoutList: ConfigurationRule = {
  code: 'revocation-check-without-list',
  severity: 'error',
  page: {
    title: 'Revocation check without a list',
    what: '`SSLCARevocationCheck` is `leaf` or `chain` for a server with TLS, and neither `SSLCARevocationFile` nor `SSLCARevocationPath` is in effect.',
    why: '`apache2 -t` says nothing, but httpd does not start (AH01899).',
    fix: 'Name the list of the authority that signed the client certificates, or set the check to `none`.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCARevocationCheck chain
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLCARevocationCheck none
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const lines = [...linesInUse(tlsOf(configuration), 'sslcarevocationcheck')];
    return once(lines.flatMap(([line, server]) => (server === null ? [] : judged(line, server, configuration))));
  },
};

function judged(line: Entry, server: TlsServer, { rooted }: Configuration): ConfigurationFinding[] {
  if (!/^(?:leaf|chain)$/i.test(argument(line)) || server.line('sslcarevocationfile') !== undefined || server.line('sslcarevocationpath') !== undefined)
    return [];
  if (!rooted && !server.standsAlone) return [];
  const name = nameInLog(server);
  const [word] = line.statement.arguments;
  return [
    findingAt(line, {
      code: 'revocation-check-without-list',
      severity: refusal(rooted && server.engine === 'on', line, server.line('sslengine'), server.host?.entry),
      message: 'The check needs a list: with neither SSLCARevocationFile nor SSLCARevocationPath httpd does not start. Name the list, or write none.',
      httpd: `${name === null ? '' : `AH01899: Host ${name}: `}CRL checking has been enabled, but neither SSLCARevocationFile nor SSLCARevocationPath is configured`,
      fixes: [{ title: 'Switch the check off', safe: false, edits: [{ start: word!.start, end: word!.end, text: 'none' }] }],
    }),
  ];
}
