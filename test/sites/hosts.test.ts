/** Virtual hosts, their names and addresses, and the ports that are open: what is said, and what is not. */
import { describe, expect, test } from 'vitest';
import { host, hostOn, said, saidAlone } from './said.ts';

/** Nothing is looked for on the disk. */
const of = (text: string) => said(text, {}, { filesMode: 'never' });

describe('names of virtual hosts', () => {
  test.each([
    ['one name, two hosts', host('a.test') + host('a.test'), ['5 duplicate-host-name «a.test»']],
    ['in capitals', host('a.test') + host('A.TEST'), ['5 duplicate-host-name «A.TEST»']],
    ['on two ports', hostOn('*:80', 'a.test') + hostOn('*:81', 'a.test'), []],
    ['on the same two ports', hostOn('*:80 *:443', 'a.test') + hostOn('*:80 *:443', 'a.test'), ['5 duplicate-host-name «a.test»']],
    ['the default host of the port', hostOn('_default_:80', 'a.test') + hostOn('*:80', 'a.test'), ['5 duplicate-host-name «a.test»']],
    ['an alias of an earlier one', host('a.test', 'ServerAlias b.test') + host('b.test'), ['6 duplicate-host-name «b.test»']],
    ['a wildcard of an earlier one', host('a.test', 'ServerAlias *.test') + host('b.test'), ['6 duplicate-host-name «b.test»']],
    ['a wildcard of a later one', host('b.test') + host('a.test', 'ServerAlias *.test'), []],
    ['an alias of its own', host('a.test', 'ServerAlias a.test'), []],
    ['told apart by path', host('a.test') + host('a.test', 'ServerPath /x'), []],
    ['on a condition', `${host('a.test')}<IfFile /x>\n${host('a.test')}</IfFile>\n`, []],
    ['no name, first of its address', host('') + host('a.test'), []],
    ['no name, not the first', host('a.test') + host(''), ['4 nameless-virtual-host «*:80»']],
    ['no name, on another port', host('a.test') + hostOn('*:81', ''), []],
    ['an alias alone', host('a.test') + host('', 'ServerAlias b.test'), []],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  test('an include that nobody follows may name the host', () => {
    expect(saidAlone(host('a.test') + host('', 'Include name.conf'))).toEqual([]);
  });
});

describe('words of ServerName and ServerAlias', () => {
  test.each([
    ['a scheme and a port', host('https://a.test:443'), []],
    ['a path', host('a.test/x'), ['2 unusable-host-name «a.test/x»']],
    ['a dot at the end', host('a.test.'), ['2 unusable-host-name «a.test.»']],
    ['a comma', host('a.test', 'ServerAlias b.test,c.test'), ['3 unusable-host-name «b.test,c.test»']],
    ['a port of an alias', host('a.test', 'ServerAlias b.test:80'), ['3 unusable-host-name «b.test:80»']],
    ['a scheme of an alias', host('a.test', 'ServerAlias http://b.test'), ['3 unusable-host-name «http://b.test»']],
    ['what a template fills in', host('{{ name }}'), []],
    ['the only server', 'ServerName a.test/\n', ['1 unusable-host-name «a.test/»']],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});

describe('addresses', () => {
  test.each([
    ['a name', hostOn('a.test:80', 'a.test'), ['1 host-name-as-address «a.test:80»']],
    ['localhost', hostOn('localhost:80', 'a.test'), []],
    ['an address', hostOn('192.0.2.1:80', 'a.test'), []],
    ['an address of IPv6', hostOn('[::1]:80', 'a.test'), []],
    ['a port by its name', hostOn('*:http', 'a.test'), ['1 host-name-as-address «*:http»']],
    ['a variable', hostOn('${IP}:80', 'a.test'), []],
    ['no Listen in sight', hostOn('*:80', 'a.test'), []],
    ['another Listen', `Listen 80\n${hostOn('*:81', 'a.test')}`, ['2 host-without-listen «*:81»']],
    ['a Listen of one address', `Listen 127.0.0.1:81\n${hostOn('*:81', 'a.test')}`, []],
    ['a Listen of another address', `Listen 127.0.0.1:81\n${hostOn('10.0.0.1:81', 'a.test')}`, ['2 host-without-listen «10.0.0.1:81»']],
    ['every port', `Listen 80\n${hostOn('*', 'a.test')}`, []],
    ['a Listen twice', 'Listen 80\nListen 0080\n', ['2 duplicate-listen «0080»']],
    ['a Listen twice, once with its protocol', 'Listen 443\nListen 443 https\n', ['2 duplicate-listen «443»']],
    ['a Listen twice, once on a condition', 'Listen 80\n<IfFile /x>\nListen 80\n</IfFile>\n', []],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  test('other files may open the port', () => {
    expect(saidAlone(`Listen 80\n${hostOn('*:81', 'a.test')}`)).toEqual([]);
  });
});
