/** Where installed configurations lie, and what httpd is compiled with there. */
import type { Layout } from './modules.ts';

/** Main configurations where the usual packages put them, with the ServerRoot that they are compiled with. */
const INSTALLED: readonly { readonly root: RegExp; readonly serverRoot: string }[] = [
  { root: /^\/etc\/apache2\/(?:apache2|httpd)\.conf$/, serverRoot: '/etc/apache2' },
  { root: /^\/etc\/httpd\/conf\/httpd\.conf$/, serverRoot: '/etc/httpd' },
  { root: /^\/usr\/local\/apache2\/conf\/httpd\.conf$/, serverRoot: '/usr/local/apache2' },
  { root: /^\/usr\/local\/etc\/httpd\/httpd\.conf$/, serverRoot: '/usr/local/opt/httpd' },
  { root: /^\/opt\/homebrew\/etc\/httpd\/httpd\.conf$/, serverRoot: '/opt/homebrew/opt/httpd' },
  { root: /^\/opt\/lampp\/etc\/httpd\.conf$/, serverRoot: '/opt/lampp' },
  { root: /^[A-Z]:\/Apache24\/conf\/httpd\.conf$/i, serverRoot: 'c:/Apache24' },
  { root: /^[A-Z]:\/xampp\/apache\/conf\/httpd\.conf$/i, serverRoot: 'C:/xampp/apache' },
];

/** The ServerRoot that httpd of a main configuration at this path is compiled with; null where nobody knows. */
export function compiledServerRoot(rootPath: string): string | null {
  return INSTALLED.find(({ root }) => root.test(rootPath))?.serverRoot ?? null;
}

/** Whose httpd a main configuration at this path is for; undefined where the path does not tell. */
export function layoutAt(rootPath: string): Layout | undefined {
  const serverRoot = compiledServerRoot(rootPath);
  if (serverRoot === null) return undefined;
  return serverRoot === '/etc/apache2' ? 'debian' : serverRoot === '/etc/httpd' ? 'rhel' : 'other';
}

/** The folder that stands for the ServerRoot of a configuration that was copied somewhere else. */
export function copiedServerRoot(rootPath: string): string {
  const folder = rootPath.replace(/\/[^/]*$/, '');
  return folder.endsWith('/conf') ? folder.slice(0, -'/conf'.length) : folder;
}

/** Whether a main configuration lies where its httpd looks for it: where a package installs it, or in the ServerRoot that it names. */
export function isInPlace(rootPath: string, serverRoot: string | null): boolean {
  return compiledServerRoot(rootPath) !== null || (serverRoot !== null && rootPath.startsWith(`${serverRoot}/`));
}

/**
 * The variables that a file like Debian's `envvars` exports. What a shell would have to work out is left out; a name that
 * is set to nothing (`SUFFIX=`) stands for nothing.
 */
export function readEnvvars(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [, name, value = ''] of text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=("[^"\n]*"|'[^'\n]*'|[^\s;#]*)/gm)) {
    const plain = value.startsWith("'") ? value.slice(1, -1) : withValues(value.replace(/^"(.*)"$/, '$1'), variables);
    if (plain !== null) variables.set(name!, plain);
  }
  return variables;
}

function withValues(text: string, variables: ReadonlyMap<string, string>): string | null {
  const filled = text.replaceAll(/\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g, (_, braced?: string, fallback?: string, bare?: string) => {
    const value = variables.get(braced ?? bare ?? '');
    return value === undefined || value === '' ? (fallback ?? value ?? '') : value;
  });
  return /[`$]/.test(filled) ? null : filled;
}
