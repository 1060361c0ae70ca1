import type { Fix } from '../../model/finding.ts';
import { GUIDELINE, PROFILES } from '../../model/tls/guideline.ts';
import { type Hsts, isPlainValue, ownHstsLines } from '../../model/tls/hsts.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, once, valueStart } from './report.ts';

/** A year in seconds: what the preload list asks for at least. */
const YEAR = 31_536_000;

/** HSTS that asks for the preload list but does not fulfil its terms. */
export const hstsPreload: ConfigurationRule = {
  code: 'hsts-preload',
  severity: 'warning',
  page: {
    title: 'HSTS preload that the list refuses',
    what: 'The value of `Strict-Transport-Security` holds `preload`, but not `includeSubDomains`, or a `max-age` of less than a year.',
    why: 'Browsers take a site into their built-in list only with `includeSubDomains` and at least 31536000 seconds. As it stands `preload` does nothing.',
    fix: `Take \`preload\` out, or fulfil the terms: \`max-age=${PROFILES.intermediate.hstsMaxAge}; includeSubDomains; preload\`. Mind that the entry holds for every subdomain and is hard to undo.`,
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000; preload"
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
    Header always set Strict-Transport-Security "max-age=63072000; includeSubDomains; preload"
</VirtualHost>
`,
  },
  check: (configuration) => once(tlsOf(configuration).servers.flatMap(ownHstsLines).flatMap(judged)),
};

function judged(hsts: Hsts): ConfigurationFinding[] {
  const { preload, maxAge, includesSubDomains, unknown, entry, value } = hsts;
  if (!preload || maxAge === null || unknown.length > 0 || !isPlainValue(hsts)) return [];
  const lacking = [...(includesSubDomains ? [] : ['includeSubDomains']), ...(maxAge < YEAR ? [`a max-age of at least ${YEAR}`] : [])];
  if (lacking.length === 0) return [];
  const message = `The preload list takes no site without ${lacking.join(' and ')}, so preload does nothing here. Add it (for all subdomains, and hard to undo), or take preload out.`;
  return [findingAt(entry, { code: 'hsts-preload', severity: 'warning', message, fixes: fixes(hsts) }, value)];
}

function fixes({ entry, value, includesSubDomains }: Hsts): Fix[] {
  const start = valueStart(entry, value);
  if (start === -1) return [];
  const edit = (text: string) => [{ start, end: start + value.value.length, text }];
  const without = value.value
    .split(';')
    .filter((part) => !/^\s*preload\s*$/i.test(part))
    .join(';');
  const age = Math.max(PROFILES.intermediate.hstsMaxAge, YEAR);
  const full = `max-age=${age}; includeSubDomains; preload`;
  return [
    fix('Take preload out', edit(without)),
    fix(includesSubDomains ? `Change max-age to ${age} (${GUIDELINE.name} ${GUIDELINE.version})` : `Change to ${full}`, edit(full)),
  ];
}
