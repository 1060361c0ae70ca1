import { trustedSchemeLine } from '../../model/tls/fronts.ts';
import { type Hsts, ownHstsLines } from '../../model/tls/hsts.ts';
import { perTlsServer, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, lineAway, once } from './report.ts';

/** HSTS where browsers do not listen to it. */
export const hstsOverHttp: ConfigurationRule = {
  code: 'hsts-over-http',
  severity: 'warning',
  page: {
    title: 'HSTS over plain HTTP',
    what: 'A virtual host without TLS sends `Strict-Transport-Security`.',
    why: 'Browsers ignore the header unless it comes over HTTPS, since anybody on the way could have put it there (RFC 6797, 8.1). The site is not protected.',
    fix: 'Send the header from the HTTPS virtual host, and redirect this one to it.',
    bad: `<VirtualHost *:80>
    ServerName blog.test
    Header always set Strict-Transport-Security "max-age=63072000"
</VirtualHost>
`,
    good: `<VirtualHost *:80>
    ServerName blog.test
    Redirect permanent / https://blog.test/
</VirtualHost>
`,
  },
  check: (configuration) => {
    const { hosts, helped } = tlsOf(configuration);
    if (helped) return [];
    return once(hosts.flatMap((server) => inServer(configuration, server)));
  },
};

const inServer = perTlsServer((_, server) => (server.engine === 'off' && !isBehindProxy(server) ? ownHstsLines(server).flatMap(judged) : []));

/** Behind a proxy that speaks TLS the header reaches browsers over HTTPS all the same. */
function isBehindProxy(server: TlsServer): boolean {
  return trustedSchemeLine(server) !== undefined || server.line('remoteipheader') !== undefined || /^https:/i.test(server.value('servername'));
}

function judged({ entry, conditional }: Hsts): ConfigurationFinding[] {
  if (conditional) return [];
  return [
    findingAt(entry, {
      code: 'hsts-over-http',
      severity: 'warning',
      message: 'Browsers ignore HSTS that comes over plain HTTP. Send it from the HTTPS virtual host, and redirect this one there.',
      fixes: [fix('Remove the line', [lineAway(entry)])],
    }),
  ];
}
