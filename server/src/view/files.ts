/**
 * The files of a configuration: documents that are open first, then the disk. What was read is kept until somebody says
 * that files may have changed, and then read again only where it did.
 */
import { type Document, openDocument } from '../document.ts';
import type { Absence, Disk, ListResult, ReadResult, Stat } from '../model/disk.ts';
import type { Files } from '../model/reading/beginnings.ts';
import type { Source } from '../model/reading/keys.ts';
import type { Tree } from '../syntax/tree.ts';

/** Largest file that is read, in bytes. */
const BYTES = 32 * 1024 * 1024;

interface Read {
  readonly stat: Stat;
  readonly real: string;
  readonly source: Source;
}

/** What a file holds, and what was told of it then. */
interface Content {
  readonly stat: Stat;
  readonly document: Document | { readonly absence: Absence };
}

/** Files by their paths, kept. */
export class FileCache implements Files {
  private readonly disk: Disk;
  private readonly openAt: (realPath: string) => Document | undefined;
  private readonly sources = new Map<string, Read>();
  /** What files hold, by their paths with links followed: one tree for one file, on whatever ways it is reached. */
  private readonly contents = new Map<string, Content>();
  private readonly shown = new Map<string, { readonly tree: Tree; readonly source: Source }>();
  private readonly lists = new Map<string, ListResult>();
  private forgotten = 0;
  private stats = new Map<string, Stat>();
  private reals = new Map<string, string | null>();
  private fresh = { sources: new Set<string>(), lists: new Set<string>() };

  /** `openAt` gives the document that is open for a path with its links followed. */
  constructor(disk: Disk, openAt: (realPath: string) => Document | undefined) {
    this.disk = disk;
    this.openAt = openAt;
  }

  generation(): number {
    return this.forgotten;
  }

  /** Files may have changed: everything is looked at again when it is next asked for. */
  forget(): void {
    this.forgotten++;
    this.stats = new Map();
    this.reals = new Map();
    this.fresh = { sources: new Set(), lists: new Set() };
  }

  stat(path: string): Stat {
    return known(this.stats, path, () => this.disk.stat(path));
  }

  realPath(path: string): string | null {
    return known(this.reals, path, () => this.disk.realPath(path));
  }

  read(path: string, maxBytes: number): ReadResult {
    return this.disk.read(path, maxBytes);
  }

  list(path: string): ListResult {
    const before = this.lists.get(path);
    if (before !== undefined && this.fresh.lists.has(path)) return before;
    this.fresh.lists.add(path);
    const now = this.disk.list(path);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(now)) return before;
    this.lists.set(path, now);
    return now;
  }

  source(path: string): Source {
    const open = this.openAt(this.realPath(path) ?? path);
    return open === undefined ? this.onDisk(path) : this.shownSource(path, open);
  }

  private shownSource(path: string, document: Document): Source {
    const before = this.shown.get(path);
    if (before?.tree === document.tree) return before.source;
    const source: Source = document.unreadable === null ? { file: { path, real: this.realPath(path) ?? path }, tree: document.tree } : { absence: 'binary' };
    this.shown.set(path, { tree: document.tree, source });
    return source;
  }

  private onDisk(path: string): Source {
    const before = this.sources.get(path);
    if (before !== undefined && this.fresh.sources.has(path)) return before.source;
    this.fresh.sources.add(path);
    const stat = this.stat(path);
    const real = this.realPath(path) ?? path;
    // what could not be read is tried again: permissions change without a trace in what is told of a file
    if (before !== undefined && 'tree' in before.source && before.real === real && sameStat(before.stat, stat)) return before.source;
    const source = this.readSource(path, real, stat);
    this.sources.set(path, { stat, real, source });
    return source;
  }

  private readSource(path: string, real: string, stat: Stat): Source {
    if (stat.kind === 'folder' || stat.kind === 'other') return { absence: 'not-regular' };
    if (stat.kind !== 'file') return { absence: stat.kind };
    const before = this.contents.get(real);
    const content =
      before !== undefined && !('absence' in before.document) && sameStat(before.stat, stat) ? before : { stat, document: this.readDocument(path) };
    this.contents.set(real, content);
    const { document } = content;
    if ('absence' in document) return document;
    return document.unreadable === null ? { file: { path, real }, tree: document.tree } : { absence: document.unreadable };
  }

  private readDocument(path: string): Content['document'] {
    const result = this.disk.read(path, BYTES);
    return 'absence' in result ? result : openDocument(path, 0, result.text);
  }
}

function sameStat(one: Stat, other: Stat): boolean {
  return one.kind === other.kind && one.size === other.size && one.stamp === other.stamp;
}

function known<T>(map: Map<string, T>, key: string, work: () => T): T {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = work();
  map.set(key, made);
  return made;
}
