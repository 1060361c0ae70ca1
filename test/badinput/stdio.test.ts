// Bad input over stdio: a calm message, bounded memory, and a server that answers afterwards as if nothing had been.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LspClient, PULLING, TAKING } from '../kit/lspClient.ts';

/** What the whole process may take at its peak, in MiB: a generous bound. A text of 50 MB is held once as bytes and once as letters. */
const MEMORY = 1500;

const uri = 'file:///nowhere/bad.conf';
const top = { line: 0, character: 0 };
const noise = Array.from({ length: 500_000 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join('');

const cases: readonly (readonly [name: string, text: () => string, codes: readonly string[]])[] = [
  ['a file of 50 MB', () => 'ServerName blog.test\n'.repeat(2_500_000), ['not-analysed']],
  ['a binary file', () => noise, ['not-analysed']],
  ['NULs', () => '\0'.repeat(1_000_000), ['not-analysed']],
  ['a line of 10 MB', () => `ServerAdmin ${'a'.repeat(10_000_000)}\n`, ['line-too-long']],
  [
    'ten thousand nested sections',
    () => `${'<IfModule mod_ssl.c>\n'.repeat(10_000)}${'</IfModule>\n'.repeat(10_000)}`,
    ['nested-too-deep', 'too-many-findings'],
  ],
  [
    'a hundred thousand unclosed sections of different names',
    () => Array.from({ length: 100_000 }, (_, index) => `<Section${index} x>\n`).join(''),
    ['unclosed-section', 'nested-too-deep', 'too-many-findings'],
  ],
  ['a million lines', () => 'a\n'.repeat(1_000_000), ['unknown-directive', 'too-many-findings']],
  ['backslashes', () => '\\\n'.repeat(500_000), []],
];

describe('a client that asks', () => {
  let client: LspClient;

  beforeAll(async () => {
    client = await LspClient.start({ capabilities: PULLING });
  });

  afterAll(async () => {
    expect(client.peakMemory()).toBeLessThan(MEMORY);
    expect(await client.stop()).toBe(0);
    expect(client.log).toEqual([]);
  });

  test.each(cases)('%s', async (_, text, codes) => {
    await client.open(uri, text());
    const found = new Set((await client.pull(uri)).map(({ code }) => code));
    for (const code of codes) expect(found).toContain(code);
    await client.change(uri, 2, [{ range: { start: top, end: top }, text: 'SSLEngin on\n' }]);
    const edited = await client.pull(uri);
    expect(edited.length).toBeGreaterThan(0);
    if (!found.has('not-analysed')) expect(edited[0]).toMatchObject({ code: 'unknown-directive', range: { start: top } });
    for (const method of ['completion', 'hover', 'signatureHelp']) {
      await client.request(`textDocument/${method}`, { textDocument: { uri }, position: { line: 1, character: 5 } });
    }
    for (const method of ['documentSymbol', 'foldingRange']) {
      expect(Array.isArray(await client.request(`textDocument/${method}`, { textDocument: { uri } }))).toBe(true);
    }
    await client.change(uri, 3, [{ text: 'SSLEngin on\n' }]);
    expect(await client.pull(uri)).toHaveLength(1);
    await client.notify('textDocument/didClose', { textDocument: { uri } });
  });
});

describe('a client that is told', () => {
  test('hears about each text once it is opened, and about the good one at last', async () => {
    const client = await LspClient.start({ capabilities: TAKING });
    for (const [index, [, text, codes]] of cases.entries()) {
      await client.open(uri, text(), index + 1);
      const found = new Set((await client.publishedFor(uri, index + 1)).diagnostics.map(({ code }) => code));
      for (const code of codes) expect(found).toContain(code);
    }
    await client.change(uri, 100, [{ text: 'SSLEngine on\n' }]);
    expect((await client.publishedFor(uri, 100)).diagnostics).toEqual([]);
    expect(client.peakMemory()).toBeLessThan(MEMORY);
    expect(await client.stop()).toBe(0);
  });
});
