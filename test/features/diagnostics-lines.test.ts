// Findings about single lines, each with its exact range: names, places, arguments, values.
import { describe, expect, test } from 'vitest';
import { checkDiagnostics, diagnosticsOf } from '../kit/diagnostics.ts';

describe('names', () => {
  test('near a known one: an error; like nothing we know: a warning', () => {
    checkDiagnostics(`
      SSLCertificatFile /x
    # ^^^^^^^^^^^^^^^^^ error unknown-directive: Did you mean SSLCertificateFile?
      Nonsense on
    # ^^^^^^^^ warning unknown-directive: No module that we know has a directive “Nonsense”
      threads=5
    # ^^^^^^^^^ error unknown-directive: cannot be a directive
    `);
  });

  test('sections', () => {
    checkDiagnostics(`
      <Virtualhst *:80>
    #  ^^^^^^^^^^ error unknown-section: Did you mean <VirtualHost>?
      </Virtualhst>
      <Nonsense x>
    # ^^^^^^^^^ warning unknown-section: No module that we know has a section <Nonsense>
      </Nonsense>
    `);
  });

  test('a section without brackets, a directive with them', () => {
    checkDiagnostics(`
      VirtualHost *:80
    # ^^^^^^^^^^^ error unknown-directive: VirtualHost is a section
      <SSLEngine on>
    # ^^^^^^^^^^ error unknown-section: SSLEngine is a directive, not a section
      </SSLEngine>
    `);
  });

  test('case does not count, and modules of others are known', () => {
    checkDiagnostics(`
      servername a
      SecRuleEngine On
      <directory /srv>
      </DIRECTORY>
    `);
  });

  test('a name that is only known when httpd reads it', () => {
    checkDiagnostics(`
      Define ENGINE SSLEngine
      \${ENGINE} on
    `);
  });
});

describe('places', () => {
  test('directives and sections where httpd does not take them', () => {
    checkDiagnostics(`
      ServerAlias a
    # ^^^^^^^^^^^ error not-allowed-here: httpd takes it in <VirtualHost>
      <VirtualHost *:80>
          Require all granted
    #     ^^^^^^^ error not-allowed-here: Require is not allowed inside <VirtualHost>
          Listen 81
    #     ^^^^^^ error not-allowed-here: at the top of the server configuration
          <Location />
              <Directory /srv>
    #          ^^^^^^^^^ error not-allowed-here: <Directory> is not allowed inside <Location>
              </Directory>
          </Location>
      </VirtualHost>
    `);
  });

  test('a condition around changes nothing', () => {
    checkDiagnostics(`
      <VirtualHost *:80>
          <IfModule mod_ssl.c>
              Require all granted
    #         ^^^^^^^ error not-allowed-here: inside <VirtualHost>
          </IfModule>
      </VirtualHost>
    `);
  });

  test('in a .htaccess file', () => {
    checkDiagnostics(`
      //- /srv/site/.htaccess
      ServerName a
    # ^^^^^^^^^^ error not-allowed-here: in .htaccess files
      RewriteEngine on
      <Directory /srv>
    #  ^^^^^^^^^ error not-allowed-here: in .htaccess files
      </Directory>
      <Files a>
          AllowOverride All
    #     ^^^^^^^^^^^^^ error not-allowed-here: in .htaccess files
          Require all granted
      </Files>
    `);
  });
});

describe('the number of arguments', () => {
  test('too few, too many, empty ones', () => {
    checkDiagnostics(`
      ServerName
    # ^^^^^^^^^^ error argument-count: needs one argument
      ServerName a b c
    #              ^^^ error argument-count: 3 are given
      ServerName ""
    # ^^^^^^^^^^^^^ error argument-count: needs one argument
      KeepAlive
    # ^^^^^^^^^ error argument-count: httpd: KeepAlive must be On or Off
      WSGIScriptAlias /
    # ^^^^^^^^^^^^^^^^^ error argument-count: httpd: WSGIScriptAlias requires at least two arguments
      <VirtualHost>
    # ^^^^^^^^^^^^^ error missing-section-argument: needs an argument
      </VirtualHost>
    `);
  });
});

describe('values', () => {
  test('a script of sed with a pattern that does not end: httpd refuses it now and then', () => {
    checkDiagnostics(`
      <Directory /srv>
          OutputSed /x
          InputSed d;/x
          InputSed name
    #              ^^^^ error invalid-value: no script of sed
      </Directory>
    `);
  });

  test('flags, lists, numbers', () => {
    checkDiagnostics(`
      KeepAlive yes
    #           ^^^ error invalid-value: write On or Off, not “yes”
      SSLEngine "yes"
    #           ^^^^^ error invalid-value: does not take “yes”
      SSLProtocol all -TLSv1.4
    #                 ^^^^^^^^ error invalid-value: httpd: SSLProtocol: Illegal protocol 'TLSv1.4'
      SSLOptions +Foo
    #            ^^^^ error invalid-value: Write one of: StdEnvVars
      TimeOut soon
    #         ^^^^ warning invalid-value: must be a number
      Listen 70000
    #        ^^^^^ error invalid-value
      ServerName \${NAME}
      SSLEngine \${ON}
    `);
  });

  test('options of mod_wsgi and of proxies', () => {
    checkDiagnostics(`
      WSGIDaemonProcess a thread=5
    #                     ^^^^^^ error unknown-option: Did you mean “threads”?
      WSGIDaemonProcess b processes=0
    #                               ^ error invalid-value: must be at least 1
      WSGIDaemonProcess c user=root
    #                     ^^^^^^^^^ error invalid-value: root
    `);
    checkDiagnostics(`
      WSGIScriptAlias / /srv/app.wsgi foo=1
    #                                 ^^^ error unknown-option: httpd: Invalid option to WSGI script alias definition.
      ProxyPass /x http://a/ foo=1
    #                        ^^^^^ error unknown-option
    `);
  });

  test('regular expressions and flags of rewriting', () => {
    checkDiagnostics(`
      RewriteRule ^(a /x
    #             ^^^ error invalid-regex: never closed
      RewriteRule ^a /x [FOO]
    #                   ^^^^^ error invalid-value: httpd: RewriteRule: unknown flag 'FOO'
      RewriteRule ^(a|b)$ /x [R=301,L]
    `);
  });

  test('on continued lines, at the place in the text', () => {
    checkDiagnostics(`
      WSGIDaemonProcess blog \\
          processes=2 \\
          thread=5
    #     ^^^^^^ error unknown-option: Did you mean “threads”?
      WSGIDaemonProcess \\
          shop thr\\
      eads=5
      SSLVerifyClient ma\\
    #                 ^^^
      ybe
    # ^^^ error invalid-value: maybe
    `);
  });

  test('with line breaks of Windows', () => {
    const fixture = `
      SSLEngine yes
    #           ^^^ error invalid-value: does not take “yes”
      WSGIDaemonProcess blog \\
          thread=5
    #     ^^^^^^ error unknown-option
      KeepAlive On
    `;
    checkDiagnostics(fixture, { eol: '\r\n' });
  });
});

describe('every finding', () => {
  test('has a code, a message that says what to do, and what httpd says where it refuses', () => {
    for (const { code, message, severity } of diagnosticsOf('SSLEngin on\nSSLEngine yes\n<VirtualHost *:80>\nRequire all granted\nServerName a b\n')) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(message).toMatch(/[.?]/);
      if (severity === 'error') expect(message).toContain('\nhttpd: ');
    }
  });

  test('stands where its text is, in the order of the file', () => {
    const found = diagnosticsOf('SSLEngin on\n\n\nServerName\n<VirtualHost *:80>\nRequire all granted\n</VirtualHost>\nSSLEngine yes\n');
    expect(found.map(({ range }) => range.start.line)).toEqual([0, 3, 5, 7]);
  });
});
