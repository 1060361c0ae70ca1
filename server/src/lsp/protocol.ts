/** What this server adds to the protocol. */

import type { TextDocumentPositionParams } from 'vscode-languageserver';
import { NotificationType, RequestType } from 'vscode-languageserver';

/** What a document is measured against, for the editor's status item. */
export interface DocumentStatus {
  readonly uri: string;
  readonly httpd: string;
  readonly modWsgi: string;
  /** Whether the versions were stated in the settings; otherwise the newest known are assumed. */
  readonly stated: boolean;
  /** URI of the main configuration in use; null when the document stands alone. */
  readonly root: string | null;
  /** How many files that configuration has; 1 for a document that stands alone. */
  readonly files: number;
  /** Whether a part of it is not known, such as an Include that leads to another machine. */
  readonly partial: boolean;
  /** Whether files that it names are looked for on this machine. */
  readonly looksForFiles: boolean;
  /** The setting `mainConfiguration` as it counts: empty where it is to be found, `none`, or a path. */
  readonly setting: string;
  /** The main configurations that the document could belong to. */
  readonly candidates: readonly StatusCandidate[];
}

/** A main configuration that a document could belong to. */
export interface StatusCandidate {
  readonly uri: string;
  /** Whether it reads the document; null where it cannot be read itself. */
  readonly reads: boolean | null;
}

/** Asks for a document's status. */
export const statusRequest = new RequestType<{ readonly uri: string }, DocumentStatus | null, void>('apacheconf/status');

/** Tells the editor that statuses may have changed. */
export const statusChanged = new NotificationType<{ readonly reason: string }>('apacheconf/statusChanged');

/** Asks for the closing tag that belongs behind the opening tag before the position; null for none. */
export const closingTagRequest = new RequestType<TextDocumentPositionParams, string | null, void>('apacheconf/closingTag');
