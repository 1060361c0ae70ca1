// Signature help: the arguments of what is being written, and which of them the cursor is at.
import { describe, test } from 'vitest';
import { checkSignature } from '../kit/explain.ts';

describe('the active argument', () => {
  test.each([
    ['the first', 'SSLEngine <|>', 'SSLEngine «state»'],
    ['while it is written', 'SSLEngine o<|>n', 'SSLEngine «state»'],
    ['at its end', 'SSLEngine on<|>', 'SSLEngine «state»'],
    ['none behind the last', 'SSLEngine on <|>', 'SSLEngine state'],
    ['the second', 'WSGIScriptAlias / <|>', 'WSGIScriptAlias url-path «script» [option=value …]'],
    ['the cursor in an earlier one', 'WSGIScriptAlias <|>/ /srv/a.wsgi', 'WSGIScriptAlias «url-path» script [option=value …]'],
    ['one that comes again', 'Options -Indexes <|>', 'Options «option …»'],
    ['options', 'WSGIDaemonProcess blog threads=5 pro<|>', 'WSGIDaemonProcess name «[option=value …]»'],
    ['in quotes', 'ErrorDocument 404 "not <|>here"', 'ErrorDocument error-code «document»'],
    ['on a continued line', 'WSGIScriptAlias \\\n  / \\\n  <|>', 'WSGIScriptAlias url-path «script» [option=value …]'],
    ['in a tag', '<VirtualHost <|>>', '<VirtualHost «address …»>'],
    ['in a tag without bracket', '<VirtualHost *:80 <|>', '<VirtualHost «address …»>'],
    ['in any case', 'sslengine <|>', 'SSLEngine «state»'],
  ])('%s', (_, fixture, expected) => checkSignature(fixture, expected));
});

describe('arguments that depend on earlier ones', () => {
  test.each([
    ['before a choice', 'Header <|>', 'Header «[condition]» action'],
    ['the optional one is given', 'Header always <|>', 'Header [condition] «action»'],
    ['behind the choice', 'Header always set <|>', 'Header [condition] action «header» value [early] [when=value]'],
    ['the optional one is left out', 'Header set X-A <|>', 'Header [condition] action header «value» [early] [when=value]'],
    ['another choice', 'Header edit X-A <|>', 'Header [condition] action header «regex» replacement [early] [when=value]'],
    ['Require all', '<Directory /srv>\nRequire all <|>', 'Require [negation] rule «decision»'],
    ['Require not ip', '<Directory /srv>\nRequire not ip 10 <|>', 'Require [negation] rule «address …»'],
    ['Require user', '<Directory /srv>\nRequire user ann <|>', 'Require [negation] rule «name …»'],
    ['a status', 'Redirect permanent <|>', 'Redirect [status] «[url-path]» url'],
    ['no status', 'Redirect /old <|>', 'Redirect [status] [url-path] «url»'],
    ['the list of a protocol', 'SSLCipherSuite TLSv1.3 <|>', 'SSLCipherSuite [protocol] «suites»'],
    ['flags', 'RewriteRule ^ / <|>', 'RewriteRule pattern substitution «[flags]»'],
    ['a proxy', 'ProxyPass /x <|>', 'ProxyPass [path] «url» [parameter=value …]'],
  ])('%s', (_, fixture, expected) => checkSignature(fixture, expected));
});

describe('explanations', () => {
  test('of the active argument', () => {
    checkSignature('WSGIScriptAlias / <|>', 'WSGIScriptAlias url-path «script» [option=value …]', ['Absolute path of the script']);
    checkSignature('TimeOut <|>', 'TimeOut «seconds»', ['at least 0']);
  });

  test('of the directive where none is active', () => checkSignature('SSLEngine on <|>', 'SSLEngine state', ['Turns TLS on or off']));
});

describe('none', () => {
  test.each([
    ['on the name', 'SSLEng<|>ine on'],
    ['right behind the name', 'SSLEngine<|>'],
    ['behind a tag', '<VirtualHost *:80> <|>'],
    ['in a closing tag', '<VirtualHost *:80>\n</VirtualHost <|>>'],
    ['in a comment', '# SSLEngine <|>'],
    ['of an unknown directive', 'Nonsense <|>'],
    ['on an empty line', '<|>'],
    ['of a section without arguments', '<Directory /srv>\n<RequireAll <|>>'],
  ])('%s', (_, fixture) => checkSignature(fixture, null));
});
