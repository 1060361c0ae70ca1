import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { chainLineOf, failedCertificate, inspectedAt, type NamedFile, refusalOf, type ShownCertificate, say, shownCertificates } from './shown.ts';

/** A certificate or chain file that holds nothing httpd can read. */
export const unusableCertificate: ConfigurationRule = {
  code: 'unusable-certificate',
  severity: 'error',
  page: {
    title: 'File without a usable certificate',
    what: 'The file of `SSLCertificateFile` or `SSLCertificateChainFile` is no PEM file with certificates, or one of the certificates in it is damaged.',
    why: '`apache2 -t` does not look into the file; at start httpd gives up (AH02562, AH02561, AH01903). Typical: a DER file, a key in the certificate\'s place, or two files joined so that "-----END" and "-----BEGIN" share a line.',
    fix: "Name a PEM file that begins with the server's certificate. A DER file is converted with `openssl x509 -inform DER -in cert.der -out cert.pem`.",
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    # this is the key
    SSLCertificateFile /etc/ssl/private/blog.key
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
    certificates: { '/etc/ssl/private/blog.pem': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const chains = tlsOf(configuration).servers.filter(({ engine, certificates }) => engine !== 'off' && certificates.length > 0);
    return once([
      ...shownCertificates(configuration).flatMap(judgedCertificate),
      ...chains.flatMap((server) => judgedChain(configuration, server, chainLineOf(server))),
    ]);
  },
};

/** With a chain of its own httpd reads the first certificate of the file only. */
function judgedCertificate(shown: ShownCertificate): ConfigurationFinding[] {
  const { file, server, line, path } = shown;
  const isFine = file.certificates.length > 0 && (!file.broken || chainLineOf(server) !== undefined);
  if (isFine) return [];
  return [
    say(line, {
      code: 'unusable-certificate',
      severity: refusalOf(server, line),
      message: `${problemOf(shown)}, so httpd does not start. ${remedyOf(shown)}`,
      httpd: failedCertificate({ ...shown, path }),
    }),
  ];
}

function judgedChain(configuration: Configuration, server: Parameters<typeof refusalOf>[0], line: Entry | undefined): ConfigurationFinding[] {
  const named = line === undefined ? null : inspectedAt(configuration, line);
  if (line === undefined || named === null || (named.file.certificates.length > 0 && !named.file.broken)) return [];
  const { broken } = named.file;
  return [
    say(line, {
      code: 'unusable-certificate',
      severity: broken ? refusalOf(server, line) : 'warning',
      message: `${problemOf(named)}, so ${broken ? 'httpd does not start' : 'no chain is sent'}. ${remedyOf(named)}`,
      ...(broken && { httpd: 'AH01903: Failed to configure CA certificate chain!' }),
    }),
  ];
}

function problemOf({ path, file: { certificates, isDer } }: NamedFile): string {
  if (isDer) return `${path} holds a certificate in DER, not in PEM`;
  if (certificates.length === 0) return `${path} holds no certificate that can be read`;
  return `What stands behind certificate ${certificates.length} in ${path} cannot be read`;
}

function remedyOf({ file: { certificates, isDer, hasKey } }: NamedFile): string {
  if (isDer) return 'Convert it: openssl x509 -inform DER -in FILE -out FILE.pem';
  if (certificates.length > 0) return 'Each block begins and ends with a line of its own; put the file together again.';
  return hasKey ? 'There is a key in it: are the two lines mixed up?' : 'Name a PEM file that begins with the server certificate.';
}
