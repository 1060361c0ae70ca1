/** What can be put into a virtual host, and what becomes of it. */
import type { TextEdit } from '../../text/range.ts';

/** Lines for a virtual host. Paths are absolute. */
export type HostChange =
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  | { readonly kind: 'clientCertificates'; readonly authority: string }
  | { readonly kind: 'acmeExemption' };

/** Why a change cannot be made, in words for the person. */
export interface Refused {
  readonly refused: string;
}

/** The edits that make a change, and what they come to; or why it cannot be made. */
export type HostEdit = { readonly edits: readonly TextEdit[]; readonly summary: string } | Refused;

/** Whether something was refused. */
export function isRefused(result: object): result is Refused {
  return 'refused' in result;
}
