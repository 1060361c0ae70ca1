/** What the server needs of the machine it runs on; one implementation per platform. */

import type { CertificateInspector } from '../model/certificates.ts';
import type { Disk } from '../model/disk.ts';

/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

/** Folders by their URIs, for completion of paths. Nothing here throws: what cannot be read is absent. */
export interface FileSystem {
  /** The entries of a folder in alphabetical order, at most `limit`; empty when it cannot be read. */
  list(folderUri: string, limit: number): Promise<readonly Entry[]>;
}

/** The machine as the server sees it. */
export interface Environment {
  readonly files: FileSystem;
  /** The same files for configurations, which are read in one go. */
  readonly disk: Disk;
  readonly certificates: CertificateInspector;
  /** Address of the folder with the rules' pages, ending in a slash. */
  readonly rulePages: string;
}
