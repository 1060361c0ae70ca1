/** Regular expressions that PCRE2 takes and refuses (compared with libpcre2 10.42). */
import { describe, expect, it } from 'vitest';
import { regexFault } from '../../server/src/refusals/regex.ts';

const TAKEN = [
  '',
  '^/a(.*)$',
  '^(?!.*\\.php)',
  '(?i)^/a',
  '(?<name>a)\\k<name>',
  "(?'n'a)",
  '(?P<n>a)(?P=n)',
  'a{2,}',
  'a{,3}',
  'a{',
  '{',
  ']',
  '}',
  'a{2}+',
  'a*+',
  'a*?',
  '[]a]',
  '[^]a]',
  '[a-z\\d_-]',
  '[\\w.-]',
  '[[:alpha:]_]',
  '[[:a]',
  '\\Q(\\E',
  '(?#note)a',
  'a(?#note)*',
  '(?|(a)|(b))',
  '(a)\\1',
  '\\10',
  '(?=a)*',
  '(?>a+)b',
  '\\x{41}',
  '\\p{L}+',
  '(?(1)a|b)',
  '(*UTF8)a',
  '(?<=a|bc)d',
  '()',
  '(|a)',
  '[%-]',
  '[+--]',
  '^(?:[a-z]+\\.)*example\\.org$',
  '(?x) a ( # note',
  '${X}(',
];

const REFUSED: readonly (readonly [pattern: string, at: number])[] = [
  ['(', 0],
  ['a(b', 1],
  ['a)', 1],
  ['[a', 0],
  ['a[^]', 1],
  ['*.php', 0],
  ['^*', 1],
  ['a|*', 2],
  ['(*.php)', 1],
  ['a**', 2],
  ['a{2}{3}', 4],
  ['a{2,1}', 1],
  ['a\\', 1],
  ['[z-a]', 1],
  ['[\\w-.]', 1],
  ['[.-\\w]', 1],
  ['[:alpha:]', 0],
  ['[[:foo:]]', 1],
  ['(?y)', 0],
  ['\\php$', 0],
  ['\\1', 0],
  ['(a)\\2', 3],
  ['a{65536}', 1],
  ['\\b*', 2],
  ['(?#a', 0],
  ['\\uABCD', 0],
];

describe('regular expressions', () => {
  it.each(TAKEN)('%s is taken', (pattern) => {
    expect(regexFault(pattern)).toBeNull();
  });

  it.each(REFUSED)('%s is refused at %i', (pattern, at) => {
    const fault = regexFault(pattern);
    expect(fault?.at).toBe(at);
    expect(fault?.problem).not.toBe('');
  });
});
