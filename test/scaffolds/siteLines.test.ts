/** What the server tells of a site: the lines as httpd holds them, wherever they come from. */
import { describe, expect, test } from 'vitest';
import type { SiteLines } from '../../server/src/features/siteLines.ts';
import { Site, type Tree } from '../kit/configuration.ts';

const MAIN = '/etc/apache2/apache2.conf';
const BLOG = '/etc/apache2/sites-enabled/blog.conf';
const TREE: Tree = {
  [MAIN]: `ServerRoot /etc/apache2
Define ROOT "/srv/my blog"
<Macro Served $name>
    WSGIScriptAlias / "\${ROOT}/$name.wsgi" process-group="the $name" application-group=%{GLOBAL}
</Macro>
WSGIDaemonProcess "the blog" python-path="\${ROOT}" threads=4
<Directory "/srv">
    Require all granted
</Directory>
Include sites-enabled/*.conf
`,
  [BLOG]: `<VirtualHost *:80>
    ServerName blog.test
    Redirect / https://blog.test/
</VirtualHost>

<VirtualHost *:443 [::1]:443>
    ServerName BLOG.test
    <IfModule mod_lua.c>
        SSLEngine off
    </IfModule>
    Include snippets/tls.conf
    Use Served blog
    <Location /api>
        <Files "x y">
            Require ip 10.0.0.1
        </Files>
    </Location>
</VirtualHost>
`,
  '/etc/apache2/snippets/tls.conf': 'SSLEngine on\nSSLOptions +StdEnvVars\n',
};

function siteAt(file: string, line: number): SiteLines | null {
  const site = new Site(TREE);
  return site.service.siteLines(site.document(file), { line, character: 0 });
}

const shown = (lines: SiteLines['main']) =>
  lines.map(({ written, arguments: words, sections }) => [...sections.map((section) => `<${section.join(' ')}>`), written, ...words].join(' | '));

describe('the lines of a site', () => {
  test('come from files, macros and variables; those that httpd passes over are left out', () => {
    const [secure, plain, ...others] = siteAt(BLOG, 9)!.hosts;
    expect(others).toEqual([]);
    expect(secure!.addresses).toEqual(['*:443', '[::1]:443']);
    expect(shown(secure!.lines)).toEqual([
      'ServerName | BLOG.test',
      'SSLEngine | on',
      'SSLOptions | +StdEnvVars',
      'WSGIScriptAlias | / | /srv/my blog/blog.wsgi | process-group=the blog | application-group=%{GLOBAL}',
      '<location /api> | <files x y> | Require | ip | 10.0.0.1',
    ]);
    expect(shown(plain!.lines)).toEqual(['ServerName | blog.test', 'Redirect | / | https://blog.test/']);
  });

  test('outside of hosts stand beside them, options of mod_wsgi in one piece', () => {
    const { main, serverRoot } = siteAt(BLOG, 0)!;
    expect(serverRoot).toBe('/etc/apache2');
    expect(shown(main)).toContain('WSGIDaemonProcess | the blog | python-path=/srv/my blog | threads=4');
    expect(shown(main)).toContain('<directory /srv> | Require | all | granted');
  });

  test('are those of the host that begins last above the place, else of the first one', () => {
    const portAt = (line: number) => siteAt(BLOG, line)?.hosts[0]?.addresses[0];
    expect([0, 4, 5, 30].map(portAt)).toEqual(['*:80', '*:80', '*:443', '*:443']);
    expect(siteAt('/etc/apache2/snippets/tls.conf', 0)).toBeNull();
  });
});
