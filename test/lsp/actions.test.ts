// Code actions over stdio: which kinds are given when, what ignoring and turning off do, and what clients without our command get.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClientCapabilities, CodeAction, CompletionList } from 'vscode-languageserver/node';
import { type Position, TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient, PULLING } from '../kit/lspClient.ts';

const uri = 'file:///nowhere/sites-available/blog.conf';
const text = '<VirtualHost *:80>\n    ServerName blog.test # ours\n    SSLEngin off\n    MaxClients many\n</VirtualHost>\n';
const FIX_ALL = 'source.fixAll.apacheconf';
const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** A server that a client with some abilities has opened the text in. */
async function opened(initializationOptions?: object): Promise<LspClient> {
  const client = await LspClient.spawn();
  await client.request('initialize', { processId: null, rootUri: null, capabilities: PULLING, initializationOptions });
  await client.notify('initialized', {});
  await client.open(uri, text);
  return client;
}

function actionsOn(client: LspClient, row: number, only?: readonly string[]): Promise<CodeAction[]> {
  const range = { start: { line: row, character: 0 }, end: { line: row, character: 100 } };
  return client.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], only } });
}

function applied({ edit }: CodeAction): string {
  return TextDocument.applyEdits(TextDocument.create(uri, 'apacheconf', 1, text), edit!.changes![uri]!);
}

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

describe('code actions', () => {
  test('come by kind, and all safe fixes only when asked for', async () => {
    const client = await opened();
    const all = ['Put the comment on its own line above', 'Remove the remark', 'Ignore trailing-comment on this line'];
    expect(titles(await actionsOn(client, 1))).toEqual(all);
    expect(titles(await actionsOn(client, 1, ['quickfix']))).toEqual(all);
    expect(titles(await actionsOn(client, 1, ['']))).toEqual([...all, 'Fix all safe problems']);
    for (const kind of ['source', 'source.fixAll', FIX_ALL]) expect(titles(await actionsOn(client, 4, [kind]))).toEqual(['Fix all safe problems']);
    for (const kind of ['refactor', 'source.organizeImports', 'source.fixAll.eslint', 'sourc']) expect(await actionsOn(client, 1, [kind])).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('that are safe and without an equal are preferred', async () => {
    const client = await opened();
    const preferred = async (row: number) => (await actionsOn(client, row)).filter(({ isPreferred }) => isPreferred).map(({ title }) => title);
    expect(await preferred(1)).toEqual(['Put the comment on its own line above']);
    expect(await preferred(2)).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('fix all that is safe in one edit', async () => {
    const client = await opened();
    const [action] = await actionsOn(client, 0, [FIX_ALL]);
    expect(action!.kind).toBe(FIX_ALL);
    expect(applied(action!)).toBe(text.replace('    ServerName blog.test # ours', '    # ours\n    ServerName blog.test'));
    await client.change(uri, 2, [{ text: 'KeepAlive yes\n' }]);
    expect(await actionsOn(client, 0, [FIX_ALL])).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('ignore each code once', async () => {
    const client = await opened();
    const ignoring = (await actionsOn(client, 3)).filter(({ title }) => title.startsWith('Ignore'));
    expect(titles(ignoring)).toEqual(['not-allowed-here', 'invalid-value', 'obsolete-directive'].map((code) => `Ignore ${code} on this line`));
    expect(applied(ignoring[2]!)).toBe(text.replace('    MaxClients', '    # apacheconf: ignore obsolete-directive\n    MaxClients'));
    for (const { kind, diagnostics } of ignoring) expect({ kind, of: diagnostics!.length }).toEqual({ kind: 'quickfix', of: 1 });
    expect(await client.stop()).toBe(0);
  });

  test('turn a code off by the command of an editor that has it', async () => {
    const client = await opened({ commands: ['apacheWsgiTls.turnOffFinding'] });
    const turning = (await actionsOn(client, 2)).filter(({ command }) => command !== undefined);
    expect(titles(turning)).toEqual(['Turn unknown-directive off in the settings']);
    expect(turning[0]!.command).toMatchObject({ command: 'apacheWsgiTls.turnOffFinding', arguments: ['unknown-directive'] });
    expect(contributes.commands.map(({ command }: { command: string }) => command)).toContain(turning[0]!.command!.command);
    expect(await client.stop()).toBe(0);
  });
});

describe('a client without snippets', () => {
  const plain: ClientCapabilities = { textDocument: { completion: { completionItem: { snippetSupport: false } } } };

  test.each([
    ['<FilesMatch>', '<FilesMatch \\.wsgi$>\n\t\n</FilesMatch>'],
    ['<If>', '<If "expression">\n\t\n</If>'],
    ['<VirtualHost>', '<VirtualHost *:443>\n\t\n</VirtualHost>'],
  ])('gets %s as it is to be written', async (label, written) => {
    const client = await LspClient.start({ capabilities: plain });
    await client.open(uri, '<\n');
    const position: Position = { line: 0, character: 1 };
    const list = await client.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position });
    const item = list.items.find((candidate) => candidate.label === label)!;
    expect(item.insertText ?? item.textEdit?.newText).toBe(written);
    expect(await client.stop()).toBe(0);
  });
});
