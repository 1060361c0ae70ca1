/**
 * Texts as httpd reads them back from a line: a word, an option of mod_wsgi, the name of a folder or file in a section. What no quoting
 * brings through is refused, in words. Measured with httpd 2.4.71.
 */
import { word } from '../../certificates/httpdWord.ts';

export { word };

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
