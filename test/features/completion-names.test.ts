// Completion of names: what this file and its neighbours declare, modules, variables.
import { describe, expect, test } from 'vitest';
import { applyCompletion, checkCompletion, offerAt } from '../kit/completion.ts';

describe('daemon process groups', () => {
  test('of this file, above and below, and of others', async () => {
    const fixture = `
      //- /etc/apache2/sites-available/shop.conf
      WSGIDaemonProcess shop threads=5
      //- /etc/apache2/sites-available/blog.conf
      WSGIDaemonProcess blog
      <VirtualHost *:443>
          WSGIProcessGroup <|>
      </VirtualHost>
      WSGIDaemonProcess late
    `;
    await checkCompletion(fixture, { exactly: ['%{GLOBAL}', 'blog', 'late', 'shop'] });
    expect((await offerAt(fixture, 'shop')).detail).toBe('threads=5 (shop.conf, line 1)');
    expect((await offerAt(fixture, 'blog')).detail).toBe('line 1');
  });

  test('as the value of an option', async () => {
    const fixture = 'WSGIDaemonProcess blog\nWSGIScriptAlias / /srv/app.wsgi process-group=b<|>';
    expect(await applyCompletion(fixture, 'blog')).toBe('WSGIDaemonProcess blog\nWSGIScriptAlias / /srv/app.wsgi process-group=blog<|>');
  });

  test('declared in a section, or on a continued line', async () => {
    const fixture = `
      <VirtualHost *:443>
          WSGIDaemonProcess \\
              blog threads=5
          WSGIProcessGroup <|>
      </VirtualHost>
    `;
    await checkCompletion(fixture, { offers: ['blog'] });
  });

  test('a name that is only known when httpd reads it is not offered', async () => {
    await checkCompletion('WSGIDaemonProcess ${NAME}\nWSGIProcessGroup <|>', { exactly: ['%{GLOBAL}'] });
  });
});

describe('macros', () => {
  test('of this file and of others', async () => {
    const fixture = `
      //- /etc/apache2/macros.conf
      <Macro Site $host $root>
      </Macro>
      //- /etc/apache2/sites-available/a.conf
      <Macro Local $x>
      </Macro>
      Use <|>
    `;
    await checkCompletion(fixture, { exactly: ['Local', 'Site'] });
    expect((await offerAt(fixture, 'Site')).detail).toBe('$host $root (macros.conf, line 1)');
  });
});

describe('defined names', () => {
  const others = `
    //- /etc/apache2/apache2.conf
    Define LOGS /var/log/apache2
    Define ROOT /srv
  `;

  test('behind ${', async () => {
    await checkCompletion(`${others}\n//- /etc/apache2/a.conf\nErrorLog \${<|>`, { exactly: ['LOGS', 'ROOT'] });
    await checkCompletion(`${others}\n//- /etc/apache2/a.conf\nErrorLog \${RO<|>`, { exactly: ['ROOT'] });
  });

  test('closing the bracket, unless it is there', async () => {
    expect(await applyCompletion('Define ROOT /srv\nDocumentRoot ${R<|>', 'ROOT')).toBe('Define ROOT /srv\nDocumentRoot ${ROOT}<|>');
    expect(await applyCompletion('Define ROOT /srv\nDocumentRoot ${R<|>OO}/x', 'ROOT')).toBe('Define ROOT /srv\nDocumentRoot ${ROOT<|>}/x');
  });

  test('anywhere: in a name, in a tag, in quotes', async () => {
    await checkCompletion('Define X On\nServer${<|>', { exactly: ['X'] });
    await checkCompletion('Define X On\n<Directory ${<|>}>\n</Directory>', { exactly: ['X'] });
    await checkCompletion('Define X On\nServerAdmin "me ${<|>', { exactly: ['X'] });
  });

  test('each once, with its value', async () => {
    await checkCompletion('Define X a\nDefine X b\nServerName ${<|>', { exactly: ['X'] });
    expect((await offerAt('Define X a\nServerName ${<|>', 'X')).detail).toBe('a (line 1)');
  });

  test('in conditions', async () => {
    await checkCompletion('Define TLS\n<IfDefine <|>>\n</IfDefine>', { exactly: ['TLS'] });
    await checkCompletion('Define TLS\nUnDefine <|>', { exactly: ['TLS'] });
  });
});

describe('modules', () => {
  test('in a condition, by either name', async () => {
    await checkCompletion('<IfModule <|>>\n</IfModule>', { offers: ['mod_ssl.c', 'ssl_module', 'mod_wsgi.c', 'wsgi_module'] });
    expect(await applyCompletion('<IfModule mod_s<|>sl>\n</IfModule>', 'mod_ssl.c')).toBe('<IfModule mod_ssl.c<|>>\n</IfModule>');
    expect(await applyCompletion('<IfModule mod_ss<|>', 'mod_ssl.c')).toBe('<IfModule mod_ssl.c<|>');
  });

  test('to be loaded, by identifier alone', async () => {
    await checkCompletion('LoadModule ss<|>', { offers: ['ssl_module'], not: ['mod_ssl.c'] });
  });
});

describe('variables behind %{', () => {
  test('of the server and of TLS', async () => {
    await checkCompletion('RewriteCond %{<|>', { offers: ['HTTPS', 'HTTP_HOST', 'REQUEST_URI', 'SSL_PROTOCOL'], not: ['GLOBAL'] });
    expect(await applyCompletion('RewriteCond %{HTTP_H<|>', 'HTTP_HOST')).toBe('RewriteCond %{HTTP_HOST}<|>');
    expect(await applyCompletion('RewriteCond %{HTTP_H<|>XX} a', 'HTTP_HOST')).toBe('RewriteCond %{HTTP_HOST<|>} a');
  });

  test('in an expression', async () => {
    expect(await applyCompletion('<If "%{REQUEST_U<|>">\n</If>', 'REQUEST_URI')).toBe('<If "%{REQUEST_URI}<|>">\n</If>');
  });

  test('of mod_wsgi', async () => {
    await checkCompletion('WSGIApplicationGroup %{<|>', { exactly: ['ENV:', 'GLOBAL', 'HOST', 'RESOURCE', 'SERVER'] });
    await checkCompletion('WSGIDaemonProcess a display-name=%{<|>', { exactly: ['GROUP'] });
    await checkCompletion('WSGIDaemonProcess a display-name="%{<|>"', { exactly: ['GROUP'] });
    await checkCompletion('WSGIApplicationGroup <|>', { first: ['%{GLOBAL}', '%{SERVER}'] });
    expect(await applyCompletion('WSGIApplicationGroup %<|>', '%{GLOBAL}')).toBe('WSGIApplicationGroup %{GLOBAL}<|>');
  });
});
