// All safe fixes at once: what is left, that it is what the fixes alone would do, and that httpd takes it.
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../server/src/features/diagnostics.ts';
import { fixAll } from '../../server/src/features/fixAll.ts';
import { changeDocument, type Document, LanguageService, openDocument, textOf } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import type { RuleLevels } from '../../server/src/rules/levels.ts';
import type { TextEdit } from '../../server/src/text/range.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { brief, check, Site } from '../kit/configuration.ts';
import { applyFix } from '../kit/diagnostics.ts';
import { httpdVerdict } from '../kit/verdict.ts';

const uri = 'file:///etc/apache2/sites-available/a.conf';

function edited(document: Document, edits: readonly TextEdit[]): string {
  return textOf(applyFix(document, { title: '', safe: true, edits, elsewhere: [] }));
}

/** The text after all safe fixes. */
function fixed(text: string, levels: RuleLevels = {}): string {
  const document = openDocument(uri, 1, text);
  const files = new LanguageService(NEWEST, { levels }).fixAll(document);
  expect(files.map((file) => file.uri)).toEqual(text === '' || files.length === 0 ? [] : [uri]);
  return edited(document, files[0]?.edits ?? []);
}

const broken = `\uFEFFServerName blog.test # the blog
<VirtualHost *:80
    ServerName blog.test # here
    ServerAlias www.blog.test # there too
    <Location />
        Require all granted # for all
    </Location >
    WSGIDaemonProcess blog "threads=5" \\ ${''}
        processes=2
</VirtualHost>
`;
const mended = `# the blog
ServerName blog.test
<VirtualHost *:80>
    # here
    ServerName blog.test
    # there too
    ServerAlias www.blog.test
    <Location />
        # for all
        Require all granted
    </Location>
    WSGIDaemonProcess blog threads=5 \\
        processes=2
</VirtualHost>
`;

describe('all safe fixes', () => {
  test('of a file, and those that come to light on the way', () => {
    expect(fixed(broken)).toBe(mended);
    expect(fixed(broken.replaceAll('\n', '\r\n'))).toBe(mended.replaceAll('\n', '\r\n'));
  });

  test.runIf(apacheIsAsked())('give what httpd takes', async () => {
    const { verdict, stderr } = await httpdVerdict(fixed(broken));
    expect(verdict, stderr).toBe('starts');
  });

  test.each([
    ['fixes that are a guess', 'SSLEngin on\nKeepAlive yes\n'],
    ['what is silenced', '# apacheconf: ignore trailing-comment\nServerName a # b\n'],
    ['comments that silence nothing', '# apacheconf: ignore trailing-comment\nServerName a\n'],
    ['a file that is not analysed', '\0'.repeat(64)],
    ['an empty file', ''],
  ])('leave %s', (_, text) => {
    expect(fixed(text)).toBe(text);
  });

  test('leave what is turned off', () => {
    expect(fixed('ServerName a # b\n<Location />\n</Location >\n', { 'trailing-comment': 'off' })).toBe('ServerName a # b\n<Location />\n</Location>\n');
  });

  test('touch nothing but what they mend', () => {
    const document = openDocument(uri, 1, `${'ServerSignature Off\n'.repeat(500)}ServerName a # b\n${'ServerSignature Off\n'.repeat(500)}`);
    const [file] = new LanguageService(NEWEST).fixAll(document);
    for (const { range } of file!.edits) expect([range.start.line, range.end.line]).toEqual([500, 500]);
  });

  test('of many lines come soon', () => {
    expect(fixed('ServerName a # b\n'.repeat(1500))).toBe('# b\nServerName a\n'.repeat(1500));
  });
});

test('of two fixes that insert at one place, the second waits for the next round', () => {
  const at = { line: 0, character: 0 };
  const range = { start: at, end: at };
  const rounds: string[] = [];
  const diagnose = (document: Document): Diagnostic[] => {
    rounds.push(textOf(document));
    const missing = ['one\n', 'two\n'].filter((text) => !textOf(document).includes(text));
    const fixOf = (newText: string) => ({ title: newText, safe: true, edits: [{ range, newText }], elsewhere: [] });
    return missing.map((text) => ({ code: 'x', severity: 'hint', message: '', range, fixes: [fixOf(text)], related: [] }));
  };
  const document = openDocument(uri, 1, 'a\n');
  const [file] = fixAll(document, { document: () => null, diagnose });
  expect(edited(document, file!.edits)).toBe('two\none\na\n');
  expect(rounds).toEqual(['a\n', 'one\na\n', 'two\none\na\n']);
});

describe('a fix that changes other files', () => {
  const other = 'file:///etc/apache2/conf-enabled/b.conf';
  /** A made-up finding: every word “move” is to go from the document to the end of the other file. */
  const moves =
    (elsewhere: boolean) =>
    (document: Document, drafts: ReadonlyMap<string, Document>): Diagnostic[] => {
      const row = textOf(document).split('\n').indexOf('move');
      if (row === -1) return [];
      const target = drafts.get(other);
      const end = { line: target === undefined ? 1 : textOf(target).split('\n').length - 1, character: 0 };
      const range = { start: { line: row, character: 0 }, end: { line: row + 1, character: 0 } };
      const files = elsewhere ? [{ uri: other, edits: [{ range: { start: end, end }, newText: `moved ${row}\n` }] }] : [];
      const fix = { title: 'Move', safe: true, edits: [{ range, newText: '' }], elsewhere: files };
      return [{ code: 'x', severity: 'warning', message: '', range, fixes: [fix], related: [] }];
    };

  test('changes them all, each as it is then', () => {
    const document = openDocument(uri, 1, 'a\nmove\nb\nmove\n');
    const there = openDocument(other, 1, 'first\n');
    const files = fixAll(document, { document: (asked) => (asked === other ? there : null), diagnose: moves(true) });
    expect(files.map((file) => file.uri)).toEqual([uri, other]);
    expect(edited(document, files[0]!.edits)).toBe('a\nb\n');
    expect(edited(there, files[1]!.edits)).toBe('first\nmoved 1\nmoved 2\n');
  });

  test('is left where one of them cannot be changed', () => {
    expect(fixAll(openDocument(uri, 1, 'move\n'), { document: () => null, diagnose: moves(true) })).toEqual([]);
  });

  test('ends after some rounds, whatever is found', () => {
    const document = openDocument(uri, 1, 'a\n');
    const at = { line: 0, character: 0 };
    const fix = { title: 'More', safe: true, edits: [{ range: { start: at, end: at }, newText: 'x' }], elsewhere: [] };
    const endless = () => [{ code: 'x', severity: 'hint' as const, message: '', range: { start: at, end: at }, fixes: [fix, fix], related: [] }];
    const [file] = fixAll(document, { document: () => null, diagnose: endless });
    expect(textOf(changeDocument(document, 2, [{ range: file!.edits[0]!.range, text: file!.edits[0]!.newText }]))).toBe(`${'x'.repeat(10)}a\n`);
  });
});

describe('in a configuration of several files', () => {
  const main = '/etc/apache2/apache2.conf';
  const own = '/etc/apache2/sites/blog-le-ssl.conf';
  const twin = '/etc/apache2/sites/blog.conf';
  const host = (port: number) =>
    `<VirtualHost *:${port}>\n    ServerName blog.test\n    WSGIDaemonProcess blog threads=5\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n`;
  const tree = {
    [main]: 'ServerRoot /etc/apache2\nListen 80\nListen 8080\nInclude sites/*.conf\n',
    [own]: `\uFEFFServerAdmin a@b.test # c\n${host(8080)}`,
    [twin]: host(80),
  };

  /** The texts of all files after all safe fixes of one of them. */
  function fixedTree(path: string): Record<string, string> {
    const site = new Site(tree, { filesMode: 'never' });
    const before = site.findings();
    const files = site.service.fixAll(site.document(path));
    expect(site.findings(), 'looking at drafts leaves no trace').toEqual(before);
    const changed = files.map((file) => [decodeURI(file.uri).replace('file://', ''), file.edits] as const);
    return { ...tree, ...Object.fromEntries(changed.map(([real, edits]) => [real, edited(site.document(real), edits)])) };
  }

  test('each round sees what the last one wrote', () => {
    expect(fixedTree(own)[own]!.startsWith('# c\nServerAdmin a@b.test\n')).toBe(true);
  });

  test('what takes several files is mended in all of them', () => {
    expect(brief(check(tree, { filesMode: 'never' })).join(' ')).toContain('blog.conf:3 duplicate-daemon-process');
    const after = fixedTree(twin);
    expect(brief(check(after, { filesMode: 'never' })).join(' ')).not.toContain('duplicate-daemon-process');
    expect(
      Object.values(after)
        .join('')
        .match(/WSGIDaemonProcess/g),
    ).toHaveLength(1);
    expect(after[own]).not.toBe(tree[own]);
    expect(after[own]).toContain('\uFEFF');
  });
});
