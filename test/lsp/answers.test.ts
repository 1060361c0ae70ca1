// Over stdio the server gives the same answers as the language service that it is built on.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction, CompletionItem, CompletionList, Diagnostic, DocumentSymbol, FoldingRange, Hover, SignatureHelp } from 'vscode-languageserver/node';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import type { DocumentStatus } from '../../server/src/lsp/protocol.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { nodeFiles } from '../../server/src/platform/node/files.ts';
import { LspClient, PULLING, TAKING } from '../kit/lspClient.ts';

const uri = 'file:///nowhere/sites-available/blog.conf';
const text = readFileSync(path.join(import.meta.dirname, 'site.conf'), 'utf8');
const service = new LanguageService(NEWEST);
const document = openDocument(uri, 1, text);
const folders = { list: (_: string, folder: string, limit: number) => nodeFiles.list(new URL(folder, uri).href, limit) };
const lines = text.split('\n');
/** Every place of the text. */
const places = lines.flatMap((line, row) => Array.from({ length: line.length + 1 }, (_, character) => ({ line: row, character })));
const severities = ['', 'error', 'warning', 'information', 'hint'];

let client: LspClient;

beforeAll(async () => {
  client = await LspClient.start({ capabilities: PULLING });
  await client.open(uri, text);
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
  expect(client.log).toEqual([]);
});

function ask<R>(method: string, position: { line: number; character: number }): Promise<R> {
  return client.request<R>(`textDocument/${method}`, { textDocument: { uri }, position });
}

/** What a diagnostic of either kind says, without what belongs to the protocol alone. */
function told({ range, code, message, severity }: { range: unknown; code?: unknown; message: unknown; severity?: unknown }): unknown {
  return { range, code, message, severity: typeof severity === 'number' ? severities[severity] : severity };
}

test('diagnostics, asked for', async () => {
  const expected = service.diagnostics(document);
  expect(expected.length).toBeGreaterThan(4);
  expect((await client.pull(uri)).map(told)).toEqual(expected.map(told));
});

test('diagnostics, published', async () => {
  const taking = await LspClient.start({ capabilities: TAKING });
  await taking.open(uri, text);
  const { diagnostics, version } = await taking.publishedFor(uri, 1);
  expect(diagnostics.map(told)).toEqual(service.diagnostics(document).map(told));
  expect(version).toBe(1);
  await taking.notify('textDocument/didClose', { textDocument: { uri } });
  expect((await taking.publishedFor(uri)).diagnostics).toEqual([]);
  expect(await taking.stop()).toBe(0);
});

test('completion at every place', async () => {
  const answers = await Promise.all(places.map((position) => ask<CompletionList | null>('completion', position)));
  for (const [index, position] of places.entries()) {
    const expected = await service.completion(document, position, folders);
    const labels = (answers[index]?.items ?? []).map(({ label }) => label);
    expect(labels, JSON.stringify(position)).toEqual((expected?.items ?? []).map(({ label }) => label));
    const withRange = answers[index]?.items.find(({ textEdit }) => textEdit !== undefined);
    if (withRange !== undefined) expect(withRange.textEdit).toMatchObject({ range: expected!.range });
  }
});

describe('an offer', () => {
  test('is explained when somebody looks at it', async () => {
    const at = { line: lines.findIndex((line) => line.includes('SSLEngine')), character: 6 };
    const list = await ask<CompletionList>('completion', at);
    const offer = list.items.find(({ label }) => label === 'SSLEngine')!;
    expect(offer.documentation).toBeUndefined();
    const resolved = await client.request<CompletionItem>('completionItem/resolve', offer);
    expect(resolved.documentation).toEqual({ kind: 'markdown', value: service.describe({ directive: 'SSLEngine' }) });
  });

  test('of every kind is explained as the service does', async () => {
    for (const position of places.filter(({ character }) => character % 7 === 0)) {
      const expected = await service.completion(document, position, folders);
      const list = await ask<CompletionList | null>('completion', position);
      const index = (list?.items.length ?? 0) - 1;
      if (index < 0) continue;
      const { documentation } = await client.request<CompletionItem>('completionItem/resolve', list!.items[index]);
      const about = expected!.items[index]!.about;
      const wanted = about === undefined ? '' : service.describe(about);
      expect(documentation ?? '').toEqual(wanted === '' ? '' : { kind: 'markdown', value: wanted });
    }
  });
});

test('hover at every place', async () => {
  const answers = await Promise.all(places.map((position) => ask<Hover | null>('hover', position)));
  for (const [index, position] of places.entries()) {
    const expected = service.hover(document, position);
    expect(answers[index], JSON.stringify(position)).toEqual(
      expected === null ? null : { contents: { kind: 'markdown', value: expected.markdown }, range: expected.range },
    );
  }
  expect(answers.filter((answer) => answer !== null).length).toBeGreaterThan(100);
});

test('signature help at every place', async () => {
  const answers = await Promise.all(places.map((position) => ask<SignatureHelp | null>('signatureHelp', position)));
  for (const [index, position] of places.entries()) {
    const expected = service.signature(document, position);
    const answer = answers[index]!;
    expect(answer?.signatures[0]?.label, JSON.stringify(position)).toBe(expected?.label);
    const parameters = answer?.signatures[0]?.parameters ?? [];
    expect(parameters.map(({ label }) => label)).toEqual((expected?.parameters ?? []).map(({ start, end }) => [start, end]));
    if (expected !== null) expect(answer.activeParameter).toBe(expected.active === -1 ? expected.parameters.length : expected.active);
  }
});

test('symbols and folds', async () => {
  const shape = ({ name, range, children }: { name: string; range: unknown; children?: readonly DocumentSymbol[] }): unknown => ({
    name,
    range,
    children: (children ?? []).map(shape),
  });
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
  expect(symbols.map(shape)).toEqual(service.outline(document).map((entry) => shape(entry as never)));
  const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri } });
  expect(folds.map(({ startLine, endLine, kind }) => [startLine, endLine, kind === 'comment' ? 'comment' : 'region'])).toEqual(
    service.folds(document).map(({ startRow, endRow, kind }) => [startRow, endRow, kind]),
  );
  expect(folds.length).toBeGreaterThan(2);
});

describe('code actions', () => {
  const wholeText = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };

  function actionsIn(range: Diagnostic['range']): Promise<CodeAction[]> {
    return client.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
  }

  /** Actions that mend something; every finding has one more, to be ignored. */
  const fixesAmong = (actions: readonly CodeAction[]) => actions.filter(({ title }) => !title.startsWith('Ignore '));

  test('are the fixes of the service', async () => {
    const expected = service.diagnostics(document).flatMap(({ fixes }) => fixes.map(({ title, edits }) => ({ title, edits })));
    const actions = fixesAmong(await actionsIn(wholeText));
    expect(actions.map(({ title, edit }) => ({ title, edits: edit!.changes![uri] }))).toEqual(expected);
    expect(expected.length).toBeGreaterThan(3);
    for (const { kind, diagnostics } of actions) expect({ kind, of: diagnostics!.length }).toEqual({ kind: 'quickfix', of: 1 });
  });

  test('only where they are asked for', async () => {
    const [first] = service.diagnostics(document).filter(({ fixes }) => fixes.length > 0);
    const actions = await actionsIn(first!.range);
    expect(fixesAmong(actions).map(({ title }) => title)).toEqual(first!.fixes.map(({ title }) => title));
    const wrong = new Set(service.diagnostics(document).map(({ range }) => range.start.line));
    const right = lines.findIndex((_, row) => !wrong.has(row) && !wrong.has(row - 1));
    expect(await actionsIn({ start: { line: right, character: 0 }, end: { line: right, character: 0 } })).toEqual([]);
  });
});

test('the closing tag, the modules, and what the document is measured against', async () => {
  const position = { line: lines.findIndex((line) => line.startsWith('<Location')), character: '<Location /admin>'.length };
  expect(await client.request('apacheconf/closingTag', { textDocument: { uri }, position })).toBe(service.closingTag(document, position));
  expect(service.closingTag(document, position)).toBe('</Location>');
  expect(await client.request('apacheconf/modules', { textDocument: { uri } })).toEqual(service.neededModules(document));
  expect(await client.request('apacheconf/modules', { textDocument: { uri: 'file:///not/open.conf' } })).toEqual([]);
  const { candidates, ...status } = await client.request<DocumentStatus>('apacheconf/status', { uri });
  expect(
    candidates.filter(({ reads }) => reads),
    'what is installed here does not read it',
  ).toEqual([]);
  expect(status).toEqual({
    uri,
    httpd: NEWEST.httpd,
    modWsgi: NEWEST.modWsgi,
    stated: false,
    root: null,
    files: 1,
    partial: false,
    looksForFiles: false,
    setting: '',
  });
});
