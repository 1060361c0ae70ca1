/** The pages under docs/rules say what the rules say; `npm run rule-pages` writes them anew. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../scripts/rule-pages/examples.ts';
import { rulePage, shownExample } from '../../scripts/rule-pages/page.mjs';
import { ruleUrl } from '../../server/src/rules/url.ts';

const root = new URL('../../', import.meta.url);
const generator = fileURLToPath(new URL('scripts/build-rule-pages.mjs', root));

describe('rule pages', () => {
  test('are up to date', async () => {
    const { stderr } = await promisify(execFile)(process.execPath, [generator, '--check']).catch((error) => error);
    expect(stderr).toBe('');
  });

  test.each(catalog.map(({ code }) => code))('%s is where its address leads', (code) => {
    expect(existsSync(new URL(ruleUrl(new URL('docs/rules/', root).href, code)))).toBe(true);
  });

  test('show hidden signs and cut what is long', () => {
    expect(shownExample('\uFEFFA\n')).toEqual(['```apacheconf\n⟨BOM⟩A\n```', '`⟨BOM⟩` stands for a byte order mark.']);
    expect(shownExample('A \\ \nB\n')[0]).toBe('```apacheconf\nA \\␠\nB\n```');
    expect(shownExample(`${'x'.repeat(101)}\n`)[0]).toBe(`\`\`\`apacheconf\n${'x'.repeat(80)}… (101 characters)\n\`\`\``);
    expect(shownExample('A\n'.repeat(25))[0]).toBe('```apacheconf\nA\nA\nA\n# … 19 more lines …\nA\nA\nA\n```');
  });

  test('let tags in the text stand as they are', () => {
    const page = { title: 'T', what: 'A <Directory> and `<b>`.', why: 'w', fix: 'f', bad: 'b\n', good: 'g\n' };
    expect(rulePage({ code: 'c', severity: 'hint', page }, ['no <If>\nhttpd: no'])).toContain('A \\<Directory> and `<b>`.');
    expect(rulePage({ code: 'c', severity: 'hint', page }, ['no <If>\nhttpd: no'])).toContain('> no \\<If>\\\n> httpd: no\n');
  });
});
