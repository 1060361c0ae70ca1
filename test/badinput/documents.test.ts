// Input that no editor should be brought down by: it gets a calm word or a capped analysis that says so, and edits go on.
import { describe, expect, test } from 'vitest';
import { changeDocument, LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { DEPTH_LIMIT } from '../../server/src/syntax/nest.ts';

const service = new LanguageService(NEWEST);
/** What all of this may take together, in bytes: a generous bound that a copy for each line or level would break. */
const MEMORY = 1.5 * 1024 ** 3;

const noise = Array.from({ length: 100_000 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join('');

const cases: [string, () => string, string[]][] = [
  ['a file of 50 MB', () => 'ServerName blog.test\n'.repeat(2_500_000), ['not-analysed']],
  ['a binary file', () => noise, ['not-analysed']],
  ['a megabyte of NULs', () => '\0'.repeat(1_000_000), ['not-analysed']],
  ['a line of 10 MB in one word', () => `ServerAdmin ${'a'.repeat(10_000_000)}\n`, ['line-too-long']],
  ['a line of 10 MB in many words', () => `DirectoryIndex ${'a '.repeat(5_000_000)}\n`, ['line-too-long']],
  [
    'ten thousand nested sections',
    () => `${'<IfModule mod_ssl.c>\n'.repeat(10_000)}${'</IfModule>\n'.repeat(10_000)}`,
    ['nested-too-deep', 'too-many-findings'],
  ],
  ['a hundred thousand unclosed sections', () => '<Directory /srv>\n'.repeat(100_000), ['unclosed-section']],
  ['a hundred thousand stray tags', () => '</Directory>\n'.repeat(100_000), ['stray-closing-tag', 'too-many-findings']],
  [
    'tags that never pair up',
    () => '<Directory /a>\n<Location /b>\n</Directory>\n</Location>\n'.repeat(20_000),
    ['mismatched-closing-tag', 'too-many-findings'],
  ],
  ['half a million continued lines', () => 'ServerAlias \\\n'.repeat(500_000), []],
  ['half a million blank lines', () => '\n'.repeat(500_000), []],
  ['a group opened a hundred thousand times', () => `RewriteRule ${'('.repeat(100_000)} /\n`, []],
  ['a hundred thousand open parentheses in an expression', () => `<If "${'('.repeat(100_000)}">\n</If>\n`, []],
  ['twenty thousand open variables', () => `ServerName ${'${'.repeat(20_000)}\n`, []],
  ['ten thousand options', () => `WSGIDaemonProcess blog ${'threads=5 '.repeat(10_000)}\n`, []],
  ['a hundred thousand Defines', () => Array.from({ length: 100_000 }, (_, index) => `Define N${index} 1\n`).join(''), []],
  ['one daemon group declared fifty thousand times', () => 'WSGIDaemonProcess blog\n'.repeat(50_000), ['duplicate-daemon-process', 'too-many-findings']],
];

describe('bad input', () => {
  test.each(cases)('%s', (_, text, codes) => {
    const document = openDocument('file:///etc/apache2/sites-available/bad.conf', 1, text());
    const found = new Set(service.diagnostics(document).map(({ code }) => code));
    for (const code of codes) expect(found).toContain(code);
    const top = { line: 0, character: 0 };
    const edited = changeDocument(document, 2, [{ range: { start: top, end: top }, text: 'Listen 80\n' }]);
    expect(edited.version).toBe(2);
    expect(service.diagnostics(edited).length).toBeLessThanOrEqual(2001);
    expect(process.memoryUsage().heapUsed).toBeLessThan(MEMORY);
  });

  test('at the depth that is followed all is analysed, one deeper is not', () => {
    const nested = (depth: number) => `${'<IfModule mod_ssl.c>\n'.repeat(depth)}SSLEngine yes\n${'</IfModule>\n'.repeat(depth)}`;
    const codes = (depth: number) => service.diagnostics(openDocument('file:///a.conf', 1, nested(depth))).map(({ code }) => code);
    expect(codes(DEPTH_LIMIT)).toEqual(['invalid-value']);
    expect(codes(DEPTH_LIMIT + 1)).toContain('nested-too-deep');
  });

  test('a document that shrinks below the limit is analysed again', () => {
    const huge = openDocument('file:///a.conf', 1, `SSLEngine yes\n${'#'.repeat(17 * 1024 * 1024)}`);
    expect(service.diagnostics(huge).map(({ code }) => code)).toEqual(['not-analysed']);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 17 * 1024 * 1024 } };
    expect(service.diagnostics(changeDocument(huge, 2, [{ range, text: '' }])).map(({ code }) => code)).toEqual(['invalid-value']);
  });
});
