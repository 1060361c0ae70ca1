/** Whole configurations with real certificates on the disk: what we say of them, and what httpd does with them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import { NodeCertificates } from '../../server/src/platform/node/certificates.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';
import { type Found, Site, type TreeOptions } from '../kit/configuration.ts';
import type { Pki } from '../kit/pki.ts';

/** Where the paths of examples lie on the disk. */
const OURS = /(?<![\w.:])\/etc\/(?=ssl|letsencrypt|apache2)/g;

/** What these tests run on: the platform decides OpenSSL's level of security. */
export const DEBIAN: Target = { ...NEWEST, platform: 'debian' };

/** A text with the paths of examples led below a folder. */
export function moved(text: string, folder: string): string {
  return text.replaceAll(OURS, `${folder}/etc/`);
}

/** Writes the files of a page; gives the two examples with their paths led there. */
export function layOut(pki: Pki, page: RulePage): { readonly bad: string; readonly good: string } {
  for (const [name, what] of Object.entries({ ...page.files, ...page.certificates })) pki.write(name, what);
  return { bad: moved(page.bad, pki.folder), good: moved(page.good, pki.folder) };
}

/** A text as the main configuration below a folder. */
export function siteOf(folder: string, text: string, options: Partial<TreeOptions> = {}): Site {
  const root = path.join(folder, 'etc/apache2/apache2.conf');
  mkdirSync(path.dirname(root), { recursive: true });
  writeFileSync(root, text);
  return new Site({}, { root, target: DEBIAN, filesMode: 'always', disk: nodeDisk, certificates: new NodeCertificates(), ...options });
}

/** What we say of a text, the folder taken out of the messages. */
export function findingsOf(folder: string, text: string, target = DEBIAN): Found[] {
  return siteOf(folder, text, { target })
    .findings()
    .map((found) => ({ ...found, message: found.message.replaceAll(folder, '') }));
}

/** httpd's words in a message. */
export function quoted({ message }: Pick<Found, 'message'>): string {
  return message.split('\nhttpd: ')[1] ?? '';
}

/** A virtual host for `blog.test` with these lines, in a configuration that is otherwise complete. */
export function hostWith(lines: string, name = 'blog.test'): string {
  return `ServerName blog.test\nListen 443\n<VirtualHost *:443>\n    ServerName ${name}\n    SSLEngine on\n    ${lines.trim().replaceAll('\n', '\n    ')}\n</VirtualHost>\n`;
}
