// Findings about tags, remarks, quotes and branches: what lines say in the light of others.
import { describe, test } from 'vitest';
import { checkDiagnostics } from '../kit/diagnostics.ts';

describe('tags', () => {
  test('unclosed, crossing, stray', () => {
    checkDiagnostics(`
      <VirtualHost *:80>
          <Directory /srv>
    #     ^^^^^^^^^^^^^^^^ error unclosed-section: Add </Directory>
      </VirtualHost>
    # ^^^^^^^^^^^^^^ error mismatched-closing-tag: Close <Directory> before this line
      </Location>
    # ^^^^^^^^^^^ error stray-closing-tag: closes nothing
      <VirtualHost *:443>
    # ^^^^^^^^^^^^^^^^^^^ error unclosed-section: Add </VirtualHost>
          ServerName a
    `);
  });

  test('the name of the closing tag is misspelt', () => {
    checkDiagnostics(`
      <Directory /srv>
    # ^^^^^^^^^^^^^^^^ error unclosed-section
      </Directry>
    # ^^^^^^^^^^^ error stray-closing-tag: the section that is open here is <Directory>
    `);
  });

  test('brackets and blanks', () => {
    checkDiagnostics(`
      <Directory /srv
    # ^^^^^^^^^^^^^^^ error missing-bracket: add “>” at the end
      </Directory>
      <Directory /srv>
      </Directory /srv>
    # ^^^^^^^^^^^^^^^^^ error closing-tag-argument: takes no argument
      <Directory /srv>
      </Directory >
    # ^^^^^^^^^^^^^ error closing-tag-argument: no blank before its bracket
      <Directory /srv>
          <RequireAny> # who
    #                  ^^^^^ error missing-bracket: Nothing may stand behind
              Require all granted
          </RequireAny>
      </Directory>
    `);
  });

  test('an unclosed condition that holds is a trap, no refusal', () => {
    checkDiagnostics(`
      <IfModule mod_ssl.c>
    # ^^^^^^^^^^^^^^^^^^^^ warning unclosed-section
          SSLEngine on
    `);
  });
});

describe('remarks behind directives', () => {
  test('refused where httpd counts, swallowed where it does not', () => {
    checkDiagnostics(`
      ServerName a # the blog
    #              ^^^^^^^^^^ error trailing-comment: on a line of its own
      <VirtualHost *:80>
          ServerAlias a b # more
    #                     ^^^^^^ warning trailing-comment: on a line of its own
      </VirtualHost>
      ErrorDocument 404 /x#top
      RewriteRule ^ /x#top [NE]
    `);
  });

  test('on the next line of a continued one', () => {
    checkDiagnostics(`
      ServerName a \\
          # b
    #     ^^^ error trailing-comment
    `);
  });
});

describe('quotes and backslashes', () => {
  test('a quote that is not closed', () => {
    checkDiagnostics(`
      ErrorDocument 404 "/missing.html
    #                   ^^^^^^^^^^^^^^ warning unterminated-quote: Add the closing quote
      ErrorDocument 404 "/a \\"b\\" c"
    `);
  });

  test('blanks behind a backslash', () => {
    checkDiagnostics(`
      WSGIDaemonProcess blog \\ \t
    #                        ^^^ error broken-continuation: Remove the blanks
      ServerName a
    `);
  });

  test('a byte order mark', () => {
    checkDiagnostics(`
      \uFEFFServerName a
    # ^^^^^^^^^^^ error byte-order-mark: Save the file without it
      ServerName b
    `);
  });
});

describe('branches', () => {
  test('what may not be read is no more than a warning, what is not read is nothing', () => {
    checkDiagnostics(`
      <IfModule mod_of_mine.c>
          SSLEngin on
    #     ^^^^^^^^ warning unknown-directive
          SSLEngine yes
    #               ^^^ warning invalid-value
          Nonsense on
      </IfModule>
      <IfModule !mod_ssl.c>
          SSLEngin on
      </IfModule>
      <IfVersion < 2.4>
          Order allow,deny
      </IfVersion>
      <IfModule mod_ssl.c>
          SSLEngin on
    #     ^^^^^^^^ error unknown-directive
      </IfModule>
    `);
  });

  test('the text of a macro is judged where it is used', () => {
    checkDiagnostics(`
      <Macro Site $host>
          <VirtualHost *:80>
              ServerName $host
              SSLEngine $state
              $more
          </VirtualHost>
      </Macro>
    `);
  });

  test('its tags must match all the same', () => {
    checkDiagnostics(`
      <Macro Site $host>
          <Directory /srv>
    #     ^^^^^^^^^^^^^^^^ warning unclosed-section
      </Macro>
    # ^^^^^^^^ warning mismatched-closing-tag
    `);
  });
});

describe('names that are declared twice', () => {
  test('daemon process groups', () => {
    checkDiagnostics(`
      <VirtualHost *:80>
          WSGIDaemonProcess blog
      </VirtualHost>
      <VirtualHost *:443>
          WSGIDaemonProcess blog threads=5
    #                       ^^^^ error duplicate-daemon-process: already declared further up
          WSGIDaemonProcess Blog
      </VirtualHost>
    `);
  });

  test('perhaps', () => {
    checkDiagnostics(`
      WSGIDaemonProcess blog
      <IfDefine Other>
          WSGIDaemonProcess blog
    #                       ^^^^ warning duplicate-daemon-process
      </IfDefine>
    `);
  });
});

test('a right site has no findings', () => {
  checkDiagnostics(`
    //- /etc/apache2/sites-available/blog.conf
    # The blog
    Define ROOT /srv/blog
    WSGIDaemonProcess blog threads=5 python-home=\${ROOT}/venv home=\${ROOT}
    <VirtualHost *:80>
        ServerName blog.test
        Redirect permanent / https://blog.test/
    </VirtualHost>
    <VirtualHost *:443>
        ServerName blog.test
        SSLEngine on
        SSLCertificateFile /etc/ssl/certs/blog.pem
        SSLCertificateKeyFile /etc/ssl/private/blog.key
        SSLProtocol -all +TLSv1.2 +TLSv1.3
        Header always set Strict-Transport-Security "max-age=63072000"
        WSGIScriptAlias / \${ROOT}/app.wsgi process-group=blog application-group=%{GLOBAL}
        <Directory \${ROOT}>
            <Files app.wsgi>
                Require all granted
            </Files>
        </Directory>
        <If "%{HTTP_HOST} == 'old.test'">
            Redirect permanent / https://blog.test/
        </If>
    </VirtualHost>
    //- /srv/site/.htaccess
    RewriteEngine on
    RewriteCond %{HTTPS} !=on
    RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]
  `);
});
