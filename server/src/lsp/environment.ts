/** What the server needs of the machine it runs on; one implementation per platform. */

/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

/** Files by their URIs. Nothing here throws: what cannot be read is absent. */
export interface FileSystem {
  /** The entries of a folder in alphabetical order, at most `limit`; empty when it cannot be read. */
  list(folderUri: string, limit: number): Promise<readonly Entry[]>;
  /** The text of a regular file of at most `maxBytes` bytes; null when there is none. */
  read(fileUri: string, maxBytes: number): Promise<string | null>;
}

/** The machine as the server sees it. */
export interface Environment {
  readonly files: FileSystem;
  /** Address of the folder with the rules' pages, ending in a slash. */
  readonly rulePages: string;
}
