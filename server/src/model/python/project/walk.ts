/** The files of a Python project: a walk over its folder that ends soon whatever lies there, and stays in it. */
import type { Disk } from '../../disk.ts';
import { isBelow, joinPath, tidyPath } from '../../wsgi/paths.ts';

/** How many folders are listed, how deep below the project's, and how many files are read. */
const FOLDERS = 1_000;
const DEPTH = 8;
const FILES = 2_000;
/** Largest file that is read, and how much is read of all, in bytes. */
const FILE_BYTES = 512 * 1024;
const ALL_BYTES = 8 * 1024 * 1024;

/** Folders that hold other people's files, or none that a server imports. */
const SKIPPED = /^(?:\..*|node_modules|bower_components|site-packages|dist-packages|__pycache__|__pypackages__|build|dist|.*\.egg-info|migrations)$/;

/** What was found below a project's folder. */
export interface ProjectFiles {
  readonly folder: string;
  /** Texts of Python files by their paths, those less deep first. */
  readonly sources: ReadonlyMap<string, string>;
  /** Paths of `.ini` files. */
  readonly settings: readonly string[];
  /** Whether something was left out: a file too large or unreadable, or more files than are looked at. */
  readonly partial: boolean;
}

/** Walks a project's folder. Links are followed inside of it, each folder once; environments are not entered. */
export function filesOf(disk: Disk, folder: string): ProjectFiles {
  return new Walk(disk, folder).done();
}

/** Whether a folder is the root of a virtual environment, or of one of conda. */
export function isEnvironment(disk: Disk, folder: string): boolean {
  return disk.stat(joinPath(folder, 'pyvenv.cfg')).kind === 'file' || disk.stat(joinPath(folder, 'conda-meta')).kind === 'folder';
}

class Walk {
  private readonly sources = new Map<string, string>();
  private readonly settings: string[] = [];
  private readonly seen = new Set<string>();
  private partial = false;
  private bytes = 0;
  private readonly disk: Disk;
  private readonly folder: string;
  private readonly real: string;

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
    this.real = this.realOf(folder);
  }

  done(): ProjectFiles {
    let level = [this.folder];
    for (let depth = 0; level.length > 0; depth++) {
      const below = level.flatMap((folder) => this.look(folder));
      this.partial ||= below.length > 0 && depth === DEPTH;
      level = depth === DEPTH ? [] : below;
    }
    const { folder, sources, settings, partial } = this;
    return { folder, sources, settings, partial };
  }

  /** Reads the files of a folder; gives the folders in it. */
  private look(folder: string): string[] {
    const real = this.realOf(folder);
    if (this.seen.has(real) || !isBelow(real, this.real)) return [];
    this.seen.add(real);
    const listed = this.seen.size > FOLDERS ? null : this.disk.list(folder);
    if (listed === null || 'absence' in listed) {
      this.partial = true;
      return [];
    }
    const below: string[] = [];
    for (const { name, folder: isFolder } of listed.entries) {
      const path = joinPath(folder, name);
      if (SKIPPED.test(name)) continue;
      if (/\.(?:py|ini)$/.test(name) && !isFolder) this.take(path);
      else if ((isFolder || this.isLinkedFolder(name, path)) && !isEnvironment(this.disk, path)) below.push(path);
    }
    return below;
  }

  /** A folder with its links followed; systems part its names as they like. */
  private realOf(folder: string): string {
    return tidyPath(this.disk.realPath(folder) ?? folder);
  }

  /** Names with a dot are those of files: a folder of ten thousand pictures is not asked about each. */
  private isLinkedFolder(name: string, path: string): boolean {
    return !name.includes('.') && this.disk.stat(path).kind === 'folder';
  }

  private take(path: string): void {
    const { kind, size } = this.disk.stat(path);
    if (kind !== 'file') return;
    if (path.endsWith('.ini')) this.settings.push(path);
    else if (size > FILE_BYTES || this.bytes + size > ALL_BYTES || this.sources.size >= FILES) this.partial = true;
    else this.read(path);
  }

  private read(path: string): void {
    const result = this.disk.read(path, FILE_BYTES);
    if ('text' in result) {
      this.sources.set(path, result.text);
      this.bytes += result.text.length;
    } else this.partial = true;
  }
}
