/** Every fix that the bad examples of these rules offer, the unsafe ones too: the finding is gone and the real httpd takes the result. */
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { wsgiRules } from '../../server/src/rules/wsgi/index.ts';
import { apacheIsAsked, type ConfigTest, configtest, inTemporaryFolder } from '../kit/apache.ts';
import { check, checkAlone, type Found, type Tree } from '../kit/configuration.ts';
import { configtestTree } from '../kit/realTree.ts';
import { moveBelow } from '../snippets/paths.ts';
import { fixedTree } from './fixing.ts';

type Page = (typeof wsgiRules)[number]['page'];

/** Where the example lies. */
const ROOT = '/etc/apache2/apache2.conf';
const ALONE = '/srv/alone.conf';

function looked({ files, server }: Page, text: string): { readonly path: string; readonly found: Found[] } {
  const target = { ...NEWEST, ...server };
  if (files === undefined) return { path: ALONE, found: checkAlone(text, target) };
  return { path: ROOT, found: check({ [ROOT]: text, ...files }, { target }) };
}

const fixes = wsgiRules.flatMap(({ code, page }) => {
  const { path, found } = looked(page, page.bad);
  const own = found.filter((one) => one.code === code);
  return own.flatMap((one) => one.fixes.map((fix) => [`${code}: ${fix.title}`, { code, page, path, fix, before: own.length }] as const));
});

/** The example after a fix. */
function mended(page: Page, path: string, fix: (typeof fixes)[number][1]['fix']): string {
  const tree: Tree = { [path]: page.bad };
  return fixedTree(tree, path, fix)[path]!;
}

/** httpd's verdict; the files that the text names exist, or those that the page tells of. */
function judgedBy({ files }: Page, text: string): Promise<ConfigTest> {
  if (files !== undefined) return configtestTree({ [ROOT]: text, ...files }, ROOT);
  return inTemporaryFolder(async (folder) => configtest(await moveBelow(folder, text)));
}

test('most rules offer a fix', () => {
  expect(new Set(fixes.map(([, { code }]) => code)).size).toBeGreaterThan(25);
});

describe('a fix of a bad example', () => {
  test.each(fixes)('%s: leaves less to say', (_, { code, page, path, fix, before }) => {
    const { found } = looked(page, mended(page, path, fix));
    expect(found.filter((one) => one.code === code).length).toBeLessThan(before);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const judged = fixes.filter(([, { page }]) => page.server?.platform !== 'windows');
  test.runIf(apacheIsAsked()).each(judged)('%s: is taken by httpd', async (_, { page, path, fix }) => {
    const { ok, stderr } = await judgedBy(page, mended(page, path, fix));
    expect(ok, stderr).toBe(true);
  });
});
