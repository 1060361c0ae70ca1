// Outline, folding and closing tags: what falls out of the tree.
import { describe, test } from 'vitest';
import { checkClosingTag, checkFolds, checkOutline } from '../kit/structure.ts';

const site = `
  # The blog
  # of Ann
  Define ROOT /srv/blog
  WSGIDaemonProcess blog \\
      threads=5
  <virtualhost *:443>
      # one remark
      ServerName blog.test
      WSGIScriptAlias / \${ROOT}/app.wsgi
      <Directory \${ROOT}>
          Require all granted
      </Directory>
      Include conf-available/tls.conf
  </virtualhost>
  <IfModule mod_ssl.c>
  </IfModule>
`;

describe('the outline', () => {
  test('sections and what they declare', () => {
    checkOutline(
      site,
      `
      3 define Define ROOT (/srv/blog)
      4-5 daemon-group WSGIDaemonProcess blog (threads=5)
      6-14 virtual-host <VirtualHost *:443> (blog.test)
        9 script-alias WSGIScriptAlias / (\${ROOT}/app.wsgi)
        10-12 section <Directory \${ROOT}>
        13 include Include conf-available/tls.conf
      15-16 section <IfModule mod_ssl.c>
    `,
    );
  });

  test('an unclosed section reaches as far as what stands in it', () => {
    checkOutline(
      `
      <VirtualHost *:80>
          ServerName a
          Include x
      <VirtualHost *:443>
          ServerName b
          <Location />
      </VirtualHost>
    `,
      `
      1-4 virtual-host <VirtualHost *:80> (a)
        3 include Include x
      4-7 virtual-host <VirtualHost *:443> (b)
        6 section <Location />
    `,
    );
  });

  test('half-written and strange tags', () => {
    checkOutline('<\n<>\n< x\n</\n<Mine \\\n a>\n</Mine', '1 section <>\n2 section <>\n3-4 section < x>\n5-7 section <Mine a>');
    checkOutline('</VirtualHost>\nDefine\nWSGIDaemonProcess "a b"\n', '2 define Define\n3 daemon-group WSGIDaemonProcess a b');
  });

  test('an empty file', () => checkOutline('', ''));

  test('with line breaks of Windows', () => {
    checkOutline('<VirtualHost *:80>\n    ServerName a\n</VirtualHost>\n', '1-3 virtual-host <VirtualHost *:80> (a)', { eol: '\r\n' });
  });
});

describe('folding', () => {
  test('sections, comments, continued lines', () => {
    checkFolds(site, ['1-2 comment', '4-5', '6-13', '10-11']);
  });

  test('the closing tag stays in sight; a section of one line has nothing to fold', () => {
    checkFolds('<Location />\n</Location>\n', []);
    checkFolds('<Location />\nRequire local\n</Location>\n', ['1-2']);
  });

  test('a comment that goes on in the next line', () => {
    checkFolds('# a \\\n  b\nServerName c\n', ['1-2 comment']);
  });

  test('a section that is not closed', () => {
    checkFolds('<VirtualHost *:80>\nServerName a\n', ['1-2']);
  });

  test('with line breaks of Windows', () => {
    checkFolds('<Location />\n# a\n# b\nRequire local\n</Location>\n', ['1-4', '2-3 comment'], { eol: '\r\n' });
  });
});

describe('the closing tag', () => {
  test.each([
    ['of a section that is not closed', '<VirtualHost *:443><|>\n', '</VirtualHost>'],
    ['spelt as the manual does', '<virtualhost *:443><|>\n', '</VirtualHost>'],
    ['of one that nobody knows', '<Mine x><|>\n', '</Mine>'],
    ['of an inner one', '<VirtualHost *>\n<Location /><|>\n</VirtualHost>\n', '</Location>'],
    ['before another of its name', '<Location /><|>\n<Location /a>\n</Location>\n', '</Location>'],
    ['at the end of the file', '<IfModule mod_ssl.c><|>', '</IfModule>'],
  ])('%s', (_, fixture, expected) => checkClosingTag(fixture, expected));

  test.each([
    ['of a section that has its own', '<Location /><|>\n</Location>\n'],
    ['before the bracket', '<Location /<|>>\n'],
    ['behind more text', '<Location /> x<|>\n'],
    ['behind a closing tag', '</Location><|>\n'],
    ['of a directive', 'ServerName a><|>\n'],
    ['of a tag without a name', '<><|>\n'],
    ['in a comment', '# <Location /><|>\n'],
  ])('none: %s', (_, fixture) => checkClosingTag(fixture, null));
});
