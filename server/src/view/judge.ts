/** Judging documents: each alone, or as part of the configuration that httpd would read from a root. */
import type { Document } from '../document.ts';
import type { Configuration } from '../model/configuration/configuration.ts';
import { LoneSource, type Measure, RootedSource, type World } from '../model/configuration/source.ts';
import type { FileReading } from '../model/reading/reading.ts';
import type { DocumentKind } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import { Analyzer } from '../rules/analyze.ts';
import { print, type Tree } from '../syntax/tree.ts';
import { Drafts } from './drafts.ts';
import { uriOf, View } from './view.ts';

/** Analyzers of one source: one for each set of loaded modules, of which there is one at a time. */
class Analyzers {
  private readonly measure: Measure;
  private readonly scopes: LoneSource['scopes'];
  private last: { readonly modules: Target['modules']; readonly analyzer: Analyzer } | null = null;

  constructor(measure: Measure, scopes: LoneSource['scopes']) {
    this.measure = measure;
    this.scopes = scopes;
  }

  for({ modules, target }: Configuration): Analyzer {
    if (this.last?.modules === modules) return this.last.analyzer;
    const analyzer = new Analyzer(this.measure.knowledge, target, this.scopes);
    this.last = { modules, analyzer };
    return analyzer;
  }
}

/** A main configuration with what it includes. */
export class Root {
  private readonly source: RootedSource;
  private readonly drafts: Drafts;
  private readonly analyzers: Analyzers;
  private readonly held = new WeakMap<Configuration, ReadonlyMap<string, readonly FileReading[]>>();
  private readonly addressed = new WeakMap<Configuration, ReadonlyMap<string, FileReading>>();

  constructor(measure: Measure, world: World, path: string) {
    this.drafts = new Drafts(world);
    this.source = new RootedSource(measure, this.drafts.world, path);
    this.analyzers = new Analyzers(measure, this.source.scopes);
  }

  /** The configuration as it is now; null where its first file cannot be read. */
  configuration(): Configuration | null {
    return this.source.configuration();
  }

  /** Whether a file is part of it; `real` is its path with links followed. */
  holds(real: string): boolean {
    const configuration = this.source.configuration();
    return configuration !== null && this.filesOf(configuration).has(real);
  }

  /** A document of it, `real` being its path with links followed; null for one that the configuration does not hold. */
  view(document: Document, real: string): View | null {
    const configuration = this.source.configuration();
    const readings = configuration === null ? undefined : this.filesOf(configuration).get(real);
    if (configuration === null || readings === undefined) return null;
    const { scopes, reader } = this.source;
    return new View(
      { document: asRead(document, readings[0]!.tree), real, readings },
      { configuration, analyzer: this.analyzers.for(configuration), scopes, reader },
    );
  }

  /** The file of it that has this address, as it reads now, and its path with links followed; null for none. */
  file(uri: string): { readonly real: string; readonly document: Document } | null {
    const configuration = this.source.configuration();
    const found = configuration === null ? undefined : this.addressesOf(configuration).get(uri);
    if (found === undefined) return null;
    return { real: found.file.real, document: { uri, version: 0, kind: 'configuration', tree: found.tree, unreadable: null, raw: null } };
  }

  /** What is seen while files, by their paths with links followed, read as in `drafts`. */
  during<T>(drafts: ReadonlyMap<string, Document>, look: () => T): T {
    return this.drafts.during(drafts, look);
  }

  /** The path of its first file. */
  get path(): string {
    return this.source.rootPath;
  }

  /** The files by their addresses. */
  private addressesOf(configuration: Configuration): ReadonlyMap<string, FileReading> {
    const known = this.addressed.get(configuration);
    if (known !== undefined) return known;
    const made = new Map([...this.filesOf(configuration)].map(([real, readings]) => [uriOf(real), readings[0]!]));
    this.addressed.set(configuration, made);
    return made;
  }

  /** The different readings of each file, by its path with links followed. */
  private filesOf(configuration: Configuration): ReadonlyMap<string, readonly FileReading[]> {
    const known = this.held.get(configuration);
    if (known !== undefined) return known;
    const distinct = new Map<string, Set<FileReading>>();
    for (const reading of configuration.files) {
      const readings = distinct.get(reading.file.real);
      if (readings === undefined) distinct.set(reading.file.real, new Set([reading]));
      else readings.add(reading);
    }
    const made = new Map([...distinct].map(([real, readings]) => [real, [...readings]]));
    this.held.set(configuration, made);
    return made;
  }
}

/** A document with the tree that was read, whose lines findings know, if it holds the same text. */
function asRead(document: Document, tree: Tree): Document {
  return document.tree !== tree && print(document.tree) === print(tree) ? { ...document, tree } : document;
}

interface Lone {
  readonly source: LoneSource;
  readonly analyzers: Analyzers;
  readonly configurations: WeakMap<Tree, Configuration>;
}

/** Makes views of documents for one measure. */
export class Judge {
  private readonly measure: Measure;
  private readonly lone = new Map<DocumentKind, Lone>();

  constructor(measure: Measure) {
    this.measure = measure;
  }

  /** A main configuration. */
  root(world: World, path: string): Root {
    return new Root(this.measure, world, path);
  }

  /** A document that stands alone. */
  alone(document: Document): View {
    const { source, analyzers, configurations } = this.loneFor(document.kind);
    const { uri, tree } = document;
    const configuration = configurations.get(tree) ?? source.configuration({ path: uri, real: uri }, tree);
    configurations.set(tree, configuration);
    return new View(
      { document, real: uri, readings: configuration.files },
      { configuration, analyzer: analyzers.for(configuration), scopes: source.scopes, reader: source.reader },
    );
  }

  private loneFor(kind: DocumentKind): Lone {
    const known = this.lone.get(kind);
    if (known !== undefined) return known;
    const source = new LoneSource(this.measure, kind);
    const made = { source, analyzers: new Analyzers(this.measure, source.scopes), configurations: new WeakMap<Tree, Configuration>() };
    this.lone.set(kind, made);
    return made;
  }
}
