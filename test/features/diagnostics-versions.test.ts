// Findings about what is older or newer than the server.
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { checkDiagnostics, diagnosticsOf } from '../kit/diagnostics.ts';

describe('what is outdated', () => {
  test('obsolete and removed', () => {
    checkDiagnostics(`
      MaxClients 5
    # ^^^^^^^^^^ warning obsolete-directive: Use MaxRequestWorkers instead
      NameVirtualHost *:80
    # ^^^^^^^^^^^^^^^ warning obsolete-directive: Without effect
      RewriteLogLevel 3
    # ^^^^^^^^^^^^^^^ error removed-directive: Use instead: LogLevel warn rewrite:trace3
      SSLMutex default
    # ^^^^^^^^ error removed-directive: Mutex default ssl-cache
    `);
    expect(diagnosticsOf('MaxClients 5')[0]!.tag).toBe('deprecated');
  });

  test('removed from mod_wsgi: an error once the version is stated', () => {
    const lazy = (severity: string) => `
      WSGILazyInitialization On
    # ^^^^^^^^^^^^^^^^^^^^^^ ${severity} removed-directive: mod_wsgi 6.0.0
    `;
    checkDiagnostics(lazy('warning'));
    checkDiagnostics(lazy('error'), { target: { ...NEWEST, stated: { httpd: false, modWsgi: true } } });
    checkDiagnostics('WSGILazyInitialization On\n', { target: { ...NEWEST, modWsgi: '5.0.2', stated: { httpd: false, modWsgi: true } } });
  });

  test('newer than the server: directives, values, options', () => {
    const target = { ...NEWEST, httpd: '2.4.20', modWsgi: '4.9.0', stated: { httpd: true, modWsgi: true } };
    checkDiagnostics(
      `
      AliasPreservePath On
    # ^^^^^^^^^^^^^^^^^ error newer-than-server: the server is httpd 2.4.20
      SSLProtocol -all +TLSv1.3
    #                  ^^^^^^^^ error newer-than-server: TLSv1.3 needs httpd
      SSLEngine on
    `,
      { target },
    );
    checkDiagnostics('AliasPreservePath On\nSSLProtocol -all +TLSv1.3\n');
  });
});
