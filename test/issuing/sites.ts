/** A real Apache with mod_ssl that serves certificates, each on a port of its own, on all addresses of the loopback. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { CertificatePaths } from '../../client/src/certificates/create.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { serving } from '../kit/serving.ts';
import { freePort } from '../kit/start.ts';

/** A certificate that is served, with the one of its authority. */
export interface Site extends Pick<CertificatePaths, 'certificate' | 'privateKey' | 'chain'> {
  /** The text of its page. */
  readonly title: string;
  readonly authority: string;
}

/** A site that is up. */
export interface Served extends Site {
  readonly port: number;
}

/** Whether this machine has the address `::1`. */
export const HAS_IPV6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));

/** Serves the sites for as long as `work` takes, which gets them with their ports. */
export async function sitesUp<T>(sites: readonly Site[], work: (served: readonly Served[]) => Promise<T>): Promise<T> {
  return await inTemporaryFolder(async (folder) => {
    const pages = path.join(folder, 'pages');
    for (const { title } of sites) writePage(path.join(pages, title), title);
    chmodSync(folder, 0o755);
    const ports = new Set<number>();
    while (ports.size < sites.length) ports.add(await freePort());
    const served = sites.map((site, index) => ({ ...site, port: [...ports][index]! }));
    const text = [`<Directory "${pages}">\n  Require all granted\n</Directory>`, ...served.map((site) => virtualHost(site, pages))].join('\n');
    return await serving(folder, text, () => work(served));
  });
}

function writePage(folder: string, title: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), `<!doctype html><title>${title}</title><p>${title}</p>\n`);
}

function virtualHost({ title, port, chain, privateKey }: Served, pages: string): string {
  return `Listen 127.0.0.1:${port} https
${HAS_IPV6 ? `Listen [::1]:${port} https` : ''}
<VirtualHost *:${port}>
  DocumentRoot "${pages}/${title}"
  SSLEngine on
  SSLCertificateFile "${chain}"
  SSLCertificateKeyFile "${privateKey}"
</VirtualHost>`;
}
