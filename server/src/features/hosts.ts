/** Virtual hosts and the certificates that their lines name, for lists of them and for commands. */
import type { Configuration } from '../model/configuration/configuration.ts';
import { argument, argumentsOf, type Entry, type Origin } from '../model/configuration/entry.ts';
import { namesOf } from '../model/configuration/hosts.ts';
import { absolutePath } from '../model/reading/paths.ts';
import { nameInServerName, type TlsServer, tlsOf } from '../model/tls/servers.ts';
import { isToken } from '../rules/certificates/shown.ts';
import { wholeOf } from '../rules/tls/report.ts';
import type { Line } from '../syntax/line.ts';
import { statementOf } from '../syntax/statement.ts';
import { sectionsAt } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import type { FoundIn, View } from '../view/view.ts';
import type { Diagnostic } from './diagnostics.ts';
import { rangeIn } from './place.ts';

/** What a certificate is named for. */
export type CertificateRole = 'server' | 'chain' | 'clientAuthority' | 'proxy';

/** A line that names a certificate which a host uses, be it the host's own or inherited. */
export interface CertificateUse {
  readonly role: CertificateRole;
  /** The directive's proper name. */
  readonly directive: string;
  /** Absolute, as httpd would open it. */
  readonly path: string;
  /** Of the key that belongs to it; null where the certificate's own file holds it, or no line names one. */
  readonly privateKey: string | null;
  readonly uri: string;
  readonly range: Range;
  /** What is found on the line or on that of the key, and of the host's names that it lacks. */
  readonly findings: readonly Diagnostic[];
}

/** A virtual host, or the server outside of them. */
export interface HostSummary {
  readonly uri: string;
  /** From the opening tag to the end of the closing tag; null for the server outside of the virtual hosts. */
  readonly range: Range | null;
  readonly addresses: readonly string[];
  /** The name without scheme and port, then the aliases; those that only the machine knows are left out. */
  readonly names: readonly string[];
  readonly tls: boolean;
  readonly certificates: readonly CertificateUse[];
}

/** A line that names a certificate, and that of its key. */
interface Named {
  readonly role: CertificateRole;
  readonly directive: string;
  readonly line: Entry;
  readonly key: Entry | undefined;
  readonly path: string;
}

/** A stretch of a file. */
type Stretch = Pick<HostSummary, 'uri'> & { readonly range: Range };

/** The lines with their places, and what is found in a file. */
interface Sources {
  readonly configuration: Configuration;
  readonly places: ReadonlyMap<Line, FoundIn>;
  readonly found: (uri: string) => readonly Diagnostic[];
}

/** The virtual hosts of a view's configuration in file order, before them the server if it has a name, TLS or a certificate. `diagnose` tells what is found in a file by its address. */
export function hostsOf(view: View, diagnose: (uri: string) => readonly Diagnostic[]): HostSummary[] {
  const { configuration } = view;
  const servers = tlsOf(configuration).servers.map((server) => ({ server, named: namedIn(configuration, server) }));
  const lines = servers.flatMap(({ server: { host }, named }): Origin[] => [
    ...(host === null ? [] : [host.entry]),
    ...named.flatMap(({ line, key }) => (key === undefined ? [line] : [line, key])),
  ]);
  const known = new Map<string, readonly Diagnostic[]>();
  const found = (uri: string): readonly Diagnostic[] => {
    const diagnostics = known.get(uri) ?? diagnose(uri);
    known.set(uri, diagnostics);
    return diagnostics;
  };
  const sources = { configuration, places: view.locateAll(lines), found };
  return servers.flatMap(({ server, named }) => (server.host === null ? mainServer(view, server, named, sources) : virtualHost(server, named, sources)));
}

function mainServer(view: View, server: TlsServer, named: readonly Named[], sources: Sources): HostSummary[] {
  const first = view.configuration.files[0];
  const names = nameInServerName(server.own);
  if (first === undefined || (names.length === 0 && named.length === 0 && !speaksTls(server))) return [];
  const uri = view.uriOf(first.file);
  return [{ uri, range: null, addresses: [], names, tls: speaksTls(server), certificates: usesOf(named, null, sources) }];
}

function virtualHost(server: TlsServer, named: readonly Named[], sources: Sources): HostSummary[] {
  const { entry } = server.host!;
  const place = sources.places.get(entry.line);
  if (place === undefined) return [];
  const summary = { uri: place.uri, range: rangeOf(place), addresses: argumentsOf(entry), names: namesOf(server.host!).filter(isKnown) };
  return [{ ...summary, tls: speaksTls(server), certificates: usesOf(named, summary, sources) }];
}

/** Whether a server speaks TLS, or would by what is seen of it. */
function speaksTls(server: TlsServer): boolean {
  if (server.engine !== 'perhaps') return server.engine === 'on';
  return server.certificates.length > 0 || server.hasPort(443) || server.own.last('sslengine') !== undefined;
}

function isKnown(name: string): boolean {
  return name !== '' && !name.includes('${');
}

/** The whole section that a line opens. */
function rangeOf(place: FoundIn): Range {
  const { tree, offset, row, line } = place;
  const section = sectionsAt(tree, offset).find((candidate) => candidate.offset === offset)?.section;
  const { start } = rangeIn(place, (statementOf(line)?.nameStart ?? 1) - 1, line.width);
  if (section === undefined) return { start, end: start };
  const { close } = section;
  const last = row + section.open.breaks + section.body.breaks;
  if (close === null) return { start, end: { line: last, character: 0 } };
  return { start, end: rangeIn({ line: close, row: last }, 0, statementOf(close)?.end ?? 0).end };
}

/** Directives that name certificates besides those of the server itself, by lower-case name. */
const OTHERS: Readonly<Record<string, { readonly role: CertificateRole; readonly directive: string }>> = {
  sslcertificatechainfile: { role: 'chain', directive: 'SSLCertificateChainFile' },
  sslcacertificatefile: { role: 'clientAuthority', directive: 'SSLCACertificateFile' },
  sslcadnrequestfile: { role: 'clientAuthority', directive: 'SSLCADNRequestFile' },
  sslproxymachinecertificatefile: { role: 'proxy', directive: 'SSLProxyMachineCertificateFile' },
  sslproxymachinecertificatechainfile: { role: 'proxy', directive: 'SSLProxyMachineCertificateChainFile' },
  sslproxycacertificatefile: { role: 'proxy', directive: 'SSLProxyCACertificateFile' },
};

/** The certificates that a server uses; without TLS those that it names itself, in vain. */
function namedIn(configuration: Configuration, server: TlsServer): Named[] {
  const inUse = server.engine !== 'off';
  const certificates = inUse ? server.certificates : server.own.all('sslcertificatefile');
  const keys = inUse ? server.keys : server.own.all('sslcertificatekeyfile');
  const own = certificates.flatMap((line, index) => at(configuration, { role: 'server', directive: 'SSLCertificateFile', line, key: keys[index] }));
  const others = Object.entries(OTHERS).flatMap(([name, kind]) => {
    const whole = inUse ? server.line(name) : server.own.last(name);
    const lines = [...(whole === undefined ? [] : [whole]), ...server.own.allBelow(name)];
    return lines.flatMap((line) => at(configuration, { ...kind, line, key: undefined }));
  });
  return [...own, ...others];
}

function at(configuration: Configuration, named: Omit<Named, 'path'>): Named[] {
  const path = pathOf(configuration, named.line);
  return path === null ? [] : [{ ...named, path }];
}

function pathOf({ serverRoot }: Configuration, line: Entry): string | null {
  const word = argument(line);
  return isToken(word) ? null : absolutePath(word, serverRoot);
}

function usesOf(named: readonly Named[], host: Stretch | null, sources: Sources): CertificateUse[] {
  const { places, configuration } = sources;
  return named.flatMap(({ role, directive, line, key, path }) => {
    const place = places.get(line.line);
    if (place === undefined) return [];
    const { start, end } = wholeOf(line);
    const here = { uri: place.uri, range: rangeIn(place, start, end) };
    const lines = [place, ...(key === undefined ? [] : [places.get(key.line)])].filter((one) => one !== undefined);
    const findings = [...lines.flatMap((one) => onLine(one, sources)), ...(host === null ? [] : lackedNames(here, host, sources))];
    return [{ role, directive, path, privateKey: key === undefined ? null : pathOf(configuration, key), ...here, findings }];
  });
}

function onLine({ uri, row, line }: FoundIn, { found }: Sources): Diagnostic[] {
  return found(uri).filter(({ range }) => range.start.line >= row && range.start.line < row + Math.max(line.breaks, 1));
}

/** Names of the host that a certificate does not cover: these findings stand on the lines of the names. */
function lackedNames(certificate: Stretch, host: Stretch, { found }: Sources): Diagnostic[] {
  return found(host.uri).filter(
    ({ code, range, related }) =>
      code === 'uncovered-name' &&
      range.start.line >= host.range.start.line &&
      range.end.line <= host.range.end.line &&
      related.some(({ uri, range: { start } }) => uri === certificate.uri && start.line === certificate.range.start.line),
  );
}
