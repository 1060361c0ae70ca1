/**
 * Texts as httpd reads them back from a line: a word, an option of mod_wsgi, the name of a folder or file in a section. What no quoting
 * brings through is refused, in words. Measured with httpd 2.4.71.
 */
import { CertificateProblem, quoted } from '../../certificates/problem.ts';

/** Signs that mean nothing to httpd wherever they stand in a word. */
const PLAIN = /^[\w./:@%+,=-]+$/;
/** What ends a line, is not seen, or cannot be written in UTF-8. */
const UNWRITABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** One word of a directive, quoted where it has to be. Throws a `CertificateProblem` where httpd would read something else. */
export function word(text: string): string {
  refuseUnwritable(text);
  return PLAIN.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** An option of mod_wsgi, whose value alone may be quoted. */
export function option(name: string, value: string): string {
  return `${name}=${word(value)}`;
}

/** A path or a file's name for `<Directory>` and `<Files>`, which take it for a pattern where it looks like one. */
export function literal(text: string): string {
  return word(isPattern(text) ? text.replaceAll('\\', '\\\\').replaceAll(/[*?[]/g, '[$&]') : text);
}

/** Whether httpd compares the text as a pattern (apr_fnmatch_test): a sign behind a backslash does not count, and a backslash alone changes nothing. */
function isPattern(text: string): boolean {
  const signs = text.replaceAll(/\\./gs, '');
  return /[*?]/.test(signs) || /\[[^\]]*\]/.test(signs);
}

function refuseUnwritable(text: string): void {
  if (UNWRITABLE.test(text)) {
    throw new CertificateProblem(`${quoted(text)} has control characters, and httpd has no way to write them on a line. Rename the file or folder.`);
  }
  if (text.includes('${')) {
    throw new CertificateProblem(`${quoted(text)} has \${ in it, where httpd puts in the value of a variable. Rename the file or folder.`);
  }
}
