/** The virtual hosts of a configuration, or of all that is in the workspace, for the client's commands and views. */
import type { HostSummary as Host } from '../features/hosts.ts';
import { type Document, type LanguageService, openDocument } from '../ide.ts';
import { SEVERITY } from './convert.ts';
import { isConfigurationName } from './mains.ts';
import { addressOf, pathOf } from './paths.ts';
import type { CertificateUse, HostSummary } from './protocol.ts';
import type { Roots } from './roots.ts';
import type { Sight } from './sight.ts';

/** Most files of a workspace that are looked at for virtual hosts, and the largest, in bytes. */
const MAX_FILES = 500;
const MAX_BYTES = 1024 * 1024;

/** What hosts are looked for with. */
export interface HostSources {
  readonly roots: Roots;
  readonly sight: Sight;
  readonly service: LanguageService;
  /** The open documents. */
  readonly open: Iterable<Document>;
  /** The address under which the client knows a file. */
  readonly shownAt: (uri: string) => string;
}

/** The virtual hosts of the configuration that a document belongs to. */
export function hostsAround(document: Document, sources: HostSources): HostSummary[] {
  return told(sources.service.hosts(document), sources);
}

/** The virtual hosts of the workspace's main configurations, of open documents, and of files with virtual hosts that no main configuration reads; each once. */
export function everyHost(sources: HostSources): HostSummary[] {
  const { roots, sight, service, open } = sources;
  sight.wantsEverySite = true;
  const seen = new Set<object>();
  const hosts: Host[] = [];
  const add = (document: Document): void => {
    const { configuration } = service.view(document);
    if (seen.has(configuration)) return;
    seen.add(configuration);
    hosts.push(...service.hosts(document));
  };
  for (const path of roots.mains()) fileAt(path, roots).forEach(add);
  for (const document of open) add(document);
  for (const path of sitesIn(roots, sight)) fileAt(path, roots).forEach(add);
  return once(told(hosts, sources));
}

/** A file as it is open or on the disk; none for one that cannot be read. */
function fileAt(path: string, { files }: Roots): Document[] {
  const source = files.source(path);
  return 'tree' in source ? [{ ...openDocument(addressOf(source.file.real), 0, ''), tree: source.tree }] : [];
}

/** Files of the workspace that hold a virtual host. They are looked into past the sight: most of a workspace's files matter to nobody. */
function sitesIn(roots: Roots, { unseen }: Sight): string[] {
  const paths = roots.filesInWorkspace().filter(isConfigurationName).slice(0, MAX_FILES);
  return paths.filter((path) => {
    const read = unseen.read(path, MAX_BYTES);
    return 'text' in read && /<VirtualHost[\s>]/i.test(read.text);
  });
}

/** Hosts of several configurations, those of files that more than one reads once. */
function once(hosts: readonly HostSummary[]): HostSummary[] {
  const known = new Map<string, HostSummary>();
  for (const host of hosts) {
    const { uri, range, names, certificates } = host;
    const key = JSON.stringify([uri, range, names, certificates.map(({ path }) => path)]);
    if (!known.has(key)) known.set(key, host);
  }
  return [...known.values()];
}

/** Hosts in the protocol's form. What lies at their paths matters from now on, where there is something. */
function told(hosts: readonly Host[], { sight, shownAt }: HostSources): HostSummary[] {
  return hosts.map((host) => ({
    ...host,
    uri: shownAt(host.uri),
    certificates: host.certificates.map((use): CertificateUse => {
      for (const path of [use.path, use.privateKey]) if (path !== null && sight.unseen.stat(path).kind !== 'missing') sight.disk.stat(path);
      const findings = use.findings.map(({ code, message, severity }) => ({ code, message, severity: SEVERITY[severity] }));
      return { ...use, uri: shownAt(use.uri), findings };
    }),
  }));
}

/** The document at an address, as it is open or on the disk; undefined for one that cannot be read. */
export function documentAt(uri: string, { roots, open }: Pick<HostSources, 'roots' | 'open'>): Document | undefined {
  for (const document of open) if (document.uri === uri) return document;
  const path = pathOf(uri);
  const [found] = path === null ? [] : fileAt(path, roots);
  return found === undefined ? undefined : { ...found, uri };
}
