import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Fix } from '../../model/finding.ts';
import { replaceWord } from '../../refusals/call.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once, related, valueStart } from '../tls/report.ts';
import { about } from './concern.ts';
import { namesIn, splitPath } from './folders.ts';
import { type ShownPair, shownPairs } from './keys.ts';
import { keyId, refusalOf, say } from './shown.ts';

/** How many key files of a folder are tried. */
const KEY_LIMIT = 20;

/** A key that belongs to another certificate. */
export const keyMismatch: ConfigurationRule = {
  code: 'key-mismatch',
  severity: 'error',
  page: {
    title: 'Key of another certificate',
    what: 'The private key does not belong to the first certificate of the certificate file.',
    why: "`apache2 -t` does not compare the two; at start httpd gives up (AH02565). It happens when a certificate was renewed with a new key, when two sites are mixed up, or when the certificate file begins with the intermediate instead of the server's own certificate.",
    fix: "Name the key that the certificate was made for, or put the server's certificate first in the file.",
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/shop.key
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
      '/etc/ssl/private/blog.pem': { certificates: [{}] },
      '/etc/ssl/private/blog.key': { key: 'EC 1' },
      '/etc/ssl/private/shop.key': { key: 'EC 2' },
    },
  },
  check: (configuration) =>
    once(
      shownPairs(configuration)
        .filter(({ match }) => match === 'mismatch' || match === 'later')
        .map((pair) => judged(configuration, pair)),
    ),
};

function judged(configuration: Configuration, { shown, keyLine, keyPath, match }: ShownPair): ConfigurationFinding {
  const id = keyId(shown);
  const at = match === 'later' ? shown.line : (keyLine ?? shown.line);
  const message =
    match === 'later'
      ? `The key belongs to a certificate further down in ${shown.path}: httpd compares it with the first one and does not start. Put the server certificate first, then the intermediates.`
      : `The key in ${keyPath} does not belong to the certificate in ${shown.path}, so httpd does not start. Name the key that the certificate was made for.`;
  return say(at, {
    code: 'key-mismatch',
    severity: refusalOf(shown.server, shown.line, keyLine),
    message,
    httpd: `AH02565: Certificate and private key${id === '' ? '' : ` ${id} from ${shown.path} and ${keyPath} do not match`}`,
    fixes: match === 'later' ? [] : fixes(configuration, { shown, keyLine, keyPath, match }),
    ...about(configuration, shown.path, match === 'later' ? { kind: 'chain', files: [shown.path], privateKey: keyPath } : null),
    ...(keyLine !== undefined && { related: [at === keyLine ? related(shown.line, 'The certificate.') : related(keyLine, 'The key.')] }),
  });
}

/** Other keys in the folder that do belong to the certificate. */
function fixes({ disk, certificates }: Configuration, { shown, keyLine, keyPath }: ShownPair): Fix[] {
  const [word] = keyLine?.statement.arguments ?? [];
  if (keyLine === undefined || word === undefined || valueStart(keyLine, word) === -1) return [];
  const { folder } = splitPath(keyPath);
  const candidates = namesIn(disk, folder)
    .filter((name) => /\.key$|key.*\.pem$/i.test(name))
    .slice(0, KEY_LIMIT);
  const fitting = candidates.map((name) => `${folder}/${name}`).find((path) => certificates.compare(shown.path, path) === 'match');
  return fitting === undefined ? [] : [replaceWord(word, fitting)];
}
