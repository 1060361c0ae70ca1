/**
 * Whole configurations for tests: a tree of files, in memory or on the disk, read from its root as httpd would read it.
 * `check` tells the findings of every file of it.
 */
import { posix } from 'node:path';
import { memoryDisk, type Tree } from '../../scripts/rule-pages/memoryDisk.ts';
import type { Diagnostic } from '../../server/src/features/diagnostics.ts';
import { type Document, LanguageService, openDocument, textOf } from '../../server/src/ide.ts';
import { type CertificateInspector, NO_CERTIFICATES } from '../../server/src/model/certificates.ts';
import type { Configuration } from '../../server/src/model/configuration/configuration.ts';
import type { FilesMode } from '../../server/src/model/configuration/source.ts';
import type { Disk } from '../../server/src/model/disk.ts';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import { FileCache } from '../../server/src/view/files.ts';

export { memoryDisk, type Tree } from '../../scripts/rule-pages/memoryDisk.ts';

/** A finding and where it is. Lines count from 1. */
export interface Found extends Diagnostic {
  readonly file: string;
  readonly line: number;
  /** The text that is marked. */
  readonly marked: string;
}

/** How a configuration is looked at. */
export interface TreeOptions {
  readonly root: string;
  readonly target: Target;
  readonly filesMode: FilesMode;
  readonly expiryDays: number;
  readonly certificates: CertificateInspector;
  readonly disk: Disk;
}

/** A configuration that is looked at; `edit` opens a document over one of its files. */
export class Site {
  private readonly options: TreeOptions;
  private readonly open = new Map<string, Document>();
  private readonly files: FileCache;
  readonly service: LanguageService;
  private revision = 0;
  private readonly root: ReturnType<LanguageService['root']>;

  constructor(tree: Tree, options: Partial<TreeOptions> = {}) {
    const root = options.root ?? Object.keys(tree)[0]!;
    this.options = { root, target: NEWEST, filesMode: 'always', expiryDays: 30, certificates: NO_CERTIFICATES, disk: memoryDisk(tree), ...options };
    this.files = new FileCache(this.options.disk, (real) => this.open.get(real));
    const { target, filesMode, expiryDays, certificates } = this.options;
    const homeOf = (document: Document) => ({ root: this.root, real: decodeURI(document.uri).replace('file://', '') });
    this.service = new LanguageService(target, { filesMode, expiryDays, homeOf, certificates });
    this.root = this.service.root({ files: this.files, certificates, revision: () => this.revision }, root);
  }

  /** The configuration as it is now. Throws where the root cannot be read. */
  configuration(): Configuration {
    const configuration = this.root.configuration();
    if (configuration === null) throw new Error(`${this.options.root} cannot be read`);
    return configuration;
  }

  /** The document of a file (links followed), as it is open or on the disk. */
  document(real: string): Document {
    const open = this.open.get(real);
    if (open !== undefined) return open;
    const read = this.options.disk.read(real, 1 << 25);
    const document = openDocument(`file://${real}`, 0, 'text' in read ? read.text : '');
    this.open.set(real, document);
    this.revision++;
    return document;
  }

  /** Puts another text in a file's place, in the editor alone. */
  edit(real: string, text: string): void {
    this.open.set(real, openDocument(`file://${real}`, 1, text));
    this.revision++;
  }

  /** Says that files on the disk may have changed. */
  forget(): void {
    this.files.forget();
    this.revision++;
  }

  /** The findings of every file that the configuration holds, in the order of reading. */
  findings(): Found[] {
    const reals = new Set(this.configuration().files.map(({ file }) => file.real));
    return [...reals].flatMap((real) => this.findingsIn(real));
  }

  /** The findings of one file. */
  findingsIn(real: string): Found[] {
    const document = this.document(real);
    const lines = textOf(document).split('\n');
    return this.service.diagnostics(document).map((diagnostic) => {
      const { start, end } = diagnostic.range;
      const marked =
        start.line === end.line ? (lines[start.line] ?? '').slice(start.character, end.character) : (lines[start.line] ?? '').slice(start.character);
      return { ...diagnostic, file: real, line: start.line + 1, marked };
    });
  }
}

/** The findings of a tree of files, read from its root (the first one unless told otherwise). */
export function check(tree: Tree, options: Partial<TreeOptions> = {}): Found[] {
  return new Site(tree, options).findings();
}

/** The findings of a text that stands alone. */
export function checkAlone(text: string, target: Target = NEWEST): Found[] {
  const document = openDocument('file:///srv/alone.conf', 0, text);
  const lines = text.split('\n');
  return new LanguageService(target).diagnostics(document).map((diagnostic) => ({
    ...diagnostic,
    file: '/srv/alone.conf',
    line: diagnostic.range.start.line + 1,
    marked: (lines[diagnostic.range.start.line] ?? '').slice(
      diagnostic.range.start.character,
      diagnostic.range.end.line === diagnostic.range.start.line ? diagnostic.range.end.character : undefined,
    ),
  }));
}

/** `file:line code` of each finding, for short expectations. */
export function brief(found: readonly Found[]): string[] {
  return found.map(({ file, line, code }) => `${posix.basename(file)}:${line} ${code}`);
}
