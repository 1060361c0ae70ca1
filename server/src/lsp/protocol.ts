/** What this server adds to the protocol. */

import type { Diagnostic, TextDocumentPositionParams } from 'vscode-languageserver';
import { NotificationType, RequestType } from 'vscode-languageserver';
import type { HostChange, HostEdit } from '../features/hostEdit/change.ts';
import type { HostSummary as Host, CertificateUse as HostUse } from '../features/hosts.ts';
import type { SiteLines } from '../features/siteLines.ts';
import type { Applications } from '../model/python/project/applications.ts';
import type { Candidate } from '../model/python/project/candidate.ts';

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

/** A line that names a certificate, as a client is told: findings in the protocol's form. */
export type CertificateUse = Omit<HostUse, 'findings'> & { readonly findings: readonly Pick<Diagnostic, 'code' | 'message' | 'severity'>[] };

/** A virtual host, as a client is told. */
export type HostSummary = Omit<Host, 'certificates'> & { readonly certificates: readonly CertificateUse[] };

/** Asks for the virtual hosts of the configuration that a document belongs to; without one, of all in the workspace. */
export const hostsRequest = new RequestType<{ readonly uri: string | null }, readonly HostSummary[], void>('apacheconf/hosts');

/** Asks for the edits that make a change in the virtual host at a position. */
export const hostEditRequest = new RequestType<TextDocumentPositionParams & { readonly change: HostChange }, HostEdit, void>('apacheconf/hostEdit');

/** An application in a project's folder, as a client is told: it need not know every framework. */
export type ApplicationCandidate = Omit<Candidate, 'framework'> & { readonly framework: string };

/** What is known of a project, as a client is told. */
export type ProjectApplications = Omit<Applications, 'candidates'> & { readonly candidates: readonly ApplicationCandidate[] };

/** A folder, and where somebody names it, the one application that is meant, as in `ApplicationCandidate.id`. */
export interface ApplicationsParams {
  readonly folder: string;
  readonly application?: string;
}

/** Asks for the Python applications in a folder of the disk; null where the address is none of this machine. Runs nothing. */
export const applicationsRequest = new RequestType<ApplicationsParams, ProjectApplications | null, void>('apacheconf/applications');

/** A document in whole. */
export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Asks for the names of the modules whose directives stand in a document, such as `mod_ssl`; none for one that is not open. */
export const modulesRequest = new RequestType<DocumentParams, readonly string[], void>('apacheconf/modules');

/** Asks for the site of the last virtual host that begins above a position, else of the document's first one; null where it has none. */
export const siteLinesRequest = new RequestType<TextDocumentPositionParams, SiteLines | null, void>('apacheconf/siteLines');
