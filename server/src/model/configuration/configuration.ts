/** What rules about more than one line are given: the configuration that httpd would read from one root. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { CertificateInspector } from '../certificates.ts';
import type { Disk } from '../disk.ts';
import type { MacroText } from '../reading/macros.ts';
import type { FileReading, Trouble, UseReading } from '../reading/reading.ts';
import type { DocumentKind } from '../scope.ts';
import type { Target } from '../target.ts';
import type { Entry, Origin } from './entry.ts';
import type { VirtualHost } from './hosts.ts';

/** One configuration. Immutable; parts that did not change since the last one are the same objects. */
export interface Configuration {
  readonly kind: DocumentKind;
  readonly target: Target;
  readonly knowledge: Knowledge;
  /** Whether all of it was read, from a main configuration on; otherwise more may surround what is seen. */
  readonly rooted: boolean;
  /** Whether files that it names may be looked for on this machine. */
  readonly looksForFiles: boolean;
  readonly disk: Disk;
  readonly certificates: CertificateInspector;
  /** How many days before its end a certificate counts as about to expire; 0 for never. */
  readonly expiryDays: number;
  /** Stands for all that a virtual host is judged by besides its own lines and other hosts: the same object as long as none of it changed. */
  readonly ground: object;
  /** What relative paths start from at the end of reading, absolute, without a slash at its end; null where nobody said. */
  readonly serverRoot: string | null;
  /** Source names (`mod_ssl`) of the modules that are loaded; null where nobody can know. */
  readonly modules: ReadonlySet<string> | null;
  /** What stands at server level (virtual hosts are entries of it), in the order in which httpd holds it. */
  readonly entries: readonly Entry[];
  /** The virtual hosts, in file order. */
  readonly hosts: readonly VirtualHost[];
  /** Every reading of every file, in the order of reading. */
  readonly files: readonly FileReading[];
  readonly uses: readonly UseReading[];
  /** The macros that are defined, used or not, in the order of reading. */
  readonly macros: readonly MacroText[];
  /** What went wrong while it was read. */
  readonly troubles: readonly PlacedTrouble[];
}

/** Something that went wrong on a line while the configuration was read. */
export interface PlacedTrouble {
  readonly trouble: Trouble;
  readonly at: Origin;
  /** Whether httpd surely reads the line. */
  readonly certain: boolean;
}

/** An absolute path for one that a configuration names; null for one that depends on an unknown ServerRoot or an unknown variable. */
export function pathIn({ serverRoot }: Pick<Configuration, 'serverRoot'>, path: string): string | null {
  if (path === '' || path.includes('${')) return null;
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return path;
  return serverRoot === null ? null : `${serverRoot}/${path}`;
}
