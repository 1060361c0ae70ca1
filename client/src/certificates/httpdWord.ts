/** One word of httpd's configuration, as httpd reads it back; what no quoting brings through is refused, in words. Measured with httpd 2.4.71. */
import { CertificateProblem, quoted } from './problem.ts';

/** Signs that mean nothing to httpd wherever they stand in a word. */
const PLAIN = /^[\w./:@%+,=-]+$/;
/** What ends a line, is not seen, or cannot be written in UTF-8. */
const UNWRITABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** One word of a directive, quoted where it has to be. Throws a `CertificateProblem` where httpd would read something else. */
export function word(text: string): string {
  refuseUnwritable(text);
  return PLAIN.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function refuseUnwritable(text: string): void {
  if (UNWRITABLE.test(text)) {
    throw new CertificateProblem(`${quoted(text)} has control characters, and httpd has no way to write them on a line. Rename the file or folder.`);
  }
  if (text.includes('${')) {
    throw new CertificateProblem(`${quoted(text)} has \${ in it, where httpd puts in the value of a variable. Rename the file or folder.`);
  }
}
