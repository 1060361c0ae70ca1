/** Mistakes in the YAML files are named with their file and directive, and do not end the compilation. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileKnowledge } from '../../scripts/knowledge/compile.mjs';
import { inTemporaryFolder } from '../kit/apache.ts';

const GOOD = `
  Colour:
    summary: Sets the colour of the page.
    syntax: Colour red|blue
    contexts: [server, vhost]
    count: TAKE1
    arguments:
      - {name: colour, type: enum, values: {red: The warm one., blue: The cold one.}, refusal: "Colour must be red or blue"}
    docs: Paints the page.
`;

const HEAD = 'module: mod_colour\nidentifier: colour_module\nsource: mod_colour.c\nstatus: Extension\nmanual: mod/mod_colour.html\ndirectives:';

interface Files {
  readonly module?: string;
  readonly thirdParty?: string;
  readonly variables?: string;
}

/** Compiles a knowledge folder that has one file of each kind. */
function compile({ module = HEAD + GOOD, thirdParty = '', variables = '' }: Files): Promise<ReturnType<typeof compileKnowledge>> {
  return inTemporaryFolder(async (folder) => {
    await mkdir(path.join(folder, 'modules'));
    await mkdir(path.join(folder, 'variables'));
    await writeFile(path.join(folder, 'modules/mod_colour.yaml'), module);
    await writeFile(path.join(folder, 'variables/log.yaml'), variables);
    await writeFile(path.join(folder, 'third-party.yaml'), thirdParty);
    await writeFile(path.join(folder, 'removed.yaml'), '');
    return compileKnowledge(folder);
  });
}

/** The problems of the good directive after one line of it was replaced. */
async function problemsWith(line: string, replacement: string): Promise<string[]> {
  const module = HEAD + GOOD.replace(line, replacement);
  expect(module).not.toBe(HEAD + GOOD);
  return (await compile({ module })).problems;
}

const AT = 'modules/mod_colour.yaml: Colour: ';

const mistakes: readonly [string, string, string][] = [
  ['summary: Sets the colour of the page.', 'summary: ""', `${AT}summary is missing`],
  ['of the page.', 'of the page', `${AT}summary: one sentence of at most 120 characters`],
  ['of the page.', `${'very '.repeat(30)}well.`, `${AT}summary: one sentence of at most 120 characters`],
  ['syntax:', 'sintax:', `${AT}directive: key sintax is not known`],
  ['[server, vhost]', '[server, host]', `${AT}context host is not known`],
  ['[server, vhost]', 'server', `${AT}contexts must be a list`],
  ['TAKE1', 'TAKE9', `${AT}count TAKE9 is not known`],
  ['TAKE1', '{kind: RAW_ARGS, min: 1}', `${AT}count must be a counter such as TAKE1, or kind, min and max`],
  ['TAKE1', 'NO_ARGS', `${AT}signature asks for 1 arguments, httpd takes 0`],
  ['TAKE1', 'TAKE2', `${AT}signature has 1 arguments, httpd wants 2`],
  ['type: enum', 'type: list', `${AT}signature argument colour: type list is not known`],
  ['type: enum', 'typ: enum', `${AT}signature argument colour: key typ is not known`],
  ['{red: The warm one., blue: The cold one.}', '[red, blue]', `${AT}signature argument colour: values must be a map from the literal to its text`],
  ['blue: The cold one.', 'blue: ""', `${AT}signature argument colour: value blue has no text`],
  ['blue: The cold one.', 'blue: {text: The cold one., sins: 2.4.1}', `${AT}signature argument colour value blue: key sins is not known`],
  ['docs: Paints', 'inert: true\n    docs: Paints', `${AT}inert is true, and needs deprecated`],
  ['docs: Paints', 'within: mdomain\n    docs: Paints', `${AT}within must be a list of section names without brackets`],
];

describe('compiling the knowledge', () => {
  test('finds nothing wrong with a right directive', async () => {
    const { facts, docs, problems } = await compile({});
    expect(problems).toEqual([]);
    expect(docs).toEqual({ 'Colour mod_colour': 'Paints the page.' });
    expect(facts.directives).toMatchObject([{ name: 'Colour', module: 'mod_colour', accepted: ['server', 'vhost'], count: { kind: 'TAKE1', min: 1, max: 1 } }]);
  });

  test.each(mistakes)('%s -> %s', async (line, replacement, problem) => {
    expect(await problemsWith(line, replacement)).toContain(problem);
  });

  test('names the file whose YAML cannot be read, with the line', async () => {
    const { problems } = await compile({ module: `${HEAD}\n  Colour: [\n` });
    expect(problems.join('\n')).toMatch(/^modules\/mod_colour\.yaml: .* at line \d+/);
  });

  test('names a directive that stands twice in a file', async () => {
    const { problems } = await compile({ module: HEAD + GOOD + GOOD });
    expect(problems.join('\n')).toMatch(/^modules\/mod_colour\.yaml: Map keys must be unique/);
  });

  test('names an entry that is empty, and what a module lacks', async () => {
    const { problems } = await compile({ module: 'module: mod_colour\nstatus: Extension\ndirectives:\n  Colour:\n' });
    expect(problems).toContain('modules/mod_colour.yaml: manual is missing');
    expect(problems).toContain(`${AT}must be a map with summary, syntax, contexts and count`);
  });

  test('names options without a summary or with an unknown type', async () => {
    const options = '{name: option, type: options, repeat: true, options: {size: {type: number}}}';
    const problems = await problemsWith('- {name: colour, type: enum,', `- ${options}\n      - {name: colour, type: enum,`);
    expect(problems).toEqual(
      expect.arrayContaining([
        `${AT}signature argument option: option size: type number is not known`,
        `${AT}signature argument option: option size has no summary`,
      ]),
    );
  });

  test('names third-party contexts and variables that are wrong', async () => {
    const thirdParty =
      'modules:\n  - module: mod_far\n    identifier: far_module\n    source: mod_far.c\n    package: far\n    directives: {"server nowhere": [FarAway]}\n';
    const { problems } = await compile({ thirdParty, variables: 'scope: log\nvariables:\n  H: {}\n' });
    expect(problems).toEqual(['third-party.yaml: mod_far: context nowhere is not known', 'variables/log.yaml: H: text is missing']);
  });

  test('of this project finds nothing wrong', () => {
    expect(compileKnowledge(path.join(import.meta.dirname, '../../server/src/knowledge')).problems).toEqual([]);
  });
});
