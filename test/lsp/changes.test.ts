// What changes beside a document, over stdio: other open documents, files on the disk, certificates; and what the client is told then.
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { ClientCapabilities, DiagnosticTag, Registration } from 'vscode-languageserver/node';
import { brief, type Files, inEditor } from '../kit/editor.ts';
import { PULLING, TAKING } from '../kit/lspClient.ts';
import { Pki } from '../kit/pki.ts';

/** Loads a module, so that others are known not to be loaded. */
const MAIN = 'LoadModule ssl_module modules/mod_ssl.so\nInclude parts/*.conf\nInclude sites/*.conf\n';
const SITE = 'WSGIScriptAlias / /srv/blog/app.wsgi\n';
const LOADS = 'LoadModule wsgi_module modules/mod_wsgi.so\n';
const ERROR = ['1 module-not-loaded'];
const FILES: Files = { 'apache2.conf': MAIN, 'parts/modules.conf': '# none\n', 'sites/blog.conf': SITE };

describe('an open document', () => {
  test('counts before the file on the disk, until it is closed', () =>
    inEditor(FILES, {}, async (editor) => {
      await editor.open('sites/blog.conf', SITE);
      expect(await editor.found('sites/blog.conf')).toEqual(ERROR);
      await editor.open('parts/modules.conf', LOADS);
      expect(await editor.found('sites/blog.conf')).toEqual([]);
      await editor.change('parts/modules.conf', 2, `# ${LOADS}`);
      expect(await editor.found('sites/blog.conf')).toEqual(ERROR);
      await editor.change('parts/modules.conf', 3, LOADS);
      expect(await editor.found('sites/blog.conf')).toEqual([]);
      await editor.client.notify('textDocument/didClose', { textDocument: { uri: editor.uri('parts/modules.conf') } });
      expect(await editor.found('sites/blog.conf')).toEqual(ERROR);
    }));

  test('changes what is published for the others, and what stays the same is not published again', () =>
    inEditor(FILES, { capabilities: TAKING }, async (editor) => {
      const published: string[] = [];
      const { client } = editor;
      await editor.open('sites/blog.conf', SITE);
      expect((await client.publishedFor(editor.uri('sites/blog.conf'))).diagnostics.map(brief)).toEqual(ERROR);
      await editor.open('parts/modules.conf', '# none\n');
      expect((await client.publishedFor(editor.uri('parts/modules.conf'), 1)).diagnostics).toEqual([]);
      client.connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
        published.push(`${uri.replace(/.*\//, '')} ${version}: ${diagnostics.map(brief)}`);
      });
      const settled = async () => {
        await editor.status('sites/blog.conf');
        await editor.client.request('textDocument/foldingRange', { textDocument: { uri: editor.uri('sites/blog.conf') } });
      };
      for (const [version, text] of ['# still none\n', LOADS, `${LOADS}# done\n`].entries()) await editor.change('parts/modules.conf', version + 2, text);
      await expect.poll(() => published).toContain('modules.conf 4: ');
      await settled();
      expect(published.filter((line) => line.startsWith('blog.conf'))).toEqual(['blog.conf 1: ']);
    }));

  test('makes a client ask again for the others, once for each answer', () =>
    inEditor(FILES, {}, async (editor) => {
      let asked = 0;
      editor.client.connection.onRequest('workspace/diagnostic/refresh', () => void asked++);
      await editor.open('sites/blog.conf', SITE);
      await editor.found('sites/blog.conf');
      await editor.open('parts/modules.conf', '# none\n');
      await editor.found('parts/modules.conf');
      await editor.change('parts/modules.conf', 2, `# ${LOADS}`);
      await editor.change('parts/modules.conf', 3, LOADS);
      await expect.poll(() => asked).toBe(1);
      await editor.change('parts/modules.conf', 4, `${LOADS}# nothing else\n`);
      // the server looks at the others once it has answered what lies waiting
      for (let turn = 0; turn < 20; turn++) await editor.status('parts/modules.conf');
      expect(asked).toBe(1);
      expect(await editor.found('sites/blog.conf')).toEqual([]);
      await editor.change('parts/modules.conf', 5, '# none again\n');
      await expect.poll(() => asked).toBe(2);
    }));

  test('that did not change in meaning gives an asking client its answer of before', () =>
    inEditor(FILES, {}, async (editor) => {
      const ask = (previousResultId?: string) =>
        editor.client.request<{ kind: string; resultId: string; items?: unknown[] }>('textDocument/diagnostic', {
          textDocument: { uri: editor.uri('sites/blog.conf') },
          previousResultId,
        });
      await editor.open('sites/blog.conf', SITE);
      const first = await ask();
      expect(first).toMatchObject({ kind: 'full', items: [{ code: 'module-not-loaded' }] });
      await editor.open('parts/modules.conf', '# still none\n');
      expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
      await editor.change('parts/modules.conf', 2, LOADS);
      const later = await ask(first.resultId);
      expect(later).toMatchObject({ kind: 'full', items: [] });
      expect(await ask('of another server')).toMatchObject({ kind: 'full', items: [] });
    }));
});

describe('a file on the disk', () => {
  test('that is created clears the finding that it was missing', () =>
    inEditor({ 'apache2.conf': 'ServerRoot {here}\nInclude extra/ports.conf\n' }, {}, async (editor) => {
      await editor.open('apache2.conf', 'ServerRoot {here}\nInclude extra/ports.conf\n');
      expect(await editor.found('apache2.conf')).toEqual(['2 include-not-found']);
      await editor.write({ 'extra/ports.conf': 'Listen 8080\n' });
      await editor.tell({ extra: 'created' });
      expect(await editor.found('apache2.conf')).toEqual([]);
      await editor.remove('extra/ports.conf');
      await editor.tell({ 'extra/ports.conf': 'deleted' });
      expect(await editor.found('apache2.conf')).toEqual(['2 include-not-found']);
    }));

  test('that is saved is read again', () =>
    inEditor(FILES, {}, async (editor) => {
      await editor.open('sites/blog.conf', SITE);
      expect(await editor.found('sites/blog.conf')).toEqual(ERROR);
      await editor.write({ 'parts/modules.conf': LOADS });
      await editor.client.notify('textDocument/didSave', { textDocument: { uri: editor.uri('parts/modules.conf') } });
      expect(await editor.found('sites/blog.conf')).toEqual([]);
    }));

  test('makes the client ask again only where it was looked at', () =>
    inEditor(FILES, {}, async (editor) => {
      const told: unknown[] = [];
      editor.client.connection.onNotification('apacheconf/statusChanged', (params) => void told.push(params));
      await editor.open('sites/blog.conf', SITE);
      await editor.found('sites/blog.conf');
      await editor.tell({ 'logs/error.log': 'changed', 'static/app.js': 'created' });
      await editor.status('sites/blog.conf');
      expect(told).toEqual([]);
      await editor.tell({ 'static/app.js': 'changed', 'sites/shop.conf': 'created' });
      await editor.status('sites/blog.conf');
      expect(told).toEqual([{ reason: 'files' }]);
    }));
});

describe('a certificate', () => {
  const pki = new Pki();
  afterAll(() => pki.remove());
  const site = '<VirtualHost *:443>\n    ServerName blog.test\n    SSLEngine on\n    SSLCertificateFile {here}/tls/blog.pem\n</VirtualHost>\n';
  const main = 'ServerRoot {here}\nLoadModule ssl_module modules/mod_ssl.so\nListen 443\nInclude sites/*.conf\n';

  /** A certificate with its key in one file; days count from today. */
  const issued = (days: readonly [number, number]) => pki.pem({ certificates: [{ names: ['blog.test'], days, key: 'EC blog' }], key: 'EC blog' });

  test('that is renewed is looked at again', () =>
    inEditor({ 'apache2.conf': main, 'sites/blog.conf': site, 'tls/README': '' }, {}, async (editor) => {
      const issue = (first: number, last: number) => editor.write({ 'tls/blog.pem': issued([first, last]) });
      const codes = async () => (await editor.found('sites/blog.conf')).filter((line) => line.startsWith('4 '));
      await editor.open('sites/blog.conf', site);
      expect(await codes()).toContain('4 missing-tls-file');
      await issue(-100, -10);
      await editor.tell({ 'tls/blog.pem': 'created' });
      expect(await codes()).toContain('4 expired-certificate');
      await issue(-10, 80);
      await editor.tell({ 'tls/blog.pem': 'changed' });
      expect(await codes()).toEqual([]);
    }));

  test('is spoken of as long before its end as the settings say', () =>
    inEditor({ 'apache2.conf': main, 'sites/blog.conf': site }, { settings: { certificateExpiryDays: 20 } }, async (editor) => {
      await editor.write({ 'tls/blog.pem': issued([-60, 25]) });
      await editor.open('sites/blog.conf', site);
      const expiring = async () => (await editor.found('sites/blog.conf')).includes('4 expiring-certificate');
      const choose = async (settings: Record<string, unknown>) => {
        const refreshed = new Promise((resolve) => editor.client.connection.onRequest('workspace/diagnostic/refresh', resolve));
        editor.client.settings = settings;
        await editor.client.notify('workspace/didChangeConfiguration', { settings: null });
        await refreshed;
        return expiring();
      };
      expect(await expiring()).toBe(false);
      expect(await choose({ certificateExpiryDays: 30 })).toBe(true);
      expect(await choose({ certificateExpiryDays: 30, files: 'never' }), 'no file is looked for').toBe(false);
      expect(await choose({ certificateExpiryDays: 30, rules: { 'expiring-certificate': 'off' } })).toBe(false);
      expect(await choose({})).toBe(true);
    }));
});

describe('watching', () => {
  const watching = (relativePatternSupport: boolean): ClientCapabilities => ({
    ...PULLING,
    workspace: { ...PULLING.workspace, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport } },
  });
  const files = { 'project/apache2.conf': 'ServerRoot {here}/project\nInclude {here}/outside/*.conf\n', 'outside/a.conf': '' };
  type Pattern = string | { readonly baseUri: string; readonly pattern: string };

  /** The patterns that the client is asked to watch once a document has been looked at. */
  async function patterns(relative: boolean): Promise<Pattern[]> {
    const asked: Pattern[] = [];
    await inEditor(files, { capabilities: watching(relative), folders: ['project'] }, async (editor) => {
      editor.client.connection.onRequest('client/registerCapability', ({ registrations }: { registrations: Registration[] }) => {
        const base = editor.uri('').replace(/\/$/, '');
        for (const { registerOptions } of registrations) {
          for (const { globPattern } of registerOptions?.watchers ?? []) {
            asked.push(typeof globPattern === 'string' ? globPattern : { ...globPattern, baseUri: globPattern.baseUri.replace(base, '') });
          }
        }
      });
      await editor.open('project/apache2.conf', files['project/apache2.conf']);
      await editor.found('project/apache2.conf');
      await editor.status('project/apache2.conf');
    });
    return asked;
  }

  test('covers the folders in which something was looked at, also outside of the workspace', async () => {
    const asked = await patterns(true);
    expect(asked).toContainEqual({ baseUri: '/outside', pattern: '*' });
    expect(asked).toContainEqual({ baseUri: '/project', pattern: '*' });
    expect(asked, 'a main configuration may come up above').toContainEqual({ baseUri: '', pattern: '{apache2.conf,httpd.conf}' });
    expect(asked, 'but not whatever happens there').not.toContainEqual({ baseUri: pathToFileURL(realpathSync(tmpdir())).href, pattern: '*' });
    expect(new Set(asked.map((pattern) => JSON.stringify(pattern))).size, 'each once').toBe(asked.length);
  });

  test('covers the workspace where the client can do no more', async () => {
    for (const pattern of await patterns(false)) expect(pattern).toMatch(/^\*\*\//);
  });
});

describe('lines that httpd passes over', () => {
  const text = 'LoadModule ssl_module modules/mod_ssl.so\n<IfModule mod_wsgi.c>\nNoSuchDirective on\n</IfModule>\n';
  const UNNECESSARY = 1 satisfies DiagnosticTag;

  test.each([
    ['publishDiagnostics', { textDocument: { diagnostic: {}, publishDiagnostics: { tagSupport: { valueSet: [1, 2] } } } }],
    ['diagnostic', { textDocument: { diagnostic: { tagSupport: { valueSet: [1] } } } }],
  ] satisfies [string, ClientCapabilities][])('are grey hints for a client that shows them (%s)', (_, capabilities) =>
    inEditor({ 'apache2.conf': text }, { capabilities }, async (editor) => {
      await editor.open('apache2.conf', text);
      const [hint, ...others] = await editor.client.pull(editor.uri('apache2.conf'));
      expect(others).toEqual([]);
      expect(hint).toEqual({
        range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } },
        severity: 4,
        code: 'not-read',
        source: 'apacheconf',
        message: 'httpd passes over these lines: the module “mod_wsgi.c” is not loaded above.',
        tags: [UNNECESSARY],
      });
      const actions = await editor.actions('apache2.conf', 3);
      expect(actions, 'they are no findings, so there is nothing to ignore').toEqual([]);
    }),
  );

  test('are nothing for one that does not', () =>
    inEditor({ 'apache2.conf': text }, {}, async (editor) => {
      await editor.open('apache2.conf', text);
      expect(await editor.found('apache2.conf')).toEqual([]);
    }));
});
