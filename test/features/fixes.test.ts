// Quick fixes: what they write, that the finding is gone afterwards, and that httpd takes what they leave where the rest of the text is right.
import { describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { checkFix, diagnosticsOf, type ExpectedFix } from '../kit/diagnostics.ts';
import { httpdVerdict } from '../kit/verdict.ts';

interface Case extends ExpectedFix {
  readonly name: string;
  readonly before: string;
}

/** Fixes after which nothing is wrong any more. */
const mending: readonly Case[] = [
  { name: 'a misspelt directive', before: 'SSLEngin off', code: 'unknown-directive', title: 'Change to SSLEngine', after: 'SSLEngine off' },
  {
    name: 'in a section',
    before: '<Location />\n  Requre all granted\n</Location>',
    code: 'unknown-directive',
    title: 'Change to Require',
    after: '<Location />\n  Require all granted\n</Location>',
  },
  {
    name: 'the closing tag',
    before: '<Location />\n</Locaton>',
    code: 'stray-closing-tag',
    title: 'Change to </Location>',
    after: '<Location />\n</Location>',
  },
  {
    name: 'a stray closing tag',
    before: 'ServerName a\n</Location>\nServerAdmin b',
    code: 'stray-closing-tag',
    title: 'Remove this tag',
    after: 'ServerName a\nServerAdmin b',
  },
  {
    name: 'a directive that does nothing',
    before: 'NameVirtualHost *:80\nServerAdmin b',
    code: 'obsolete-directive',
    title: 'Remove this line',
    safe: true,
    after: 'ServerAdmin b',
  },
  {
    name: 'a missing closing tag',
    before: '<VirtualHost *:80>\n<Location />\n</VirtualHost>',
    code: 'mismatched-closing-tag',
    title: 'Insert </Location> before',
    after: '<VirtualHost *:80>\n<Location />\n</Location>\n</VirtualHost>',
  },
  {
    name: 'a header value with blanks',
    before: 'Header always set Strict-Transport-Security max-age=63072000; includeSubDomains',
    code: 'invalid-value',
    title: 'Put the value in quotes',
    safe: true,
    after: 'Header always set Strict-Transport-Security "max-age=63072000; includeSubDomains"',
  },
  {
    name: 'a header value of many words, its condition left alone',
    before: 'Header always set Strict-Transport-Security max-age=63072000; includeSubDomains; preload; env=HTTPS',
    code: 'argument-count',
    title: 'Put the value in quotes',
    safe: true,
    after: 'Header always set Strict-Transport-Security "max-age=63072000; includeSubDomains; preload;" env=HTTPS',
  },
  {
    name: 'a header value of words that may be something else',
    before: 'Header set X-Motto all is well',
    code: 'argument-count',
    title: 'Put the value in quotes',
    after: 'Header set X-Motto "all is well"',
  },
  {
    name: 'a bracket',
    before: '<Location /\n</Location>',
    code: 'missing-bracket',
    title: 'Add the missing “>”',
    safe: true,
    after: '<Location />\n</Location>',
  },
  {
    name: 'the bracket of a closing tag',
    before: '<Location />\n</Location',
    code: 'missing-bracket',
    title: 'Add the missing “>”',
    safe: true,
    after: '<Location />\n</Location>',
  },
  {
    name: 'text behind a tag',
    before: '<Location />\n<RequireAny> # x\nRequire local\n</RequireAny>\n</Location>',
    code: 'missing-bracket',
    title: 'Remove what stands behind the tag',
    after: '<Location />\n<RequireAny>\nRequire local\n</RequireAny>\n</Location>',
  },
  {
    name: 'an argument in the closing tag',
    before: '<Location />\n</Location />',
    code: 'closing-tag-argument',
    title: 'Write </Location>',
    safe: true,
    after: '<Location />\n</Location>',
  },
  {
    name: 'a blank in the closing tag',
    before: '<Location />\n</Location >',
    code: 'closing-tag-argument',
    title: 'Write </Location>',
    safe: true,
    after: '<Location />\n</Location>',
  },
  { name: 'a switch', before: 'KeepAlive yes', code: 'invalid-value', title: 'Change to On', after: 'KeepAlive On' },
  { name: 'a switch in quotes', before: 'KeepAlive "no"', code: 'invalid-value', title: 'Change to Off', after: 'KeepAlive "Off"' },
  { name: 'a value behind a sign', before: 'SSLOptions +StdEnvVar', code: 'invalid-value', title: 'Change to +StdEnvVars', after: 'SSLOptions +StdEnvVars' },
  { name: 'a switch among other values', before: 'SSLEngine yes', code: 'invalid-value', title: 'Change to on', after: 'SSLEngine on' },
  { name: 'a switch of mod_wsgi', before: 'WSGIRestrictStdout 0', code: 'invalid-value', title: 'Change to Off', after: 'WSGIRestrictStdout Off' },
  { name: 'a switch with a third value', before: 'AllowEncodedSlashes true', code: 'invalid-value', title: 'Change to On', after: 'AllowEncodedSlashes On' },
  {
    name: 'quotes around an option',
    before: 'WSGIDaemonProcess a "threads=5" processes=2',
    code: 'unknown-option',
    title: 'Write threads=5',
    safe: true,
    after: 'WSGIDaemonProcess a threads=5 processes=2',
  },
  {
    name: 'quotes around an option with blanks',
    before: 'WSGIDaemonProcess a \'display-name=my \\ "app"\' threads=5',
    code: 'unknown-option',
    title: 'Write display-name="my \\\\ \\"app\\""',
    safe: true,
    after: 'WSGIDaemonProcess a display-name="my \\\\ \\"app\\"" threads=5',
  },
  {
    name: 'both tags of a section',
    before: '<VirtualHost *:80>\n<Locaton />\nRequire local\n</locaton>\n</VirtualHost>',
    code: 'unknown-section',
    title: 'Change to Location',
    after: '<VirtualHost *:80>\n<Location />\nRequire local\n</Location>\n</VirtualHost>',
  },
  {
    name: 'signs',
    before: '<Directory /tmp>\nOptions Indexes +ExecCGI\n</Directory>',
    code: 'invalid-value',
    title: 'Put + before the other options',
    after: '<Directory /tmp>\nOptions +Indexes +ExecCGI\n</Directory>',
  },
  { name: 'an option', before: 'WSGIDaemonProcess a thread=5', code: 'unknown-option', title: 'Change to threads', after: 'WSGIDaemonProcess a threads=5' },
  {
    name: 'an option on a continued line',
    before: 'WSGIDaemonProcess a \\\n  thread=5',
    code: 'unknown-option',
    title: 'Change to threads',
    after: 'WSGIDaemonProcess a \\\n  threads=5',
  },
  {
    name: 'a remark, kept',
    before: '<Location />\n  Require local # us\n</Location>',
    code: 'trailing-comment',
    title: 'Put the comment on its own line above',
    safe: true,
    after: '<Location />\n  # us\n  Require local\n</Location>',
  },
  {
    name: 'a remark behind Require',
    before: '<Location />\nRequire all granted # us\n</Location>',
    code: 'trailing-comment',
    title: 'Put the comment on its own line above',
    safe: true,
    after: '<Location />\n# us\nRequire all granted\n</Location>',
  },
  { name: 'a remark, removed', before: 'ServerName a # b', code: 'trailing-comment', title: 'Remove the remark', after: 'ServerName a' },
  {
    name: 'a remark that httpd swallows',
    before: 'IndexIgnore a # b c',
    code: 'trailing-comment',
    title: 'Put the comment on its own line above',
    safe: true,
    after: '# b c\nIndexIgnore a',
  },
  { name: 'a renamed directive', before: 'MaxClients 5', code: 'obsolete-directive', title: 'Change to MaxRequestWorkers', after: 'MaxRequestWorkers 5' },
  {
    name: 'a removed one, replaced',
    before: 'RewriteLogLevel 3',
    code: 'removed-directive',
    title: 'Replace by LogLevel warn rewrite:trace3',
    after: 'LogLevel warn rewrite:trace3',
  },
  { name: 'a removed one, taken out', before: 'RewriteLogLevel 3', code: 'removed-directive', title: 'Comment this line out', after: '# RewriteLogLevel 3' },
  { name: 'a quote', before: 'ErrorDocument 404 "/x', code: 'unterminated-quote', title: 'Add the closing "', after: 'ErrorDocument 404 "/x"' },
  {
    name: 'blanks behind a backslash',
    before: 'WSGIDaemonProcess a \\ \n  threads=5',
    code: 'broken-continuation',
    title: 'Remove the blanks behind the backslash',
    safe: true,
    after: 'WSGIDaemonProcess a \\\n  threads=5',
  },
  { name: 'a byte order mark', before: '\uFEFFServerName a', code: 'byte-order-mark', title: 'Remove the byte order mark', safe: true, after: 'ServerName a' },
];

/** Fixes that are one step of several. */
const steps: readonly Case[] = [
  { name: 'a section without brackets', before: 'VirtualHost *:80', code: 'unknown-directive', title: 'Write <VirtualHost …>', after: '<VirtualHost *:80>' },
  {
    name: 'an opening tag without a closing one',
    before: '<Virtualhst *:80>\nServerName a',
    code: 'unknown-section',
    title: 'Change to VirtualHost',
    after: '<VirtualHost *:80>\nServerName a',
  },
];

describe('a fix writes what it says, and the finding is gone', () => {
  test.each([...mending, ...steps])('$name', ({ before, ...expected }) => {
    checkFix(before, expected);
  });

  test.each(mending)('$name, with line breaks of Windows', ({ before, ...expected }) => {
    checkFix(`${before}\n`, { ...expected, after: `${expected.after}\n` }, { eol: '\r\n' });
  });

  test.each(mending)('$name: nothing else is found then', ({ after }) => {
    expect(diagnosticsOf(after)).toEqual([]);
  });
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.each(mending)('takes what the fix leaves: $name', async ({ after }) => {
    const { verdict, stderr } = await httpdVerdict(`${after}\n`);
    expect(verdict, stderr).toBe('starts');
  });
});

describe('no fix', () => {
  test.each([
    ['where the name resembles nothing', 'Nonsense on'],
    ['where the successor takes other arguments', '<Location />\nOrder mutual-failure\n</Location>'],
    ['where the successor would need another file', 'SSLCertificateChainFile /etc/ssl/chain.pem'],
    ['where there is no one value to write', 'TimeOut soon'],
    ['where an option in quotes is none', 'WSGIDaemonProcess a "nonsense=5"'],
  ])('%s', (_, text) => {
    const found = diagnosticsOf(text);
    expect(found.length).toBe(1);
    expect(found[0]!.fixes).toEqual([]);
  });
});
