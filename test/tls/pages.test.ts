/** The examples on the pages of rules about TLS: each fix does what it says, and httpd starts or not as we say. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkExample } from '../../scripts/rule-pages/examples.ts';
import { textOf } from '../../server/src/ide.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';
import { tlsRules } from '../../server/src/rules/tls/index.ts';
import { moved, quoted } from '../certificates/examples.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { applyFix } from '../kit/diagnostics.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { tlsFindingsOf } from './verdicts.ts';

const pki = new Pki();
afterAll(() => pki.remove());

/** Everything that the examples name: certificates with their keys, authorities, a folder of lists. */
beforeAll(() => {
  for (const name of ['blog', 'shop', 'office']) {
    pki.write(`etc/ssl/private/${name}.crt`, { certificates: [{}] });
    pki.write(`etc/ssl/private/${name}.key`, { key: 'EC 1' });
  }
  for (const name of ['private/clients.pem', 'private/customers.pem', 'private/staff.pem', 'certs/ca-certificates.crt']) {
    pki.write(`etc/ssl/${name}`, { certificates: ['root'] });
  }
  pki.write('etc/ssl/crls/README', 'no lists yet\n');
});

/** The bad example of a rule after each of its own fixes. */
function mended(code: string, page: RulePage): readonly (readonly [code: string, title: string, page: RulePage, text: string])[] {
  const { document, diagnostics } = checkExample(page, page.bad);
  const fixes = diagnostics.filter((found) => found.code === code).flatMap((found) => found.fixes);
  return fixes.map((fix) => [code, fix.title, page, textOf(applyFix(document, fix))]);
}

const fixed = tlsRules.flatMap(({ code, page }) => mended(code, page));
const refusing = tlsRules.filter(({ severity }) => severity === 'error').map((rule) => [rule.code, rule.page] as const);

test.each(fixed)('%s: “%s” leaves nothing to say', (code, _, page, text) => {
  expect(checkExample(page, text).diagnostics.map((found) => found.code)).not.toContain(code);
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.concurrent.each(fixed)('starts with what %s: “%s” makes', async (_, __, ___, text) => {
    const { started, log } = await startOnLoopback(moved(text, pki.folder));
    expect(started, log).toBe(true);
  });

  test.each(refusing)('does not start with the bad example of %s', async (code, page) => {
    const text = moved(page.bad, pki.folder);
    const error = tlsFindingsOf(pki.folder, text).find((found) => found.code === code);
    const { started, log } = await startOnLoopback(text);
    expect(started, log).toBe(false);
    expect(log.replaceAll(pki.folder, '')).toContain(quoted(error!));
  });

  test.concurrent.each(tlsRules.map(({ code, page }) => [code, page] as const))('starts with the good example of %s', async (_, page) => {
    const { started, log } = await startOnLoopback(moved(page.good, pki.folder));
    expect(started, log).toBe(true);
  });
});
