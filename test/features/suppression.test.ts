// Comments that silence findings, and what is said of those that silence none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeDocument, openDocument } from '../../server/src/ide.ts';
import { catalog } from '../../server/src/rules/catalog.ts';
import { brief, check } from '../kit/configuration.ts';
import { checkDiagnostics, checkFix, diagnosticsOf } from '../kit/diagnostics.ts';
import { serviceFor } from '../kit/workspace.ts';

const UNUSED = 'unused-suppression';

describe('ignore silences the next line', () => {
  test.each([
    ['a warning', '# apacheconf: ignore obsolete-directive\nMaxClients 5\n'],
    ['an error', '# apacheconf: ignore unknown-directive\nSSLEngin on\n'],
    ['several codes', '# apacheconf: ignore obsolete-directive, invalid-value\nMaxClients many\n'],
    ['several codes without commas', '# apacheconf: ignore obsolete-directive invalid-value\nMaxClients many\n'],
    ['one above the other', '# apacheconf: ignore obsolete-directive\n# apacheconf: ignore invalid-value\nMaxClients many\n'],
    ['across other comments and empty lines', '# apacheconf: ignore obsolete-directive\n# as before\n\nMaxClients 5\n'],
    ['whatever the blanks', '  ##apacheconf:ignore\tobsolete-directive ,invalid-value  \nMaxClients many\n'],
    ['with a remark', '# apacheconf: ignore obsolete-directive -- the old name, for now\nMaxClients 5\n'],
    ['that goes on', '# apacheconf: ignore unknown-option\nWSGIDaemonProcess a \\\n    thread=5\n'],
    ['from a comment that goes on', '# apacheconf: ignore obsolete-directive, \\\n  invalid-value\nMaxClients many\n'],
    ['in a section', '<VirtualHost *:80>\n    # apacheconf: ignore invalid-value\n    KeepAlive yes\n</VirtualHost>\n'],
    ['that opens a section', '# apacheconf: ignore unknown-section\n<VirtualHst *:80>\n</VirtualHst>\n'],
    ['that closes a section', '<Location />\n# apacheconf: ignore closing-tag-argument\n</Location >\n'],
  ])('%s', (_, text) => {
    expect(diagnosticsOf(text)).toEqual([]);
    expect(diagnosticsOf(text, { eol: '\r\n' })).toEqual([]);
  });

  test('and nothing else', () => {
    checkDiagnostics(`
      MaxClients 5
    # ^^^^^^^^^^ warning obsolete-directive
      # apacheconf: ignore obsolete-directive
      MaxClients many
    #            ^^^^ warning invalid-value
      MaxClients 5
    # ^^^^^^^^^^ warning obsolete-directive
    `);
  });

  test('not what stands in a section that it is written above', () => {
    checkDiagnostics(`
      # apacheconf: ignore invalid-value
    #                      ^^^^^^^^^^^^^ hint unused-suppression: is not found on the next line
      <VirtualHost *:80>
          KeepAlive yes
    #               ^^^ error invalid-value
      </VirtualHost>
    `);
  });
});

describe('ignore-file silences a whole file', () => {
  test('from the top', () => {
    checkDiagnostics(`
      # Our server.

      # apacheconf: ignore-file obsolete-directive
      MaxClients 5
      <VirtualHost *:80>
          KeepAlive yes
    #               ^^^ error invalid-value
      </VirtualHost>
      MaxClients 6
    `);
  });

  test('but not from below the first directive', () => {
    checkDiagnostics(`
      ServerName blog.test
      # apacheconf: ignore-file obsolete-directive
    #               ^^^^^^^^^^^ hint unused-suppression: only above the first directive
      MaxClients 5
    # ^^^^^^^^^^ warning obsolete-directive
    `);
  });

  test('of remarks about such comments too', () => {
    expect(diagnosticsOf('# apacheconf: ignore-file unused-suppression\n# apacheconf: ignore obsolete-directive\nServerName a\n')).toEqual([]);
  });
});

describe('a comment that silences nothing gets a hint', () => {
  test('for each code', () => {
    checkDiagnostics(`
      # apacheconf: ignore obsolete-directive, invalid-value, obsolet-directive, x
    #                                          ^^^^^^^^^^^^^ hint unused-suppression: is not found on the next line
    #                                                         ^^^^^^^^^^^^^^^^^ hint unused-suppression: Did you mean “obsolete-directive”?
    #                                                                            ^ hint unused-suppression: There is no finding “x”
      MaxClients 5
      # apacheconf: ignore
    #               ^^^^^^ hint unused-suppression: Name the codes
      # apacheconf: ignroe obsolete-directive
    #               ^^^^^^ hint unused-suppression: Did you mean “ignore”?
      # apacheconf: ignorefile obsolete-directive
    #               ^^^^^^^^^^ hint unused-suppression: Did you mean “ignore-file”?
      ServerName a
      # apacheconf: ignore obsolete-directive
    #                      ^^^^^^^^^^^^^^^^^^ hint unused-suppression
    `);
  });

  test.each([
    ['where nobody looks', '<IfVersion < 2.4>\n# apacheconf: ignore invalid-value\nKeepAlive yes\n</IfVersion>\n'],
    ['where a macro is written', '<Macro m $x>\n# apacheconf: ignore invalid-value\nKeepAlive $x\n</Macro>\n'],
    ['where somebody writes about something else', '# apacheconf: see the wiki\n# the apacheconf: ignore comments are not used here\nServerName a\n'],
  ])('but not %s', (_, text) => {
    expect(diagnosticsOf(text)).toEqual([]);
  });

  test('but not where most of the file was not looked at', () => {
    const found = diagnosticsOf(`# apacheconf: ignore-file obsolete-directive\n${'KeepAlive yes\n'.repeat(2100)}MaxClients 5\n`);
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['invalid-value', 'too-many-findings']));
  });

  test('that fades what can go', () => {
    expect(diagnosticsOf('# apacheconf: ignore invalid-value\nServerName a\n')).toMatchObject([{ severity: 'hint', tag: 'unnecessary' }]);
  });
});

describe('what only the whole configuration tells', () => {
  const daemon = 'WSGIDaemonProcess blog\n';
  const silenced = `# apacheconf: ignore duplicate-daemon-process\n${daemon}`;
  const root = 'ServerRoot /etc/apache2\nInclude sites/*.conf\n';

  test('is silenced in its own file', () => {
    const tree = { '/etc/apache2/apache2.conf': root, '/etc/apache2/sites/a.conf': daemon };
    expect(brief(check({ ...tree, '/etc/apache2/sites/b.conf': daemon }))).toContain('b.conf:1 duplicate-daemon-process');
    expect(brief(check({ ...tree, '/etc/apache2/sites/b.conf': silenced }))).not.toContain('b.conf:2 duplicate-daemon-process');
  });

  test('is missed where it could be found, and nowhere else', () => {
    expect(brief(check({ '/etc/apache2/apache2.conf': silenced }))).toContain('apache2.conf:1 unused-suppression');
    expect(diagnosticsOf(`${silenced}# apacheconf: ignore module-not-loaded\nServerName a\n`)).toEqual([]);
  });

  test('is not missed where no file is looked for', () => {
    const { code } = catalog.find(({ page }) => Object.keys(page.files ?? {}).length > 0)!;
    const tree = { '/etc/apache2/apache2.conf': `# apacheconf: ignore ${code}\nServerName a\n` };
    expect(brief(check(tree))).toContain('apache2.conf:1 unused-suppression');
    expect(brief(check(tree, { filesMode: 'never' }))).not.toContain('apache2.conf:1 unused-suppression');
  });
});

describe('its fix', () => {
  const MAX = '\nMaxClients 5';
  test.each([
    ['# apacheconf: ignore invalid-value\nServerName a', 'Remove this comment', 'ServerName a'],
    [`# apacheconf: ignore invalid-value, obsolete-directive${MAX}`, 'Remove invalid-value from this comment', `# apacheconf: ignore obsolete-directive${MAX}`],
    [`# apacheconf: ignore obsolete-directive, invalid-value${MAX}`, 'Remove invalid-value from this comment', `# apacheconf: ignore obsolete-directive${MAX}`],
    [`# apacheconf: ignore obsolet-directive${MAX}`, 'Change to obsolete-directive', `# apacheconf: ignore obsolete-directive${MAX}`],
    [`# apacheconf: ignroe obsolete-directive${MAX}`, 'Change to ignore', `# apacheconf: ignore obsolete-directive${MAX}`],
  ])('%j: %s', (before, title, after) => {
    checkFix(before, { title, code: UNUSED, after });
    expect(diagnosticsOf(after)).toEqual([]);
  });
});

describe('after any edit', () => {
  const lines = [
    '# apacheconf: ignore obsolete-directive',
    '# apacheconf: ignore-file invalid-value',
    '# a remark',
    '',
    'MaxClients 5',
    'KeepAlive yes',
    '<VirtualHost *:80>',
    '</VirtualHost>',
  ];
  const line = fc.constantFrom(...lines);

  test('the same is silenced as in a file that is opened anew', () => {
    const uri = 'file:///etc/apache2/sites-available/a.conf';
    const service = serviceFor();
    const text = fc.array(line, { maxLength: 120 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(3), fc.array(line, { maxLength: 3 }), (before, place, removed, inserted) => {
        const at = place % (before.length + 1);
        const end = Math.min(at + removed, before.length);
        const opened = openDocument(uri, 1, before.map((one) => `${one}\n`).join(''));
        service.diagnostics(opened);
        const range = { start: { line: at, character: 0 }, end: { line: end, character: 0 } };
        const edited = changeDocument(opened, 2, [{ range, text: inserted.map((one) => `${one}\n`).join('') }]);
        const after = before.toSpliced(at, end - at, ...inserted);
        expect(service.diagnostics(edited)).toEqual(service.diagnostics(openDocument(uri, 2, after.map((one) => `${one}\n`).join(''))));
      }),
      { numRuns: 300 },
    );
  });
});
