/** What rules about certificates look at: each certificate file with the server that shows it, and what httpd says of them. */

import type { CertificateFile } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { absolutePath } from '../../model/reading/paths.ts';
import { nameInLog, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding } from '../configurationRule.ts';
import { argumentsFrom, findingAt, refusal, related, type Span } from '../tls/report.ts';

/** A certificate file in a server's place. */
export interface ShownCertificate {
  readonly server: TlsServer;
  /** The SSLCertificateFile line. */
  readonly line: Entry;
  /** Its index among the server's certificates, as httpd counts them in its log. */
  readonly index: number;
  readonly path: string;
  readonly file: CertificateFile;
}

/** A file that a line names. */
export interface NamedFile {
  readonly path: string;
  readonly file: CertificateFile;
}

const shown = new WeakMap<Configuration, readonly ShownCertificate[]>();
const inspected = new WeakMap<Configuration, Map<string, CertificateFile | null>>();

/** Whether a word names a key or certificate of a token, which is no file. */
export function isToken(word: string): boolean {
  return word.startsWith('pkcs11:');
}

/** Every certificate file that can be read, for each server that speaks TLS or may. */
export function shownCertificates(configuration: Configuration): readonly ShownCertificate[] {
  const known = shown.get(configuration);
  if (known !== undefined) return known;
  const servers = tlsOf(configuration).servers.filter(({ engine }) => engine !== 'off');
  const found = servers.flatMap((server) =>
    server.certificates.flatMap((line, index) => {
      const named = inspectedAt(configuration, line);
      return named === null ? [] : [{ server, line, index, ...named }];
    }),
  );
  shown.set(configuration, found);
  return found;
}

/** What the file holds that a line names; null where nobody may look or it cannot be read. */
export function inspectedAt(configuration: Configuration, line: Entry): NamedFile | null {
  const path = fileOf(configuration, line);
  if (path === null) return null;
  const file = inspect(configuration, path);
  return file === null ? null : { path, file };
}

/** The file that a line names, if it may be looked at. */
export function fileOf(configuration: Configuration, line: Entry): string | null {
  const word = argument(line);
  return configuration.looksForFiles && !isToken(word) ? absolutePath(word, configuration.serverRoot) : null;
}

/** What a file holds, looked at once for a configuration. */
export function inspect(configuration: Configuration, path: string): CertificateFile | null {
  const files = inspected.get(configuration) ?? new Map<string, CertificateFile | null>();
  inspected.set(configuration, files);
  const known = files.get(path);
  if (known !== undefined) return known;
  const file = configuration.certificates.inspect(path);
  files.set(path, file);
  return file;
}

/** The line that names a chain of its own, apart from the certificate's file. */
export function chainLineOf(server: TlsServer): Entry | undefined {
  return server.line('sslcertificatechainfile');
}

/** An error where the server surely speaks TLS and reads these lines. */
export function refusalOf(server: TlsServer, ...lines: readonly (Entry | undefined)[]): Severity {
  return refusal(server.engine === 'on', server.host?.entry, server.line('sslengine'), ...lines);
}

/** How httpd calls a certificate and its key in the log: `blog.test:443:0`; empty where only the machine knows the name. */
export function keyId({ server, index }: Pick<ShownCertificate, 'server' | 'index'>): string {
  const name = nameInLog(server);
  return name === null ? '' : `${name}:${index}`;
}

/** What httpd says of a certificate that it cannot take; with a chain of its own it says so in another way. */
export function failedCertificate(certificate: ShownCertificate): string {
  const id = keyId(certificate);
  const code = chainLineOf(certificate.server) === undefined ? 'AH02562' : 'AH02561';
  const how = code === 'AH02562' ? ' (with chain)' : '';
  return `${code}: Failed to configure certificate${id === '' ? '' : ` ${id}${how}, check ${certificate.path}`}`;
}

/** A finding about what a line names, with the macros that the line comes from. */
export function say(line: Entry, finding: Omit<Finding, 'start' | 'end'>, span: Span = argumentsFrom(line)): ConfigurationFinding {
  const uses = line.uses.map((at) => ({ at, start: 0, end: at.line.text.trimEnd().length, message: 'The macro is used here.' }));
  const all = [...(finding.related ?? []), ...uses];
  return findingAt(line, { ...finding, ...(all.length > 0 && { related: all }) }, span);
}

/** The virtual host's opening line, to go with a finding on a line that it inherits. */
export function inheriting(server: TlsServer, line: Entry): Pick<Finding, 'related'> {
  const { host } = server;
  if (host === null || host.entry.children.includes(line)) return {};
  return { related: [related(host.entry, 'This virtual host uses it.')] };
}

/** A day for people, as in 2026-11-21. */
export function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
