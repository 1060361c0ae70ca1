import type { Configuration } from '../../model/configuration/configuration.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { fileOf, refusalOf, say } from './shown.ts';

/** What httpd reads of a ticket key file, in bytes (TLSEXT_TICKET_KEY_LEN). */
const LENGTH = 48;

/** A key file for session tickets that is too short. */
export const shortTicketKey: ConfigurationRule = {
  code: 'short-ticket-key',
  severity: 'error',
  page: {
    title: 'Session ticket key too short',
    what: 'The file of `SSLSessionTicketKeyFile` has fewer than 48 bytes.',
    why: '`apache2 -t` does not read it; at start httpd gives up (AH02287).',
    fix: 'Make a new one: `openssl rand -out tickets.key 48`, with rights for root alone.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLSessionTicketKeyFile /etc/ssl/private/short
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    SSLSessionTicketKeyFile /etc/ssl/private/long
</VirtualHost>
`,
    files: {
      '/etc/ssl/private/short': 'too short',
      '/etc/ssl/private/long': 'an example only: real ones hold 48 random bytes, made by openssl rand',
    },
    certificates: { '/etc/ssl/private/blog.pem': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter(({ engine }) => engine !== 'off');
    return once(servers.flatMap((server) => judged(configuration, server)));
  },
};

function judged(configuration: Configuration, server: TlsServer): ConfigurationFinding[] {
  const line = server.line('sslsessionticketkeyfile');
  const path = line === undefined ? null : fileOf(configuration, line);
  if (line === undefined || path === null) return [];
  const { kind, size } = configuration.disk.stat(path);
  if (kind !== 'file' || size === 0 || size >= LENGTH) return [];
  return [
    say(line, {
      code: 'short-ticket-key',
      severity: refusalOf(server, line),
      message: `${path} has ${size} bytes; httpd reads ${LENGTH} and does not start with fewer. Make a new one: openssl rand -out FILE ${LENGTH}`,
      httpd: `AH02287: Failed to read ${LENGTH} bytes from ${path}: (70014) End of file found`,
    }),
  ];
}
