import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Finding, Fix } from '../../model/finding.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import { replaceWord } from '../../refusals/call.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once, valueStart } from '../tls/report.ts';
import { leafOfCertbot, toFullChain } from './certbot.ts';
import { fullChainBeside, intermediateBeside, isSelfSigned } from './chain.ts';
import { about } from './concern.ts';
import { chainLineOf, fileOf, inspectedAt, say } from './shown.ts';

/** A certificate without the intermediates that clients need. */
export const incompleteChain: ConfigurationRule = {
  code: 'incomplete-chain',
  severity: 'warning',
  page: {
    title: 'Certificate without its chain',
    what: "The certificate file holds the server's certificate alone, although an intermediate signed it: certbot's `cert.pem`, or what an authority sends as `your_domain.crt`.",
    why: 'Browsers that have met the intermediate elsewhere show the site, and you notice nothing; `curl`, phones and other programs fail with "unable to get local issuer certificate".',
    fix: 'Name the file with the whole chain, with certbot `fullchain.pem`; or make one: `cat your_domain.crt intermediate.crt > fullchain.pem`.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/letsencrypt/live/blog.test/cert.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/blog.test/privkey.pem
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/letsencrypt/live/blog.test/fullchain.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/blog.test/privkey.pem
</VirtualHost>
`,
  },
  check: (configuration) => {
    const servers = tlsOf(configuration).servers.filter((server) => server.engine !== 'off' && !mayFindIssuer(server));
    return once(servers.flatMap(({ certificates }) => certificates.flatMap((line) => judged(configuration, line))));
  },
};

/** The chain is named apart, or OpenSSL finds the issuer among the authorities for client certificates. */
function mayFindIssuer(server: TlsServer): boolean {
  return chainLineOf(server) !== undefined || ['sslcacertificatefile', 'sslcacertificatepath'].some((name) => server.line(name) !== undefined);
}

function judged(configuration: Configuration, line: Entry): ConfigurationFinding[] {
  const named = inspectedAt(configuration, line);
  if (named === null) return leafOfCertbot(argument(line)) ? [finding(line, { fixes: toFullChain(configuration, line) })] : [];
  const [leaf, ...further] = named.file.certificates;
  if (leaf === undefined || further.length > 0 || leaf.isCa || isSelfSigned(leaf)) return [];
  const full = fullChainBeside(configuration, named.path, leaf);
  const intermediate = intermediateBeside(configuration, named.path, leaf);
  if (full === null && !leaf.pointsToIssuer && intermediate === null) return [];
  const remedy = full !== null || intermediate === null ? null : ({ kind: 'chain', files: [named.path, intermediate], privateKey: null } as const);
  return [finding(line, { fixes: fixes(configuration, line, full), ...about(configuration, named.path, remedy) })];
}

function finding(line: Entry, more: Pick<Finding, 'fixes' | 'concern'>): ConfigurationFinding {
  return say(line, {
    code: 'incomplete-chain',
    severity: 'warning',
    message:
      'This file holds the server certificate without its intermediates: curl, phones and some browsers cannot verify the site. Name the file with the full chain (fullchain.pem with certbot).',
    ...more,
  });
}

function fixes(configuration: Configuration, line: Entry, full: string | null): Fix[] {
  if (leafOfCertbot(argument(line))) return toFullChain(configuration, line);
  const [word] = line.statement.arguments;
  if (full === null || full === fileOf(configuration, line) || word === undefined || valueStart(line, word) === -1) return [];
  return [replaceWord(word, full, true)];
}
