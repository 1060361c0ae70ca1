/** A disk in memory whose files change, as a real one does: each change gives a file another stamp. */
import { memoryDisk, type Tree } from '../../scripts/rule-pages/memoryDisk.ts';
import type { Disk } from '../../server/src/model/disk.ts';

/** Files by absolute path. */
export class ChangingDisk implements Disk {
  private texts: Tree;
  private disk: Disk;
  private readonly stamps = new Map<string, number>();
  private changes = 0;

  constructor(tree: Tree) {
    this.texts = tree;
    this.disk = memoryDisk(tree);
  }

  /** Gives a file another text, or removes it. */
  put(path: string, text: string | null): void {
    const { [path]: _, ...others } = this.texts;
    this.texts = text === null ? others : { ...others, [path]: text };
    this.disk = memoryDisk(this.texts);
    this.changes++;
    this.stamps.set(path, this.changes);
  }

  /** The text of a file; null for none. */
  text(path: string): string | null {
    const read = this.disk.read(path, Number.MAX_SAFE_INTEGER);
    return 'text' in read ? read.text : null;
  }

  stat(path: string): ReturnType<Disk['stat']> {
    return { ...this.disk.stat(path), stamp: this.stamps.get(this.disk.realPath(path) ?? path) ?? 0 };
  }

  read(path: string, maxBytes: number): ReturnType<Disk['read']> {
    return this.disk.read(path, maxBytes);
  }

  list(path: string): ReturnType<Disk['list']> {
    return this.disk.list(path);
  }

  realPath(path: string): string | null {
    return this.disk.realPath(path);
  }
}
