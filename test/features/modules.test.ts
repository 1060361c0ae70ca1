// The modules that a document needs: named by the directives in it, whatever section they stand in.
import { expect, test } from 'vitest';
import { openWorkspace } from '../kit/workspace.ts';

test.each<[string, string, readonly string[]]>([
  [
    'a site with its sections, comments left out',
    `<VirtualHost *:443>
      sslengine on
      # ExpiresActive on
      WSGIScriptAlias / \\
        /srv/app.wsgi
      <IfModule mod_headers.c>
        Header always set X-A "b"
      </IfModule>
      <Directory /srv>
        Require all granted
      </Directory>
    </VirtualHost>`,
    ['mod_authz_core', 'mod_headers', 'mod_ssl', 'mod_wsgi'],
  ],
  ['what httpd brings itself', 'ServerName a.test\nListen 80\nStartServers 2\nMaxRequestWorkers 5\nNoSuchThing on', []],
  ['a section of a module', '<Macro M $a>\nServerName $a\n</Macro>\nUse M b.test', ['mod_macro']],
  ['a backend over http', 'ProxyPass / http://127.0.0.1:8000/', ['mod_proxy', 'mod_proxy_http']],
  ['a backend that is not passed to', 'ProxyPass /static !', ['mod_proxy']],
  ['a socket behind a path', 'ProxyPass "/" "unix:/run/app.sock|uwsgi://app/"', ['mod_proxy', 'mod_proxy_uwsgi']],
  ['a handler', 'SetHandler "proxy:fcgi://127.0.0.1:9000"', ['mod_proxy', 'mod_proxy_fcgi']],
  [
    'a balancer',
    '<Proxy balancer://b>\nBalancerMember ws://127.0.0.1:1\n</Proxy>\nProxyPass / BALANCER://b/',
    ['mod_lbmethod_byrequests', 'mod_proxy', 'mod_proxy_balancer', 'mod_proxy_wstunnel'],
  ],
  ['nothing', '', []],
])('%s', (_, text, expected) => {
  const { service, document } = openWorkspace(text);
  expect(service.neededModules(document)).toEqual(expected);
});
