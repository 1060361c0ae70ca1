/** The examples on the pages of rules about certificates, with real files, before our checker and before the real httpd. */
import { afterAll, describe, expect, test } from 'vitest';
import { certificateRules } from '../../server/src/rules/certificates/index.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import type { Found } from '../kit/configuration.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { DEBIAN, findingsOf, layOut, quoted } from './examples.ts';

const pki = new Pki();
afterAll(() => pki.remove());

const pages = certificateRules.filter(({ page }) => page.certificates !== undefined).map((rule) => [rule.code, rule] as const);

function looked(page: RulePage, example: 'bad' | 'good'): { readonly text: string; readonly found: Found[] } {
  const text = layOut(pki, page)[example];
  return { text, found: findingsOf(pki.folder, text, { ...DEBIAN, ...page.server }) };
}

describe('the examples with certificates', () => {
  test.each(pages)('%s: the bad one gets the finding', (code, { page, severity }) => {
    expect(looked(page, 'bad').found.map((found) => `${found.code} ${found.severity}`)).toContain(`${code} ${severity}`);
  });

  test.each(pages)('%s: the good one gets none', (_, { page }) => {
    expect(looked(page, 'good').found).toEqual([]);
  });
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.each(pages)('starts or not with the bad example of %s, as we say', async (_, { page }) => {
    const { text, found } = looked(page, 'bad');
    const errors = found.filter(({ severity }) => severity === 'error');
    const { started, log } = await startOnLoopback(text);
    expect(started, log).toBe(errors.length === 0);
    for (const error of errors) expect(log.replaceAll(pki.folder, '')).toContain(quoted(error));
  });

  test.each(pages)('starts with the good example of %s', async (_, { page }) => {
    const { started, log } = await startOnLoopback(looked(page, 'good').text);
    expect(started, log).toBe(true);
  });
});
