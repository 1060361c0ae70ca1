// Completion at the beginning of a line: directives, sections and closing tags that may stand there.
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { applyCompletion, checkCompletion, offerAt } from '../kit/completion.ts';

describe('directives', () => {
  test('at the top: what the server takes, nothing else', async () => {
    await checkCompletion('<|>', { offers: ['Listen', 'ServerName', 'WSGIDaemonProcess', 'LoadModule'], not: ['Require', 'ServerAlias', 'AllowOverride'] });
  });

  test('in a virtual host', async () => {
    const fixture = `
      <VirtualHost *:443>
          <|>
      </VirtualHost>
    `;
    await checkCompletion(fixture, { offers: ['ServerAlias', 'SSLEngine', 'WSGIScriptAlias'], not: ['Require', 'Listen', 'SSLSessionCache'] });
  });

  test('in a directory', async () => {
    const fixture = `
      <Directory /srv>
          <|>
      </Directory>
    `;
    await checkCompletion(fixture, { offers: ['Require', 'AllowOverride', 'SSLRequireSSL'], not: ['ServerName', 'SSLEngine', 'WSGIDaemonProcess'] });
  });

  test('a location does not take what only a directory does', async () => {
    await checkCompletion('<Directory /srv>\nMulti<|>\n</Directory>\n', { offers: ['MultiviewsMatch'] });
    await checkCompletion('<Location />\nMulti<|>\n</Location>\n', { not: ['MultiviewsMatch'] });
  });

  test('a condition around changes nothing', async () => {
    const fixture = `
      <VirtualHost *:443>
          <IfModule mod_ssl.c>
              <|>
          </IfModule>
      </VirtualHost>
    `;
    await checkCompletion(fixture, { offers: ['SSLEngine', 'ServerName'], not: ['Require', 'Listen'] });
  });

  test('in a .htaccess file: what may stand there', async () => {
    await checkCompletion('//- /srv/site/.htaccess\n<|>', {
      offers: ['Require', 'RewriteRule', 'SSLRequireSSL'],
      not: ['ServerName', 'AllowOverride', 'Listen'],
    });
  });

  test('in a section of a .htaccess file', async () => {
    await checkCompletion('//- /srv/site/.htaccess\n<Files a>\n<|>\n</Files>\n', { offers: ['Require'], not: ['AllowOverride', 'SSLEngine'] });
  });

  test('what every site has comes before what few need', async () => {
    const fixture = '<VirtualHost *:443>\nServer<|>\n</VirtualHost>\n';
    await checkCompletion(fixture, { first: ['ServerAlias', 'ServerName'], offers: ['ServerAdmin', 'ServerSignature'] });
    await checkCompletion('SSLC<|>', { first: ['SSLCertificateFile', 'SSLCertificateKeyFile', 'SSLCipherSuite'], offers: ['SSLCompression'] });
  });

  test('obsolete ones come last, marked', async () => {
    await checkCompletion('MaxC<|>', { offers: ['MaxConnectionsPerChild', 'MaxClients'] });
    expect((await offerAt('MaxC<|>', 'MaxClients')).deprecated).toBe(true);
    expect((await offerAt('MaxC<|>', 'MaxConnectionsPerChild')).deprecated).toBeUndefined();
  });

  test('the letters typed may be initials', async () => {
    await checkCompletion('wdp<|>', { first: ['WSGIDaemonProcess'] });
  });

  test('not those that came after the stated version', async () => {
    const target = { ...NEWEST, httpd: '2.4.50', modWsgi: '4.9.0', stated: { httpd: true, modWsgi: true } };
    await checkCompletion('Alias<|>', { offers: ['AliasPreservePath'] });
    await checkCompletion('Alias<|>', { offers: ['Alias'], not: ['AliasPreservePath'] }, { target });
    await checkCompletion('WSGILazy<|>', { not: ['WSGILazyInitialization'] });
    await checkCompletion('WSGILazy<|>', { offers: ['WSGILazyInitialization'] }, { target });
  });

  test('a directive with arguments is followed by a blank, and asks for more', async () => {
    expect(await applyCompletion('SSLEng<|>', 'SSLEngine')).toBe('SSLEngine <|>');
    expect((await offerAt('SSLEng<|>', 'SSLEngine')).again).toBe(true);
  });

  test('a directive without arguments stands alone', async () => {
    expect(await applyCompletion('<Location />\n<|>\n</Location>', 'SSLRequireSSL')).toBe('<Location />\nSSLRequireSSL<|>\n</Location>');
  });

  test('the word under the cursor is replaced as a whole', async () => {
    expect(await applyCompletion('SSLEn<|>gin on', 'SSLEngine')).toBe('SSLEngine<|> on');
    expect(await applyCompletion('<VirtualHost *>\n\t<|>ServerNam x', 'ServerName')).toBe('<VirtualHost *>\n\tServerName<|> x');
  });
});

describe('sections', () => {
  test('each comes with its closing tag, the cursor at its argument', async () => {
    expect(await applyCompletion('<Virt<|>', '<VirtualHost>')).toBe('<VirtualHost <|>*:443>\n\t\n</VirtualHost>');
    expect(await applyCompletion('<Directory /srv>\n<RequireA<|>\n</Directory>', '<RequireAny>')).toBe(
      '<Directory /srv>\n<RequireAny>\n\t<|>\n</RequireAny>\n</Directory>',
    );
    expect(await applyCompletion('<If<|>', '<If>')).toBe('<If "<|>expression">\n\t\n</If>');
    expect(await applyCompletion('<If "true">\n</If>\n<ElseI<|>', '<ElseIf>')).toContain('<ElseIf "<|>expression">');
    expect(await applyCompletion('<FilesM<|>', '<FilesMatch>')).toBe('<FilesMatch <|>\\.wsgi$>\n\t\n</FilesMatch>');
  });

  test('those that may stand there', async () => {
    await checkCompletion('<|>', { offers: ['<VirtualHost>', '<Directory>', '<IfModule>'], not: ['<RequireAll>', '<Limit>'] });
    await checkCompletion('<VirtualHost *:80>\n<|>\n</VirtualHost>', { offers: ['<Directory>', '<Location>'], not: ['<VirtualHost>', '<RequireAll>'] });
    await checkCompletion('<Directory /srv>\n<|>\n</Directory>', { offers: ['<RequireAll>', '<Files>', '<If>'], not: ['<Directory>', '<Location>'] });
  });

  test('without the bracket too', async () => {
    expect(await applyCompletion('direc<|>', '<Directory>')).toBe('<Directory <|>/srv/app>\n\t\n</Directory>');
  });

  test('where arguments stand already, the name alone', async () => {
    expect(await applyCompletion('<Direct<|> /srv>\n</Directory>', '<Directory>')).toBe('<Directory<|> /srv>\n</Directory>');
  });

  test('a bracket that the editor has added is not doubled', async () => {
    expect(await applyCompletion('<Locat<|>>', '<Location>')).toBe('<Location <|>/>\n\t\n</Location>');
  });
});

describe('closing tags', () => {
  test('of the section that is open, innermost first', async () => {
    await checkCompletion('<VirtualHost *:80>\n<Directory /srv>\n</<|>', { exactly: ['</Directory>', '</VirtualHost>'] });
    await checkCompletion('<VirtualHost *:80>\n</<|>\n', { exactly: ['</VirtualHost>'] });
  });

  test('the name as the manual spells it', async () => {
    expect(await applyCompletion('<virtualhost *:80>\n</v<|>', '</VirtualHost>')).toBe('<virtualhost *:80>\n</VirtualHost><|>');
  });

  test('replacing what is there', async () => {
    expect(await applyCompletion('<Directory /srv>\n</Dir<|>ec>\n', '</Directory>')).toBe('<Directory /srv>\n</Directory><|>\n');
  });

  test('of a section that nobody knows', async () => {
    await checkCompletion('<Mine x>\n</<|>', { exactly: ['</Mine>'] });
  });

  test('none at the top', async () => {
    await checkCompletion('</<|>', { exactly: [] });
  });

  test('beside directives, in an unclosed section', async () => {
    await checkCompletion('<Directory /srv>\n<|>', { offers: ['</Directory>', 'Require'] });
  });
});

describe('nothing', () => {
  test.each([
    ['in a comment', '# ServerN<|>'],
    ['in a continued comment', '# a \\\n ServerN<|>'],
    ['behind the tag', '<VirtualHost *:80> <|>'],
    ['behind a closing tag', '<VirtualHost *:80>\n</VirtualHost> <|>'],
    ['for the arguments of an unknown directive', 'Nonsense <|>'],
    ['where the argument is free', 'ServerAdmin <|>'],
    ['behind the last argument', 'SSLEngine on <|>'],
  ])('%s', async (_, fixture) => checkCompletion(fixture, { exactly: [] }));
});

describe('codes in a comment that silences findings', () => {
  test('those that there are, less those that are named', async () => {
    await checkCompletion('# apacheconf: ignore <|>', { offers: ['obsolete-directive', 'unknown-directive'], not: ['SSLEngine'] });
    await checkCompletion('# apacheconf: ignore obsolete-directive, un<|>', { offers: ['unknown-directive'], not: ['obsolete-directive'] });
    await checkCompletion('<Location />\n  # apacheconf: ignore-file <|>\n</Location>', { offers: ['trailing-comment'] });
  });

  test('replacing the one at the cursor', async () => {
    expect(await applyCompletion('# apacheconf: ignore obso<|>lete, invalid-value', 'obsolete-directive')).toBe(
      '# apacheconf: ignore obsolete-directive<|>, invalid-value',
    );
  });

  test.each(['# ignore <|>', '# apacheconf: see <|>', '# apacheconf: igno<|>', '# apacheconf: ignroe <|>', '# apacheconf: ignore invalid-value -- as <|>'])(
    'none in %s',
    async (fixture) => {
      await checkCompletion(fixture, { exactly: [] });
    },
  );
});
