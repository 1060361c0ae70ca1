// Severities that somebody chose for single codes.
import { describe, expect, test } from 'vitest';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import type { RuleLevels } from '../../server/src/rules/levels.ts';

/** An error, a warning, and a hint about the comment. */
const text = 'SSLEngine yes\nMaxClients 5\n# apacheconf: ignore invalid-value\n';

function shown(levels: RuleLevels, of = text): string[] {
  const document = openDocument('file:///etc/apache2/sites-available/a.conf', 1, of);
  return new LanguageService(NEWEST, { levels }).diagnostics(document).map(({ code, severity }) => `${severity} ${code}`);
}

describe('a chosen severity', () => {
  test.each<[RuleLevels, string[]]>([
    [{}, ['error invalid-value', 'warning obsolete-directive', 'hint unused-suppression']],
    [{ 'invalid-value': 'information' }, ['information invalid-value', 'warning obsolete-directive', 'hint unused-suppression']],
    [{ 'invalid-value': 'off', 'unused-suppression': 'off' }, ['warning obsolete-directive']],
    [{ 'unused-suppression': 'warning' }, ['error invalid-value', 'warning obsolete-directive', 'warning unused-suppression']],
    [{ 'obsolete-directive': 'hint' }, ['error invalid-value', 'hint obsolete-directive', 'hint unused-suppression']],
  ])('%j', (levels, expected) => {
    expect(shown(levels)).toEqual(expected);
  });

  test('of error keeps red for what httpd refuses', () => {
    const both = 'SSLEngine yes\nCustomLog logs/access.log combined env=!x\nTimeOut soon\n';
    expect(shown({ 'invalid-value': 'error' }, both).sort()).toEqual(shown({}, both).sort());
    expect(shown({}, both)).toContain('warning invalid-value');
    expect(shown({ 'too-many-findings': 'warning' }, 'SSLEngine yes\n'.repeat(2001)).at(-1)).toBe('warning too-many-findings');
  });

  test('counts for files that are not analysed too', () => {
    expect(shown({}, '\0'.repeat(64))).toEqual(['information not-analysed']);
    expect(shown({ 'not-analysed': 'warning' }, '\0'.repeat(64))).toEqual(['warning not-analysed']);
    expect(shown({ 'not-analysed': 'off' }, '\0'.repeat(64))).toEqual([]);
  });

  test('does not make a comment superfluous', () => {
    expect(shown({ 'obsolete-directive': 'off' }, '# apacheconf: ignore obsolete-directive\nMaxClients 5\n')).toEqual([]);
  });

  test('leaves closing tags as they are', () => {
    const document = openDocument('file:///etc/apache2/sites-available/a.conf', 1, '<Location />');
    const service = new LanguageService(NEWEST, { levels: { 'unclosed-section': 'off' } });
    expect(service.diagnostics(document)).toEqual([]);
    expect(service.closingTag(document, { line: 0, character: 12 })).toBe('</Location>');
  });
});
