/**
 * Every snippet, expanded with its default texts (and once more for each choice it offers), is something that the real program
 * takes: Apache and our own checker, Python, nginx. Files and folders that a snippet names are created below a temporary folder first.
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildSnippets, snippetFiles } from '../../scripts/build-snippets.mjs';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { configtest, findApache, inTemporaryFolder } from '../kit/apache.ts';
import { findNginx } from '../kit/nginx.ts';
import { Pki } from '../kit/pki.ts';
import { freePort } from '../kit/start.ts';
import { expand, variants } from './expand.ts';
import { moveBelow } from './paths.ts';

interface Snippet {
  readonly scope?: string;
  readonly prefix: string | readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const root = path.join(import.meta.dirname, '../..');
const contributed: readonly { language?: string; path: string }[] = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).contributes.snippets;
const files = await Promise.all(
  contributed.map(async ({ language = 'nginx', path: file }) => {
    const snippets: Record<string, Snippet> = JSON.parse(await readFile(path.join(root, file), 'utf8'));
    return { language, file, entries: Object.entries(snippets) };
  }),
);
const entriesOf = (wanted: string) => files.find(({ language }) => language === wanted)!.entries;

describe.each(files)('snippets for $language', ({ language, file, entries }) => {
  test('are those of the YAML file', () => {
    const { source } = snippetFiles().find(({ output }) => output.pathname.endsWith(path.basename(file)))!;
    expect(Object.fromEntries(entries), 'run node scripts/build-snippets.mjs').toEqual(JSON.parse(buildSnippets(source)));
  });

  test('say their language themselves where the contribution does not', () => {
    const scopes = new Set(entries.map(([, { scope }]) => scope));
    expect([...scopes]).toEqual([file.endsWith('.code-snippets') ? language : undefined]);
  });

  test('have a description and a prefix of their own', () => {
    const prefixes = entries.flatMap(([, { prefix }]) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const [title, { description }] of entries) expect(description, title).toMatch(/\.$/);
  });

  test('end with a final cursor position, once', () => {
    for (const [title, { body }] of entries) expect(body.join('\n').match(/(?<!\\)\$0/g), title).toHaveLength(1);
  });

  test('leave no placeholder behind', () => {
    for (const [title, { body }] of entries) expect(expand(body.join('\n')), title).not.toMatch(/\$\{|\$\d|\{\{/);
  });
});

test('the programs that judge snippets are there in continuous integration', () => {
  expect((findApache() !== null && findNginx() !== null) || process.env.CI !== 'true').toBe(true);
});

describe.runIf(findApache() !== null)('Apache accepts', () => {
  test.each(entriesOf('apacheconf'))('%s', { timeout: 60_000 }, async (_, { body }) => {
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

describe('our own checker has nothing to say about', () => {
  const service = new LanguageService(NEWEST);

  test.each(entriesOf('apacheconf'))('%s', (_, { body }) => {
    for (const text of variants(body.join('\n'))) {
      const found = service.diagnostics(openDocument('file:///srv/snippet.conf', 0, text));
      expect(
        found.map(({ code, message }) => `${code}: ${message}`),
        text,
      ).toEqual([]);
    }
  });
});

describe('Python reads', () => {
  test.each(entriesOf('python'))('%s', (_, { body }) => {
    for (const text of variants(body.join('\n'))) {
      const { status, stderr } = spawnSync('python3', ['-I', '-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text, encoding: 'utf8' });
      expect(status, `${stderr}\n${text}`).toBe(0);
    }
  });
});

describe.runIf(findNginx() !== null)('nginx accepts', () => {
  test.each(entriesOf('nginx'))('%s', { timeout: 60_000 }, async (_, { body }) => {
    await inTemporaryFolder(async (folder) => {
      for (const text of variants(body.join('\n'))) {
        const { status, stderr } = spawnSync(findNginx()!, ['-t', '-e', 'stderr', '-p', folder, '-c', await nginxFile(folder, text)], { encoding: 'utf8' });
        expect(status, `${stderr}\n${text}`).toBe(0);
        expect(stderr).not.toMatch(/\[(?:warn|alert|emerg)\]/);
      }
    });
  });
});

const pki = new Pki();
const pair = pki.write('pair.pem', { certificates: [{ names: ['www.example.com'], key: 'EC snippet', days: [-1, 30], issuer: 'root' }], key: 'EC snippet' });
afterAll(() => pki.remove());

/** Paths of certificates and keys lead to a pair that is there. */
function withCertificates(text: string): string {
  return text.replace(/\/etc\/ssl\/[\w./-]+\.pem/g, pair);
}

/** A whole configuration around a text, on ports that anybody may have; certificates that it names are made. */
async function nginxFile(folder: string, text: string): Promise<string> {
  const ports: Readonly<Record<string, number>> = { 80: await freePort(), 443: await freePort() };
  const moved = withCertificates(text).replace(/(?<=listen (?:\[::\]:)?)(?:80|443)\b/g, (port) => String(ports[port]));
  const inside = /^server\b/m.test(moved) ? moved : `server { listen 127.0.0.1:8443; ${moved} }`;
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  const file = path.join(folder, 'nginx.conf');
  await writeFile(file, `pid ${folder}/pid;\nevents {}\nhttp { access_log off; ${folders.join(' ')}\n${inside}\n}\n`);
  return file;
}
