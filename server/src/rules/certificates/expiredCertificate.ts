import type { CertificateFacts } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { sentBy } from './chain.ts';
import { about, byKeeper, RENEWAL, renewable } from './concern.ts';
import { day, inheriting, type ShownCertificate, say, shownCertificates } from './shown.ts';

/** A certificate that has ended, or has yet to begin. */
export const expiredCertificate: ConfigurationRule = {
  code: 'expired-certificate',
  severity: 'warning',
  page: {
    title: 'Certificate out of date',
    what: 'The certificate, or an intermediate that is sent along, is not valid today: it has ended or has yet to begin.',
    why: 'httpd starts without a word, and every browser refuses the site.',
    fix: 'Renew the certificate and reload httpd (`systemctl reload apache2`). For one that has yet to begin, check the clock of this machine.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # ended three days ago
    SSLCertificateFile /etc/ssl/private/old.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: {
      '/etc/ssl/private/old.pem': { certificates: [{ days: [-93, -3] }] },
      '/etc/ssl/private/blog.pem': { certificates: [{}] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => once(shownCertificates(configuration).flatMap((shown) => judged(configuration, shown))),
};

/** A root that is sent along is not looked at by anybody. */
function judged(configuration: Configuration, shown: ShownCertificate): ConfigurationFinding[] {
  const now = configuration.certificates.now();
  const { certificates } = sentBy(configuration, shown);
  const index = certificates.findIndex((certificate, at) => isOutOfDate(certificate, now) && (at === 0 || !certificate.isIssuedBy(certificate)));
  const certificate = certificates[index];
  if (certificate === undefined) return [];
  const which = index === 0 ? 'The certificate' : `The certificate of ${certificate.subject}, which is sent along,`;
  const when = certificate.validTo < now ? `ended on ${day(certificate.validTo)}` : `does not begin before ${day(certificate.validFrom)}`;
  const hasEnded = certificate.validTo < now;
  const remedy = hasEnded ? byKeeper(configuration, shown.path, RENEWAL) : 'Check the clock of this machine, or wait.';
  return [
    say(shown.line, {
      code: 'expired-certificate',
      severity: 'warning',
      message: `${which} ${when}: httpd starts, but browsers refuse the site. ${remedy}`,
      ...inheriting(shown.server, shown.line),
      ...(hasEnded && index === 0 ? renewable(configuration, shown) : about(configuration, shown.path)),
    }),
  ];
}

function isOutOfDate({ validFrom, validTo }: CertificateFacts, now: number): boolean {
  return validTo < now || validFrom > now;
}
