/** Which files a path stands for: itself, or the configuration files below a folder. */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { SIZE_LIMIT } from '../document.ts';

/** A path that cannot be read; the message is for people. */
export class FileError extends Error {}

const NAMES = /(?:\.(?:conf|load|vhost|apacheconf)|^\.htaccess|^httpd\.conf.*)$/i;
/** Folders whose files carry any name: Debian links sites into `sites-enabled` under their own names. */
const SITE_FOLDERS = /^(?:sites|conf|mods)-(?:available|enabled)$/;
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', '.venv', 'venv']);
const DEPTH = 40;

/** The files that a path of the command line stands for, in alphabetical order. Throws FileError. */
export function filesOf(where: string): string[] {
  let kind: 'file' | 'folder';
  try {
    kind = statSync(where).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    throw new FileError(`${where}: ${reason(error)}`);
  }
  return kind === 'file' ? [where] : [...walk(where, 0, new Set())];
}

/** A file's text, decoded as UTF-8. Only regular files are read, and of huge ones only as much as shows that they are too large. Throws FileError. */
export function readText(file: string): string {
  try {
    if (!statSync(file).isFile()) throw new FileError(`${file}: is not a regular file`);
    return readRegular(file);
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(`${file}: ${reason(error)}`);
  }
}

function readRegular(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    if (size > SIZE_LIMIT * 4) return ' '.repeat(SIZE_LIMIT + 1);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(handle));
  } finally {
    closeSync(handle);
  }
}

function* walk(folder: string, depth: number, seen: Set<string>): Generator<string> {
  const real = realpathSync(folder);
  if (depth > DEPTH || seen.has(real)) return;
  seen.add(real);
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? linkedKind(full) : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : null;
    if (kind === 'folder' && !SKIPPED.has(entry.name)) yield* walk(full, depth + 1, seen);
    if (kind === 'file' && (NAMES.test(entry.name) || SITE_FOLDERS.test(path.basename(folder)))) yield full;
  }
}

function linkedKind(file: string): 'folder' | 'file' | null {
  try {
    const stats = statSync(file);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : null;
  } catch {
    return null;
  }
}

function reason(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES') return 'permission denied';
  return message;
}
