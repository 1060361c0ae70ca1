import type { Knowledge } from '../../knowledge/knowledge.ts';
import { nearestName } from '../../knowledge/nearest.ts';
import { bind } from '../../model/binding.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix, Severity } from '../../model/finding.ts';
import { groupNames, isUnknownGroup, knownGroups, needsNewOpenSsl } from '../../model/tls/groups.ts';
import { nameInLog, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { Word } from '../../syntax/words.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, isDecided, once, refusal, valueStart } from './report.ts';

/** A value that OpenSSL does not know. */
export const opensslValue: ConfigurationRule = {
  code: 'openssl-value',
  severity: 'error',
  page: {
    title: 'Value unknown to OpenSSL',
    what: '`SSLOpenSSLConfCmd` hands its value to OpenSSL, which knows no group (curve) or no protocol version of this name. A group that only OpenSSL 3.5 and later have is an information.',
    why: '`apache2 -t` looks at the name of the command alone. The value is tried at start, and httpd does not start (AH02407).',
    fix: 'Use the names that `openssl ecparam -list_curves` or the finding tells, such as `X25519:prime256v1:secp384r1`.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLOpenSSLConfCmd Curves X25519:prime256v2
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLOpenSSLConfCmd Curves X25519:prime256v1
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const used = new Map<Entry, TlsServer | null>();
    for (const server of tlsOf(configuration).servers) {
      for (const line of server.lines('sslopensslconfcmd')) {
        const before = used.get(line);
        if (before === undefined || (before?.engine !== 'on' && server.engine === 'on')) used.set(line, server);
      }
    }
    return once([...used].flatMap(([line, server]) => judged(line, server, configuration)));
  },
};

/** What is wrong with a value. */
interface Fault {
  readonly message: string;
  /** Whether no OpenSSL takes it. */
  readonly sure: boolean;
  readonly fixes: readonly Fix[];
}

function judged(line: Entry, server: TlsServer | null, configuration: Configuration): ConfigurationFinding[] {
  const [command, word, third] = line.statement.arguments;
  if (command === undefined || word === undefined || third !== undefined || word.value.includes('${')) return [];
  const fault = faultOf(line, word, configuration.knowledge);
  if (fault === null) return [];
  const name = server === null ? null : nameInLog(server);
  const decided = fault.sure && server !== null && isDecided(configuration, server, line);
  const severity: Severity = fault.sure ? refusal(decided, line, server?.line('sslengine'), server?.host?.entry) : 'information';
  return [
    findingAt(
      line,
      {
        code: 'openssl-value',
        severity,
        message: fault.message,
        httpd: `AH02407: "SSLOpenSSLConfCmd ${command.value} ${word.value}" failed for${name === null ? '' : ` ${name}`}`,
        fixes: fault.fixes,
      },
      word,
    ),
  ];
}

function faultOf(line: Entry, word: Word, knowledge: Knowledge): Fault | null {
  const command = argument(line).toLowerCase();
  if (command === 'curves' || command === 'groups' || command === 'ecdhparameters') return groupFault(line, word);
  return command === 'minprotocol' || command === 'maxprotocol' ? versionFault(line, word, knowledge) : null;
}

function groupFault(line: Entry, word: Word): Fault | null {
  const names = groupNames(word.value);
  const unknown = names.find(isUnknownGroup);
  if (unknown !== undefined) {
    const near = nearestName(unknown.toLowerCase(), knownGroups());
    const hint = near === null ? 'Usual ones are X25519, prime256v1 and secp384r1.' : `Did you mean ${near}?`;
    return {
      message: `OpenSSL knows no group “${unknown}”, so httpd does not start. ${hint}`,
      sure: true,
      fixes: near === null ? [] : renaming(line, word, { unknown, near }),
    };
  }
  const modern = names.find(needsNewOpenSsl);
  if (modern === undefined) return null;
  return { message: `${modern} needs OpenSSL 3.5; with an older one httpd does not start (AH02407). Look with openssl version.`, sure: false, fixes: [] };
}

function renaming(line: Entry, word: Word, { unknown, near }: { readonly unknown: string; readonly near: string }): Fix[] {
  const start = valueStart(line, word);
  if (start === -1) return [];
  const at = start + word.value.indexOf(unknown);
  return [fix(`Change to ${near}`, [{ start: at, end: at + unknown.length, text: near }])];
}

function versionFault(line: Entry, word: Word, knowledge: Knowledge): Fault | null {
  const [directive] = knowledge.find('SSLOpenSSLConfCmd', false);
  const bound = directive === undefined ? undefined : bind(directive.arguments, line.statement.arguments).bound[1];
  if (bound?.argument?.values === undefined || bound.value !== null || /^DTLS/i.test(word.value)) return null;
  const names = bound.argument.values.map(({ name }) => name).join(', ');
  return { message: `OpenSSL knows no protocol “${word.value}”, so httpd does not start. It is one of ${names}.`, sure: true, fixes: [] };
}
