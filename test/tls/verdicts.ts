/** What our rules about TLS say of a text, with real certificates on the disk. */
import { tlsRules } from '../../server/src/rules/tls/index.ts';
import { findingsOf } from '../certificates/examples.ts';
import { check, checkAlone, type Found, type Tree } from '../kit/configuration.ts';
import type { Pki } from '../kit/pki.ts';

const codes = new Set(tlsRules.map(({ code }) => code));

function ours(found: readonly Found[]): Found[] {
  return found.filter(({ code }) => codes.has(code));
}

/** Findings of the rules about TLS in a main configuration with real files. */
export function tlsFindingsOf(folder: string, text: string): Found[] {
  return ours(findingsOf(folder, text));
}

/** `severity code: what is marked` of each finding about TLS in a tree of files in memory, read from its first file. */
export function inTree(tree: Tree | string): string[] {
  return ours(check(typeof tree === 'string' ? { '/srv/conf/httpd.conf': tree } : tree, { filesMode: 'never' })).map(short);
}

/** The same for a text that stands alone. */
export function alone(text: string): string[] {
  return ours(checkAlone(text)).map(short);
}

function short({ severity, code, marked }: Found): string {
  return `${severity} ${code}: ${marked}`;
}

/** Writes the pair that most configurations name, and gives the lines that name it. */
export function pairIn(pki: Pki): string {
  const certificate = pki.write('blog.crt', { certificates: [{}] });
  const key = pki.write('blog.key', { key: 'EC 1' });
  return `SSLCertificateFile ${certificate}\nSSLCertificateKeyFile ${key}\n`;
}

/** The pair where no file is looked at. */
export const PAIR = 'SSLCertificateFile blog.crt\nSSLCertificateKeyFile blog.key\n';

/** A virtual host with these lines. */
export function host(lines: string, address = '*:443', name = 'blog.test'): string {
  return `<VirtualHost ${address}>\nServerName ${name}\n${lines.trim()}\n</VirtualHost>\n`;
}
