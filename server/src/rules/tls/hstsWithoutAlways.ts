import { argument } from '../../model/configuration/entry.ts';
import { type Hsts, hstsLines } from '../../model/tls/hsts.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, once } from './report.ts';

/** HSTS that errors and redirects lack. */
export const hstsWithoutAlways: ConfigurationRule = {
  code: 'hsts-without-always',
  severity: 'information',
  page: {
    title: 'HSTS without always',
    what: '`Header set Strict-Transport-Security` lacks the word `always`.',
    why: 'Without it httpd sends the header with successful answers only. Redirects and errors, often the first thing that a browser gets, come without.',
    fix: 'Write `Header always set`. If the application sends the header as well, choose one of the two.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header set Strict-Transport-Security "max-age=63072000"
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000"
</VirtualHost>
`,
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    const lines = tls.servers.map((server) => hstsLines(server, tls)).filter((own) => !own.some(({ always }) => always));
    return once(lines.flat().flatMap(judged));
  },
};

function judged({ entry }: Hsts): ConfigurationFinding[] {
  if (/^onsuccess$/i.test(argument(entry))) return [];
  const { nameEnd } = entry.statement;
  return [
    findingAt(entry, {
      code: 'hsts-without-always',
      severity: 'information',
      message: 'Without always the header is missing from redirects and errors. Write Header always set.',
      fixes: [fix('Insert always', [{ start: nameEnd, end: nameEnd, text: ' always' }])],
    }),
  ];
}
