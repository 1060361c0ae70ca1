/** What can be done about a certificate that a finding is about. One that certbot keeps is left to certbot. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { namesOf } from '../../model/configuration/hosts.ts';
import type { CertificateRemedy, Finding } from '../../model/finding.ts';
import { lineageOf } from '../../model/tls/lineage.ts';
import { nameInServerName, type TlsServer } from '../../model/tls/servers.ts';
import { splitPath } from './folders.ts';
import { fileOf, type ShownCertificate } from './shown.ts';

type Concern = Pick<Finding, 'concern'>;

/** A finding about a certificate's file, with what would help. */
export function about(configuration: Configuration, path: string, remedy: CertificateRemedy | null = null): Concern {
  return lineageOf(path, configuration.disk) === null ? { concern: { path, remedy } } : {};
}

/** A finding that a certificate in its place would help against, with these names besides its own. */
export function renewable(configuration: Configuration, { server, index, path }: ShownCertificate, names: readonly string[] = []): Concern {
  const key = server.keys[index];
  return about(configuration, path, { kind: 'renew', certificate: path, privateKey: key === undefined ? null : fileOf(configuration, key), names });
}

/** A finding that a new certificate for the server's names would help against, in the place of one that is missing if there is such a one. */
export function creatable(configuration: Configuration, server: TlsServer, missing: string | null): Concern {
  if (missing !== null && lineageOf(missing, configuration.disk) !== null) return {};
  const names = namesFor(server).filter((name) => /^(?:\*\.)?[^*?$%{}/\s]+$/.test(name));
  const { folder, base } = missing === null ? { folder: null, base: null } : splitPath(missing);
  return { concern: { path: null, remedy: { kind: 'create', names, folder, fileName: base?.replace(/\.[^.]+$/, '') ?? null } } };
}

function namesFor({ host, own }: TlsServer): readonly string[] {
  return host === null ? nameInServerName(own) : namesOf(host);
}

/** The words for a certificate that certbot keeps; other words for others. */
export function byKeeper(configuration: Configuration, path: string, words: { readonly certbot: (name: string) => string; readonly others: string }): string {
  const name = lineageOf(path, configuration.disk)?.name;
  return name === undefined ? words.others : words.certbot(name);
}

/** What to do about a certificate that ends. */
export const RENEWAL = {
  certbot: (name: string) => `certbot should have renewed it: see what certbot renew --dry-run --cert-name ${name} says, and reload httpd after the renewal.`,
  others: 'Renew it and reload httpd.',
};
