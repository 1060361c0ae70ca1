/** httpd's expressions (words measured with 2.4.71). */
import { describe, expect, it } from 'vitest';
import { expressionFault } from '../../server/src/refusals/expression/parse.ts';

const TAKEN = [
  'true',
  "%{HTTPS} == 'on'",
  '%{REQUEST_URI} =~ m#^/admin/#',
  '%{REQUEST_URI} =~ /^a/i',
  "-f '/x'",
  "%{REMOTE_ADDR} -ipmatch '10.0.0.0/8'",
  "-R '10.1'",
  "%{HTTP_HOST} in {'a', 'b'}",
  'not (true || false) and -z %{QUERY_STRING}',
  "req('Host') == 'a'",
  "tolower(req('X')) -strmatch 'a*'",
  "%{req:Host} . 'x' == 'y'",
  '%{REQUEST_STATUS} -ge 400',
  "%{SSL_CLIENT_VERIFY} eq 'SUCCESS'",
  "'a%{HTTPS}b$1' == '\\101'",
  '%{TIME_HOUR} -gt 8 && %{TIME_HOUR} -lt 18',
  "'x' in PeerExtList('1.2')",
  "%{env:A:b} == 'c'",
  '-n %{reqenv:X}',
  '5 -eq 5',
];

const REFUSED: readonly (readonly [text: string, httpd: string])[] = [
  ['', 'syntax error'],
  ['%{HTTPS}', 'syntax error'],
  ['%{HTTPS', 'syntax error'],
  ["%{HTTPS} == 'on", 'Unterminated string or variable'],
  ['%{HTTPS} == on', 'syntax error'],
  ["%{HTTPS} === 'on'", 'syntax error'],
  ["(%{HTTPS} == 'on'", 'syntax error'],
  ["%{HTTPS} == 'on' true", 'syntax error'],
  ["%{HTTP_X_FORWARDED_PROTO} == 'https'", "Variable 'HTTP_X_FORWARDED_PROTO' does not exist"],
  ["header('X') == 'a'", "Function 'header' does not exist"],
  ["'a' -like 'b'", "Binary operator '-like' does not exist"],
  ["-q 'a'", "Unary operator '-q' does not exist"],
  ['%{REQUEST_URI} =~ /(/', 'Failed to compile regular expression'],
  ["%{REMOTE_ADDR} -ipmatch 'home'", 'parsing of subnet/netmask failed'],
  ["'\\8' == 'x'", 'Bad escape sequence'],
];

describe('expressions', () => {
  it.each(TAKEN)('%s is taken', (text) => {
    expect(expressionFault(text, 'condition')).toBeNull();
  });

  it.each(REFUSED)('%s is refused: %s', (text, httpd) => {
    expect(expressionFault(text, 'condition')?.httpd).toBe(httpd);
  });

  it.each(['', '%{tolower:%{HTTP_HOST}-x}', 'a$1b\\\\c', '%{req:%{env:A}}%{HTTPS}'])('takes the text %j', (text) => {
    expect(expressionFault(text, 'string')).toBeNull();
  });

  it('takes plain text where a text is wanted', () => {
    expect(expressionFault('Sorry, no %{REQUEST_URI} here: 100%', 'string')).toBeNull();
    expect(expressionFault('Sorry, no %{REQUEST_URI', 'string')).not.toBeNull();
  });
});
