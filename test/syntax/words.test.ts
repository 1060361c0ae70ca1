// The words of a line: quotes, escapes, what is literal. httpd is asked through a directive that repeats the word it does not like.
import { describe, expect, test } from 'vitest';
import { apacheIsAsked, configtest } from '../kit/apache.ts';
import { readWords } from './reading.ts';

const single: readonly (readonly [title: string, written: string, value: string])[] = [
  ['a plain word', 'a', 'a'],
  ['double quotes', '"a b"', 'a b'],
  ['single quotes', "'a b'", 'a b'],
  ['one kind within the other', '"it\'s"', "it's"],
  ['a tab in quotes', '"a\tb"', 'a\tb'],
  ['a CR in quotes', '"a\rb"', 'a\rb'],
  ['an escaped quote', '"a\\"b"', 'a"b'],
  ['an escaped single quote', "'a\\'b'", "a'b"],
  ['the other quote needs no escape', "'a\"b'", 'a"b'],
  ['an escape of the other quote is none', "'a\\\"b'", 'a\\"b'],
  ['an escaped backslash', '"a\\\\b"', 'a\\b'],
  ['both', '"a\\\\\\"b"', 'a\\"b'],
  ['no other escapes', '"a\\nb"', 'a\\nb'],
  ['two backslashes without quotes', 'a\\\\b', 'a\\b'],
  ['one backslash without quotes', 'a\\b', 'a\\b'],
  ['three of them', 'a\\\\\\b', 'a\\\\b'],
  ['an escaped quote without quotes', 'a\\"b', 'a\\"b'],
  ['a backslash before the first quote', '\\"a', '\\"a'],
  ['a quote in the middle is literal', 'a"b"c', 'a"b"c'],
  ['a quote that is never closed', '"a b', 'a b'],
  ['an escaped last quote', '"a\\"', 'a"'],
  ['a number sign', '#a', '#a'],
  ['a number sign inside', 'a#b', 'a#b'],
  ['a continuation inside quotes', '"a\\\n  b"', 'a  b'],
  ['a continuation inside a word', 'a\\\nb', 'ab'],
  ['a backslash before blanks', 'a\\ ', 'a\\'],
  ['blanks around', ' \t"a" \t ', 'a'],
  ['a no-break space is a letter', 'a\u00a0b', 'a\u00a0b'],
  ['a variable that is not defined', '${NOPE}', '${NOPE}'],
];

const several: readonly (readonly [title: string, written: string, values: readonly string[]])[] = [
  ['blanks between', 'a  b', ['a', 'b']],
  ['a lone CR between', 'a\rb', ['a', 'b']],
  ['quotes side by side', '"a""b"', ['a', 'b']],
  ['a word behind a quote', '"a"b', ['a', 'b']],
  ['a quote in the middle does not hold words together', 'a"b c"', ['a"b', 'c"']],
  ['an empty word', '"" a', ['', 'a']],
  ['a remark', 'a # b', ['a', '#', 'b']],
];

describe('words', () => {
  test.each(single)('%s', (_, written, value) => expect(readWords(`SSLVerifyClient ${written}\n`)).toEqual([value]));
  test.each(several)('%s', (_, written, values) => expect(readWords(`SSLVerifyClient ${written}\n`)).toEqual(values));
  test('the name may be quoted', () => expect(readWords('"SSLVerifyClient" a\n')).toEqual(['a']));
});

describe.runIf(apacheIsAsked())('httpd takes words apart so too', () => {
  test.each(single)('%s', async (_, written, value) => {
    const { stderr } = await configtest(`SSLVerifyClient ${written}\n`);
    expect(stderr).toContain(`SSLVerifyClient: Invalid argument '${asLogged(value)}'`);
  });

  test.each(several)('%s', async (_, written) => {
    const { stderr } = await configtest(`SSLVerifyClient ${written}\n`);
    expect(stderr).toContain('SSLVerifyClient takes one argument');
  });
});

/** A word as httpd's log shows it: backslashes doubled, what cannot be printed as escapes. */
function asLogged(value: string): string {
  const named: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\r': '\\r' };
  return [...Buffer.from(value, 'utf8').toString('latin1')]
    .map((letter) => named[letter] ?? (letter > '~' ? `\\x${letter.charCodeAt(0).toString(16)}` : letter))
    .join('');
}
