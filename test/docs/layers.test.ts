/** Imports go the way that docs/ARCHITECTURE.md draws them: from the room on the right to those on its left, never back. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** What each room of the server may import besides itself. Single files at the top are rooms of their own. */
const base = ['text', 'syntax', 'knowledge', 'model'];
const core = [...base, 'refusals', 'rules', 'features'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  knowledge: [],
  model: ['text', 'syntax', 'knowledge'],
  refusals: base,
  rules: [...base, 'refusals'],
  'document.ts': ['text', 'syntax', 'model'],
  features: [...base, 'refusals', 'rules', 'document.ts'],
  'ide.ts': [...core, 'document.ts'],
  'version.ts': [],
  lsp: [...core, 'document.ts', 'ide.ts', 'version.ts'],
  platform: ['lsp'],
  cli: [...core, 'document.ts', 'ide.ts', 'version.ts'],
};
/** What comes from outside of the repository. */
const packages: Readonly<Record<string, RegExp>> = {
  lsp: /^vscode-(?:languageserver|uri)$/,
  platform: /^(?:node:|vscode-languageserver\/node$)/,
  cli: /^node:/,
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function importsBelow(folder: string): Import[] {
  const files = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.flatMap((entry) => importsOf(path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const written = [...text.matchAll(/^(?:import|export)\b[^;'"]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3]!,
  );
  return written.map((to) => ({ from: file, to: to.startsWith('.') ? path.posix.join(path.posix.dirname(file), to) : to }));
}

const roomOf = (file: string) => /^server\/src\/([^/]+)/.exec(file)?.[1];

function mayImport({ from, to }: Import): boolean {
  const room = roomOf(from)!;
  const wanted = roomOf(to);
  if (wanted === undefined) return packages[room]?.test(to) === true;
  return wanted === room || allowed[room]?.includes(wanted) === true;
}

const shown = ({ from, to }: Import) => `${from} -> ${to}`;

test('the rooms of the server import only what stands left of them', () => {
  const imports = importsBelow('server/src');
  expect(imports.length).toBeGreaterThan(300);
  expect(imports.filter((one) => !mayImport(one)).map(shown)).toEqual([]);
});

test('every import of the server ends in .ts or is a package', () => {
  expect(
    importsBelow('server/src')
      .filter(({ to }) => to.startsWith('server/') && !to.endsWith('.ts'))
      .map(shown),
  ).toEqual([]);
});

test('the client imports nothing of the server, and only the client knows vscode', () => {
  expect(
    importsBelow('client/src')
      .filter(({ to }) => to.startsWith('server/'))
      .map(shown),
  ).toEqual([]);
  expect(
    importsBelow('server/src')
      .filter(({ to }) => to === 'vscode' || to.startsWith('vscode-languageclient'))
      .map(shown),
  ).toEqual([]);
});

test('the server starts no program and speaks to no network', () => {
  const forbidden = /^(?:node:)?(?:child_process|cluster|dgram|dns|http2?|https|net|tls|worker_threads)(?:\/|$)/;
  expect([...importsBelow('server/src'), ...importsBelow('client/src')].filter(({ to }) => forbidden.test(to)).map(shown)).toEqual([]);
});
