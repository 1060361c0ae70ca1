/** Where installed configurations lie, and what httpd is compiled with there. */
import type { Layout } from './modules.ts';

/** Where a package puts the main configuration, and the ServerRoot that its httpd is compiled with. */
interface Installation {
  readonly folder: string;
  readonly file: string;
  readonly serverRoot: string;
}

const INSTALLATIONS: readonly Installation[] = [
  { folder: '/etc/apache2', file: 'apache2.conf', serverRoot: '/etc/apache2' },
  { folder: '/etc/apache2', file: 'httpd.conf', serverRoot: '/etc/apache2' },
  { folder: '/etc/httpd/conf', file: 'httpd.conf', serverRoot: '/etc/httpd' },
  { folder: '/usr/local/apache2/conf', file: 'httpd.conf', serverRoot: '/usr/local/apache2' },
  { folder: '/usr/local/etc/httpd', file: 'httpd.conf', serverRoot: '/usr/local/opt/httpd' },
  { folder: '/opt/homebrew/etc/httpd', file: 'httpd.conf', serverRoot: '/opt/homebrew/opt/httpd' },
  { folder: '/opt/lampp/etc', file: 'httpd.conf', serverRoot: '/opt/lampp' },
  { folder: 'C:/Apache24/conf', file: 'httpd.conf', serverRoot: 'C:/Apache24' },
  { folder: 'C:/xampp/apache/conf', file: 'httpd.conf', serverRoot: 'C:/xampp/apache' },
];

/** The paths where packages put main configurations. */
export const INSTALLED_ROOTS: readonly string[] = INSTALLATIONS.map(({ folder, file }) => `${folder}/${file}`);

/** A path as it is compared: on Windows neither capitals nor the drive count. */
function compared(path: string): string {
  return /^[A-Za-z]:/.test(path) ? path.slice(2).toLowerCase() : path;
}

function installedAt(rootPath: string): Installation | undefined {
  return INSTALLATIONS.find(({ folder, file }) => compared(`${folder}/${file}`) === compared(rootPath) && folder.includes(':') === rootPath.includes(':'));
}

/** The ServerRoot that httpd of a main configuration at this path is compiled with; null where nobody knows. */
export function compiledServerRoot(rootPath: string): string | null {
  return installedAt(rootPath)?.serverRoot ?? null;
}

/** Whose httpd a main configuration at this path is for; undefined where the path does not tell. */
export function layoutAt(rootPath: string): Layout | undefined {
  const installed = installedAt(rootPath);
  if (installed === undefined) return undefined;
  if (installed.file === 'apache2.conf') return 'debian';
  return installed.serverRoot === '/etc/httpd' ? 'rhel' : 'other';
}

/**
 * Where a path of a configuration that was copied somewhere else lies in the copy; null for one outside of what was copied.
 * `serverRoot` is the one that its lines name; null where none does.
 */
export function placeInCopy(rootPath: string, serverRoot: string | null, path: string): string | null {
  const [folder, file] = [folderOf(rootPath), rootPath.slice(folderOf(rootPath).length + 1)];
  const original = INSTALLATIONS.find(
    (one) => one.file === file && (serverRoot === null ? file === 'apache2.conf' : compared(one.serverRoot) === compared(serverRoot)),
  );
  const moves: (readonly [string, string])[] = [];
  if (original !== undefined) moves.push([original.folder, folder]);
  if (serverRoot !== null) moves.push([serverRoot, original === undefined ? copiedServerRoot(rootPath) : withoutTail(folder, original)]);
  else moves.push([copiedServerRoot(rootPath), copiedServerRoot(rootPath)]);
  for (const [from, to] of moves) {
    if (path === from || isBelow(path, from)) return to + path.slice(from.length);
  }
  return null;
}

/** The copy's folder without what leads from the ServerRoot to the main configuration. */
function withoutTail(folder: string, original: Installation): string {
  const tail = isBelow(original.folder, original.serverRoot) ? original.folder.slice(original.serverRoot.length) : '';
  return folder.endsWith(tail) ? folder.slice(0, folder.length - tail.length) : folder;
}

function folderOf(path: string): string {
  return path.replace(/\/[^/]*$/, '');
}

function isBelow(path: string, folder: string): boolean {
  return compared(path).startsWith(`${compared(folder)}/`);
}

/** The folder that stands for the ServerRoot of a configuration that was copied somewhere else. */
export function copiedServerRoot(rootPath: string): string {
  const folder = folderOf(rootPath);
  return folder.endsWith('/conf') ? folder.slice(0, -'/conf'.length) : folder;
}

/**
 * Whether a main configuration lies where its httpd looks for it: where a package installs it, or in (or above) the
 * ServerRoot that it names first.
 */
export function isInPlace(rootPath: string, serverRoot: string | null): boolean {
  if (compiledServerRoot(rootPath) !== null) return true;
  const folder = folderOf(rootPath);
  return serverRoot !== null && (folder === serverRoot || isBelow(folder, serverRoot) || isBelow(serverRoot, folder));
}
