/** What a plan for one store of authorities consists of. */
import type { Machine } from './machine.ts';
import type { Shell } from './quoting.ts';

/** A store of authorities. */
export type StoreId = 'system' | 'windows-host' | 'chromium' | 'firefox' | 'java' | 'node' | 'python';

/** One command for a terminal. */
export interface TrustCommand {
  readonly title: string;
  readonly command: string;
  readonly explanation: string;
}

/** What to do about one store. */
export interface TrustPlan {
  readonly store: StoreId;
  readonly title: string;
  /** The shell that the commands are written for. */
  readonly shell: Shell;
  /** In their order; none where nothing is to be done by command, and the notes say why. */
  readonly trust: readonly TrustCommand[];
  readonly distrust: readonly TrustCommand[];
  readonly notes: readonly string[];
}

/** What plans are made of. */
export interface TrustSubject {
  /** Absolute path of the authority's certificate, PEM. */
  readonly file: string;
  /** What stores know it by: the same each time, so that it can be found again. */
  readonly alias: string;
  /** SHA-1 in upper-case hexadecimal, by which Windows and macOS name certificates. */
  readonly thumbprint: string;
  readonly machine: Machine;
}
