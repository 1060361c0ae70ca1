/** Options of a virtual host: what is taken, what is refused, and in which words. */
import { describe, expect, test } from 'vitest';
import type { VirtualHostOptions } from '../../client/src/scaffolds/httpd/site.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';

const OPTIONS: VirtualHostOptions = {
  pattern: 'https-redirect',
  serverName: 'blog.test',
  script: '/srv/blog/app.wsgi',
  certificate: '/etc/ssl/blog.pem',
  privateKey: '/etc/ssl/blog.key',
  target: '/etc/apache2/sites-available/blog.conf',
};

function textWith(options: Record<string, unknown>): string {
  return virtualHost({ ...OPTIONS, ...options } as VirtualHostOptions)[0].text;
}

/** The lines of a text that begin so, without their indentation. */
function linesOf(text: string, beginning: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(beginning));
}

describe('refused, in words:', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a variable of httpd in a path',
      { script: '/srv/${HOME}/app.wsgi' },
      /“\/srv\/\$\{HOME\}\/app\.wsgi” has \$\{ in it, where httpd puts in the value of a variable\. Rename/,
    ],
    ['a line break in a path', { staticFolder: '/srv/a\nb' }, /control characters/],
    ['half a character in a path', { certificate: '/srv/\ud83d.pem' }, /control characters/],
    ['a colon in a folder for Python', { script: '/srv/a:b/app.wsgi' }, /“\/srv\/a:b” has a colon in it, where Python takes one folder for two/],
    [
      'a semicolon in a folder for Python on Windows',
      { script: 'C:/a;b/app.wsgi', platform: 'windows', certificate: 'C:/a', privateKey: 'C:/b' },
      /has a semicolon/,
    ],
    [
      'a relative path',
      { pythonHome: 'venv' },
      /The option pythonHome is an absolute path on the server \(Debian and Ubuntu\), such as \/srv\/app\/app\.wsgi, not “venv”/,
    ],
    ['a path of another platform', { script: 'C:\\blog\\app.wsgi' }, /The option script is an absolute path on the server/],
    ['a path without a drive on Windows', { platform: 'windows' }, /such as C:\/app\/app\.wsgi/],
    ['a wildcard in a path on Windows', { platform: 'windows', script: 'C:/b*g/app.wsgi' }, /The option script/],
    ['something that is no path', { script: 7 }, /“7”/],
    ['no name', { serverName: undefined }, /A name is empty/],
    ['an underscore in a name', { serverName: 'my_blog.test' }, /underscore/],
    ['an address for a name', { serverName: 'https://blog.test/' }, /Enter the host name alone: “blog\.test”/],
    ['a wildcard for a name', { serverName: '*.blog.test' }, /stands for many names\. Give the site one name, and the wildcard as an alias/],
    ['an IPv6 address for a name', { serverName: '::1' }, /IPv6 address, which ServerName does not take/],
    ['a line break in a name', { serverName: 'blog.test\nUser root' }, /no host name/],
    ['an alias that is none', { aliases: ['www.blog.test', 'a b'] }, /“a b” is no host name/],
    ['a certificate without its key', { privateKey: undefined }, /httpd does not start without them/],
    ['a port that is none', { ports: { https: 70000 } }, /1 to 65535, not “70000”/],
    ['one port for both', { ports: { http: 443 } }, /cannot share port 443/],
    ['a proxy by its name', { pattern: 'behind-proxy', proxies: ['nginx'] }, /“nginx” is no address of a proxy/],
    ['a network that is none', { pattern: 'behind-proxy', proxies: ['10.0.0.0/33'] }, /10\.0\.0\.0\/33/],
    ['an unknown pattern', { pattern: 'https' }, /The option pattern is one of https-redirect, /],
    ['an unknown platform', { platform: 'amiga' }, /The option platform is one of debian, /],
    ['an unknown profile', { tlsProfile: 'old' }, /The option tlsProfile is one of intermediate, modern/],
    ['a target that packages do not read', { target: '/etc/apache2/sites-available/blog' }, /“blog” does not end in \.conf/],
    ['a relative target', { target: 'blog.conf' }, /The option target is an absolute path/],
    ['a folder too deep for sockets', { pattern: 'development', target: `/srv/${'x'.repeat(80)}/dev.conf` }, /path is 12 bytes too long for a socket/],
  ])('%s', (_, options, words) => {
    expect(() => textWith(options)).toThrow(words);
  });
});

describe('taken', () => {
  test('names in other scripts, as they stand in DNS', () => {
    const text = textWith({ serverName: 'Bücher.test', aliases: ['*.bücher.test'] });
    expect(linesOf(text, 'Server')).toEqual([
      'ServerName xn--bcher-kva.test',
      'ServerAlias *.xn--bcher-kva.test',
      'ServerName xn--bcher-kva.test',
      'ServerAlias *.xn--bcher-kva.test',
    ]);
  });

  test('paths of Windows as they are pasted', () => {
    const own = { certificate: 'C:\\tls\\a.pem', privateKey: 'C:\\tls\\a.key', target: 'C:\\Apache24\\conf\\extra\\blog.conf' };
    const text = textWith({ platform: 'windows', script: 'C:\\Users\\Jo Ann\\blog\\app.wsgi', pythonHome: '\\\\files\\envs\\blog\\', ...own });
    expect(linesOf(text, 'WSGI')).toEqual([
      'WSGIPythonHome //files/envs/blog',
      'WSGIPythonPath "C:/Users/Jo Ann/blog"',
      'WSGIScriptAlias / "C:/Users/Jo Ann/blog/app.wsgi" application-group=%{GLOBAL}',
    ]);
  });

  test('paths with detours, without them', () => {
    expect(textWith({ script: '/srv//x/../blog/./app.wsgi', project: '/srv/blog/' })).toContain('<Directory /srv/blog>');
  });

  test('other ports, of which the redirect knows', () => {
    const text = textWith({ ports: { http: 8000, https: 8443 } });
    expect(linesOf(text, 'Listen')).toEqual(['Listen 8000', 'Listen 8443 https']);
    expect(linesOf(text, 'Redirect')).toEqual(['Redirect permanent / https://blog.test:8443/']);
  });

  test('a proxy elsewhere, to which the port is open', () => {
    expect(linesOf(textWith({ pattern: 'behind-proxy', proxies: ['10.0.0.0/8', '2001:db8::1'] }), 'WSGITrusted')[0]).toBe(
      'WSGITrustedProxies 10.0.0.0/8 2001:db8::1',
    );
    expect(linesOf(textWith({ pattern: 'behind-proxy', proxies: ['10.0.0.5'] }), 'Listen')).toEqual(['Listen 8080']);
    expect(linesOf(textWith({ pattern: 'behind-proxy' }), 'Listen')).toEqual(['Listen 127.0.0.1:8080']);
  });

  test('an authority for clients, else the one beside the certificate', () => {
    const named = textWith({ pattern: 'mutual-tls', clientAuthority: '/etc/ssl/staff.pem' });
    expect(linesOf(named, 'SSLCACertificateFile')).toEqual(['SSLCACertificateFile /etc/ssl/staff.pem']);
    expect(linesOf(textWith({ pattern: 'mutual-tls' }), 'SSLCACertificateFile')).toEqual(['SSLCACertificateFile /etc/ssl/client-ca.pem']);
  });

  test('the file of mod_wsgi that pip built', () => {
    const file = '/srv/blog/venv/lib/python3.12/site-packages/mod_wsgi/server/mod_wsgi-py312.so';
    expect(textWith({ platform: 'docker', wsgiModule: file })).toContain(`    LoadModule wsgi_module ${file}\n`);
  });
});
