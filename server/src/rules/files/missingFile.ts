import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { replaceWord } from '../../refusals/call.ts';
import { nearestFile } from '../certificates/folders.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { everywhere } from '../sites/lists.ts';
import { findingAt, once, refusal, valueStart } from '../tls/report.ts';
import { argumentAt, missingPath, type Named, type Namer } from './named.ts';

/** A file that httpd reads, or a program that it looks for, before it starts. */
export const missingFile: ConfigurationRule = {
  code: 'missing-file',
  severity: 'error',
  page: {
    title: 'Missing file',
    what: 'A file or program that the line names does not exist, or is empty where something is read from it.',
    why: 'httpd looks for it while it reads the configuration and does not start without it.',
    fix: 'Correct the path, or create the file. A relative path starts at ServerRoot.',
    bad: 'RewriteMap users txt:/etc/apache2/users.map\n',
    good: 'RewriteMap users txt:/etc/apache2/maps/users.map\n',
    files: { '/etc/apache2/maps/users.map': 'ann 1\n' },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles) return [];
    return once(everywhere(configuration, ...Object.keys(FILES)).flatMap((entry) => finding(configuration, entry)));
  },
};

const couldNotOpen = (name: string) => (path: string) => `${name}: Could not open file ${path}: No such file or directory`;

const FILES: Readonly<Record<string, Namer>> = {
  rewritemap: rewriteMap,
  sslrandomseed: behindSign(1, /^(?:file:|exec:)?(.+)$/is, (path) => `SSLRandomSeed: source path '${path}' does not exist`),
  sslpassphrasedialog: behindSign(0, /^exec:(.+)$/is, (path) => `SSLPassPhraseDialog: file '${path}' does not exist`),
  sslopensslconfcmd: opensslFile,
  remoteiptrustedproxylist: argumentAt(0, 'file', couldNotOpen('RemoteIPTrustedProxyList')),
  remoteipinternalproxylist: argumentAt(0, 'file', couldNotOpen('RemoteIPInternalProxyList')),
  sessioncryptopassphrasefile: argumentAt(0, 'file', couldNotOpen('SessionCryptoPassphraseFile')),
  ldaptrustedglobalcert: ldapCertificate('Could not open SSL trusted certificate authority file'),
  ldaptrustedclientcert: ldapCertificate('Could not open SSL client certificate file'),
  mdexternalaccountbinding: accountBinding,
};

/** A path behind a sign in an argument. */
function behindSign(index: number, pattern: RegExp, httpd: Named['httpd']): Namer {
  return ({ statement }) => {
    const word = statement.arguments[index];
    const [, path] = pattern.exec(word?.value ?? '') ?? [];
    if (word === undefined || path === undefined || /^(?:builtin$|egd:.)/i.test(path)) return null;
    return { word, path, wanted: 'anything', httpd };
  };
}

/** A map in a text file or of a program (mod_rewrite.c, cmd_rewritemap); of a database the library decides on the names of files. */
function rewriteMap({ statement }: Entry): Named | null {
  const [name, word] = statement.arguments;
  if (name === undefined || word === undefined || /^(?:int|dbd|fastdbd|dbm(?:=\w*)?):/i.test(word.value)) return null;
  const [, sign = '', rest = word.value] = /^(txt|rnd|prg):(.*)$/is.exec(word.value) ?? [];
  const path = sign.toLowerCase() === 'prg' ? (rest.split(/\s/)[0] ?? '') : rest;
  return path === '' ? null : { word, path, wanted: 'anything', httpd: (missing) => `RewriteMap: file for map ${name.value} not found:${missing}` };
}

/** Commands of OpenSSL that take a file or a folder. */
const OPENSSL_FILES = ['certificate', 'privatekey', 'serverinfofile', 'dhparameters', 'chaincafile', 'verifycafile', 'clientcafile', 'requestcafile'];
const OPENSSL_FOLDERS = ['chaincapath', 'verifycapath', 'clientcapath', 'requestcapath'];

function opensslFile(entry: Entry): Named | null {
  const command = argument(entry).toLowerCase();
  const [, word, more] = entry.statement.arguments;
  if (word === undefined || word.value === '' || more !== undefined) return null;
  if (OPENSSL_FILES.includes(command))
    return { word, path: word.value, wanted: 'filled-file', httpd: (path) => `SSLOpenSSLConfCmd: file '${path}' does not exist or is empty` };
  if (!OPENSSL_FOLDERS.includes(command)) return null;
  return { word, path: word.value, wanted: 'folder', httpd: (path) => `SSLOpenSSLConfCmd: directory '${path}' does not exist` };
}

/** A nickname stands for a certificate in a database. */
function ldapCertificate(words: string): Namer {
  const namer = argumentAt(1, 'anything', () => words);
  return (entry) => (/NICKNAME/i.test(argument(entry)) ? null : namer(entry));
}

/** With one argument it is a file, or none. */
function accountBinding(entry: Entry): Named | null {
  const [word, more] = entry.statement.arguments;
  if (word === undefined || more !== undefined || /^none$/i.test(word.value)) return null;
  return { word, path: word.value, wanted: 'file', httpd: (path) => `MDExternalAccountBinding: file not found: ${path}` };
}

function finding(configuration: Configuration, entry: Entry): ConfigurationFinding[] {
  const named = FILES[entry.name]!(entry);
  const path = named === null ? null : missingPath(configuration, named);
  if (named === null || path === null) return [];
  const message = `${path} ${named.wanted === 'filled-file' ? 'does not exist, or is empty' : 'does not exist'}, so httpd does not start. Correct the path, or create it.`;
  const severity = refusal(true, entry);
  return [findingAt(entry, { code: 'missing-file', severity, message, httpd: named.httpd(path), fixes: fixes(configuration, entry, named, path) }, named.word)];
}

function fixes({ disk }: Configuration, entry: Entry, { word, path: written }: Named, path: string): Fix[] {
  const near = nearestFile(disk, path);
  if (near === null || valueStart(entry, word) === -1 || !word.value.endsWith(written)) return [];
  return [replaceWord(word, word.value.slice(0, -written.length) + near)];
}
