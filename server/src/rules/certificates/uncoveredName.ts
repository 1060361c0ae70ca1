import type { CertificateFacts } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import type { TlsServer } from '../../model/tls/servers.ts';
import type { Word } from '../../syntax/words.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once, related } from '../tls/report.ts';
import { byKeeper, renewable } from './concern.ts';
import { type ShownCertificate, say, shownCertificates } from './shown.ts';

/** How many names are written out. */
const NAME_LIMIT = 5;

/** A name of a virtual host that its certificate does not have. */
export const uncoveredName: ConfigurationRule = {
  code: 'uncovered-name',
  severity: 'warning',
  page: {
    title: 'Name that the certificate lacks',
    what: 'A name of `ServerName` or `ServerAlias` is not among the names of the certificate (its subjectAltName).',
    why: 'Browsers compare the address with subjectAltName alone and refuse the site under this name. httpd starts, with AH01909 in its log at most. A wildcard stands for one part: `*.blog.test` covers `www.blog.test`, but neither `blog.test` nor `a.b.blog.test`.',
    fix: 'Get a certificate for all names, or take the name away.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    ServerAlias www.blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    ServerAlias www.blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/both.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: {
      '/etc/ssl/private/blog.pem': { certificates: [{}] },
      '/etc/ssl/private/both.pem': { certificates: [{ names: ['blog.test', 'www.blog.test'] }] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => once([...byServer(configuration)].flatMap(([server, shown]) => judged(configuration, server, shown))),
};

function byServer(configuration: Configuration): Map<TlsServer, ShownCertificate[]> {
  const servers = new Map<TlsServer, ShownCertificate[]>();
  for (const shown of shownCertificates(configuration)) {
    if (shown.server.host === null) continue;
    const others = servers.get(shown.server);
    if (others === undefined) servers.set(shown.server, [shown]);
    else others.push(shown);
  }
  return servers;
}

/** A certificate and the line that names it. */
interface Named {
  readonly certificate: CertificateFacts;
  readonly shown: ShownCertificate;
}

function judged(configuration: Configuration, { own }: TlsServer, shown: readonly ShownCertificate[]): ConfigurationFinding[] {
  const named = own.last('servername');
  const lines = [...(named === undefined ? [] : [named]), ...own.all('serveralias')];
  const certificates = shown.flatMap(forServers);
  return lines.flatMap((line) => {
    for (const one of certificates) {
      const missing = line.statement.arguments.filter(({ value }) => isUncovered(nameIn(value), one.certificate));
      if (missing.length > 0) return [finding(configuration, line, missing, one)];
    }
    return [];
  });
}

/** The certificate that is shown. One of an authority without names is in the wrong place, as other rules say. */
function forServers(shown: ShownCertificate): Named[] {
  const [certificate] = shown.file.certificates;
  if (certificate === undefined || (certificate.isCa && certificate.names.length === 0)) return [];
  return [{ certificate, shown }];
}

/** A ServerName may have a scheme and a port; an alias has neither. */
function nameIn(word: string): string {
  return word
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Whether a name of a virtual host is surely not covered. Patterns cover names that nobody has listed; only a wildcard for one part can be asked for. */
export function isUncovered(name: string, certificate: CertificateFacts): boolean {
  const pattern = name.replace(/^\*\./, '');
  if (pattern === '' || /[*?$%{}/]/.test(pattern)) return false;
  return !certificate.covers(name);
}

function finding(configuration: Configuration, line: Entry, missing: readonly Word[], { shown, certificate }: Named): ConfigurationFinding {
  const lacked = missing.map(({ value }) => nameIn(value));
  const names = listed(lacked);
  const { names: has } = certificate;
  const instead = has.length === 0 ? 'It has no subjectAltName at all, and browsers look at nothing else.' : `It is for ${listed(has)}.`;
  const span = { start: missing[0]!.start, end: missing.at(-1)!.end };
  const finding = {
    code: 'uncovered-name',
    severity: 'warning',
    message: `The certificate does not cover ${names}: browsers refuse the site under ${missing.length === 1 ? 'this name' : 'these names'}. ${instead} ${byKeeper(configuration, shown.path, REMEDY)}`,
    related: [related(shown.line, 'The certificate.')],
    ...renewable(configuration, shown, lacked),
  } as const;
  return say(line, finding, span);
}

const REMEDY = {
  certbot: (name: string) => `Let certbot get one that has every name: certbot certonly --cert-name ${name}, with -d for each of them.`,
  others: 'Get one that has every name.',
};

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAME_LIMIT).join(', ');
  return names.length > NAME_LIMIT ? `${shown} and ${names.length - NAME_LIMIT} more` : shown;
}
