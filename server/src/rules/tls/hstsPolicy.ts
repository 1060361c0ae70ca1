import { nearestName } from '../../knowledge/nearest.ts';
import type { Fix } from '../../model/finding.ts';
import { type Hsts, isPlainValue, ownHstsLines } from '../../model/tls/hsts.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, once, valueStart } from './report.ts';

const TOKENS: Readonly<Record<string, string>> = { 'max-age': 'max-age', includesubdomains: 'includeSubDomains', preload: 'preload' };

/** An HSTS value that browsers throw away or read differently. */
export const hstsPolicy: ConfigurationRule = {
  code: 'hsts-policy',
  severity: 'warning',
  page: {
    title: 'HSTS value that does not work',
    what: 'The value of `Strict-Transport-Security` has no `max-age` with a number of seconds, names something twice, or holds a word that the standard does not know.',
    why: 'Without a proper `max-age`, or with a word twice, browsers throw the header away (RFC 6797, 6.1). An unknown word, such as a misspelt `includeSubDomains`, is skipped.',
    fix: 'Write `max-age=63072000`, and behind semicolons what else is wanted: `includeSubDomains`, `preload`.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000; includeSubDomain"
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000; includeSubDomains"
</VirtualHost>
`,
  },
  check: (configuration) => once(tlsOf(configuration).servers.flatMap(ownHstsLines).flatMap(judged)),
};

function judged(hsts: Hsts): ConfigurationFinding[] {
  if (!isPlainValue(hsts)) return [];
  const problem = problemOf(hsts);
  if (problem === null) return [];
  return [findingAt(hsts.entry, { code: 'hsts-policy', severity: 'warning', message: problem, fixes: fixes(hsts) }, hsts.value)];
}

function problemOf({ maxAge, unknown, repeated }: Hsts): string | null {
  if (maxAge === null) return 'Browsers throw this header away: it lacks max-age with a number of seconds, such as max-age=63072000.';
  const [twice] = repeated;
  if (twice !== undefined) return `Browsers throw this header away: ${twice} stands in it twice.`;
  const [odd] = unknown;
  if (odd === undefined) return null;
  const near = nearOf(odd);
  return `HSTS knows no “${odd}”, and browsers skip it. ${near === null ? 'It has max-age, includeSubDomains and preload.' : `Did you mean ${near}?`}`;
}

function nearOf(token: string): string | null {
  const near = nearestName(token.toLowerCase(), Object.keys(TOKENS));
  return near === null ? null : TOKENS[near]!;
}

function fixes({ entry, value, unknown, maxAge }: Hsts): Fix[] {
  const start = valueStart(entry, value);
  const [odd] = unknown;
  const near = odd === undefined ? null : nearOf(odd);
  if (start === -1 || odd === undefined || near === null || near === 'max-age' || maxAge === null) return [];
  const at = start + value.value.indexOf(odd);
  return [fix(`Change to ${near}`, [{ start: at, end: at + odd.length, text: near }])];
}
