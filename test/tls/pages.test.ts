/** The examples on the pages of rules about TLS: each fix does what it says, and httpd starts or not as we say. */
import { afterAll, describe, expect, test } from 'vitest';
import { checkExample } from '../../scripts/rule-pages/examples.ts';
import { changeDocument, textOf } from '../../server/src/ide.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';
import { tlsRules } from '../../server/src/rules/tls/index.ts';
import { layOut, moved, quoted } from '../certificates/examples.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { pairIn, tlsFindingsOf } from './verdicts.ts';

const pki = new Pki();
afterAll(() => pki.remove());

/** The bad example of a rule after each of its fixes. */
function mended(code: string, page: RulePage): readonly (readonly [title: string, text: string])[] {
  const { document, diagnostics } = checkExample(page, page.bad);
  const fixes = diagnostics.filter((found) => found.code === code).flatMap((found) => found.fixes);
  return fixes
    .filter(({ title }) => !title.startsWith('Ignore'))
    .map(({ title, edits }) => {
      const backwards = [...edits].sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
      const changes = backwards.map(({ range, newText }) => ({ range, text: newText }));
      return [title, textOf(changeDocument(document, 1, changes))];
    });
}

/** A page's text with files that are there for every certificate, key and list that it names. */
function withFiles(page: RulePage, text: string): string {
  layOut(pki, page);
  pairIn(pki);
  for (const [path] of text.matchAll(/\/etc\/ssl\/\S+/g)) if (/\.(?:pem|crt)$/.test(path)) pki.write(path, { certificates: ['root'] });
  for (const name of ['blog', 'shop', 'office']) {
    pki.write(`/etc/ssl/private/${name}.crt`, { certificates: [{}] });
    pki.write(`/etc/ssl/private/${name}.key`, { key: 'EC 1' });
  }
  pki.write('/etc/ssl/crls/none', '');
  return moved(text, pki.folder);
}

const fixes = tlsRules.flatMap(({ code, page }) => mended(code, page).map(([title, text]) => [code, title, page, text] as const));
const refusing = tlsRules.filter(({ severity }) => severity === 'error').map((rule) => [rule.code, rule] as const);

test('most rules offer a fix', () => {
  expect(fixes.length).toBeGreaterThan(30);
});

test.each(fixes)('%s: “%s” leaves nothing to say', (code, _, page, text) => {
  expect(checkExample(page, text).diagnostics.map((found) => found.code)).not.toContain(code);
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.concurrent.each(fixes)('starts with what %s: “%s” makes', async (_, __, page, text) => {
    const { started, log } = await startOnLoopback(withFiles(page, text));
    expect(started, log).toBe(true);
  });

  test.concurrent.each(refusing)('does not start with the bad example of %s', async (code, { page }) => {
    const text = withFiles(page, page.bad);
    const [error] = tlsFindingsOf(pki.folder, text).filter((found) => found.code === code);
    const { started, log } = await startOnLoopback(text);
    expect(started, log).toBe(false);
    expect(log.replaceAll(pki.folder, '')).toContain(quoted(error!));
  });

  test.concurrent.each(tlsRules.map((rule) => [rule.code, rule.page] as const))('starts with the good example of %s', async (_, page) => {
    const { started, log } = await startOnLoopback(withFiles(page, page.good));
    expect(started, log).toBe(true);
  });
});
