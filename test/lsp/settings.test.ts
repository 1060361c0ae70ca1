// Settings as editors hand them over: asked for by the server, or sent along with the notification.
import { describe, expect, test } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { LspClient, PULLING, TAKING } from '../kit/lspClient.ts';

const uri = 'file:///nowhere/sites-available/blog.conf';
const NEWER = 'AliasPreservePath On\n';

/** A client that is not asked for its settings. */
const SENDING: ClientCapabilities = { textDocument: { publishDiagnostics: { versionSupport: true } } };

describe('a version', () => {
  test('makes what came later an error', async () => {
    const client = await LspClient.start({ capabilities: TAKING, settings: { httpdVersion: '2.4.50' } });
    await client.open(uri, NEWER);
    const { diagnostics } = await client.publishedFor(uri, 1).then(async (first) => (first.diagnostics.length > 0 ? first : client.publishedFor(uri, 1)));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['newer-than-server', 1]]);
    expect(await client.request('apacheconf/status', { uri })).toMatchObject({ httpd: '2.4.50', stated: true });
    expect(await client.stop()).toBe(0);
  });

  test('that changes is followed', async () => {
    const client = await LspClient.start({ capabilities: TAKING });
    await client.open(uri, NEWER);
    expect((await client.publishedFor(uri, 1)).diagnostics).toEqual([]);
    client.settings = { httpdVersion: '2.4.50' };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    expect((await client.publishedFor(uri, 1)).diagnostics.map(({ code }) => code)).toEqual(['newer-than-server']);
    client.settings = {};
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    expect((await client.publishedFor(uri, 1)).diagnostics).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test('may be sent along', async () => {
    const client = await LspClient.start({ capabilities: SENDING });
    await client.open(uri, NEWER);
    expect((await client.publishedFor(uri, 1)).diagnostics).toEqual([]);
    await client.notify('workspace/didChangeConfiguration', { settings: { apacheWsgiTls: { httpdVersion: '2.4.50' } } });
    expect((await client.publishedFor(uri, 1)).diagnostics.map(({ code }) => code)).toEqual(['newer-than-server']);
    expect(await client.stop()).toBe(0);
  });

  test('makes a client ask again', async () => {
    const client = await LspClient.start({ capabilities: PULLING });
    const refreshed = new Promise<void>((resolve) => {
      client.connection.onRequest('workspace/diagnostic/refresh', () => resolve());
    });
    await client.open(uri, NEWER);
    expect(await client.pull(uri)).toEqual([]);
    client.settings = { httpdVersion: '2.4.50' };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await refreshed;
    expect(await client.pull(uri)).toHaveLength(1);
    expect(await client.stop()).toBe(0);
  });
});

describe('a severity', () => {
  test('that changes is followed', async () => {
    const client = await LspClient.start({ capabilities: TAKING });
    const severities = async () => (await client.publishedFor(uri, 1)).diagnostics.map(({ code, severity }) => [code, severity]);
    await client.open(uri, 'MaxClients 5\n');
    expect(await severities()).toEqual([['obsolete-directive', 2]]);
    for (const [level, expected] of [
      ['hint', [['obsolete-directive', 4]]],
      ['off', []],
    ] as const) {
      client.settings = { rules: { 'obsolete-directive': level } };
      await client.notify('workspace/didChangeConfiguration', { settings: null });
      expect(await severities()).toEqual(expected);
    }
    expect(await client.stop()).toBe(0);
  });

  test('of error for what httpd takes is named in the log', async () => {
    const client = await LspClient.start({ capabilities: TAKING, settings: { rules: { 'obsolete-directive': 'error' } } });
    expect(await client.logged('apacheWsgiTls.rules')).toContain('the most is warning');
    expect(await client.stop()).toBe(0);
  });
});

describe('nonsense', () => {
  test.each([
    [{ httpdVersion: 'newest' }, 'httpdVersion'],
    [{ modWsgiVersion: 5 }, 'modWsgiVersion'],
    [{ platform: 'toaster' }, 'platform'],
    [{ mainConfiguration: ['a'] }, 'mainConfiguration'],
    [{ files: 'no' }, 'files'],
    [{ certificateExpiryDays: 'soon' }, 'certificateExpiryDays'],
    [{ rules: { 'unknown-directive': 'of' } }, 'rules'],
  ])('%j is named in the log and left out', async (settings, name) => {
    const client = await LspClient.start({ capabilities: TAKING, settings });
    expect(await client.logged(`apacheWsgiTls.${name}`)).toMatch(/must be|is no|is none|takes one of/);
    await client.open(uri, 'SSLEngin on\n');
    expect((await client.publishedFor(uri, 1)).diagnostics).toHaveLength(1);
    expect(await client.request('apacheconf/status', { uri })).toMatchObject({ stated: false });
    expect(await client.stop()).toBe(0);
  });

  test.each([null, 5, 'x', [], [{}]])('settings that are none (%j)', async (settings) => {
    const client = await LspClient.start({ capabilities: TAKING, settings: settings as never });
    await client.open(uri, 'SSLEngin on\n');
    expect((await client.publishedFor(uri, 1)).diagnostics).toHaveLength(1);
    expect(await client.stop()).toBe(0);
  });
});
