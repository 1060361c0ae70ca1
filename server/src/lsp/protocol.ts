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
}

/** Asks for a document's status. */
export const statusRequest = new RequestType<{ readonly uri: string }, DocumentStatus | null, void>('apacheconf/status');

/** Tells the editor that statuses may have changed. */
export const statusChanged = new NotificationType<{ readonly reason: string }>('apacheconf/statusChanged');

/** Asks for the closing tag that belongs behind the opening tag before the position; null for none. */
export const closingTagRequest = new RequestType<TextDocumentPositionParams, string | null, void>('apacheconf/closingTag');
