/** Which files a path stands for: itself, or the configuration files below a folder. */
import { closeSync, type Dirent, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { SIZE_LIMIT } from '../document.ts';

/** A path that cannot be read; the message is for people. */
export class FileError extends Error {}

const NAMES = /^(?:[^.].*\.(?:conf|load|vhost|apacheconf)|.*\.htaccess|httpd\.conf.*)$/i;
/** Folders whose files carry any name: Debian links sites into `sites-enabled` under their own names. */
const SITE_FOLDERS = /^(?:sites|conf|mods)-(?:available|enabled)$/;
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', '.venv', 'venv']);
const DEPTH = 40;

/** Finds the files that paths of the command line stand for. A file that is reached on several ways, by links or by its name, is found once. */
export class Finder {
  private readonly seen = new Set<string>();
  private readonly complain: (error: FileError) => void;

  /** `complain` is told of each path that cannot be read; the others are found all the same. */
  constructor(complain: (error: FileError) => void) {
    this.complain = complain;
  }

  /** The file itself, or the configuration files below the folder in alphabetical order. */
  files(where: string): string[] {
    return this.attempt(where, () => (statSync(where).isDirectory() ? this.below(where, 0) : this.isNew(where) ? [where] : [])) ?? [];
  }

  private below(folder: string, depth: number): string[] {
    if (depth > DEPTH || !this.isNew(folder)) return [];
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return entries.flatMap((entry) => this.attempt(path.join(folder, entry.name), () => this.entry(folder, entry, depth)) ?? []);
  }

  private entry(folder: string, entry: Dirent, depth: number): string[] {
    const full = path.join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? linkedKind(full) : kindOf(entry);
    if (kind === 'folder') return SKIPPED.has(entry.name) ? [] : this.below(full, depth + 1);
    return kind === 'file' && isConfiguration(entry.name, folder) && this.isNew(full) ? [full] : [];
  }

  private isNew(where: string): boolean {
    const real = realpathSync(where);
    if (this.seen.has(real)) return false;
    this.seen.add(real);
    return true;
  }

  private attempt<T>(where: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.complain(new FileError(`${where}: ${reason(error)}`));
      return null;
    }
  }
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

/** Hidden files are left alone, as httpd's wildcards leave them. */
function isConfiguration(name: string, folder: string): boolean {
  return NAMES.test(name) || (!name.startsWith('.') && SITE_FOLDERS.test(path.basename(folder)));
}

function kindOf(entry: Pick<Dirent, 'isDirectory' | 'isFile'>): 'folder' | 'file' | null {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : null;
}

/** What a link leads to; a link that leads nowhere counts as a file, which then cannot be read. */
function linkedKind(file: string): 'folder' | 'file' | null {
  try {
    return kindOf(statSync(file));
  } catch {
    return 'file';
  }
}

function reason(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'ELOOP') return 'links that lead in a circle';
  return message;
}
