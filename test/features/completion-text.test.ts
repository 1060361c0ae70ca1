// Completion in texts as they are while somebody writes: half a line, half a section, continued lines, CR LF. And what offers tell.
import { describe, expect, test } from 'vitest';
import { applyCompletion, checkCompletion, describedOffer, offerAt } from '../kit/completion.ts';

describe('half-written texts', () => {
  test('a tag without its bracket', async () => {
    await checkCompletion('<VirtualHost <|>', { offers: ['*:443'] });
    await checkCompletion('<VirtualHost *:443\n<|>', { offers: ['SSLEngine', '</VirtualHost>'], not: ['Listen'] });
  });

  test('a section that is not closed', async () => {
    await checkCompletion('<VirtualHost *:443>\n<Directory /srv>\n<|>', { offers: ['Require', '</Directory>'], not: ['SSLEngine'] });
    await checkCompletion('<VirtualHost *:443>\n<Directory /srv>\nRequire <|>\n', { offers: ['all', 'ip'] });
  });

  test('an unclosed section before another', async () => {
    const fixture = `
      <VirtualHost *:80>
          <|>

      <VirtualHost *:443>
      </VirtualHost>
    `;
    await checkCompletion(fixture, { offers: ['ServerAlias', '</VirtualHost>'], not: ['Listen'] });
  });

  test('a misspelt section', async () => {
    await checkCompletion('<VirtualHots *:443>\n<|>\n</VirtualHots>', { offers: ['ServerAlias'], not: ['Listen'] });
  });

  test('a stray closing tag above', async () => {
    await checkCompletion('</Directory>\n<VirtualHost *:443>\n<|>\n</VirtualHost>', { offers: ['SSLEngine'], not: ['Require'] });
  });

  test('an empty file, and the last line', async () => {
    await checkCompletion('<|>', { offers: ['Listen'] });
    await checkCompletion('ServerName a\n<|>', { offers: ['Listen'] });
  });

  test('an indented line in the middle', async () => {
    const fixture = `
      <VirtualHost *:443>
          SSLEngine on
          <|>
          ServerName a
      </VirtualHost>
    `;
    await checkCompletion(fixture, { offers: ['SSLProtocol'] });
    expect(await applyCompletion(fixture, 'SSLProtocol')).toContain('\n    SSLProtocol <|>\n');
  });
});

describe('continued lines', () => {
  test('arguments on the next line', async () => {
    const fixture = `
      WSGIDaemonProcess blog \\
          threads=5 \\
          <|>
    `;
    await checkCompletion(fixture, { offers: ['processes='], not: ['threads=', 'Listen'] });
  });

  test('a half-written option there', async () => {
    const fixture = `
      WSGIDaemonProcess blog \\
          thr<|> \\
          processes=2
    `;
    await checkCompletion(fixture, { offers: ['threads='], not: ['processes='] });
    expect(await applyCompletion(fixture, 'threads=')).toBe('WSGIDaemonProcess blog \\\n    threads=<|> \\\n    processes=2\n');
  });

  test('the value of an option there', async () => {
    expect(await applyCompletion('SSLProtocol all \\\n  -TLSv1 \\\n  -TLSv1.<|>', '-TLSv1.1')).toBe('SSLProtocol all \\\n  -TLSv1 \\\n  -TLSv1.1<|>');
  });

  test('a name behind an empty continuation', async () => {
    expect(await applyCompletion('\\\n  SSLEn<|>', 'SSLEngine')).toBe('\\\n  SSLEngine <|>');
  });
});

describe('line breaks of Windows', () => {
  const crlf = { eol: '\r\n' };

  test('names, sections and closing tags', async () => {
    await checkCompletion('<VirtualHost *:443>\n    <|>\n</VirtualHost>\n', { offers: ['SSLEngine'], not: ['Require'] }, crlf);
    expect(await applyCompletion('<VirtualHost *:443>\nSSLEn<|>\n</VirtualHost>\n', 'SSLEngine', crlf)).toBe(
      '<VirtualHost *:443>\r\nSSLEngine <|>\r\n</VirtualHost>\r\n',
    );
    await checkCompletion('<Directory /srv>\n</<|>\n', { exactly: ['</Directory>'] }, crlf);
  });

  test('values and continued lines', async () => {
    expect(await applyCompletion('SSLEngine <|>\nServerName a\n', 'on', crlf)).toBe('SSLEngine on<|>\r\nServerName a\r\n');
    await checkCompletion('WSGIDaemonProcess blog \\\n  threads=5 \\\n  <|>\n', { offers: ['processes='], not: ['threads='] }, crlf);
  });
});

describe('the documentation of an offer', () => {
  test.each([
    ['a directive', 'SSLEng<|>', 'SSLEngine', ['Turns TLS on or off', 'Default:', 'mod_ssl']],
    ['a section', '<Virt<|>', '<VirtualHost>', ['one web site', '<VirtualHost addr']],
    ['an option', 'WSGIDaemonProcess blog thr<|>', 'threads=', ['at the same time', '15']],
    ['a value', 'SSLProtocol -all +TLSv1.<|>', '+TLSv1.3', ['TLSv1.3']],
    ['a value behind a value', '<Directory /srv>\nRequire all <|>', 'granted', ['Lets everybody in']],
    ['a flag', 'RewriteRule ^ / [N<|>]', 'NC', ['case']],
    ['a variable', 'RewriteCond %{HTT<|>', 'HTTPS', ['encrypted']],
    ['a group of mod_wsgi', 'WSGIApplicationGroup <|>', '%{GLOBAL}', ['main Python interpreter']],
  ])('%s', async (_, fixture, label, says) => {
    const text = await describedOffer(fixture, label);
    for (const part of says) expect(text).toContain(part);
  });

  test('is not sent along with the list', async () => {
    const offer = await offerAt('SSLEng<|>', 'SSLEngine');
    expect(JSON.stringify(offer)).not.toContain('Turns TLS');
  });

  test('names have their place instead', async () => {
    expect(await describedOffer('WSGIDaemonProcess blog\nWSGIProcessGroup <|>', 'blog')).toBe('');
    expect((await offerAt('WSGIDaemonProcess blog\nWSGIProcessGroup <|>', 'blog')).detail).toBe('line 1');
  });
});
