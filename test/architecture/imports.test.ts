/** What the rooms may import: from those on their left only, and of the machine only where it is reached. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Import, importsBelow, ringsIn } from '../kit/imports.ts';

const root = path.join(import.meta.dirname, '../..');
const server = importsBelow('server/src');
const client = importsBelow('client/src');

const CERTIFICATES = /^client\/src\/certificates\//;
const SCAFFOLDS = /^client\/src\/scaffolds\//;

const shown = ({ from, to }: Import) => `${from} -> ${to}`;

/** The rooms from left to right: a room imports from those before its own place. `knowledge` stands beside `syntax`. */
const ORDER = [
  'text',
  'syntax',
  'knowledge',
  'model',
  'refusals',
  'rules',
  'document.ts',
  'view',
  'features',
  'ide.ts',
  'version.ts',
  'lsp',
  'platform',
  'cli',
];
const APART = [
  ['knowledge', 'syntax'],
  ['knowledge', 'text'],
  ['cli', 'lsp'],
  ['refusals', 'document.ts'],
];

function room(file: string): string | undefined {
  return /^server\/src\/([^/]+)/.exec(file)?.[1];
}

function goesBack({ from, to }: Pick<Import, 'from' | 'to'>): boolean {
  const [here, there] = [room(from), room(to)];
  if (here === undefined || there === undefined || here === there) return false;
  return ORDER.indexOf(there) > ORDER.indexOf(here) || APART.some(([one, other]) => here === one && there === other);
}

describe('imports', () => {
  test('are read', () => {
    expect(server).toContainEqual({ from: 'server/src/ide.ts', to: 'server/src/document.ts', runs: true });
    expect(client).toContainEqual({ from: 'client/src/extension.ts', to: 'vscode-languageclient/node', runs: true });
    expect(server).toContainEqual({ from: 'server/src/syntax/section.ts', to: 'server/src/syntax/block.ts', runs: false });
    expect([...new Set(server.map(({ from }) => room(from)!))].filter((name) => !ORDER.includes(name))).toEqual([]);
  });

  test('of the server go to the left only', () => {
    expect(server.filter(goesBack).map(shown)).toEqual([]);
  });

  test.each([
    ['text', 'model'],
    ['knowledge', 'syntax'],
    ['rules', 'features'],
    ['lsp', 'platform'],
    ['cli', 'lsp'],
  ])('from %s to %s would be noticed', (from, to) => {
    expect(goesBack({ from: `server/src/${from}/a.ts`, to: `server/src/${to}/b.ts` })).toBe(true);
  });

  test('of Node stand in platform/node and cli only', () => {
    const elsewhere = server.filter(({ from }) => !/^server\/src\/(?:platform\/node|cli)\//.test(from));
    expect(elsewhere.filter(({ to }) => /^node:/.test(to) || /^(?:fs|path|os|url|util|crypto|child_process|process)(?:\/|$)/.test(to)).map(shown)).toEqual([]);
  });

  test('of the editor stand in the client only, and the client knows nothing of the server', () => {
    expect(server.filter(({ to }) => /^vscode(?:-languageclient.*)?$/.test(to)).map(shown)).toEqual([]);
    const elsewhere = client.filter(({ from }) => !CERTIFICATES.test(from) && !SCAFFOLDS.test(from));
    expect(elsewhere.filter(({ to }) => !/^(?:client\/src\/|vscode$|vscode-languageclient(?:\/|$)|node:(?:os|path|url)$)/.test(to)).map(shown)).toEqual([]);
  });

  test('of certificates are those of Node and of node-forge: neither the editor nor the rest of the client is known there', () => {
    const certificates = client.filter(({ from }) => CERTIFICATES.test(from));
    expect(certificates.length).toBeGreaterThan(0);
    expect(certificates.filter(({ to }) => !CERTIFICATES.test(to) && !/^node(?::|-forge\/lib\/)/.test(to)).map(shown)).toEqual([]);
  });

  test('of scaffolds are other rooms of texts alone: neither the editor nor the disk is known there', () => {
    const scaffolds = client.filter(({ from }) => SCAFFOLDS.test(from));
    expect(scaffolds.length).toBeGreaterThan(0);
    expect(scaffolds.filter(({ to }) => !/^client\/src\/(?:scaffolds|certificates)\/|^node:(?:path|net)$/.test(to)).map(shown)).toEqual([]);
  });

  test('that run go in no ring', () => {
    expect(ringsIn([...server, ...client].filter(({ runs }) => runs))).toEqual([]);
  });

  test('in a ring would be noticed', () => {
    const ring = ['ab', 'bc', 'ca', 'cd'].map(([from, to]) => ({ from: from!, to: to! }));
    expect(ringsIn(ring)).toEqual([['a', 'b', 'c', 'a']]);
  });

  test('of the core are compiled without the types of Node and of the editor', () => {
    const base = JSON.parse(readFileSync(path.join(root, 'tsconfig.base.json'), 'utf8'));
    const core = JSON.parse(readFileSync(path.join(root, 'server/tsconfig.json'), 'utf8'));
    expect(base.compilerOptions.types).toEqual([]);
    expect(core.compilerOptions?.types ?? []).toEqual([]);
    expect(core.exclude).toEqual(['src/lsp', 'src/platform', 'src/cli']);
  });
});
