/**
 * Every snippet, expanded with its default texts (and once more for each choice it offers), is a configuration that the
 * real Apache accepts. Files and folders that a snippet names are created below a temporary folder first.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configtest, findApache, inTemporaryFolder } from '../kit/apache.ts';
import { expand, variants } from './expand.ts';
import { moveBelow } from './paths.ts';

interface Snippet {
  readonly prefix: string | readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const file = new URL('../../snippets/apacheconf.json', import.meta.url);
const snippets: Record<string, Snippet> = JSON.parse(readFileSync(file, 'utf8'));
const entries = Object.entries(snippets);
const apache = findApache();

describe('snippets', () => {
  test('have a description, a prefix of their own and balanced sections', () => {
    const prefixes = entries.flatMap(([, { prefix }]) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const [title, { description, body }] of entries) {
      const text = expand(body.join('\n'));
      expect(description, title).toMatch(/\.$/);
      expect(text, title).not.toMatch(/\$\{|\$\d/);
      expect([...text.matchAll(/^\s*<\w/gm)].length, title).toBe([...text.matchAll(/^\s*<\/\w/gm)].length);
    }
  });

  test('end with a final cursor position', () => {
    for (const [title, { body }] of entries) expect(body.join('\n').match(/\$0/g), title).toHaveLength(1);
  });

  test('have the real Apache to judge them in continuous integration', () => {
    expect(apache !== null || process.env.CI !== 'true', 'apache2 and its modules are not installed').toBe(true);
  });
});

describe.runIf(apache !== null)('Apache accepts', () => {
  test.each(entries)('%s', { timeout: 60_000 }, async (_, { body }) => {
    for (const text of variants(body.join('\n'))) {
      await inTemporaryFolder(async (folder) => {
        const { ok, stderr } = await configtest(await moveBelow(folder, text));
        expect(ok, `${stderr}\n${text}`).toBe(true);
        // Names and addresses are placeholders; any other warning would be a flaw of the snippet.
        expect(stderr.replace(/^.*AH0(?:0557|0558|0112).*$/gm, '').trim()).toBe('Syntax OK');
      });
    }
  });
});

describe('expand', () => {
  test.each([
    ['plain', 'plain'],
    ['${1:a} $1 ${1}', 'a a a'],
    ['${2|x,y|}-$2$0', 'x-x'],
    ['\\${A} \\\\.x %{B}', '${A} \\.x %{B}'],
  ])('%s', (body, text) => expect(expand(body)).toBe(text));

  test('variants try every choice', () => expect(variants('${1|a,b|} ${2|c,d|}')).toEqual(['a c', 'b c', 'a d']));
});
