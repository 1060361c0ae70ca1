/** Directives in places where httpd does not take them: what we say, and that the real httpd says so in the words that we quote. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../server/src/features/diagnostics.ts';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { apacheIsAsked, configtest } from '../kit/apache.ts';

const service = new LanguageService(NEWEST);

/** A line within sections, outermost first. */
function nested(line: string, ...sections: readonly string[]): string {
  const close = [...sections].reverse().map((section) => `</${section.split(' ')[0]}>\n`);
  return `${sections.map((section) => `<${section}>\n`).join('')}${line}\n${close.join('')}`;
}

function misplaced(text: string): Diagnostic[] {
  return service.diagnostics(openDocument('file:///etc/apache2/a.conf', 0, text)).filter(({ code }) => code === 'not-allowed-here');
}

function quoted(text: string): string[] {
  return misplaced(text).map(({ message }) => message.split('\nhttpd: ')[1] ?? '');
}

const DIRECTORY = 'Directory /srv';
const IF = 'If "true"';

const refused: readonly [string, string][] = [
  ['MDRequireHttps cannot occur within <Directory> section', nested('MDRequireHttps off', DIRECTORY, IF)],
  ['MDRequireHttps cannot occur within <Directory> section', nested('MDRequireHttps off', DIRECTORY, 'Files a')],
  ['MultiviewsMatch cannot occur within <LocationMatch> section', nested('MultiviewsMatch Any', 'LocationMatch a', IF)],
  ['ProxyPass cannot occur within <Files> section', nested('ProxyPass /a http://b/', 'Files a', IF)],
  ['ProxyPass cannot occur within <DirectoryMatch> section', nested('ProxyPass /a http://b/', 'DirectoryMatch a')],
  ['ProxyPass cannot occur within <Limit> or <LimitExcept> section', nested('ProxyPass /a http://b/', 'VirtualHost *:80', DIRECTORY, 'LimitExcept GET')],
  ['Alias cannot occur within directory context', nested('Alias /a /b', DIRECTORY)],
  ['Alias cannot occur within <Directory> section', nested('Alias /a', DIRECTORY)],
  ['WSGIScriptAlias not allowed in <If> context', nested('WSGIScriptAlias /a /b', DIRECTORY, IF)],
  ['<VirtualHost> cannot occur within <VirtualHost> section', nested('<VirtualHost *:81>\n</VirtualHost>', 'VirtualHost *:80')],
  ['<VirtualHost not allowed in <Directory> context', nested('<VirtualHost *:81>\n</VirtualHost>', DIRECTORY)],
  ['MaxRequestWorkers cannot occur within <VirtualHost> section', nested('MaxRequestWorkers 5', 'VirtualHost *:80', 'IfModule mod_ssl.c')],
  ['MaxRequestWorkers not allowed in <If> context', nested('MaxRequestWorkers 5', 'VirtualHost *:80', IF)],
  ['ServerAlias only used in <VirtualHost>', 'ServerAlias a.test\n'],
  ['RewriteBase: only valid in per-directory config files', nested('RewriteBase /', 'VirtualHost *:80')],
  ['Your SSL library does not have support for per-directory CA', nested('SSLCACertificateFile /etc/passwd', 'Location /')],
  ["MDCertificateFile is only valid inside a '<MDomainSet' context, not here", 'MDCertificateFile /etc/passwd\n'],
  ['Require not allowed in <MDomain> context', nested('Require all granted', 'MDomain a.test')],
];

const taken: readonly string[] = [
  nested('MDCertificateFile /etc/passwd\n<IfModule mod_ssl.c>\nMDCertificateKeyFile /etc/passwd\n</IfModule>', 'MDomain a.test'),
  nested('MDCertificateFile /etc/passwd', 'VirtualHost *:80', 'MDomainSet a.test'),
  nested('MDRequireHttps off', 'VirtualHost *:80', IF),
  nested('MultiviewsMatch Any', DIRECTORY, 'Files a', IF),
  nested('Alias /srv/b', 'Location /a'),
  nested('SSLProxyEngine on', 'Proxy "*"'),
];

describe('a directive in a wrong place', () => {
  test.each(refused)('%s', (words, text) => expect(quoted(text)).toEqual([words]));

  test.each(taken)('is none of these: %s', (text) => expect(misplaced(text)).toEqual([]));

  test('is told where it belongs', () => {
    const [finding] = misplaced('MDCertificateFile /etc/passwd\n');
    expect(finding?.message).toContain('httpd takes it in <MDomain> or <MDomainSet> only');
    expect(finding?.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 0, character: 17 } });
  });
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.each(refused)('says: %s', async (words, text) => {
    expect((await configtest(text)).stderr).toContain(words);
  });

  test.each(taken)('takes: %s', async (text) => {
    const { ok, stderr } = await configtest(text);
    expect(ok, stderr).toBe(true);
  });
});
