import { argument, type Entry } from '../../model/configuration/entry.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesAbove, linesInUse, once, refusal } from './report.ts';

const CACHE = 'SSLStaplingCache shmcb:ssl_stapling(32768)';

/** OCSP stapling without the cache that it needs. */
export const staplingWithoutCache: ConfigurationRule = {
  code: 'stapling-without-cache',
  severity: 'error',
  page: {
    title: 'Stapling without a cache',
    what: '`SSLUseStapling on` is in effect for a server with TLS, and the server level has no `SSLStaplingCache`.',
    why: '`apache2 -t` says nothing, but httpd does not start (AH01958).',
    fix: `Write \`${CACHE}\` outside of the virtual hosts; the file lies in the run folder. Certificates of Let's Encrypt cannot be stapled any more: for those take \`SSLUseStapling\` out.`,
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLUseStapling on
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
${CACHE}
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLUseStapling on
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    if (!configuration.rooted || tls.main.own.last('sslstaplingcache') !== undefined) return [];
    return once(
      [...linesInUse(tls, 'sslusestapling')].flatMap(([line, server]) => (server === null || !/^on$/i.test(argument(line)) ? [] : [finding(line, server)])),
    );
  },
};

function finding(line: Entry, server: TlsServer): ConfigurationFinding {
  const top = server.own.all('sslusestapling').includes(line) ? (server.host?.entry ?? line) : line;
  const edits = [linesAbove(top, [CACHE])];
  return findingAt(line, {
    code: 'stapling-without-cache',
    severity: refusal(server.engine === 'on', line, server.line('sslengine'), server.host?.entry),
    message:
      'Stapling needs a cache: without SSLStaplingCache at server level httpd does not start. Add it outside of the virtual hosts, or switch stapling off.',
    httpd: 'AH01958: SSLStapling: no stapling cache available',
    fixes: [top === line ? fix(`Add ${CACHE}`, edits) : fix(`Add ${CACHE}`, [], [{ at: top, edits }]), fix('Switch stapling off', [offInstead(line)])],
  });
}

function offInstead({ statement }: Entry) {
  const [word] = statement.arguments;
  return { start: word!.start, end: word!.end, text: 'off' };
}
