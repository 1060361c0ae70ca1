/** The lines that make a virtual host speak TLS with a certificate: SSLEngine, SSLCertificateFile, SSLCertificateKeyFile. */
import type { CertificateInspector } from '../../model/certificates.ts';
import { absolutePath } from '../../model/reading/paths.ts';
import { tlsOfHost } from '../../model/tls/servers.ts';
import type { TextEdit } from '../../text/range.ts';
import type { HostChange, HostEdit, Refused } from './change.ts';
import { broughtIn, placeOf } from './elsewhere.ts';
import { asWritten, pathWord } from './words.ts';
import {
  inOrder,
  isForSsl,
  linesAbove,
  linesAtTop,
  linesBelow,
  linesOfHost,
  type WrittenHost,
  type WrittenLine,
  withArguments,
  withoutLine,
} from './written.ts';

type Certificate = Extract<HostChange, { readonly kind: 'certificate' }>;

/** The host's lines by what they are for. */
interface SslLines {
  readonly all: readonly WrittenLine[];
  /** The line of SSLEngine that counts. */
  readonly engine: WrittenLine | undefined;
  readonly certificates: readonly WrittenLine[];
  /** The key of a certificate has the same index. */
  readonly keys: readonly WrittenLine[];
  readonly chains: readonly WrittenLine[];
}

/** Gives a host a certificate and its key, in the place of the one that it has; `certificates` looks into files. */
export function certificateEdit(host: WrittenHost, change: Certificate, certificates: CertificateInspector): HostEdit {
  const paths = { certificate: change.certificate, privateKey: change.privateKey };
  if (pathWord(paths.certificate) === null || pathWord(paths.privateKey) === null) return unwritable(paths);
  const refused = refusedHost(host) ?? refusedLines(host);
  if (refused !== null) return refused;
  const lines = sslLines(host);
  const index = placeFor(host, lines, paths, certificates);
  if (index === null || index > lines.keys.length) return unclearPlace(lines);
  const chain = chainRefusal(host, lines, certificates);
  if (chain !== null) return chain;
  const edits = [...engineEdits(lines), ...pairEdits(host, lines, { index, ...paths }), ...lines.chains.map(withoutLine)];
  return { edits: inOrder(edits), summary: summaryOf(lines, { index, ...paths }, edits.length > 0) };
}

function sslLines(host: WrittenHost): SslLines {
  const all = linesOfHost(host);
  const named = (wanted: string) => all.filter(({ name }) => name === wanted);
  return {
    all,
    engine: named('sslengine').at(-1),
    certificates: named('sslcertificatefile'),
    keys: named('sslcertificatekeyfile'),
    chains: named('sslcertificatechainfile'),
  };
}

function unwritable({ certificate, privateKey }: Omit<Certificate, 'kind'>): Refused {
  const path = pathWord(certificate) === null ? certificate : privateKey;
  return {
    refused: `httpd cannot read the path ${JSON.stringify(path)}: a line break or \${ has a meaning of its own in its files. Put the file under another name.`,
  };
}

function unclearPlace({ certificates, keys }: SslLines): Refused {
  const why =
    keys.length < certificates.length ? 'not each of them has an SSLCertificateKeyFile' : 'their files do not tell which of them the new one replaces';
  return {
    refused: `This virtual host has ${certificates.length} certificates, one for each kind of key, and ${why}. Write the paths into the right SSLCertificateFile and SSLCertificateKeyFile by hand.`,
  };
}

function refusedHost(host: WrittenHost): Refused | null {
  const { addresses, around, section, view } = host;
  const plain = addresses.filter(({ port }) => port === 80);
  if (plain.length > 0) {
    const all = plain.length === addresses.length;
    return {
      refused: all
        ? 'This virtual host is for port 80, where browsers speak plain HTTP: with TLS they would get an error. Write a <VirtualHost *:443> with the same ServerName, put the cursor into it, and try again.'
        : 'This virtual host is for port 80 as well, where browsers speak plain HTTP: with TLS they would get an error there. Make it one for port 443 alone, give port 80 one of its own, and try again.',
    };
  }
  const { modules } = view.configuration;
  const isShielded = [...around, section].some(isForSsl);
  if (modules === null || modules.has('mod_ssl') || isShielded) return null;
  return {
    refused:
      'mod_ssl is not loaded here, so httpd would refuse these lines and not start. Load it first (Debian and Ubuntu: sudo a2enmod ssl), then try again.',
  };
}

/** Lines that a change here would only add to, or that would take the chain's place. */
function refusedLines(host: WrittenHost): Refused | null {
  const foreign = broughtIn(host, 'sslcertificatefile', 'sslcertificatekeyfile', 'sslcertificatechainfile');
  if (foreign !== undefined) {
    return { refused: `This virtual host gets its certificate from ${placeOf(host, foreign)}. Change it there, or take it out of there, and try again.` };
  }
  if (host.host === null) return null;
  const { configuration } = host.view;
  const tls = tlsOfHost(configuration, host.host);
  const chain = tls.line('sslcertificatechainfile');
  if (chain === undefined || host.host.entry.children.includes(chain)) return null;
  return {
    refused: `SSLCertificateChainFile in ${placeOf(host, chain)} holds for all virtual hosts and takes the place of every certificate's own chain. Delete it, and try again.`,
  };
}

/** The index of the pair that gives way: the only one, the one that names the same file, or the one with the same kind of key; the number of pairs where it comes as one more. Null where nobody can tell. */
function placeFor(
  host: WrittenHost,
  { certificates: lines }: SslLines,
  { certificate }: Omit<Certificate, 'kind'>,
  inspector: CertificateInspector,
): number | null {
  if (lines.length <= 1) return 0;
  const { serverRoot } = host.view.configuration;
  const paths = lines.map(({ statement }) => absolutePath(statement.arguments[0]?.value ?? '', serverRoot));
  const same = paths.indexOf(certificate);
  if (same !== -1) return same;
  const kindOf = (path: string | null) => (path === null ? undefined : inspector.inspect(path)?.certificates[0]?.key.kind);
  const wanted = kindOf(certificate);
  const kinds = paths.map(kindOf);
  if (wanted !== undefined && kinds.includes(wanted)) return kinds.lastIndexOf(wanted);
  return wanted === undefined || kinds.includes(undefined) ? null : lines.length;
}

/** A chain of its own takes the place of every file's chain, so it goes. It stays where another certificate needs it. */
function chainRefusal({ view }: WrittenHost, { chains, certificates }: SslLines, inspector: CertificateInspector): Refused | null {
  if (chains.length === 0 || certificates.length <= 1) return null;
  const paths = certificates.map(({ statement }) => absolutePath(statement.arguments[0]?.value ?? '', view.configuration.serverRoot));
  if (paths.every((path) => path !== null && (inspector.inspect(path)?.certificates.length ?? 0) > 1)) return null;
  return {
    refused:
      'SSLCertificateChainFile is sent with every certificate of this virtual host. Put the chain into the file of each certificate, below the certificate, delete the line, and try again.',
  };
}

function engineEdits({ engine, certificates }: SslLines): TextEdit[] {
  if (engine === undefined) return certificates[0] === undefined ? [] : [linesAbove(certificates[0], ['SSLEngine on'])];
  return engine.statement.arguments[0]?.value.toLowerCase() === 'on' ? [] : [withArguments(engine, 'on')];
}

/** A pair and its place among the host's pairs. */
type Pair = Omit<Certificate, 'kind'> & { readonly index: number };

function pairEdits(host: WrittenHost, lines: SslLines, { index, certificate, privateKey }: Pair): TextEdit[] {
  const { engine, certificates, keys, all } = lines;
  const [own, key] = [certificates[index], keys[index]];
  const keyLine = `SSLCertificateKeyFile ${pathWord(privateKey)}`;
  if (own !== undefined)
    return [...pathEdit(own, certificate), ...(key === undefined ? [linesBelow(keys.at(-1) ?? own, [keyLine])] : pathEdit(key, privateKey))];
  const added = [`SSLCertificateFile ${pathWord(certificate)}`, ...(key === undefined ? [keyLine] : [])];
  const keyEdits = key === undefined ? [] : pathEdit(key, privateKey);
  const last = [...certificates, ...(key === undefined ? keys : [])].sort((one, other) => one.row - other.row).at(-1) ?? engine;
  if (last !== undefined) return [linesBelow(last, added), ...keyEdits];
  const whole = ['SSLEngine on', ...added];
  return key === undefined ? [linesAtTop(host, all, whole)] : [linesAbove(key, whole), ...keyEdits];
}

/** The path in a line's place for it, in the quotes that the line has. */
function pathEdit(line: WrittenLine, path: string): TextEdit[] {
  const words = line.statement.arguments;
  if (words.length === 1 && words[0]?.value === asWritten(path)) return [];
  return [withArguments(line, pathWord(path, words[0]?.quote ?? null)!)];
}

/** What was done, in words. */
function summaryOf({ chains, certificates }: SslLines, { index, certificate, privateKey }: Pair, changed: boolean): string {
  if (!changed) return `This virtual host names ${certificate} and its key already.`;
  const how = certificates[index] === undefined && certificates.length > 0 ? 'names one more certificate' : 'speaks TLS with the certificate';
  const chain = chains.length === 0 ? '' : ' SSLCertificateChainFile is gone: the chain comes from the certificate’s own file.';
  return `The virtual host ${how} ${certificate} and the key ${privateKey}.${chain} Reload httpd, so that it takes them.`;
}
