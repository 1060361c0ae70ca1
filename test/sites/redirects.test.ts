/** Redirects: where they lead, which of them comes first, and what the real httpd answers. */
import { chmod, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { apacheIsAsked, inTemporaryFolder } from '../kit/apache.ts';
import { serving } from '../kit/serving.ts';
import { host, hostOn, said, section } from './said.ts';

const of = (text: string) => said(text, {}, { filesMode: 'never' });

const MOUNT = 'WSGIScriptAlias / /srv/blog/app.wsgi';
const TLS = ['SSLEngine on', 'SSLCertificateFile /etc/ssl/a.crt', 'SSLCertificateKeyFile /etc/ssl/a.key'] as const;
const ON = 'RewriteEngine on';
const CERTBOT = 'RewriteRule ^ https://%{SERVER_NAME}%{REQUEST_URI} [END,NE,R=permanent]';
const named = (name: string, more = '') => `RewriteCond %{SERVER_NAME} =${name}${more}`;

describe('loops', () => {
  test.each([
    ['to itself', host('a.test', 'Redirect / http://a.test/'), ['3 redirect-loop «Redirect»']],
    ['to another and back', host('a.test', 'Redirect / http://b.test/') + host('b.test', 'Redirect / http://a.test/'), ['3 redirect-loop «Redirect»']],
    ['to HTTPS', host('a.test', 'Redirect / https://a.test/') + hostOn('*:443', 'a.test', ...TLS), []],
    ['certbot’s lines in the copy', hostOn('*:443', 'a.test', ...TLS, ON, named('a.test'), CERTBOT), ['8 redirect-loop «RewriteRule»']],
    ['on a condition', hostOn('*:80', 'a.test', ON, 'RewriteCond %{HTTP_COOKIE} x', CERTBOT.replace('https', 'http')), []],
    ['a proxy', host('a.test', ON, 'RewriteRule ^/(.*) http://a.test/$1 [P]'), []],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});

describe('single redirects', () => {
  test.each([
    ['without the slash', host('a.test', 'Redirect / https://b.test'), ['3 redirect-without-slash «https://b.test»']],
    ['of a path without one', host('a.test', 'Redirect /x https://b.test'), []],
    ['for the moment', host('a.test', ON, 'RewriteRule ^/?(.*)$ https://%{SERVER_NAME}/$1 [R,L]'), ['4 temporary-https-redirect «https://%{SERVER_NAME}/$1»']],
    ['for the moment, and meant to be', host('a.test', ON, 'RewriteRule ^/?(.*)$ https://%{SERVER_NAME}/$1 [R=302,L]'), []],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});

/** Virtual hosts with an application at the root, and whether a redirect surely comes before it. */
const APPLICATIONS: readonly (readonly [what: string, lines: readonly string[], behind: boolean])[] = [
  ['everything is redirected', ['Redirect / https://b.test/'], true],
  ['by a pattern', ['RedirectMatch ^/(.*) https://b.test/$1'], true],
  ['a part is redirected', ['Redirect /old https://b.test/'], false],
  ['by certbot', ['ServerAlias www.@N@', ON, named('@N@', ' [OR]'), named('www.@N@'), CERTBOT], true],
  ['by certbot, for one name of two', ['ServerAlias www.@N@', ON, named('www.@N@'), CERTBOT], false],
  ['where no TLS is spoken', [ON, 'RewriteCond %{HTTPS} !=on', CERTBOT], true],
  ['on a condition', [ON, 'RewriteCond %{REQUEST_URI} ^/x', CERTBOT], false],
  ['with the engine off', [CERTBOT], false],
];

describe('an application behind a redirect', () => {
  test.each(APPLICATIONS)('%s', (_, lines, behind) => {
    const text = host('a.test', ...lines.map((line) => line.replaceAll('@N@', 'a.test')), MOUNT);
    const row = lines.length + 3;
    expect(of(text).filter((one) => one.includes('behind'))).toEqual(behind ? [`${row} application-behind-redirect «WSGIScriptAlias»`] : []);
  });

  test('a host of both ports', () => {
    expect(of(hostOn('*:80 *:443', 'a.test', ON, 'RewriteCond %{HTTPS} !=on', CERTBOT, MOUNT)).join()).not.toContain('behind');
  });

  test.runIf(apacheIsAsked())('is what the real httpd answers', async () => {
    const statuses = await inTemporaryFolder(async (folder) => {
      await chmod(folder, 0o755);
      await writeFile(`${folder}/app.wsgi`, 'def application(environ, start):\n    start("204 No Content", [])\n    return []\n');
      const grant = section(`Directory ${folder}`, 'Require all granted');
      const hosts = APPLICATIONS.map(([, lines], index) =>
        hostOn('127.0.0.1:@PORT@', `v${index}.test`, ...lines.map((line) => line.replaceAll('@N@', `v${index}.test`)), `WSGIScriptAlias / ${folder}/app.wsgi`),
      );
      return serving(folder, `${grant}\n${hosts.join('')}`, (ask) =>
        Promise.all(APPLICATIONS.map(async (_, index) => Math.floor((await ask(`v${index}.test`, '/page')).status / 100))),
      );
    });
    expect(statuses).toEqual(APPLICATIONS.map(([, , behind]) => (behind ? 3 : 2)));
  });
});
