/** Configurations that change: read when somebody asks, and again only as far as something changed. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Tree } from '../../syntax/tree.ts';
import { type CertificateInspector, NO_CERTIFICATES } from '../certificates.ts';
import { NO_DISK } from '../disk.ts';
import { aloneBeginning, type Files, rootedBeginning } from '../reading/beginnings.ts';
import { type Environment, environmentOf, namesOfEnvironment, UNKNOWN_ENVIRONMENT } from '../reading/environment.ts';
import { firstServerRoot, isPartlyUnread, serverRootOf } from '../reading/keys.ts';
import { compiledServerRoot, copiedServerRoot, isInPlace, layoutAt, placeInCopy } from '../reading/layout.ts';
import { loadedModules } from '../reading/modules.ts';
import { Reader } from '../reading/reader.ts';
import type { FileReading } from '../reading/reading.ts';
import type { State } from '../reading/state.ts';
import { type DocumentKind, Scopes } from '../scope.ts';
import type { Target } from '../target.ts';
import type { Configuration } from './configuration.ts';
import { Entries } from './entries.ts';
import { entriesOf, outsideHosts, type SourceFile } from './entry.ts';
import { gatherFile } from './gather.ts';
import { hostOf } from './hosts.ts';

/** Whether files that a configuration names are looked for on this machine; `auto`: where the configuration is the one in use here. */
export type FilesMode = 'auto' | 'always' | 'never';

/** What configurations are measured against. */
export interface Measure {
  readonly knowledge: Knowledge;
  readonly target: Target;
  readonly filesMode: FilesMode;
  /** How many days before its end a certificate counts as about to expire; 0 for never. */
  readonly expiryDays: number;
}

/** The machine as configurations see it. */
export interface World {
  readonly files: Files;
  readonly certificates: CertificateInspector;
  /** Changes whenever a file or an open document may have changed. */
  readonly revision: () => number;
}

const ENVVARS_BYTES = 65_536;

/** What all sources have in common: a reader, and the last configuration, which is given again where nothing changed. */
class Source {
  readonly scopes: Scopes;
  readonly reader: Reader;
  private readonly entries: Entries;
  private readonly measure: Measure;
  private readonly kind: DocumentKind;
  private readonly modules = new Map<string, ReadonlySet<string>>();
  private ground: readonly unknown[] | null = null;

  constructor(measure: Measure, kind: DocumentKind, options: Pick<Reader['options'], 'followsIncludes' | 'looksForFiles' | 'placeOf'>) {
    this.measure = measure;
    this.kind = kind;
    this.scopes = new Scopes(measure.knowledge, kind);
    this.reader = new Reader({ knowledge: measure.knowledge, target: measure.target, scopes: this.scopes, ...options });
    this.entries = new Entries(this.scopes, measure.knowledge);
  }

  /** The configuration that a reading came to; `generation` is that of the files on the disk. */
  made(root: FileReading, state: State, generation: number, rest: Pick<Configuration, 'rooted' | 'looksForFiles' | 'disk' | 'certificates'>): Configuration {
    const { knowledge, expiryDays } = this.measure;
    const entries = this.entries.of(root);
    const modules = rest.rooted ? this.same(loadedModules(state)) : null;
    const hosts = entriesOf(entries, 'virtualhost')
      .filter(({ section }) => section)
      .map(hostOf);
    const target = { ...this.measure.target, modules };
    const serverRoot = serverRootOf(state);
    const ground = this.groundOf([outsideHosts(entries), modules, serverRoot, rest.rooted, rest.looksForFiles, generation]);
    return { kind: this.kind, target, knowledge, expiryDays, serverRoot, modules, ground, entries, hosts, ...gatherFile(root), ...rest };
  }

  /** The same ground as the last time, if it consists of the same. */
  private groundOf(parts: readonly unknown[]): object {
    if (this.ground?.every((part, index) => part === parts[index])) return this.ground;
    this.ground = parts;
    return parts;
  }

  /** One object for equal sets. */
  private same(modules: ReadonlySet<string> | null): ReadonlySet<string> | null {
    if (modules === null) return null;
    const key = [...modules].sort().join(' ');
    const known = this.modules.get(key);
    if (known !== undefined) return known;
    this.modules.set(key, modules);
    return modules;
  }
}

/** Documents without a main configuration: each is a configuration of its own. */
export class LoneSource {
  private readonly source: Source;
  private readonly beginning: ReturnType<typeof aloneBeginning>;

  constructor(measure: Measure, kind: DocumentKind) {
    this.source = new Source(measure, kind, { followsIncludes: false, looksForFiles: () => false, placeOf: (path) => path });
    this.beginning = aloneBeginning(measure.knowledge);
  }

  get scopes(): Scopes {
    return this.source.scopes;
  }

  get reader(): Reader {
    return this.source.reader;
  }

  /** The configuration that a document is. */
  configuration(file: SourceFile, tree: Tree): Configuration {
    const { root, state } = this.source.reader.readFrom({ file, tree, beginning: this.beginning });
    return this.source.made(root, state, 0, { rooted: false, looksForFiles: false, disk: NO_DISK, certificates: NO_CERTIFICATES });
  }
}

/** A main configuration with all that it includes. */
export class RootedSource {
  readonly rootPath: string;
  private readonly source: Source;
  private readonly world: World;
  private readonly measure: Measure;
  private last: { readonly revision: number; readonly configuration: Configuration | null } | null = null;
  private script: { readonly text: string; readonly environment: Environment } | null = null;

  constructor(measure: Measure, world: World, rootPath: string) {
    this.rootPath = rootPath;
    this.world = world;
    this.measure = measure;
    this.source = new Source(measure, 'configuration', {
      followsIncludes: true,
      looksForFiles: (state) => this.looksForFiles(state),
      placeOf: (path, state) => this.placeOf(path, state),
    });
  }

  get scopes(): Scopes {
    return this.source.scopes;
  }

  get reader(): Reader {
    return this.source.reader;
  }

  /** The configuration as it is now; null where its first file cannot be read. */
  configuration(): Configuration | null {
    const revision = this.world.revision();
    if (this.last?.revision !== revision) this.last = { revision, configuration: this.read() };
    return this.last.configuration;
  }

  private read(): Configuration | null {
    const { files, certificates } = this.world;
    const first = files.source(this.rootPath);
    if (!('tree' in first)) return null;
    const serverRoot = compiledServerRoot(this.rootPath) ?? copiedServerRoot(this.rootPath);
    const beginning = rootedBeginning({ files, environment: this.environment(), serverRoot, layout: layoutAt(this.rootPath) });
    const { root, state } = this.source.reader.readFrom({ file: first.file, tree: first.tree, beginning });
    const rest = { rooted: !isPartlyUnread(state), looksForFiles: this.looksForFiles(state), disk: files, certificates };
    return this.source.made(root, state, files.generation(), rest);
  }

  /** Files are looked for where the configuration lies in a place of installed ones, or in the ServerRoot that it names. */
  private looksForFiles(state: State): boolean {
    const { filesMode } = this.measure;
    if (filesMode !== 'auto') return filesMode === 'always';
    if (compiledServerRoot(this.rootPath) !== null) return true;
    return isInPlace(this.rootPath, firstServerRoot(state));
  }

  /** A configuration that lies elsewhere than it says was copied, with the files beside it; what was not copied with it is on another machine. */
  private placeOf(path: string, state: State): string | null {
    const named = firstServerRoot(state);
    if (isInPlace(this.rootPath, named)) return path;
    return placeInCopy(this.rootPath, named, path) ?? (this.looksForFiles(state) ? path : null);
  }

  /** Names in our own environment: where httpd runs beside us, in one container say, it may have them too. */
  private inherited(): ReadonlySet<string> {
    const own = this.world.files.read('/proc/self/environ', ENVVARS_BYTES * 16);
    return namesOfEnvironment('text' in own ? own.text : '');
  }

  /** What Debian's `envvars` beside the main configuration puts into the environment; unknown where there is no such file. */
  private environment(): Environment {
    const result = this.world.files.read(this.rootPath.replace(/[^/]*$/, 'envvars'), ENVVARS_BYTES);
    if ('absence' in result) return UNKNOWN_ENVIRONMENT;
    if (this.script?.text !== result.text) this.script = { text: result.text, environment: environmentOf(result.text, this.inherited()) };
    return this.script.environment;
  }
}
