// Where a logical line ends: continuations, what does not continue, comments, blanks. Each case is put before the real httpd too.
import { describe, expect, test } from 'vitest';
import { parse, print } from '../../server/src/syntax/tree.ts';
import { apacheIsAsked, linesRead } from '../kit/apache.ts';
import { readLines } from './reading.ts';

const cases: readonly (readonly [title: string, text: string, lines: readonly string[]])[] = [
  ['one directive on each line', 'ServerName a\nServerAdmin b\n', ['ServerName a', 'ServerAdmin b']],
  ['the last line needs no line feed', 'ServerName a\nServerAdmin b', ['ServerName a', 'ServerAdmin b']],
  ['blanks and tabs before and behind', ' \t ServerName\t  a \t\nServerAdmin b \n', ['ServerName a', 'ServerAdmin b']],
  ['form feed and vertical tab are blanks', '\fServerName\va\n', ['ServerName a']],
  ['empty lines', '\n  \n\t\nServerName a\n\n', ['ServerName a']],
  ['an empty text', '', []],
  ['a backslash joins the next line', 'ServerName \\\na\n', ['ServerName a']],
  ['in the middle of a word', 'ServerName a\\\nb.test\n', ['ServerName ab.test']],
  ['in the middle of the name', 'Server\\\nName a\n', ['ServerName a']],
  ['the next line keeps its blanks', 'ServerAdmin a\\\n   \nServerName b\n', ['ServerAdmin a', 'ServerName b']],
  ['through several lines', 'IndexIgnore \\\n  a \\\n  b\n', ['IndexIgnore a   b']],
  ['a doubled backslash joins all the same', 'IndexIgnore \\\\\n/x\n', ['IndexIgnore \\/x']],
  ['three of them too', 'IndexIgnore \\\\\\\n/x\n', ['IndexIgnore \\\\/x']],
  ['a blank behind the backslash does not', 'IndexIgnore \\ \nServerName a\n', ['IndexIgnore \\', 'ServerName a']],
  ['a tab behind it does not', 'IndexIgnore \\\t\nServerName a\n', ['IndexIgnore \\', 'ServerName a']],
  ['a backslash at the end of the text stays', 'IndexIgnore \\', ['IndexIgnore \\']],
  ['a comment', '# ServerName a\n   # more\nServerName b\n', ['ServerName b']],
  ['a comment goes on behind a backslash', '# see \\\nServerName a\nServerName b\n', ['ServerName b']],
  ['a comment that ends in two', '# see C:\\\\\nServerName a\nServerName b\n', ['ServerName b']],
  ['a comment with a blank behind the backslash', '# see \\ \nServerName a\n', ['ServerName a']],
  ['no comment within a continued line', 'IndexIgnore \\\n# /x\n', ['IndexIgnore # /x']],
  ['no comment behind a directive', 'ServerAdmin a#b\nIndexIgnore /x#y\n', ['ServerAdmin a#b', 'IndexIgnore /x#y']],
  ['blanks, then a continuation, then a comment', '  \\\n# ServerName a\nServerName b\n', ['ServerName b']],
  ['lines of nothing but a backslash', '\\\n\\\nServerName a\n', ['ServerName a']],
  ['CR LF', 'ServerName a\r\n\r\n# x\r\nServerAdmin b\r\n', ['ServerName a', 'ServerAdmin b']],
  ['a backslash before CR LF joins', 'ServerName \\\r\n  a\r\n', ['ServerName a']],
  ['a comment goes on over CR LF', '# x \\\r\nServerName a\r\nServerName b\r\n', ['ServerName b']],
  ['a lone CR is a blank', 'IndexIgnore\r/x\rServerName\n', ['IndexIgnore /x\rServerName']],
  ['a backslash before a lone CR does not join', 'IndexIgnore a\\\rb\n', ['IndexIgnore a\\\rb']],
  ['a NUL ends what is read of the line', 'ServerName a\0b c\nServerAdmin d\n', ['ServerName a', 'ServerAdmin d']],
  ['other separators of Unicode are letters', 'ServerAdmin a\u2028b\u0085c\u00a0d\n', ['ServerAdmin a\u2028b\u0085c\u00a0d']],
];

describe('logical lines', () => {
  test.each(cases)('%s', (_, text, lines) => {
    expect(readLines(text)).toEqual(lines);
    expect(print(parse(text))).toBe(text);
  });
});

describe.runIf(apacheIsAsked())('httpd reads so too', () => {
  test.each(cases)('%s', async (_, text, lines) => {
    expect(await linesRead(text)).toEqual(lines);
  });
});
