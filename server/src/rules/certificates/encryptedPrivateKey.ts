import type { Configuration } from '../../model/configuration/configuration.ts';
import type { TlsServer } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once } from '../tls/report.ts';
import { type ShownPair, shownPairs } from './keys.ts';
import { refusalOf, say } from './shown.ts';

/** A key with a pass phrase that nobody is there to type. */
export const encryptedPrivateKey: ConfigurationRule = {
  code: 'encrypted-private-key',
  severity: 'error',
  page: {
    title: 'Private key with a pass phrase',
    what: 'The private key is locked with a pass phrase, and `SSLPassPhraseDialog` names no program that knows it.',
    why: 'httpd asks for the pass phrase on a terminal. A start by systemd, at boot or from a renewal has none, and fails (AH02578).',
    fix: 'Take the pass phrase away (`openssl pkey -in locked.key -out blog.key`, then `chmod 600 blog.key`), or name a program: `SSLPassPhraseDialog exec:/usr/local/sbin/pass-phrase`.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.pem
    SSLCertificateKeyFile /etc/ssl/private/locked.key
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
      '/etc/ssl/private/locked.key': { key: 'EC 1', encrypted: true },
    },
  },
  check: (configuration) => once(shownPairs(configuration).flatMap((pair) => judged(configuration, pair))),
};

function judged({ target }: Configuration, { shown, keyLine, keyPath, match }: ShownPair): ConfigurationFinding[] {
  const { server } = shown;
  if (match !== 'encrypted' || asksProgram(server)) return [];
  const line = keyLine ?? shown.line;
  const isWindows = target.platform === 'windows';
  return [
    say(line, {
      code: 'encrypted-private-key',
      severity: refusalOf(server, line, shown.line),
      message: `${keyPath} is locked with a pass phrase: without a terminal, as under systemd, httpd does not start. Unlock the key (openssl pkey -in FILE -out NEW) or name a program with SSLPassPhraseDialog.`,
      httpd: isWindows
        ? `AH02577: Init: SSLPassPhraseDialog builtin is not supported on Win32 (key file ${keyPath})`
        : 'AH02578: Init: Unable to read pass phrase [Hint: key introduced or changed before restart?]',
    }),
  ];
}

/** Whether a program gives the pass phrase; SSLPassPhraseDialog stands at server level. */
function asksProgram(server: TlsServer): boolean {
  return /^(?:exec:|\|)/i.test(server.value('sslpassphrasedialog'));
}
