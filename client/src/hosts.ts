/** What the server says of virtual hosts and their certificates, and the lines that it puts into them. */
import type { BaseLanguageClient, Position, Range, TextEdit } from 'vscode-languageclient';

/** What a certificate is named for. */
export type CertificateRole = 'server' | 'chain' | 'clientAuthority' | 'proxy';

/** A line of the configuration that names a certificate. Paths are absolute, lines and columns count from 0. */
export interface CertificateUse {
  readonly role: CertificateRole;
  readonly directive: string;
  readonly path: string;
  /** The key that belongs to it; null where the certificate's own file holds it, or no line names one. */
  readonly privateKey: string | null;
  readonly uri: string;
  readonly range: Range;
  /** What is found on the line or on that of the key, and of the host's names that the certificate lacks. */
  readonly findings: readonly { readonly code?: string | number; readonly message: string; readonly severity?: number }[];
}

/** A virtual host, or the server outside of them, which has no range. */
export interface HostSummary {
  readonly uri: string;
  readonly range: Range | null;
  /** The addresses of the opening tag, as written. */
  readonly addresses: readonly string[];
  /** The name without scheme and port, then the aliases. */
  readonly names: readonly string[];
  readonly tls: boolean;
  readonly certificates: readonly CertificateUse[];
}

/** Lines that can be put into a virtual host. */
export type HostChange =
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  | { readonly kind: 'clientCertificates'; readonly authority: string }
  | { readonly kind: 'acmeExemption' };

/** The edits that make a change, or why it cannot be made there. */
export type HostEdit = { readonly edits: readonly TextEdit[]; readonly summary: string } | { readonly refused: string };

/** The virtual hosts of the configuration that a document belongs to; without one, of all in the workspace. None while there is no server. */
export async function askHosts(client: BaseLanguageClient, uri: string | null): Promise<readonly HostSummary[]> {
  if (!client.isRunning()) return [];
  return client.sendRequest<readonly HostSummary[]>('apacheconf/hosts', { uri }).catch(() => []);
}

/** The edits that make a change in the virtual host at a position. */
export async function askHostEdit(client: BaseLanguageClient, uri: string, position: Position, change: HostChange): Promise<HostEdit> {
  if (!client.isRunning()) return { refused: 'The language server is not running. Restart it with “Restart Language Server” and try again.' };
  return client.sendRequest<HostEdit>('apacheconf/hostEdit', { textDocument: { uri }, position, change });
}
