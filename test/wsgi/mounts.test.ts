/** Script aliases: which requests reach them, and what keeps requests from them. */
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { fixedTree, fixNamed } from './fixing.ts';
import { found, host, ROOT, said, saidAlone, text } from './said.ts';

const APP = { '/srv/app.wsgi': 'application = None\n' };

describe('a shadowed alias', () => {
  const two = (first: string, second: string) => saidAlone(host('a', `WSGIScriptAlias ${first} /srv/a.wsgi`, `WSGIScriptAlias ${second} /srv/b.wsgi`));

  test.each([
    ['/', '/blog'],
    ['/blog', '/blog/admin'],
    ['/blog', '/blog'],
    ['/blog/', '/blog/admin'],
    ['//', '/blog'],
  ])('%s takes all of %s', (first, second) => {
    expect(two(first, second).filter((line) => line.includes('shadowed'))).toEqual([`4 shadowed-script-alias «${second}»`]);
  });

  test.each([
    ['/blog', '/'],
    ['/blog', '/blogs'],
    ['/blog/', '/blog'],
    ['${PLACE}', '/blog'],
  ])('%s leaves something of %s', (first, second) => {
    expect(two(first, second).filter((line) => line.includes('shadowed'))).toEqual([]);
  });

  test('is moved above the one that takes its requests', () => {
    const tree = {
      [ROOT]: host('a', 'WSGIScriptAlias / /srv/app.wsgi', 'ErrorLog /dev/null', 'WSGIScriptAlias /b /srv/app2.wsgi'),
      ...APP,
      '/srv/app2.wsgi': APP['/srv/app.wsgi'],
    };
    const { file, fix } = fixNamed(found(tree[ROOT]!, tree), 'shadowed-script-alias', 'Move this line up');
    expect(fixedTree(tree, file, fix)[ROOT]).toBe(host('a', 'WSGIScriptAlias /b /srv/app2.wsgi', 'WSGIScriptAlias / /srv/app.wsgi', 'ErrorLog /dev/null'));
  });

  test('may stand behind an Alias of any place', () => {
    expect(saidAlone(host('a', 'WSGIScriptAlias /blog /srv/a.wsgi', 'Alias /blog /srv/files'))).toEqual(['3 shadowed-script-alias «/blog»']);
    expect(saidAlone(text('Alias / /srv/files', host('a', 'WSGIScriptAlias /blog /srv/a.wsgi')))).toEqual(['4 shadowed-script-alias «/blog»']);
    expect(saidAlone(host('a', 'WSGIScriptAlias / /srv/a.wsgi', 'Alias /static /srv/files', 'Alias /favicon.ico /srv/files/f.ico'))).toEqual([]);
  });

  test('is none in another host, nor when the two lead to one script', () => {
    expect(saidAlone(host('a', 'WSGIScriptAlias / /srv/a.wsgi') + host('b', 'WSGIScriptAlias /b /srv/b.wsgi'))).toEqual([]);
    expect(saidAlone(host('a', 'WSGIScriptAlias / /srv/a.wsgi', 'WSGIScriptAlias /b /srv/a.wsgi'))).toEqual([]);
    expect(saidAlone(host('a', 'WSGIScriptAliasMatch ^/x /srv/a.wsgi', 'WSGIScriptAlias /x /srv/b.wsgi'))).toEqual([]);
  });
});

describe('slashes', () => {
  test.each(['/app/ /srv/app.wsgi', '/app/ /srv/scripts'])('%s lack one', (words) => {
    expect(saidAlone(`WSGIScriptAlias ${words}\n`)).toEqual(['1 script-alias-slash «/app/»']);
  });

  test.each(['/app /srv/app.wsgi', '/ /srv/app.wsgi', '/app/ /srv/scripts/', '/app /srv/scripts/', '/ /srv/scripts/'])('%s go well together', (words) => {
    expect(saidAlone(`WSGIScriptAlias ${words}\n`)).toEqual([]);
  });

  test('a folder gets one, a script loses one', () => {
    const tree = { '/srv/scripts/a.py': '', ...APP };
    expect(found('WSGIScriptAlias /app/ /srv/scripts\n', tree)[0]).toMatchObject({ marked: '/srv/scripts', fixes: [{ title: 'Change to /srv/scripts/' }] });
    expect(found('WSGIScriptAlias /app/ /srv/app.wsgi\n', tree)[0]).toMatchObject({ marked: '/app/', fixes: [{ title: 'Change to /app' }] });
  });
});

describe('the path of a script', () => {
  test.each([
    'WSGIScriptAlias / app.wsgi',
    'WSGIScriptAlias / "my app.wsgi"',
    'WSGIHandlerScript h app.py',
    'WSGIImportScript app.py process-group=%{GLOBAL} application-group=x',
  ])('%s is no whole one', (line) => {
    expect(saidAlone(`${line}\n`).map((one) => one.split(' ')[1])).toEqual(['relative-script-path']);
  });

  test.each(['/srv/app.wsgi', 'C:/srv/app.wsgi', '${HERE}/app.wsgi', '{{ folder }}/app.wsgi', '@FOLDER@/app.wsgi', '%(here)s/app.wsgi'])(
    '%s may be one',
    (path) => {
      expect(saidAlone(`WSGIScriptAlias / "${path}"\n`)).toEqual([]);
    },
  );

  test('leads to a file, where files may be looked for', () => {
    const line = 'WSGIScriptAlias / /srv/apps.wsgi\n';
    expect(said(line, APP)).toEqual(['1 missing-script «/srv/apps.wsgi»']);
    expect(found(line, APP)[0]!.fixes).toMatchObject([{ title: 'Change to /srv/app.wsgi', safe: false }]);
    expect(said(line, APP, { filesMode: 'never' })).toEqual([]);
    expect(said('WSGIScriptAlias / "/srv/nowhere/app.wsgi"\n', APP)).toEqual(['1 missing-script «"/srv/nowhere/app.wsgi"»']);
  });

  test('may be one that only a request tells, or that lies in a chroot', () => {
    expect(said('WSGIScriptAliasMatch ^/(\\w+) /srv/$1.wsgi\n', APP)).toEqual([]);
    expect(said('WSGIScriptAlias / /srv/\n', APP)).toEqual([]);
    expect(said(text('WSGIDaemonProcess b chroot=/jail', 'WSGIProcessGroup b', 'WSGIScriptAlias / /app.wsgi'), APP)).toEqual([]);
  });

  test('does not lead into a home folder', () => {
    const home = { '/home/ann/app.wsgi': APP['/srv/app.wsgi'], '/root/app.wsgi': APP['/srv/app.wsgi'] };
    expect(said('WSGIScriptAlias / /home/ann/app.wsgi\n', home)).toEqual(['1 application-in-home «/home/ann/app.wsgi»']);
    expect(saidAlone('WSGIScriptAlias / /home/ann/app.wsgi\n')).toEqual([]);
    expect(saidAlone('WSGIScriptAlias / /root/app.wsgi\n')).toEqual(['1 application-in-home «/root/app.wsgi»']);
    expect(saidAlone('WSGIScriptAlias / /roots/app.wsgi\n')).toEqual([]);
  });
});

describe('ways around an alias', () => {
  const rewriting = (rule: string, ...more: readonly string[]) => saidAlone(host('a', 'WSGIScriptAlias /app /srv/app.wsgi', 'RewriteEngine on', rule, ...more));

  test.each(['RewriteRule ^/old /app/new', 'RewriteRule ^/old /app [L]', 'RewriteRule ^/old /app?old=1 [QSA,L]', 'RewriteRule ^/$ "/app/$1" [L,E=A:1]'])(
    '%s ends in a file',
    (rule) => {
      expect(rewriting(rule).map((one) => one.split(' ')[1])).toEqual(['rewrite-past-application']);
    },
  );

  test.each([
    'RewriteRule ^/old /app/new [PT]',
    'RewriteRule ^/old /app/new [R=301,L]',
    'RewriteRule ^/old https://a.test/app/ [L]',
    'RewriteRule ^/old - [F]',
    'RewriteRule ^/old /apps/new [L]',
    'RewriteRule ^/static/(.*) /srv/static/$1 [L]',
    'RewriteRule ^/app/(.*) http://127.0.0.1:8000/app/$1 [P]',
    '<Directory /srv/files>\nRewriteRule ^old /app/new\n</Directory>',
  ])('%s does not', (rule) => {
    expect(rewriting(rule)).toEqual([]);
  });

  test('an application on / takes rewritten files as they are meant', () => {
    expect(saidAlone(host('a', 'WSGIScriptAlias / /srv/app.wsgi', 'RewriteRule ^/media/(.*) /srv/media/$1'))).toEqual([]);
  });

  test('FallbackResource does not go well with one', () => {
    expect(saidAlone(host('a', 'WSGIScriptAlias /app /srv/app.wsgi', 'FallbackResource /app'))).toEqual(['4 fallback-to-application «/app»']);
    expect(saidAlone(host('a', 'WSGIScriptAlias /app /srv/app.wsgi', 'FallbackResource /index.html'))).toEqual([]);
    expect(saidAlone(host('a', 'WSGIScriptAlias /app /srv/app.wsgi', 'FallbackResource disabled'))).toEqual([]);
  });
});

describe('wsgi-script as a handler', () => {
  const inFolder = (...lines: readonly string[]) => text('<Directory /srv/scripts>', ...lines, '</Directory>');

  test('needs ExecCGI', () => {
    expect(said(inFolder('SetHandler wsgi-script'))).toEqual(['2 handler-without-exec-cgi «wsgi-script»']);
    expect(said(inFolder('Options +ExecCGI', 'SetHandler wsgi-script'))).toEqual([]);
    expect(said(inFolder('Options All', 'AddHandler wsgi-script .py'))).toEqual([]);
    expect(said(text('<Directory /srv>', 'Options ExecCGI', '</Directory>', inFolder('AddHandler wsgi-script .py')))).toEqual([]);
  });

  test('may get it from another file', () => {
    expect(saidAlone(inFolder('SetHandler wsgi-script'))).toEqual([]);
    expect(saidAlone(inFolder('Options +Indexes', 'SetHandler wsgi-script'))).toEqual([]);
    expect(saidAlone(inFolder('Options Indexes', 'SetHandler wsgi-script'))).toEqual(['3 handler-without-exec-cgi «wsgi-script»']);
  });

  test('is superfluous beside an alias', () => {
    expect(said(host('a', 'WSGIScriptAlias / /srv/app.wsgi', inFolder('AddHandler wsgi-script .wsgi')), APP)).toEqual([]);
    expect(said(inFolder('SetHandler cgi-script'))).toEqual([]);
  });
});

describe('headers of a proxy', () => {
  test('are believed from named proxies', () => {
    expect(saidAlone('WSGITrustedProxyHeaders X-Forwarded-For\n')).toEqual(['1 trusted-headers-without-proxies «WSGITrustedProxyHeaders»']);
    expect(saidAlone(text('WSGITrustedProxies 10.0.0.1', host('a', 'WSGITrustedProxyHeaders X-Forwarded-For')))).toEqual([]);
    expect(saidAlone(host('a', 'WSGITrustedProxyHeaders X-Forwarded-For') + host('b', 'WSGITrustedProxies 10.0.0.1'))).toEqual([
      '3 trusted-headers-without-proxies «WSGITrustedProxyHeaders»',
    ]);
  });

  test('do not say one thing twice', () => {
    const headers = (words: string) => saidAlone(text('WSGITrustedProxies 10.0.0.1', `WSGITrustedProxyHeaders ${words}`));
    expect(headers('X-Forwarded-For X-Real-IP X-Forwarded-Proto X-Forwarded-SSL')).toEqual([
      '2 rival-proxy-headers «X-Real-IP»',
      '2 rival-proxy-headers «X-Forwarded-SSL»',
    ]);
    expect(headers('X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port')).toEqual([]);
    expect(headers('X-Forwarded-For X-Forwarded-For')).toEqual([]);
  });
});

describe('other systems', () => {
  const windows = { ...NEWEST, platform: 'windows' as const };
  const redHat = { ...NEWEST, platform: 'rhel' as const };

  test('Windows has no daemons', () => {
    expect(saidAlone('WSGIScriptAlias / C:/app.wsgi process-group=b\n', windows)).toEqual(['1 daemon-mode-on-windows «process-group=b»']);
    expect(saidAlone(text('WSGIDaemonProcess b', 'WSGIProcessGroup b', 'WSGIScriptAlias / "C:/my apps/app.wsgi"'))).toEqual([
      '1 daemon-mode-on-windows «WSGIDaemonProcess»',
    ]);
    expect(saidAlone(text('WSGIDaemonProcess b', 'WSGIProcessGroup b', 'WSGIScriptAlias / /srv/app.wsgi'))).toEqual([]);
  });

  test('its settings take the place of those of a daemon', () => {
    const before = text('WSGIDaemonProcess b python-home=C:/venv threads=5', 'WSGIProcessGroup b', 'WSGIScriptAlias / C:/app.wsgi');
    const { file, fix } = fixNamed(found(before), 'daemon-mode-on-windows', 'Run the application inside httpd');
    expect(fixedTree({ [ROOT]: before }, file, fix)[ROOT]).toBe(text('WSGIPythonHome C:/venv', 'WSGIScriptAlias / C:/app.wsgi'));
  });

  test("Red Hat's want a place for the sockets", () => {
    const lines = text('<IfModule wsgi_module>', host('a', 'WSGIDaemonProcess b', 'WSGIProcessGroup b'), '</IfModule>');
    expect(said(lines.replaceAll(/<.?IfModule.*\n/g, ''), {}, { target: redHat })).toEqual(['3 socket-prefix-missing «b»']);
    expect(said(text('WSGISocketPrefix /var/run/wsgi', 'WSGIDaemonProcess b', 'WSGIProcessGroup b'), {}, { target: redHat })).toEqual([]);
    expect(saidAlone(text('WSGIDaemonProcess b', 'WSGIProcessGroup b'), redHat)).toEqual([]);
    expect(said(text('WSGIDaemonProcess b', 'WSGIProcessGroup b'))).toEqual([]);
  });
});

describe('mod_wsgi itself', () => {
  const load = (file: string) => `LoadModule wsgi_module /usr/lib/apache2/modules/${file}\n`;

  test('is loaded once', () => {
    expect(saidAlone(load('mod_wsgi.so') + load('mod_wsgi.so'))).toEqual(['2 repeated-wsgi-module «wsgi_module»']);
    expect(saidAlone(`${load('mod_wsgi.so')}<IfDefine Other>\n${load('mod_wsgi-py312.so')}</IfDefine>\n`)).toEqual([]);
    expect(saidAlone(`<IfModule !wsgi_module>\n${load('mod_wsgi.so')}</IfModule>\n`)).toEqual([]);
  });

  test('has one home', () => {
    expect(saidAlone(text('WSGIPythonHome /srv/a', 'WSGIPythonHome /srv/b'))).toEqual(['1 overridden-python-home «/srv/a»']);
    expect(saidAlone(text('WSGIPythonHome /srv/a', 'WSGIPythonHome /srv/a/'))).toEqual([]);
  });
});
