import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { PROFILES } from '../../model/tls/guideline.ts';
import { protocolListOf } from '../../model/tls/protocols.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { argumentsFrom, findingAt, fix, isDecided, linesInUse, once, refusal } from './report.ts';

/** An SSLProtocol line that leaves no version. */
export const noProtocol: ConfigurationRule = {
  code: 'no-protocol',
  severity: 'error',
  page: {
    title: 'No TLS version left',
    what: 'The words of `SSLProtocol` are worked out from left to right, and nothing is left at the end: `SSLProtocol -all`, for example, or a line without words.',
    why: '`apache2 -t` says nothing, but httpd does not start (AH02231).',
    fix: 'Name the versions behind `-all`: `SSLProtocol -all +TLSv1.2 +TLSv1.3`.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLProtocol -all
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLProtocol -all +TLSv1.2 +TLSv1.3
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const empty = [...linesInUse(tlsOf(configuration), 'sslprotocol')].filter(([line]) => protocolListOf(line)?.versions.size === 0);
    return once(empty.map(([line, server]) => finding(line, server, configuration)));
  },
};

function finding(line: Entry, server: TlsServer | null, configuration: Configuration): ConfigurationFinding {
  const versions = PROFILES.intermediate.protocols.join(' ');
  const { nameEnd, end } = line.statement;
  return findingAt(
    line,
    {
      code: 'no-protocol',
      severity: refusal(server !== null && isDecided(configuration, server, line), line, server?.line('sslengine'), server?.host?.entry),
      message: 'No TLS version is left by this line: a server that uses it does not start. Name the versions, such as -all +TLSv1.2 +TLSv1.3.',
      httpd: 'AH02231: No SSL protocols available [hint: SSLProtocol]',
      fixes: [fix(`Change to ${versions}`, [{ start: nameEnd, end, text: ` ${versions}` }])],
    },
    argumentsFrom(line),
  );
}
