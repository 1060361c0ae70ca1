/** What this server adds to the protocol. */

import type { Diagnostic, Range, TextDocumentPositionParams, TextEdit } from 'vscode-languageserver';
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

/** What a certificate is named for. */
export type CertificateRole = 'server' | 'chain' | 'clientAuthority' | 'proxy';

/** A line of the configuration that names a certificate. */
export interface CertificateUse {
  readonly role: CertificateRole;
  readonly directive: string;
  /** Absolute path, as httpd would open it. */
  readonly path: string;
  /** Absolute path of the key that belongs to it; null where the certificate's own file holds it, or no line names one. */
  readonly privateKey: string | null;
  /** Where the line is. */
  readonly uri: string;
  readonly range: Range;
  /** What is found on the line or on that of the key, and of the host's names that the certificate lacks. */
  readonly findings: readonly Pick<Diagnostic, 'code' | 'message' | 'severity'>[];
}

/** A virtual host, or the server outside of them. */
export interface HostSummary {
  /** The file that its section stands in. */
  readonly uri: string;
  /** From the opening tag to the end of the closing tag; null for the server outside of the virtual hosts. */
  readonly range: Range | null;
  /** The addresses of the opening tag, as written. */
  readonly addresses: readonly string[];
  /** The name without scheme and port, then the aliases; none where no line gives one. */
  readonly names: readonly string[];
  readonly tls: boolean;
  readonly certificates: readonly CertificateUse[];
}

/** Asks for the virtual hosts of the configuration that a document belongs to; without one, of all in the workspace. */
export const hostsRequest = new RequestType<{ readonly uri: string | null }, readonly HostSummary[], void>('apacheconf/hosts');

/** Lines that a command puts into a virtual host. Paths are absolute. */
export type HostChange =
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  | { readonly kind: 'clientCertificates'; readonly authority: string }
  | { readonly kind: 'acmeExemption' };

/** The edits that make a change, or why it cannot be made there, in words for the person. */
export type HostEdit = { readonly edits: readonly TextEdit[]; readonly summary: string } | { readonly refused: string };

/** Asks for the edits that make a change in the virtual host at a position. */
export const hostEditRequest = new RequestType<TextDocumentPositionParams & { readonly change: HostChange }, HostEdit, void>('apacheconf/hostEdit');
