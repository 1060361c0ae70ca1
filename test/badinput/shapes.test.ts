// Texts of strange shapes: every question about them is answered, and an edit gives what opening the new text would give.
import { describe, expect, test } from 'vitest';
import { changeDocument, type Document, LanguageService, openDocument, textOf } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';

const folders = { list: async () => [] };

const numbered = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

const shapes: readonly (readonly [name: string, text: () => string])[] = [
  ['nothing', () => ''],
  ['nothing but backslashes', () => '\\'.repeat(200_000)],
  ['a backslash on every line', () => '\\\n'.repeat(200_000)],
  ['nothing but blanks', () => ' '.repeat(2_000_000)],
  ['nothing but carriage returns', () => '\r'.repeat(200_000)],
  ['nothing but brackets', () => '<'.repeat(200_000)],
  ['a bracket on every line', () => '<\n'.repeat(50_000)],
  ['a closing bracket on every line', () => '</\n'.repeat(50_000)],
  ['a tag that goes on and on', () => `<${'\\\n'.repeat(100_000)}Directory /srv>\n`],
  ['a comment that goes on and on', () => '# \\\n'.repeat(200_000)],
  ['half a million short lines', () => 'a\n'.repeat(500_000)],
  ['halves of letters', () => '\ud83d'.repeat(200_000)],
  ['a hundred thousand sections of different names, none closed', () => numbered(100_000, (index) => `<Section${index} x>\n`)],
  ['sections that are closed too early, again and again', () => `${'<Location /a>\n'.repeat(190)}${'<Files b>\n</Location>\n'.repeat(20_000)}`],
  ['sections that are never closed in order', () => `${'<Files a>\n'.repeat(150)}${'<Location /a>\n</Files>\n<Files x>\n'.repeat(10_000)}`],
  ['names deep inside', () => `${'<IfModule mod_ssl.c>\n'.repeat(190)}${numbered(50_000, (index) => `Define N${index} x\n`)}${'</IfModule>\n'.repeat(190)}`],
  ['two hundred thousand misspelt names', () => numbered(200_000, (index) => `SSLEngin${index} on\n`)],
  ['conditions on names', () => numbered(10_000, (index) => `<IfDefine A${index}>\nDefine B${index}\n</IfDefine>\n`)],
  ['functions of functions', () => `<If "${'tolower('.repeat(30_000)}">\n</If>\n`],
  ['variables of variables', () => `<If "${'%{a:'.repeat(30_000)}">\n</If>\n`],
  ['variables that do not end', () => `ServerName ${'${'.repeat(130_000)}\n`],
  ['quotes', () => `ServerAlias ${'"a" '.repeat(50_000)}${'\\"'.repeat(50_000)}`],
  ['flags', () => `RewriteRule ^ / [${'L,'.repeat(100_000)}]`],
  ['brackets of a regular expression', () => `RewriteRule ${'['.repeat(100_000)} /`],
  ['options without an end', () => `WSGIDaemonProcess a ${'threads=5 \\\n'.repeat(20_000)}`],
  ['a few NULs among many lines', () => `${'# x\n'.repeat(5_000)}${'a\0\n'.repeat(20_000)}`],
];

/** Asks everything at a place; what is answered is of no matter here. */
async function askAll(service: LanguageService, document: Document, line: number): Promise<void> {
  service.outline(document);
  service.folds(document);
  for (const position of [
    { line, character: 2 },
    { line, character: 1e9 },
  ]) {
    await service.completion(document, position, folders);
    service.hover(document, position);
    service.signature(document, position);
    service.closingTag(document, position);
  }
}

describe('is answered, opened and edited', () => {
  test.each(shapes)('%s', async (_, make) => {
    const service = new LanguageService(NEWEST);
    const text = make();
    const lines = text.split(/\r\n|\r|\n/).length;
    let document = openDocument('file:///etc/apache2/a.conf', 1, text);
    service.diagnostics(document);
    await askAll(service, document, Math.floor(lines / 2));
    for (const line of [Math.floor(lines / 2), 0, lines + 5]) {
      const place = { line, character: 0 };
      document = changeDocument(document, document.version + 1, [{ range: { start: place, end: place }, text: '\nSSLEngin on\n' }]);
      const fresh = openDocument(document.uri, 1, textOf(document));
      expect(service.diagnostics(document)).toEqual(new LanguageService(NEWEST).diagnostics(fresh));
    }
  });
});

describe('the limit of findings', () => {
  const service = new LanguageService(NEWEST);
  const codes = (document: Document) => service.diagnostics(document).map(({ code }) => code);
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

  test('is told when it is passed, and no more when it is not', () => {
    const few = openDocument('file:///a.conf', 1, 'KeepAlive yes\n'.repeat(2000));
    expect(codes(few)).toHaveLength(2000);
    const more = changeDocument(few, 2, [{ range: top, text: 'SSLEngin on\n' }]);
    expect(codes(more)).toEqual(['unknown-directive', ...Array<string>(1999).fill('invalid-value'), 'too-many-findings']);
    const again = changeDocument(more, 3, [{ range: { start: top.start, end: { line: 1, character: 0 } }, text: '' }]);
    expect(codes(again)).toEqual(codes(few));
  });

  test('hides nothing for good: what is mended makes room', () => {
    const many = openDocument('file:///b.conf', 1, `${'KeepAlive yes\n'.repeat(3000)}SSLEngin on\n`);
    expect(codes(many)).not.toContain('unknown-directive');
    const mended = changeDocument(many, 2, [{ range: { start: top.start, end: { line: 1500, character: 0 } }, text: '' }]);
    expect(codes(mended)).toEqual([...Array<string>(1500).fill('invalid-value'), 'unknown-directive']);
  });

  test('does not keep names from being known', async () => {
    const document = openDocument('file:///c.conf', 1, `${'KeepAlive yes\n'.repeat(3000)}WSGIDaemonProcess late\nWSGIProcessGroup `);
    const list = await service.completion(document, { line: 3001, character: 17 }, folders);
    expect(list?.items.map(({ label }) => label)).toContain('late');
  });
});
