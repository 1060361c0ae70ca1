import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { cipherKeywords, cipherListOf } from '../../model/tls/cipherLines.ts';
import { isSurelyEmpty, isSurelyEmptyFor13 } from '../../model/tls/ciphers.ts';
import { GUIDELINE, PROFILES } from '../../model/tls/guideline.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, isDecided, linesInUse, once, refusal, valueStart } from './report.ts';

/** A cipher list in which OpenSSL finds nothing. */
export const noCipher: ConfigurationRule = {
  code: 'no-cipher',
  severity: 'error',
  page: {
    title: 'No cipher in the list',
    what: 'No word of the list adds a cipher: all of them are unknown to every OpenSSL, or only take ciphers away, or httpd throws them out itself (NULL, aNULL, EXPORT).',
    why: 'OpenSSL skips single unknown words in silence, but a list that comes out empty keeps httpd from starting (AH01898, for TLS 1.3 AH10127). `apache2 -t` says nothing.',
    fix: 'Begin the list with what is allowed, such as `HIGH`. Names of TLS 1.3 (`TLS_AES_128_GCM_SHA256`) belong behind the word `TLSv1.3`, all others must not stand there.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCipherSuite !aNULL:!MD5
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCipherSuite HIGH:!aNULL:!MD5
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    const kinds = [false, true].map((isFor13) => linesInUse(tls, 'sslciphersuite', (line) => cipherListOf(line)?.isFor13 === isFor13));
    return once(kinds.flatMap((lines) => [...lines]).flatMap(([line, server]) => judged(line, server, configuration)));
  },
};

function judged(line: Entry, server: TlsServer | null, configuration: Configuration): ConfigurationFinding[] {
  const list = cipherListOf(line);
  if (list === null) return [];
  const { word, isFor13 } = list;
  if (!(isFor13 ? isSurelyEmptyFor13(word.value) : isSurelyEmpty(word.value, cipherKeywords(configuration.knowledge)))) return [];
  return [
    findingAt(
      line,
      {
        code: 'no-cipher',
        severity: refusal(server !== null && isDecided(configuration, server, line), line, server?.line('sslengine'), server?.host?.entry),
        message: `${explained(word.value, isFor13)} The list comes out empty, and a server that uses it does not start.`,
        httpd: isFor13 ? 'AH10127: Unable to configure permitted TLSv1.3 ciphers' : 'AH01898: Unable to configure permitted SSL ciphers',
        fixes: fixes(line),
      },
      word,
    ),
  ];
}

function explained(list: string, isFor13: boolean): string {
  if (isFor13) return 'Behind TLSv1.3 only the suites of TLS 1.3 may stand, such as TLS_AES_128_GCM_SHA256, with colons between.';
  if (/^(?:TLS_(?:AES|CHACHA20)_\w+[:, ]?)+$/.test(list)) return 'These are suites of TLS 1.3: write SSLCipherSuite TLSv1.3 before them.';
  if (/^[!+-]/.test(list)) return 'The words only take ciphers away or move them. Begin with what is allowed, such as HIGH.';
  return 'OpenSSL knows none of these words.';
}

function fixes(line: Entry): Fix[] {
  const { word, isFor13 } = cipherListOf(line)!;
  const start = valueStart(line, word);
  if (start === -1 || isFor13) return [];
  const edit = (text: string, end = start) => [{ start, end, text }];
  if (/^(?:TLS_(?:AES|CHACHA20)_\w+:?)+$/.test(word.value)) return [fix('Insert TLSv1.3', [{ start: word.start, end: word.start, text: 'TLSv1.3 ' }])];
  const list = PROFILES.intermediate.ciphers.join(':');
  const other = fix(`Take the list of the ${GUIDELINE.name} ${GUIDELINE.version}`, edit(list, start + word.value.length));
  return /^[!-]/.test(word.value) ? [fix('Begin with HIGH', edit('HIGH:')), other] : [other];
}
