/** The packaged extension holds what runs and what people read, nothing else, and works from where it is unpacked. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../scripts/rule-pages/examples.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { built, execute } from '../kit/checker.ts';
import { unzip } from '../kit/zip.ts';

const root = path.join(import.meta.dirname, '../..');

/** The only names that a package may hold, below `extension/`. */
const ALLOWED = [
  /^(?:package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^dist\/(?:extension|server|check)\.js$/,
  /^dist\/(?:facts|docs)\.json$/,
  /^dist\/licences\.txt$/,
  /^docs\/(?:certificates|commands)\.md$/,
  /^docs\/rules\/[A-Za-z-]+\.md$/,
  /^images\/[a-z-]+\.png$/,
  /^snippets\/(?:[a-z]+\.json|[a-z]+\.code-snippets)$/,
  /^syntaxes\/(?:apacheconf\.tmLanguage|language-configuration)\.json$/,
  /^walkthrough\/[a-z-]+\.md$/,
];

/** What is read of a part of `contributes`. */
interface Part {
  readonly path?: string;
  readonly configuration?: string;
  readonly steps?: readonly { readonly media: { readonly markdown: string } }[];
}

let size = 0;
let files = new Map<string, Buffer>();
let manifest: Record<string, unknown> & { contributes: Record<string, Part[]> };

beforeAll(async () => {
  await built();
  await inTemporaryFolder(async (folder) => {
    const vsix = path.join(folder, 'extension.vsix');
    await promisify(execFile)(process.execPath, [path.join(root, 'scripts/package.mjs'), '--no-build', '--out', vsix]);
    const archive = await readFile(vsix);
    size = archive.length;
    files = unzip(archive);
  });
  manifest = JSON.parse(textOf('package.json'));
}, 120_000);

function names(): string[] {
  return [...files.keys()].filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length));
}

function textOf(name: string): string {
  return files.get(`extension/${name}`)?.toString('utf8') ?? '';
}

describe('the package', () => {
  test('holds nothing outside of the allow-list', () => {
    expect([...files.keys()].filter((name) => !name.startsWith('extension/')).sort()).toEqual(['[Content_Types].xml', 'extension.vsixmanifest']);
    expect(names().filter((name) => !ALLOWED.some((allowed) => allowed.test(name)))).toEqual([]);
  });

  test('holds everything that the manifest names', () => {
    const { contributes, bin, main, icon } = manifest;
    const named = [
      main,
      icon,
      ...Object.values(bin as Record<string, string>),
      ...Object.values(contributes).flatMap((part) => (Array.isArray(part) ? part.flatMap(({ path: file, configuration }) => [file, configuration]) : [])),
    ];
    const wanted = named.filter((name): name is string => typeof name === 'string').map((name) => path.posix.normalize(name));
    expect(wanted).toEqual(
      expect.arrayContaining(['dist/extension.js', 'dist/check.js', 'dist/server.js', 'syntaxes/apacheconf.tmLanguage.json', 'snippets/apacheconf.json']),
    );
    expect(wanted.filter((name) => !names().includes(name))).toEqual([]);
  });

  test('holds the text for the marketplace, the licence and a page for each finding', () => {
    expect(names()).toEqual(expect.arrayContaining(['readme.md', 'changelog.md', 'LICENSE.txt', ...catalog.map(({ code }) => `docs/rules/${code}.md`)]));
  });

  test('holds the licence of every package that is bundled', () => {
    const text = files.get('extension/dist/licences.txt')!.toString('utf8');
    for (const name of ['node-forge', 'vscode-languageclient', 'vscode-languageserver', 'vscode-jsonrpc'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(text.match(/^Copyright|^ *\(c\)|Permission is hereby granted/gim)!.length).toBeGreaterThan(3);
  });

  test('holds the pages of the walkthrough', () => {
    const pages = manifest.contributes.walkthroughs!.flatMap(({ steps = [] }) => steps.map(({ media }) => media.markdown));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter((page) => !names().includes(page))).toEqual([]);
    const pictures = pages.flatMap((page) =>
      [...textOf(page).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file]) => path.posix.join(path.posix.dirname(page), file!)),
    );
    expect(pictures.length).toBeGreaterThan(1);
    expect(pictures.filter((picture) => !names().includes(picture))).toEqual([]);
  });

  test('holds the pictures that the text shows', () => {
    const pictures = [...textOf('readme.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((picture) => picture[1]!);
    expect(pictures.filter((picture) => !/^https:/.test(picture) && !names().includes(picture))).toEqual([]);
  });

  test('is small', () => {
    expect(size).toBeLessThan(1.5 * 1024 * 1024);
  });

  test('names no folder of the machine that made it', () => {
    expect(names().filter((name) => /\.(?:js|json|md)$/.test(name) && textOf(name).includes(root))).toEqual([]);
  });

  test.each([
    ['dist/extension.js', ['vscode']],
    ['dist/server.js', []],
    ['dist/check.js', []],
  ])('needs nothing beside %s but Node', (name, others) => {
    const required = [...textOf(name).matchAll(/\brequire\("([^"]+)"\)/g)].map((call) => call[1]!);
    expect(required.length).toBeGreaterThan(1);
    expect(required.filter((module) => !builtinModules.includes(module.replace(/^node:/, '')) && !others.includes(module))).toEqual([]);
  });

  test('runs where it is unpacked, and finds its pages there', async () => {
    await inTemporaryFolder(async (folder) => {
      for (const name of names()) {
        await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
        await writeFile(path.join(folder, name), files.get(`extension/${name}`)!);
      }
      await writeFile(path.join(folder, 'site.conf'), 'SSLEngine yes\n');
      const { code, stdout, stderr } = await execute(process.execPath, ['dist/check.js', '--format', 'json', 'site.conf'], folder);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      const page = fileURLToPath(JSON.parse(stdout).findings[0].url);
      expect(path.relative(folder, page)).toBe(path.join('docs', 'rules', 'invalid-value.md'));
      expect(existsSync(page)).toBe(true);
    });
  });
});
