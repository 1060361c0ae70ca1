import type { Configuration } from '../../model/configuration/configuration.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { byKeeper, RENEWAL, renewable } from './concern.ts';
import { day, inheriting, type ShownCertificate, say, shownCertificates } from './shown.ts';

const DAY = 86_400_000;
/** So few days before its end nothing has renewed it, although something should have. */
const LATE = 7;

/** A certificate that ends soon. */
export const expiringCertificate: ConfigurationRule = {
  code: 'expiring-certificate',
  severity: 'warning',
  page: {
    title: 'Certificate about to end',
    what: 'The certificate ends within the days that the setting `apacheWsgiTls.certificateExpiryDays` names, or within the last third of its time if that is less.',
    why: 'From that day on browsers refuse the site. Certificates that renew themselves are new by then; in the last week this is a warning, before that information.',
    fix: 'Renew the certificate and reload httpd; with certbot, see what `certbot renew --dry-run` says.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # ends in five days
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
      '/etc/ssl/private/old.pem': { certificates: [{ days: [-85, 5] }] },
      '/etc/ssl/private/blog.pem': { certificates: [{}] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
    },
  },
  check: (configuration) => once(shownCertificates(configuration).flatMap((shown) => judged(configuration, shown))),
};

function judged(configuration: Configuration, shown: ShownCertificate): ConfigurationFinding[] {
  const { certificates, expiryDays } = configuration;
  const { server, line, file, path } = shown;
  const [certificate] = file.certificates;
  if (certificate === undefined) return [];
  const { validFrom, validTo } = certificate;
  const left = (validTo - certificates.now()) / DAY;
  if (!(left >= 0 && left < Math.min(expiryDays, (validTo - validFrom) / DAY / 3))) return [];
  const days = Math.floor(left);
  return [
    say(line, {
      code: 'expiring-certificate',
      severity: left < LATE ? 'warning' : 'information',
      message: `The certificate ends on ${day(validTo)}, in ${days === 1 ? 'one day' : `${days} days`}: then browsers refuse the site. ${byKeeper(configuration, path, RENEWAL)}`,
      ...inheriting(server, line),
      ...renewable(configuration, shown),
    }),
  ];
}
