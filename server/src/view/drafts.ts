/** Files as they would read after some edits, put over those of the editor and the disk for as long as somebody looks. */
import type { Document } from '../document.ts';
import type { World } from '../model/configuration/source.ts';
import type { Files } from '../model/reading/beginnings.ts';
import type { Source } from '../model/reading/keys.ts';

/** Puts drafts over one world. */
export class Drafts {
  /** The world with the drafts, as far as there are any. */
  readonly world: World;
  private drafts: ReadonlyMap<string, Document> = new Map();
  private readonly sources = new WeakMap<Document['tree'], Map<string, Source>>();
  private revision = 0;

  constructor({ files, certificates, revision }: World) {
    this.world = { files: this.over(files), certificates, revision: () => revision() + this.revision };
  }

  /** What is seen while files, by their paths with links followed, read as in `drafts`. */
  during<T>(drafts: ReadonlyMap<string, Document>, look: () => T): T {
    if (drafts.size === 0) return look();
    this.show(drafts);
    try {
      return look();
    } finally {
      this.show(new Map());
    }
  }

  private show(drafts: ReadonlyMap<string, Document>): void {
    this.drafts = drafts;
    this.revision++;
  }

  private over(files: Files): Files {
    return {
      stat: (path) => files.stat(path),
      read: (path, maxBytes) => files.read(path, maxBytes),
      list: (path) => files.list(path),
      realPath: (path) => files.realPath(path),
      generation: () => files.generation(),
      source: (path) => {
        const real = files.realPath(path) ?? path;
        const draft = this.drafts.get(real);
        return draft === undefined ? files.source(path) : this.sourceOf(draft, path, real);
      },
    };
  }

  /** One object for one draft at one path, so that what was read of it is kept. */
  private sourceOf({ tree }: Document, path: string, real: string): Source {
    const known = this.sources.get(tree) ?? new Map<string, Source>();
    this.sources.set(tree, known);
    const source = known.get(path) ?? { file: { path, real }, tree };
    known.set(path, source);
    return source;
  }
}
