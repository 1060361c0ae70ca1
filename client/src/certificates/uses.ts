/** Where a configuration names certificates, as the server tells it, and what a certificate has to do with that. */
import type { X509Certificate } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';

/** A place in a text; lines and columns count from 0. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** A line that names a certificate, and the virtual host that uses it. */
export interface Use {
  readonly role: 'server' | 'chain' | 'clientAuthority' | 'proxy';
  readonly directive: string;
  /** Absolute path, as httpd would open it. */
  readonly path: string;
  /** The key that belongs to it; `null` where the certificate's own file holds it, or no line names one. */
  readonly privateKey: string | null;
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly findings: readonly { readonly code?: string | number; readonly message: string; readonly severity?: number }[];
  /** What the virtual host is called: its name, else its addresses. */
  readonly host: string;
  /** All names of the virtual host. */
  readonly names: readonly string[];
  /** File and line as people are shown them, such as `sites/blog.conf:12`. */
  readonly place: string;
}

/** Names that a certificate does not cover, as browsers judge (subjectAltName alone). Patterns that nobody can ask for are left out. */
export function uncoveredBy(certificate: Pick<X509Certificate, 'checkHost' | 'checkIP'>, own: readonly string[], names: readonly string[]): string[] {
  const covers = (name: string): boolean => {
    if (name.includes('*')) return own.includes(name);
    return (isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name)) !== undefined;
  };
  const asked = names.map((name) => name.replace(/\.$/, '').toLowerCase());
  return asked.filter((name) => isAskedFor(name) && !covers(name));
}

function isAskedFor(name: string): boolean {
  const pattern = name.replace(/^\*\./, '');
  return pattern !== '' && !/[*?$%{}/\0]/.test(pattern);
}

/** Those of the lines that name a file, whichever way of links they take to it. */
export async function usesOf(file: string, uses: readonly Use[]): Promise<readonly Use[]> {
  const real = async (one: string) => await realpath(one).catch(() => path.resolve(one));
  const wanted = await real(file);
  const places = await Promise.all(uses.map(async (use) => ((await real(use.path)) === wanted ? [use] : [])));
  return places.flat();
}
