/** Scripts, aliases and folders: who is let in, what leads where, and what lies in the open. */
import { describe, expect, test } from 'vitest';
import { foundAlone, host, said, saidAlone, section } from './said.ts';

const of = (text: string) => said(text, {}, { filesMode: 'never' });

const GRANTED = 'Require all granted';
const DENIED = 'Require all denied';
const DENY_ALL = `${section('Directory /', DENIED)}\n`;
const MOUNT = 'WSGIScriptAlias / /srv/blog/app.wsgi';
const OLD = ['Order allow,deny', 'Allow from all'] as const;

describe('access to scripts and aliases', () => {
  test.each([
    ['granted further up', DENY_ALL + host('a.test', MOUNT, section('Directory /srv', GRANTED)), []],
    ['granted to the script', DENY_ALL + host('a.test', MOUNT, section('Directory /srv/blog', section('Files app.wsgi', GRANTED))), []],
    [
      'granted to another file',
      DENY_ALL + host('a.test', MOUNT, section('Directory /srv/blog', section('Files x.wsgi', GRANTED))),
      ['6 script-without-access «/srv/blog/app.wsgi»'],
    ],
    ['granted to the URL', DENY_ALL + host('a.test', MOUNT, section('Location /', GRANTED)), []],
    ['denied where it lies', host('a.test', MOUNT, section('Directory /srv/blog', DENIED)), ['3 script-without-access «/srv/blog/app.wsgi»']],
    ['granted to some', DENY_ALL + host('a.test', MOUNT, section('Directory /srv/blog', 'Require ip 10.0.0.0/8')), []],
    ['nothing said', host('a.test', MOUNT), []],
    ['a variable', DENY_ALL + host('a.test', 'WSGIScriptAlias / ${X}/app.wsgi'), []],
    ['granted as in 2.2', DENY_ALL + host('a.test', MOUNT, section('Directory /srv/blog', ...OLD)), ['8 old-access-control «Order»']],
    ['an alias', DENY_ALL + host('a.test', 'Alias /s /srv/s'), ['6 alias-without-access «/srv/s»']],
    ['an alias that is granted', DENY_ALL + host('a.test', 'Alias /s /srv/s', section('Directory /srv/s', GRANTED)), []],
    ['an alias of a file', DENY_ALL + host('a.test', 'Alias /robots.txt /srv/robots.txt'), ['6 alias-without-access «/srv/robots.txt»']],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  test.each([
    ['nothing said', host('a.test', MOUNT), []],
    ['granted where it lies', host('a.test', MOUNT, section('Directory /srv/blog', GRANTED)), []],
    ['granted below only', host('a.test', MOUNT, section('Directory /srv/blog/static', GRANTED)), ['3 script-without-access «/srv/blog/app.wsgi»']],
    ['granted below only, where Debian grants it', host('a.test', MOUNT.replace('/srv', '/var/www'), section('Directory /var/www/blog/static', GRANTED)), []],
  ])('in a lone file: %s', (_, text, expected) => {
    expect(saidAlone(text)).toEqual(expected);
  });
});

describe('access of httpd 2.2', () => {
  test.each([
    ['by itself', section('Directory /x', ...OLD), ['2 old-access-control «Order»']],
    ['beside Require', section('Directory /x', ...OLD, GRANTED), ['2 old-access-control «Order»']],
    ['for servers without Require', section('Directory /x', '<IfModule !mod_authz_core.c>', ...OLD, '</IfModule>'), []],
    ['for older servers', section('Directory /x', '<IfVersion < 2.4>', ...OLD, '</IfVersion>'), []],
  ])('%s', (_, text, expected) => {
    expect(saidAlone(text)).toEqual(expected);
  });
});

describe('how bad lines of httpd 2.2 are', () => {
  test.each([
    ['they let everybody in', OLD, 'warning'],
    ['they let some in', ['Order deny,allow', 'Deny from all', 'Allow from 10.0.0.1'], 'warning'],
    ['they let nobody in', ['Order allow,deny', 'Deny from all'], 'information'],
    ['they let nobody in, beside Require', ['Order allow,deny', 'Deny from all', GRANTED], 'warning'],
  ])('%s', (_, lines, severity) => {
    expect(foundAlone(section('Directory /x', ...lines)).map((one) => one.severity)).toEqual([severity]);
  });
});

describe('sections', () => {
  test.each([
    ['Location of a folder', host('a.test', section('Location /var/www/x', GRANTED)), ['3 location-on-path «/var/www/x»']],
    ['Location of a URL that looks like one', host('a.test', 'Alias /home/a /srv/a', section('Location /home/a', GRANTED)), []],
    ['Directory of a relative path', section('Directory blog', GRANTED), ['1 directory-without-effect «blog»']],
    ['Directory of every folder', section('Directory *', GRANTED), []],
    ['Directory of proxies', section('Directory proxy:*', GRANTED), []],
    ['AllowOverride in Location', section('Location /x', 'AllowOverride None'), ['2 useless-allow-override «AllowOverride»']],
    ['AllowOverride in Files', section('Directory /srv', section('Files x', 'AllowOverride None')), ['3 useless-allow-override «AllowOverride»']],
    ['AllowOverride in Directory', section('Directory /srv', 'AllowOverride None'), []],
    ['Else alone', section('Else', GRANTED), ['1 else-without-if «Else»']],
    ['Else behind If', `${section('If "true"', GRANTED)}\n${section('Else', GRANTED)}`, []],
    ['a container without a condition', section('Directory /x', section('RequireAny')), ['2 empty-require-container «RequireAny»']],
    ['a container that lets nobody in', section('Directory /x', section('RequireAll', 'Require not ip 10.0.0.1')), ['2 negative-require-all «RequireAll»']],
    ['LoadModule in a virtual host', host('a.test', 'LoadModule ssl_module modules/mod_ssl.so'), ['3 load-module-in-section «LoadModule»']],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});

describe('aliases', () => {
  test.each([
    ['a slash behind the URL alone', 'Alias /s/ /srv/s\n', ['1 alias-slash «/srv/s»']],
    ['a slash behind the folder alone', 'Alias /s /srv/s/\n', []],
    ['a slash before a file', 'Alias /s/ /srv/s.txt\n', []],
    ['the longer one last', 'Alias /s /srv/s\nAlias /s/t /srv/t\n', ['2 shadowed-alias «/s/t»']],
    ['the longer one last, to the same place', 'Alias /s /srv/s\nAlias /s/t /srv/s/t\n', []],
    ['a longer name', 'Alias /s /srv/s\nAlias /st /srv/t\n', []],
    ['behind a redirect', host('a.test', 'Alias /s /srv/s', 'Redirect / https://b.test/'), ['3 shadowed-alias «/s»']],
    ['a redirect behind a redirect', 'Redirect /a https://b.test/\nRedirect /a/b https://c.test/\n', ['2 shadowed-alias «/a/b»']],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  test('to a folder that is not there', () => {
    expect(said('Alias /s /srv/s\n', { '/srv/x': '' })).toEqual(['1 missing-alias-target «/srv/s»']);
  });
});

describe('what lies in the open', () => {
  const site = (...lines: readonly string[]) => host('a.test', 'DocumentRoot /srv/blog', ...lines);
  const grant = section('Directory /srv/blog', GRANTED);
  const files = { '/srv/blog/.env': '', '/srv/blog/a/settings.py': '', '/srv/blog/.env.example': '', '/srv/blog/app.wsgi': 'application = 1\n' };

  test.each([
    ['the source', site('WSGIScriptAlias /x /srv/blog/app.wsgi', grant), {}, ['3 source-under-document-root «/srv/blog»']],
    ['the source behind the application', site(MOUNT, grant), {}, ['3 source-under-document-root «/srv/blog»']],
    ['the source by an alias', host('a.test', 'Alias /static /srv/blog', MOUNT, grant), {}, ['3 source-under-document-root «/srv/blog»']],
    ['a folder beside the source', host('a.test', 'Alias /static /srv/blog/static', MOUNT, grant), {}, []],
    ['secrets', site(grant), files, ['3 secrets-under-web-root «/srv/blog»']],
    ['secrets that are denied', site(grant, section('FilesMatch "^\\.|py$"', DENIED)), files, []],
    ['secrets behind the application', site(MOUNT, grant), files, ['3 source-under-document-root «/srv/blog»']],
  ])('%s', (_, text, tree, expected) => {
    expect(said(text, tree, { filesMode: Object.keys(tree).length > 0 ? 'always' : 'never' })).toEqual(expected);
  });
});
