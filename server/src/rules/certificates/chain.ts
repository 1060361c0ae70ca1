/** Chains: what a server sends besides its certificate, and files that hold the whole of it. */
import type { CertificateFacts } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { namesIn, splitPath } from './folders.ts';
import { chainLineOf, inspect, inspectedAt, type ShownCertificate } from './shown.ts';

/** How many files of a folder are looked into. */
const FILE_LIMIT = 30;

/** What is sent: the server's certificate first. */
export interface Sent {
  readonly certificates: readonly CertificateFacts[];
  /** The line that the rest comes from. */
  readonly line: Entry;
}

/** What a server sends. A chain of its own takes the place of everything behind the first certificate of the file. */
export function sentBy(configuration: Configuration, { server, line, path, file }: ShownCertificate): Sent {
  const chainLine = chainLineOf(server);
  const chain = chainLine === undefined ? null : inspectedAt(configuration, chainLine);
  if (chainLine === undefined || chain === null) return { certificates: file.certificates, line };
  const further = chain.path === path ? chain.file.certificates.slice(1) : chain.file.certificates;
  return { certificates: [...file.certificates.slice(0, 1), ...further], line: chainLine };
}

/** Whether a certificate is signed with its own key. */
export function isSelfSigned(certificate: CertificateFacts): boolean {
  return certificate.subject === certificate.issuer && certificate.isIssuedBy(certificate);
}

/** A file in the same folder that begins with the same certificate and goes on with its issuer. */
export function fullChainBeside(configuration: Configuration, path: string, leaf: CertificateFacts): string | null {
  return besideThat(configuration, path, ([first, issuer]) => first?.fingerprint === leaf.fingerprint && issuer !== undefined && leaf.isIssuedBy(issuer));
}

/** A file in the same folder that holds the certificate's issuer, which is not a root. */
export function intermediateBeside(configuration: Configuration, path: string, leaf: CertificateFacts): string | null {
  return besideThat(configuration, path, (certificates) => certificates.some((issuer) => leaf.isIssuedBy(issuer) && !isSelfSigned(issuer)));
}

function besideThat(configuration: Configuration, path: string, isIt: (certificates: readonly CertificateFacts[]) => boolean): string | null {
  const { folder, base } = splitPath(path);
  const stem = base.replace(/\.[^.]*$/, '');
  const names = namesIn(configuration.disk, folder).filter((name) => name !== base && (name.startsWith(stem) || /chain|bundle|inter|ca[.-]/i.test(name)));
  const paths = names.slice(0, FILE_LIMIT).map((name) => `${folder}/${name}`);
  return paths.find((candidate) => isIt(inspect(configuration, candidate)?.certificates ?? [])) ?? null;
}
