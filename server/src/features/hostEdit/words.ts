/** Words of a line, written such that httpd reads them back as they are meant (server/util.c, ap_getword_conf). */
import type { Word } from '../../syntax/words.ts';

/** A path as a word, in quotes where it needs them or where a quote is given; null for one that no line can hold. */
export function pathWord(path: string, quote: Word['quote'] = null): string | null {
  const plain = asWritten(path);
  // a variable in a path cannot be escaped, and a line cannot go on behind its end
  return /[\0\r\n]|\$\{/.test(plain) ? null : textWord(plain, quote);
}

/** A path as httpd's files write it, on Windows with slashes. */
export function asWritten(path: string): string {
  return /^[A-Za-z]:[\\/]/.test(path) ? path.replaceAll('\\', '/') : path;
}

/** A text as a word. */
export function textWord(text: string, quote: Word['quote'] = null): string {
  // unquoted, a doubled backslash is one, and one at the end goes on in the next line
  if (quote === null && /^[^\s"'][^\s]*$/.test(text) && !/\\\\|\\$/.test(text)) return text;
  const sign = quote ?? '"';
  return `${sign}${text.replaceAll('\\', '\\\\').replaceAll(sign, `\\${sign}`)}${sign}`;
}
