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

/** An application in a project's folder. Lines count from 0, paths are absolute. */
export interface ApplicationCandidate {
  /** How people name it: `shop.web:app`, `shop.settings`, `production.ini`. */
  readonly id: string;
  /** What it is made with, as its package is called; `wsgi` and `asgi` for a callable without a framework. */
  readonly framework: string;
  /** How a server calls it; `own` where it is a server itself. */
  readonly gateway: 'wsgi' | 'asgi' | 'own';
  /** How it is come by: see `Candidate` in the model. */
  readonly kind: 'instance' | 'factory' | 'settings' | 'bottle' | 'cherrypy-tree' | 'cherrypy-root' | 'paste';
  /** Whether an import comes by it, or it is there only where the file is run as a program, or only inside a function. */
  readonly reach: 'import' | 'main' | 'local';
  readonly module: string;
  readonly name: string;
  /** Parameters that a factory has to be given. */
  readonly parameters: readonly string[];
  /** Django's settings module, where a script has to name it. */
  readonly settings: string | null;
  /** The name that CherryPy's configuration has in the module. */
  readonly configuration: string | null;
  readonly path: string;
  readonly row: number;
  /** The folder that has to be on Python's path. */
  readonly root: string;
  /** The line on which an import would start a server of its own. */
  readonly servesAt: number | null;
}

/** What is known of a project. */
export interface ProjectApplications {
  /** The likeliest first; those that no import comes by stand last. */
  readonly candidates: readonly ApplicationCandidate[];
  /** Virtual environments, the likeliest first: their roots, which are what `python-home=` takes. */
  readonly environments: readonly { readonly path: string; readonly version: string | null; readonly works: boolean }[];
  readonly packages: {
    /** What keeps the project's packages. */
    readonly manager: 'poetry' | 'pipenv' | 'uv' | 'pdm' | 'pip' | null;
    /** Packages that only work in Python's main interpreter. */
    readonly mainInterpreter: readonly string[];
    /** Packages that read the Authorization header. */
    readonly authorization: readonly string[];
  };
  /** Whether something was left out: files too large or unreadable, or too many of them. */
  readonly partial: boolean;
}

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

/** A directive of a site, as httpd holds it. */
export interface SiteLine {
  /** In lower case. */
  readonly name: string;
  /** As written. */
  readonly written: string;
  /** Without quotation marks; an option of mod_wsgi is one argument, `name=value`. */
  readonly arguments: readonly string[];
  /** The sections around it inside of its host, outermost first: the name in lower case, then the arguments. */
  readonly sections: readonly (readonly string[])[];
}

/** A site: the virtual host that is meant, then those of the same name on other ports; and what stands outside of all hosts. */
export interface SiteLines {
  readonly hosts: readonly { readonly addresses: readonly string[]; readonly lines: readonly SiteLine[] }[];
  readonly main: readonly SiteLine[];
  readonly serverRoot: string | null;
}

/** Asks for the site of the last virtual host that begins above a position, else of the document's first one; null where it has none. */
export const siteLinesRequest = new RequestType<TextDocumentPositionParams, SiteLines | null, void>('apacheconf/siteLines');
