import type { CertificateFacts } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { isSelfSigned, sentBy } from './chain.ts';
import { about } from './concern.ts';
import { type ShownCertificate, say, shownCertificates } from './shown.ts';

/** Further certificates that do not lead on from the server's own. */
export const wrongChain: ConfigurationRule = {
  code: 'wrong-chain',
  severity: 'warning',
  page: {
    title: 'Chain that does not fit',
    what: "The certificates behind the server's own are in a wrong order, or none of them signed it.",
    why: 'Each certificate should be followed by the one that signed it. Clients may put a wrong order right, but not all do; with the intermediates of another authority `curl`, phones and other programs cannot verify the site. httpd starts without a word.',
    fix: "Put the file together again: the server's certificate, then the intermediate that signed it, then the next. The root may be left out.",
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # the intermediate of another authority
    SSLCertificateFile /etc/ssl/private/mixed.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/fullchain.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: {
      '/etc/ssl/private/mixed.pem': { certificates: [{ issuer: 'intermediate' }, 'stranger'] },
      '/etc/ssl/private/fullchain.pem': { certificates: [{ issuer: 'intermediate' }, 'intermediate'] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => once(shownCertificates(configuration).flatMap((shown) => judged(configuration, shown))),
};

function judged(configuration: Configuration, shown: ShownCertificate): ConfigurationFinding[] {
  const { certificates, line } = sentBy(configuration, shown);
  const [leaf, ...further] = certificates;
  const rest = further.filter(({ fingerprint }) => fingerprint !== leaf?.fingerprint);
  if (leaf === undefined || rest.length === 0 || leaf.isCa || isSelfSigned(leaf)) return [];
  const path = pathFrom(leaf, rest);
  const message =
    path.length === 0
      ? `None of the further certificates signed the server certificate (its issuer is ${leaf.issuer}): clients cannot verify the site. Send the intermediate of this issuer.`
      : path.some((at, step) => at !== step)
        ? 'The certificates are not in order: each should be followed by the one that signed it, beginning with the server certificate. Some clients cannot verify the site.'
        : null;
  return message === null ? [] : [say(line, { code: 'wrong-chain', severity: 'warning', message, ...about(configuration, shown.path) })];
}

/** The way from a certificate to its issuer and on, as places in `rest`; further certificates that lead nowhere do no harm. */
function pathFrom(leaf: CertificateFacts, rest: readonly CertificateFacts[]): number[] {
  const path: number[] = [];
  for (let at: CertificateFacts | undefined = leaf; at !== undefined; ) {
    const current: CertificateFacts = at;
    const next = rest.findIndex((issuer, place) => !path.includes(place) && current.isIssuedBy(issuer));
    at = rest[next];
    if (at !== undefined) path.push(next);
  }
  return path;
}
