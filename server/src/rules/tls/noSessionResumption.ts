import { argument } from '../../model/configuration/entry.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once } from './report.ts';

/** Neither tickets nor a cache: each connection pays for a whole handshake. */
export const noSessionResumption: ConfigurationRule = {
  code: 'no-session-resumption',
  severity: 'information',
  page: {
    title: 'No way to resume a session',
    what: '`SSLSessionTickets off` is in effect for a server with TLS, and there is no `SSLSessionCache`.',
    why: 'Clients that come back cannot go on where they were: each connection costs a whole handshake, with the slow part of it on the server.',
    fix: 'Add `SSLSessionCache shmcb:ssl_scache(512000)` at server level (needs mod_socache_shmcb).',
    bad: `ServerName blog.test
Listen 443
SSLSessionTickets off
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
SSLSessionCache shmcb:ssl_scache(512000)
SSLSessionTickets off
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
    const { main, servers } = tlsOf(configuration);
    const cache = main.own.last('sslsessioncache');
    if (!configuration.rooted || (cache !== undefined && !/^none/i.test(argument(cache)))) return [];
    const lines = servers.filter(({ engine }) => engine === 'on').map((server) => server.line('sslsessiontickets'));
    return once(
      lines
        .filter((line) => line !== undefined)
        .filter((line) => /^off$/i.test(argument(line)))
        .map((line) =>
          findingAt(line, {
            code: 'no-session-resumption',
            severity: 'information',
            message:
              'With neither tickets nor SSLSessionCache each connection pays for a whole handshake. Add SSLSessionCache shmcb:ssl_scache(512000) at server level.',
          }),
        ),
    );
  },
};
