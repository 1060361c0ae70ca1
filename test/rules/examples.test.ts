/** The examples on the rules' pages keep their word: before our checker, and before the real httpd. */
import { describe, expect, test } from 'vitest';
import { catalog, checkExample, ROOT } from '../../scripts/rule-pages/examples.ts';
import { changeDocument, textOf } from '../../server/src/ide.ts';
import { apacheIsAsked, type ConfigTest, configtest, inTemporaryFolder } from '../kit/apache.ts';
import { configtestTree } from '../kit/realTree.ts';
import { moveBelow } from '../snippets/paths.ts';

type Entry = (typeof catalog)[number];

const byCode = catalog.map((entry) => [entry.code, entry] as const);
/** What the real httpd is asked about here; certificates need real files, and a start (test/certificates). */
const asked = byCode.filter(([, { page }]) => page.certificates === undefined);
/** What every httpd refuses, this one too. */
const refused = asked.filter(([, { severity, page }]) => severity === 'error' && page.server === undefined && page.atStart === undefined);

/** The bad example after every fix that may be applied unseen; null where there is none. */
function mended({ code, page }: Entry): string | null {
  const { document, diagnostics } = checkExample(page, page.bad);
  const fixes = diagnostics.filter((diagnostic) => diagnostic.code === code).flatMap((diagnostic) => diagnostic.fixes.filter(({ safe }) => safe).slice(0, 1));
  if (fixes.length === 0) return null;
  const backwards = fixes
    .flatMap(({ edits }) => edits)
    .sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
  const changes = backwards.map(({ range, newText }) => ({ range, text: newText }));
  return textOf(changeDocument(document, 1, changes));
}

const fixable = byCode.filter(([, entry]) => mended(entry) !== null);
const fixableHere = asked.filter(([, entry]) => mended(entry) !== null);

/** httpd's verdict on an example; the files that it names exist, or those that the page tells of. */
async function judged({ files, place = ROOT }: Entry['page'], text: string): Promise<ConfigTest> {
  if (files !== undefined) return configtestTree({ [place]: text, ...files }, ROOT);
  return inTemporaryFolder(async (folder) => {
    const verdict = await configtest(await moveBelow(folder, text));
    return { ...verdict, stderr: verdict.stderr.replaceAll(folder, '') };
  });
}

describe('the examples of a page', () => {
  test('there is a page for each code, and no code twice', () => {
    const codes = catalog.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  test.each(byCode)('%s: the bad one gets the finding', (code, { page, severity }) => {
    const { diagnostics } = checkExample(page, page.bad);
    expect(diagnostics.map((found) => `${found.code} ${found.severity}`)).toContain(`${code} ${severity}`);
  });

  test.each(byCode)('%s: the good one gets none', (_, { page }) => {
    expect(checkExample(page, page.good).diagnostics).toEqual([]);
  });

  test.each(fixable)('%s: its safe fixes leave nothing to say', (_, entry) => {
    expect(checkExample(entry.page, mended(entry)!).diagnostics).toEqual([]);
  });
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.each(refused)('refuses the bad example of %s, in the words that we quote', async (code, { page }) => {
    const { ok, stderr } = await judged(page, page.bad);
    expect(ok, stderr).toBe(false);
    const quoted = checkExample(page, page.bad)
      .diagnostics.filter((found) => found.code === code)
      .map(({ message }) => message.split('\nhttpd: ')[1]);
    expect(
      quoted.some((words) => words !== undefined && stderr.includes(words)),
      `${quoted.join('\n')}\n${stderr}`,
    ).toBe(true);
  });

  test.each(asked)('takes the good example of %s', async (_, { page }) => {
    const { ok, stderr } = await judged(page, page.good);
    expect(ok, stderr).toBe(true);
  });

  test.each(fixableHere)('takes what the safe fixes make of %s', async (_, entry) => {
    const { ok, stderr } = await judged(entry.page, mended(entry)!);
    expect(ok, stderr).toBe(true);
    expect(stderr).not.toContain(':error]');
  });
});
