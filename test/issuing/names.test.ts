/** What is taken as a name, in what form, and what people are told where it is none. */
import { describe, expect, test } from 'vitest';
import { NAME_LIMIT, readName, readNames } from '../../client/src/certificates/names.ts';

const long = (length: number) => 'a'.repeat(length);

describe('a host name', () => {
  test.each([
    ['app.test', 'app.test'],
    ['  APP.Test\t', 'app.test'],
    ['app.test.', 'app.test'],
    ['localhost', 'localhost'],
    ['täst.test', 'xn--tst-qla.test'],
    ['TÄST.test', 'xn--tst-qla.test'],
    ['日本.test', 'xn--wgv71a.test'],
    ['faß.test', 'xn--fa-hia.test'],
    ['ａpp。test', 'app.test'],
    ['xn--tst-qla.test', 'xn--tst-qla.test'],
    ['*.app.test', '*.app.test'],
    ['*.täst.test', '*.xn--tst-qla.test'],
    ['1.app.test', '1.app.test'],
    ['a--b.test', 'a--b.test'],
    [`${long(63)}.test`, `${long(63)}.test`],
    ['*.example.co', '*.example.co'],
  ])('%j is %s', (typed, text) => {
    expect(readName(typed)).toEqual({ name: { kind: 'dns', text } });
  });
});

describe('an address', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['::ffff:127.0.0.2', '127.0.0.2'],
    ['::ffff:7f00:2', '127.0.0.2'],
  ])('%j is %s', (typed, text) => {
    expect(readName(typed)).toEqual({ name: { kind: 'ip', text } });
  });
});

describe('refused with a reason:', () => {
  test.each([
    ['', 'A name is empty'],
    ['https://app.test/login', 'Enter the host name alone: “app.test”'],
    ['app.test:8443', 'Enter the host name alone: “app.test”'],
    ['app.test/path', 'Enter the host name alone: “app.test”'],
    ['me@app.test', 'Enter the host name alone: “app.test”'],
    ['my_app.test', 'underscore'],
    ['a b.test', 'is no host name'],
    ['a.test,b.test', 'Enter one name at a time'],
    ['a.test\nCA:TRUE', '“a.test\\u{a}CA:TRUE” is no host name'],
    ['$ENV::HOME', 'is no host name'],
    ['a.test\0', '\\u{0}'],
    ['a，b.test', 'is no host name'],
    ['a\u202eb.test', '\\u{202e}'],
    ['a%2eb.test', 'is no host name'],
    ['a..test', 'an empty part'],
    ['.test', 'an empty part'],
    ['..', 'an empty part'],
    ['-app.test', 'begins or ends with a hyphen'],
    ['app-.test', 'begins or ends with a hyphen'],
    [`${long(64)}.test`, 'longer than 63'],
    [`${`${long(60)}.`.repeat(5)}test`, 'longer than 253'],
    [long(2000), 'longer than 253'],
    ['xn--zzzzzz.test', 'is no host name'],
    ['127.1', 'looks like an IP address'],
    ['999.1.1.1', 'looks like an IP address'],
    ['app.0x7f', 'looks like an IP address'],
    ['0.0.0.0', 'where a server listens'],
    ['::', 'where a server listens'],
    ['fe80::1%eth0', 'network interface'],
    ['*', 'a wildcard is the whole first label'],
    ['*.*.app.test', 'a wildcard is the whole first label'],
    ['a.*.test', 'a wildcard is the whole first label'],
    ['w*.app.test', 'a wildcard is the whole first label'],
    ['*.test', 'Put a label between: *.app.test'],
    ['*.localhost', 'Put a label between: *.app.localhost'],
    ['*.co.uk', 'every site registered under co.uk'],
    ['*.127.0.0.1', 'looks like an IP address'],
  ])('%j', (typed, reason) => {
    const reading = readName(typed);
    expect('problem' in reading ? reading.problem : reading).toContain(reason);
  });
});

describe('a list of names', () => {
  test('has each once', () => {
    expect(readNames(['app.test', 'APP.test.', '::1', '[0::1]']).map(({ text }) => text)).toEqual(['app.test', '::1']);
  });

  test('is refused with all that is wrong', () => {
    expect(() => readNames(['app.test', 'my_app.test', '*.test'])).toThrow(/underscore.*\n.*top level/);
  });

  test('has at least one and no more than its limit', () => {
    expect(() => readNames([])).toThrow('needs at least one name');
    const many = Array.from({ length: NAME_LIMIT + 1 }, (_, index) => `n${index}.test`);
    expect(readNames(many.slice(1))).toHaveLength(NAME_LIMIT);
    expect(() => readNames(many)).toThrow(`at most ${NAME_LIMIT} names`);
  });
});
