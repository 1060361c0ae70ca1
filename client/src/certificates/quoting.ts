/** Texts as one word of a shell's command. A terminal types them, so what moves a terminal is refused before any shell sees it. */
import { CertificateProblem, quoted } from './problem.ts';

/** The shells that commands are written for. */
export type Shell = 'sh' | 'powershell';

/** One word for a POSIX shell. */
export function shWord(text: string): string {
  refuseControls(text);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** One word for PowerShell, which takes several quotation marks for the straight one. */
export function powershellWord(text: string): string {
  refuseControls(text);
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

function refuseControls(text: string): void {
  if (!/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) return;
  throw new CertificateProblem(`The path ${quoted(text)} has control characters, which do not belong in a terminal. Move the file to another folder.`);
}
