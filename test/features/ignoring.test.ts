// “Ignore … on this line”: the comment that it writes, and that the finding is silent then.
import { describe, expect, test } from 'vitest';
import { openDocument, textOf } from '../../server/src/ide.ts';
import { applyFix } from '../kit/diagnostics.ts';
import { openWorkspace, serviceFor } from '../kit/workspace.ts';

/** The lines after each finding was ignored, the first one first. */
function ignored(text: string, eol = '\n'): string[] {
  const { service, document } = openWorkspace(`${text}\n`, { eol });
  let current = document;
  for (const _ of service.diagnostics(document)) {
    const edit = service.ignoring(current, service.diagnostics(current)[0]!);
    expect(edit).not.toBeNull();
    current = applyFix(current, { title: '', safe: true, edits: [edit!], elsewhere: [] });
  }
  expect(service.diagnostics(current)).toEqual([]);
  expect(textOf(current).endsWith(eol)).toBe(true);
  return textOf(current).slice(0, -eol.length).split(eol);
}

describe('a comment above the line', () => {
  test.each([
    ['an ordinary line', 'MaxClients 5', ['# apacheconf: ignore obsolete-directive', 'MaxClients 5']],
    [
      'as far in as the line',
      '<VirtualHost *:80>\n\tKeepAlive yes\n</VirtualHost>',
      ['<VirtualHost *:80>', '\t# apacheconf: ignore invalid-value', '\tKeepAlive yes', '</VirtualHost>'],
    ],
    [
      'above all of a continued line',
      'ServerName a\n  WSGIDaemonProcess a \\\n    thread=5',
      ['ServerName a', '  # apacheconf: ignore unknown-option', '  WSGIDaemonProcess a \\', '    thread=5'],
    ],
    ['one more code', 'MaxClients many', ['# apacheconf: ignore invalid-value, obsolete-directive', 'MaxClients many']],
    [
      'one more code before a remark',
      '# apacheconf: ignore obsolete-directive -- old\n\nMaxClients many',
      ['# apacheconf: ignore obsolete-directive, invalid-value -- old', '', 'MaxClients many'],
    ],
    [
      'beside a comment for the whole file',
      '# apacheconf: ignore-file obsolete-directive\nMaxClients many',
      ['# apacheconf: ignore-file obsolete-directive', '# apacheconf: ignore invalid-value', 'MaxClients many'],
    ],
  ])('%s', (_, before, after) => {
    expect(ignored(before)).toEqual(after);
    expect(ignored(before, '\r\n')).toEqual(after);
  });

  test('of a comment without codes', () => {
    const { service, document } = openWorkspace('# apacheconf: ignore\nMaxClients 5');
    const finding = service.diagnostics(document).find(({ code }) => code === 'obsolete-directive')!;
    expect(service.ignoring(document, finding)?.newText).toBe(' obsolete-directive');
  });
});

describe('there is none', () => {
  test.each([
    ['for a byte order mark, which must come first', '\uFEFFServerName a\n'],
    ['for a file that is not analysed', '\0'.repeat(64)],
    ['for a comment of this kind', '# apacheconf: ignore invalid-value\nServerName a\n'],
  ])('%s', (_, text) => {
    const document = openDocument('file:///etc/apache2/sites-available/a.conf', 1, text);
    const [finding] = serviceFor().diagnostics(document);
    expect(serviceFor().ignoring(document, finding!)).toBeNull();
  });
});
