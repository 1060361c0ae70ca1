// Texts with signs that do not belong in them: byte order marks, carriage returns, NULs, blanks that are none.
import { describe, expect, test } from 'vitest';
import { parse, positionAt, print } from '../../server/src/syntax/tree.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { httpdVerdict, ourVerdict, type Verdict } from '../kit/verdict.ts';

const verdicts: readonly (readonly [title: string, httpd: Verdict, text: string])[] = [
  ['a byte order mark before a directive', 'refuses', '\uFEFFServerName a\n'],
  ['a byte order mark before a comment', 'refuses', '\uFEFF# a\nServerName a\n'],
  ['a byte order mark before an empty line', 'refuses', '\uFEFF\nServerName a\n'],
  ['a byte order mark inside a value', 'starts', 'ServerAdmin a\uFEFFb\n'],
  ['CR LF throughout', 'starts', '<VirtualHost *:80>\r\n  ServerName a\r\n  # b\r\n</VirtualHost>\r\n'],
  ['a lone CR instead of a line break', 'refuses', 'ServerName a\rServerAdmin b\r'],
  ['a lone CR behind the last word', 'starts', 'ServerName a\r'],
  ['a lone CR within a tag', 'starts', '<VirtualHost\r*:80>\n</VirtualHost>\n'],
  ['a NUL behind the arguments', 'starts', 'ServerName a\0b c d\n'],
  ['a NUL in the name', 'refuses', 'ServerNam\0e a\n'],
  ['a NUL at the beginning of a line', 'starts', '\0Nonsense\nServerName a\n'],
  ['a no-break space behind the name', 'refuses', 'ServerName\u00a0a\n'],
  ['a no-break space before the name', 'refuses', '\u00a0ServerName a\n'],
  ['typographic quotes', 'refuses', 'ServerName \u201ca b\u201d\n'],
  ['blanks behind a backslash', 'refuses', 'WSGIDaemonProcess a \\ \nthreads=5\n'],
  ['a remark behind a directive that counts', 'refuses', 'ServerName a # b\n'],
  ['a remark behind a directive that takes any number', 'starts', 'IndexIgnore a # b\n'],
  ['a backslash on the last line', 'refuses', 'ServerName a \\'],
  ['a last line that joins nothing', 'starts', 'ServerName a\\\n'],
  ['a quote that is not closed', 'starts', 'ServerAdmin "a b\n'],
  ['an empty argument', 'refuses', 'ServerName ""\n'],
  ['letters of all alphabets in a value', 'starts', 'ServerAdmin "\u043f\u043e\u0447\u0442\u0430 \u{1f600}"\n'],
];

describe('an error is shown where httpd refuses', () => {
  test.each(verdicts)('%s (%s)', (_, httpd, text) => {
    expect(ourVerdict(text)).toBe(httpd);
    expect(print(parse(text))).toBe(text);
  });
});

describe.runIf(apacheIsAsked())('httpd itself', () => {
  test.each(verdicts)('%s (%s)', async (_, httpd, text) => {
    const { verdict, stderr } = await httpdVerdict(text);
    expect(verdict, stderr).toBe(httpd);
  });
});

describe('positions count lines as editors do', () => {
  test.each([
    ['LF', 'a\nb', 2, { line: 1, character: 0 }],
    ['CR LF', 'a\r\nb', 3, { line: 1, character: 0 }],
    ['a lone CR', 'a\rb', 2, { line: 1, character: 0 }],
    ['a form feed is none', 'a\fb', 2, { line: 0, character: 2 }],
    ['nor are the separators of Unicode', 'a\u2028b\u0085c', 4, { line: 0, character: 4 }],
    ['signs beyond the first plane count twice', '\u{1f600}b', 2, { line: 0, character: 2 }],
    ['a continuation is a line too', 'a \\\n b', 4, { line: 1, character: 0 }],
  ])('%s', (_, text, offset, position) => expect(positionAt(parse(text), offset)).toEqual(position));
});
