/** What the server says of a document's place in a configuration: its answer to `apacheconf/status`. */
import type { BaseLanguageClient } from 'vscode-languageclient';

/** What a document is measured against. Addresses are URIs. */
export interface DocumentStatus {
  readonly httpd: string;
  readonly modWsgi: string;
  /** Whether somebody stated a version in the settings; otherwise the newest known are assumed. */
  readonly stated: boolean;
  /** The main configuration in use; null for a file that stands alone. */
  readonly root: string | null;
  /** How many files that configuration has. */
  readonly files: number;
  /** Whether a part of it is out of sight. */
  readonly partial: boolean;
  /** Whether files that it names are looked for on this machine. */
  readonly looksForFiles: boolean;
  /** The setting `mainConfiguration`: empty where it is to be found, `none`, or a path. */
  readonly setting: string;
  readonly candidates: readonly Candidate[];
}

/** A main configuration that a document could belong to; `reads` is null where it cannot be read itself. */
export interface Candidate {
  readonly uri: string;
  readonly reads: boolean | null;
}

/** The value of the setting `mainConfiguration` with which each file is judged alone. */
export const NONE = 'none';

/** Asks for the status of a document; null while there is no server to ask. */
export async function askStatus(client: BaseLanguageClient, uri: string): Promise<DocumentStatus | null> {
  if (!client.isRunning()) return null;
  return client.sendRequest<DocumentStatus | null>('apacheconf/status', { uri }).catch(() => null);
}
