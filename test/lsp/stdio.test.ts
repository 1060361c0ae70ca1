// A running server over stdio: changes, all kinds of addresses, and questions that make no sense. It never ends unasked.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource, type CompletionList, ErrorCodes, type ResponseError } from 'vscode-languageserver/node';
import { errorOf, LspClient, PULLING, TAKING } from '../kit/lspClient.ts';

const uri = 'file:///nowhere/sites-available/blog.conf';
const atStart = { line: 0, character: 0 };

describe('a running server', () => {
  let client: LspClient;

  beforeEach(async () => {
    client = await LspClient.start({ capabilities: PULLING });
  });

  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  const labels = async (at: { line: number; character: number }, of = uri) =>
    (await client.request<CompletionList | null>('textDocument/completion', { textDocument: { uri: of }, position: at }))?.items.map(({ label }) => label) ??
    [];

  test('takes positions outside of the text for the nearest inside', async () => {
    await client.open(uri, 'SSLEngine on\nSSLEn');
    const ask = (method: string, line: number, character: number) =>
      client.request(`textDocument/${method}`, { textDocument: { uri }, position: { line, character } });
    const pairs: [number, number, number, number][] = [
      [-1, -1, 0, 0],
      [-3, 7, 0, 0],
      [0, -1, 0, 0],
      [0, 1e9, 0, 12],
      [1, 2 ** 31, 1, 5],
      [1e9, 0, 1, 5],
      [2 ** 31, 2 ** 31, 1, 5],
    ];
    for (const [line, character, insideLine, insideCharacter] of pairs) {
      for (const method of ['completion', 'hover', 'signatureHelp']) {
        expect(await ask(method, line, character), `${method} ${line}:${character}`).toEqual(await ask(method, insideLine, insideCharacter));
      }
    }
    expect(await labels({ line: 1e9, character: 0 })).toContain('SSLEngine');
  });

  test('knows nothing of documents that are not open', async () => {
    const document = { textDocument: { uri: 'file:///nowhere/else.conf' }, position: atStart };
    for (const method of ['completion', 'hover', 'signatureHelp']) expect(await client.request(`textDocument/${method}`, document)).toBeNull();
    for (const method of ['documentSymbol', 'foldingRange']) expect(await client.request(`textDocument/${method}`, document)).toEqual([]);
    expect(await client.pull(document.textDocument.uri)).toEqual([]);
    expect(await client.request('textDocument/codeAction', { ...document, range: { start: atStart, end: atStart } })).toEqual([]);
    expect(await client.request('apacheconf/closingTag', document)).toBeNull();
  });

  test('does not mind changes and closings of documents that are not open', async () => {
    await client.change(uri, 2, [{ text: 'SSLEngin on\n' }]);
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    expect(await client.pull(uri)).toEqual([]);
  });

  test('follows changes, whatever their versions', async () => {
    const codes = async () => (await client.pull(uri)).map(({ code, range }) => `${code}@${range.start.line}`);
    await client.open(uri, 'ServerName a\nSSLEngin on\n', 5);
    expect(await codes()).toEqual(['unknown-directive@1']);
    await client.change(uri, 6, [{ range: { start: { line: 1, character: 8 }, end: { line: 1, character: 8 } }, text: 'e' }]);
    expect(await codes()).toEqual([]);
    await client.change(uri, 3, [{ range: { start: atStart, end: atStart }, text: 'Listen\n' }]);
    expect(await codes()).toEqual(['argument-count@0']);
    await client.change(uri, 3, [
      { range: { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } }, text: ' 80' },
      { range: { start: { line: 99, character: 99 }, end: { line: 99, character: 99 } }, text: '<VirtualHost *:80>\n' },
    ]);
    expect(await codes()).toEqual(['unclosed-section@3']);
    await client.change(uri, 4, [{ text: 'ServerName a\n' }]);
    expect(await codes()).toEqual([]);
  });

  test('takes a second opening for a new text', async () => {
    await client.open(uri, 'SSLEngin on\n');
    await client.open(uri, 'SSLEngine on\n', 1);
    expect(await client.pull(uri)).toEqual([]);
  });

  test('refuses methods that it does not have, and ignores notifications', async () => {
    for (const method of ['textDocument/nonsense', '$/nonsense', 'textDocument/rename']) {
      expect(await errorOf(client.request(method, { textDocument: { uri } })), method).toBe(ErrorCodes.MethodNotFound);
    }
    for (const method of ['textDocument/nonsense', '$/nonsense', 'workspace/didRenameFiles']) await client.notify(method, { uri });
    expect(await client.pull(uri)).toEqual([]);
  });

  const malformed: readonly unknown[] = [
    {},
    { textDocument: null },
    { textDocument: {} },
    { textDocument: { uri: 5 }, position: 'here' },
    { textDocument: { uri } },
    { textDocument: { uri }, position: null, range: null },
    { textDocument: { uri }, position: { line: 'x', character: {} }, range: { start: 1, end: 2 } },
    { textDocument: { uri }, contentChanges: 5 },
    { textDocument: { uri, version: 1 }, contentChanges: [null] },
    { textDocument: { uri, version: 1 }, contentChanges: [{ range: null, text: 5 }] },
    { textDocument: { uri, version: 1, text: 5 } },
    { settings: 5 },
    [1, 2],
  ];

  test.each(malformed)('answers malformed questions with nothing or an error (%j)', async (params) => {
    await client.open(uri, 'SSLEngine on\n');
    const requests = ['completion', 'hover', 'signatureHelp', 'diagnostic', 'documentSymbol', 'foldingRange', 'codeAction'].map(
      (name) => `textDocument/${name}`,
    );
    for (const method of [...requests, 'completionItem/resolve', 'apacheconf/closingTag', 'apacheconf/status']) {
      const code = await client.request(method, params).then(
        () => 0,
        (error: ResponseError) => error.code,
      );
      expect([0, ErrorCodes.InvalidParams], method).toContain(code);
    }
    for (const method of [
      'textDocument/didOpen',
      'textDocument/didChange',
      'textDocument/didClose',
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]) {
      await client.notify(method, params);
    }
    await client.open(uri, 'SSLEngin on\n');
    expect(await client.pull(uri)).toHaveLength(1);
  });

  test.each([
    'file:///c%3A/xampp/apache/conf/extra/httpd-vhosts.conf',
    'file:///C:/Program%20Files/Apache24/conf/httpd.conf',
    'file://server/share/sites/blog.conf',
    'untitled:Untitled-1',
    'untitled:c:\\apache\\blog.conf',
    'vscode-remote://ssh-remote+host/etc/apache2/apache2.conf',
    'git:/etc/apache2/a.conf?%7B%22ref%22%3A%22HEAD%22%7D',
    'no address at all',
    'C:\\apache\\httpd.conf',
    '',
  ])('answers for documents of all kinds of addresses (%s)', async (address) => {
    await client.open(address, 'SSLEngin on\nSSLCertificateFile /\nInclude x/\nInclude x\nWSGIProcessGroup \n<VirtualHost *>\n');
    expect((await client.pull(address))[0]).toMatchObject({ code: 'unknown-directive' });
    expect(await labels({ line: 0, character: 0 }, address)).toContain('SSLEngine');
    expect(await labels({ line: 4, character: 17 }, address)).toEqual(['%{GLOBAL}']);
    for (const [line, character] of [
      [1, 20],
      [2, 10],
      [3, 9],
    ] as const) {
      expect(Array.isArray(await labels({ line, character }, address))).toBe(true);
    }
    expect(await client.request('textDocument/hover', { textDocument: { uri: address }, position: { line: 1, character: 2 } })).not.toBeNull();
    expect(await client.request('apacheconf/status', { uri: address })).toMatchObject({ uri: address });
    expect(client.log).toEqual([]);
  });

  test('takes a .htaccess file for one', async () => {
    const htaccess = 'file:///nowhere/site/.htaccess';
    await client.open(htaccess, 'ServerName a\n');
    expect((await client.pull(htaccess)).map(({ code }) => code)).toEqual(['not-allowed-here']);
  });

  test('takes back answers that were withdrawn', async () => {
    await client.open(uri, 'SSLEngine on\n');
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: atStart }, source.token);
    source.cancel();
    const code = await answer.then(
      () => 0,
      (error: ResponseError) => error.code,
    );
    expect([0, -32800]).toContain(code);
  });
});

describe('diagnostics that are published', () => {
  test('follow opening, changing and closing', async () => {
    const client = await LspClient.start({ capabilities: TAKING });
    await client.open(uri, 'SSLEngin on\n');
    expect((await client.publishedFor(uri, 1)).diagnostics.map(({ code }) => code)).toEqual(['unknown-directive']);
    await client.change(uri, 2, [{ range: { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } }, text: 'e' }]);
    expect(await client.publishedFor(uri, 2)).toMatchObject({ version: 2, diagnostics: [] });
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    expect((await client.publishedFor(uri)).diagnostics).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('for many changes at once, the last one counts', async () => {
    const client = await LspClient.start({ capabilities: TAKING });
    await client.open(uri, '');
    for (let version = 2; version <= 50; version++) await client.change(uri, version, [{ text: `${'SSLEngin on\n'.repeat(version)}` }]);
    expect((await client.publishedFor(uri, 50)).diagnostics).toHaveLength(50);
    expect(await client.stop()).toBe(0);
  });
});
