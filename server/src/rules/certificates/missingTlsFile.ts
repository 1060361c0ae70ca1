import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Stat } from '../../model/disk.ts';
import type { Fix } from '../../model/finding.ts';
import { absolutePath } from '../../model/reading/paths.ts';
import { perTlsServer, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import { replaceWord } from '../../refusals/call.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { once, refusal, valueStart } from '../tls/report.ts';
import { byKeeper, creatable } from './concern.ts';
import { nearestFile } from './folders.ts';
import { isToken, say } from './shown.ts';

/** A file or folder of mod_ssl's that is not there (ssl_engine_config.c, ssl_cmd_check_file and ssl_cmd_check_dir). */
export const missingTlsFile: ConfigurationRule = {
  code: 'missing-tls-file',
  severity: 'error',
  page: {
    title: 'Missing certificate or key file',
    what: 'A file that mod_ssl is told to read does not exist, is empty or is no regular file; or a folder does not exist.',
    why: 'httpd refuses the line, even where `SSLEngine` is off. A new site often names a certificate that has yet to be made, and a deleted certificate keeps the whole server from starting.',
    fix: 'Correct the path, or make the certificate first and add the virtual host then.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blgo.pem
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
    if (!configuration.looksForFiles) return [];
    return once(tlsOf(configuration).servers.flatMap((server) => inServer(configuration, server)));
  },
};

const inServer = perTlsServer((configuration, server: TlsServer) => {
  const { own } = server;
  const takers = takersOf(configuration.knowledge);
  const lines = [...[...takers.keys()].flatMap((name) => own.all(name)), ...own.below.filter(({ name }) => takers.has(name))];
  return lines.flatMap((line) => judged(configuration, server, line, takers.get(line.name)!));
});

/** A directive that takes a file or a folder, under its proper name. */
interface Taker {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

const known = new WeakMap<Knowledge, ReadonlyMap<string, Taker>>();

/** The directives of mod_ssl that take a file or a folder, which must be there; by lower-case name. */
function takersOf(knowledge: Knowledge): ReadonlyMap<string, Taker> {
  const found = known.get(knowledge);
  if (found !== undefined) return found;
  const takers = new Map<string, Taker>();
  for (const { name, module, arguments: args } of knowledge.directives) {
    const type = args[0]?.type;
    if (module === 'mod_ssl' && (type === 'file' || type === 'directory')) takers.set(name.toLowerCase(), { name, kind: type === 'file' ? 'file' : 'folder' });
  }
  known.set(knowledge, takers);
  return takers;
}

/** Certificates and keys may lie on a token (ssl_cmd_SSLCertificateFile, ssl_cmd_SSLCertificateKeyFile). */
const MAY_BE_TOKEN = ['sslcertificatefile', 'sslcertificatekeyfile'];

function judged(configuration: Configuration, server: TlsServer, line: Entry, { name, kind }: Taker): ConfigurationFinding[] {
  const word = argument(line);
  const tidy = MAY_BE_TOKEN.includes(line.name) && isToken(word) ? null : absolutePath(word, configuration.serverRoot);
  if (tidy === null || line.statement.arguments.length !== 1) return [];
  // httpd tidies a path as well, but leaves a slash at its end
  const path = word.endsWith('/') ? `${tidy}/` : tidy;
  const problem = problemOf(configuration.disk.stat(path), kind);
  if (problem === null) return [];
  return [
    say(line, {
      code: 'missing-tls-file',
      severity: refusal(true, line),
      message: `${path} ${problem}: httpd refuses the line. Correct the path, or ${byKeeper(configuration, path, { certbot: certbotMakes, others: `make the ${kind} first` })}.`,
      httpd: kind === 'file' ? `${name}: file '${path}' does not exist or is empty` : `${name}: directory '${path}' does not exist`,
      fixes: fixes(configuration, line, path),
      ...(line.name === 'sslcertificatefile' && creatable(configuration, server, path)),
    }),
  ];
}

function certbotMakes(name: string): string {
  return `have certbot make it first: certbot certonly --cert-name ${name}`;
}

/** What httpd, which reads as root, finds fault with; null where nothing can be told. */
function problemOf({ kind, size }: Stat, wanted: Taker['kind']): string | null {
  if (kind === 'denied' || (kind === wanted && (kind === 'folder' || size > 0))) return null;
  if (kind === 'missing') return 'does not exist';
  if (kind === 'file') return wanted === 'file' ? 'is empty' : 'is no folder';
  return wanted === 'file' ? 'is no regular file' : 'is no folder';
}

function fixes(configuration: Configuration, line: Entry, path: string): Fix[] {
  const [word] = line.statement.arguments;
  const near = nearestFile(configuration.disk, path);
  return word === undefined || near === null || valueStart(line, word) === -1 ? [] : [replaceWord(word, near)];
}
