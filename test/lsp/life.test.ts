// The server's life over stdio: how it begins, what it refuses before and after, and how it ends.
import { describe, expect, test } from 'vitest';
import { ErrorCodes } from 'vscode-languageserver/node';
import { errorOf, LspClient, PULLING, TAKING } from '../kit/lspClient.ts';

const uri = 'file:///nowhere/sites-available/blog.conf';
const atStart = { line: 0, character: 0 };

describe('life', () => {
  test('says what it is and can do', async () => {
    const client = await LspClient.spawn();
    const { serverInfo, capabilities } = await client.initialize(PULLING);
    expect(serverInfo?.name).toBe('apache-wsgi-tls');
    expect(Object.keys(capabilities)).toEqual(
      expect.arrayContaining([
        'textDocumentSync',
        'completionProvider',
        'hoverProvider',
        'signatureHelpProvider',
        'documentSymbolProvider',
        'foldingRangeProvider',
        'codeActionProvider',
        'diagnosticProvider',
      ]),
    );
    expect(await client.stop()).toBe(0);
  });

  test('offers to be asked for diagnostics only where the client asks', async () => {
    const client = await LspClient.spawn();
    expect((await client.initialize(TAKING)).capabilities.diagnosticProvider).toBeUndefined();
    expect(await client.stop()).toBe(0);
  });

  test('answers nothing before it is initialized', async () => {
    const client = await LspClient.spawn();
    await client.open(uri, 'SSLEngin on\n');
    for (const method of [
      'textDocument/hover',
      'textDocument/completion',
      'textDocument/diagnostic',
      'completionItem/resolve',
      'apacheconf/status',
      'shutdown',
    ]) {
      expect(await errorOf(client.request(method, { textDocument: { uri }, position: atStart })), method).toBe(ErrorCodes.ServerNotInitialized);
    }
    await client.initialize(PULLING);
    expect(await client.pull(uri), 'what was opened too early is not known').toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('is initialized once', async () => {
    const client = await LspClient.start();
    expect(await errorOf(client.initialize(PULLING))).toBe(ErrorCodes.InvalidRequest);
    expect(await client.pull(uri)).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('answers nothing once it is shut down', async () => {
    const client = await LspClient.start();
    await client.open(uri, 'SSLEngin on\n');
    await client.request('shutdown');
    for (const method of ['textDocument/hover', 'textDocument/diagnostic', 'completionItem/resolve', 'textDocument/codeAction', 'shutdown']) {
      expect(await errorOf(client.request(method, { textDocument: { uri }, position: atStart })), method).toBe(ErrorCodes.InvalidRequest);
    }
    expect(await errorOf(client.initialize(PULLING))).toBe(ErrorCodes.InvalidRequest);
    await client.notify('exit');
    expect(await client.ended).toBe(0);
  });

  test('ends with 1 when it was not shut down', async () => {
    const client = await LspClient.start();
    await client.notify('exit');
    expect(await client.ended).toBe(1);
  });

  test('ends when nobody speaks to it any more', async () => {
    const client = await LspClient.start();
    client.process.stdin.end();
    expect(await client.ended).toBe(1);
  });

  test.each(['no header\r\n\r\n', 'Content-Length: many\r\n\r\n{}', 'Content-Length: -5\r\n\r\n', 'Content-Length: 9\r\n\r\n{{{{{{{{{'])(
    'does not crash on what is no message (%j)',
    async (junk) => {
      const client = await LspClient.start();
      client.process.stdin.end(junk);
      expect(await client.ended).toBe(1);
    },
  );
});
