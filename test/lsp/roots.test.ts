// Which main configuration a document belongs to, over stdio: found by itself, or chosen in the settings.
import { describe, expect, test } from 'vitest';
import type { CompletionList, Hover } from 'vscode-languageserver/node';
import { type Editor, type Files, inEditor } from '../kit/editor.ts';

const SITE = 'WSGIApplicationGroup %{GLOBAL}\n';
/** Loads modules, but no mod_wsgi: a site gets an error. */
const LOADS = 'LoadModule ssl_module modules/mod_ssl.so\n';
const MAIN = `${LOADS}IncludeOptional sites-enabled/*.conf\n`;
const ERROR = ['1 module-not-loaded'];

/** The same for a main configuration that lies in the ServerRoot that it names, where modules are looked for. */
const inPlace = (folder: string, include: string) => ({
  main: `ServerRoot {here}/${folder}\n${LOADS}Include ${include}\n`,
  module: { [`${folder}/modules/mod_ssl.so`]: '' },
});

/** Debian's way: what is in use is linked. */
const DEBIAN: Files = {
  'apache2/apache2.conf': MAIN,
  'apache2/sites-available/blog.conf': SITE,
  'apache2/sites-available/old.conf': SITE,
  'apache2/sites-enabled/blog.conf': '-> ../sites-available/blog.conf',
};

/** What is found in a file, and the main configuration that it belongs to. */
async function seen(editor: Editor, name: string): Promise<{ found: string[]; root: string | null }> {
  const [found, { root }] = [await editor.found(name), await editor.status(name)];
  return { found, root: root === null ? null : root.replace(`${editor.uri('')}`, '').replace(/^\//, '') };
}

/** The main configurations of the folder that a file could belong to; those that are installed on this machine left out. */
async function candidates(editor: Editor, name: string): Promise<[string, boolean | null][]> {
  const prefix = `${editor.uri('').replace(/\/$/, '')}/`;
  return (await editor.status(name)).candidates.filter(({ uri }) => uri.startsWith(prefix)).map(({ uri, reads }) => [uri.slice(prefix.length), reads]);
}

describe('a main configuration is found', () => {
  test('above a site, through the link to it', () =>
    inEditor(DEBIAN, {}, async (editor) => {
      for (const name of ['apache2/sites-available/blog.conf', 'apache2/sites-enabled/blog.conf']) {
        await editor.open(name, SITE);
        expect(await seen(editor, name)).toEqual({ found: ERROR, root: 'apache2/apache2.conf' });
        expect(await editor.status(name)).toMatchObject({ files: 2, partial: false, looksForFiles: false, setting: '' });
      }
      expect(await candidates(editor, 'apache2/sites-available/blog.conf')).toEqual([['apache2/apache2.conf', true]]);
    }));

  test('but not for a site that it does not read: every module counts as loaded there', () =>
    inEditor(DEBIAN, {}, async (editor) => {
      await editor.open('apache2/sites-available/old.conf', SITE);
      expect(await seen(editor, 'apache2/sites-available/old.conf')).toEqual({ found: [], root: null });
      expect(await candidates(editor, 'apache2/sites-available/old.conf')).toEqual([['apache2/apache2.conf', false]]);
    }));

  test('that is the file itself', () =>
    inEditor(DEBIAN, {}, async (editor) => {
      await editor.open('apache2/apache2.conf', `${LOADS}${SITE}`);
      expect(await seen(editor, 'apache2/apache2.conf')).toEqual({ found: ['2 module-not-loaded'], root: 'apache2/apache2.conf' });
    }));

  test('further up, where the nearest does not read the file', () => {
    const files = { 'httpd.conf': `${LOADS}Include conf.d/sites/*.conf\n`, 'conf.d/httpd.conf': 'ServerName other.test\n', 'conf.d/sites/blog.conf': SITE };
    return inEditor(files, {}, async (editor) => {
      await editor.open('conf.d/sites/blog.conf', SITE);
      expect(await seen(editor, 'conf.d/sites/blog.conf')).toEqual({ found: ERROR, root: 'httpd.conf' });
      expect(await candidates(editor, 'conf.d/sites/blog.conf')).toEqual([
        ['conf.d/httpd.conf', false],
        ['httpd.conf', true],
      ]);
    });
  });

  test('elsewhere in the workspace, but not in what others wrote', () => {
    const { main, module } = inPlace('project/deploy/etc/httpd', '{here}/project/sites/*.conf');
    const files = { ...module, 'project/deploy/etc/httpd/conf/httpd.conf': main, 'project/node_modules/x/httpd.conf': main, 'project/sites/blog.conf': SITE };
    return inEditor(files, { folders: ['project'] }, async (editor) => {
      await editor.open('project/sites/blog.conf', SITE);
      expect(await seen(editor, 'project/sites/blog.conf')).toEqual({ found: ERROR, root: 'project/deploy/etc/httpd/conf/httpd.conf' });
      expect(await candidates(editor, 'project/sites/blog.conf')).toEqual([['project/deploy/etc/httpd/conf/httpd.conf', true]]);
    });
  });

  test('as soon as there is one, and no longer than that', () => {
    const { main, module } = inPlace('server', '{here}/sites/*.conf');
    return inEditor({ ...module, 'sites/blog.conf': SITE }, {}, async (editor) => {
      await editor.open('sites/blog.conf', SITE);
      expect(await seen(editor, 'sites/blog.conf')).toEqual({ found: [], root: null });
      await editor.write({ 'server/apache2.conf': main });
      await editor.tell({ 'server/apache2.conf': 'created' });
      expect(await seen(editor, 'sites/blog.conf')).toEqual({ found: ERROR, root: 'server/apache2.conf' });
      await editor.remove('server/apache2.conf');
      await editor.tell({ 'server/apache2.conf': 'deleted' });
      expect(await seen(editor, 'sites/blog.conf')).toEqual({ found: [], root: null });
    });
  });

  test('in a folder that is added to the workspace', () => {
    const { main, module } = inPlace('server', '{here}/sites/*.conf');
    const files = { ...module, 'server/apache2.conf': main, 'sites/blog.conf': SITE };
    const capabilities = { workspace: { workspaceFolders: true }, textDocument: { diagnostic: {} } };
    return inEditor(files, { capabilities, folders: ['sites'] }, async (editor) => {
      const told = new Promise((resolve) => editor.client.connection.onNotification('apacheconf/statusChanged', resolve));
      await editor.open('sites/blog.conf', SITE);
      expect((await seen(editor, 'sites/blog.conf')).root).toBeNull();
      editor.client.connection.onRequest('workspace/workspaceFolders', () => ['sites', 'server'].map((name) => ({ uri: editor.uri(name), name })));
      await editor.client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [] } });
      expect(await told).toEqual({ reason: 'folders' });
      expect(await seen(editor, 'sites/blog.conf')).toEqual({ found: ERROR, root: 'server/apache2.conf' });
    });
  });

  test.each(['sites/.htaccess', 'sites/blog.conf'])('but %s that no file of it includes stands alone', (name) =>
    inEditor({ 'apache2.conf': MAIN }, {}, async (editor) => {
      await editor.open(name, '<IfModule mod_wsgi.c>\n</IfModule>\n');
      expect(await seen(editor, name)).toEqual({ found: [], root: null });
    }),
  );
});

describe('a main configuration that the settings name', () => {
  const files: Files = {
    'apache2.conf': `${LOADS}Include sites/*.conf\n`,
    'servers/mine.conf': 'ServerRoot {here}/servers\nLoadModule wsgi_module modules/mod_wsgi.so\nInclude {here}/sites/*.conf\n',
    'servers/modules/mod_wsgi.so': '',
    'servers/other.conf': 'ServerName other.test\n',
    'sites/blog.conf': SITE,
  };
  const name = 'sites/blog.conf';

  test.each([
    ['from the folder of the workspace on', 'servers/mine.conf', ['']],
    ['from another folder of the workspace on', 'mine.conf', ['sites', 'servers']],
    ['from the folder of the file on', '../servers/mine.conf', []],
    ['with backslashes', 'servers\\mine.conf', ['']],
  ])('is taken %s', (_, mainConfiguration, folders) =>
    inEditor(files, { settings: { mainConfiguration }, folders }, async (editor) => {
      await editor.open(name, SITE);
      expect(await seen(editor, name)).toEqual({ found: [], root: 'servers/mine.conf' });
      expect((await candidates(editor, name))[0]).toEqual(['servers/mine.conf', true]);
    }),
  );

  test('is followed when it changes', () =>
    inEditor(files, {}, async (editor) => {
      const told: unknown[] = [];
      editor.client.connection.onNotification('apacheconf/statusChanged', (params) => void told.push(params));
      await editor.open(name, SITE);
      expect(await seen(editor, name)).toEqual({ found: ERROR, root: 'apache2.conf' });
      const choose = async (mainConfiguration: string) => {
        const refreshed = new Promise((resolve) => editor.client.connection.onRequest('workspace/diagnostic/refresh', resolve));
        editor.client.settings = { mainConfiguration };
        await editor.client.notify('workspace/didChangeConfiguration', { settings: null });
        await refreshed;
        expect(await editor.status(name)).toMatchObject({ setting: mainConfiguration });
        return seen(editor, name);
      };
      expect(await choose(editor.path('servers/mine.conf'))).toEqual({ found: [], root: 'servers/mine.conf' });
      expect(await choose('none')).toEqual({ found: [], root: null });
      expect(await choose('servers/other.conf'), 'it does not read the file').toEqual({ found: [], root: null });
      expect((await candidates(editor, name))[0]).toEqual(['servers/other.conf', false]);
      expect(await choose('servers/gone.conf'), 'there is none').toEqual({ found: [], root: null });
      expect((await candidates(editor, name))[0]).toEqual(['servers/gone.conf', null]);
      expect(await choose('')).toEqual({ found: ERROR, root: 'apache2.conf' });
      expect(told).toEqual(Array.from({ length: 5 }, () => ({ reason: 'settings' })));
    }));
});

describe('names', () => {
  const macros = '<Macro Site $host>\n    ServerName $host\n</Macro>\nDefine ROOT /srv\n';
  const blog = 'WSGIDaemonProcess blog threads=5\n';
  const text = 'WSGIProcessGroup \nUse \nDocumentRoot ${\nWSGIProcessGroup blog\n';
  const labels = async (editor: Editor, line: number, character: number) => {
    const textDocument = { uri: editor.uri('sites/shop.conf') };
    const { items } = await editor.client.request<CompletionList>('textDocument/completion', { textDocument, position: { line: line - 1, character } });
    return items.map(({ label, detail }) => `${label} ${detail}`);
  };

  /** Looks at the names in sight of `sites/shop.conf`. */
  async function expectNames(editor: Editor): Promise<void> {
    await editor.open('sites/shop.conf', text);
    expect(await labels(editor, 1, 17)).toContain('blog threads=5 (blog.conf, line 1)');
    expect(await labels(editor, 2, 4)).toContain('Site $host (macros.conf, line 1)');
    expect(await labels(editor, 3, 15)).toContain('ROOT /srv (macros.conf, line 4)');
    const position = { line: 3, character: 19 };
    const hover = await editor.client.request<Hover>('textDocument/hover', { textDocument: { uri: editor.uri('sites/shop.conf') }, position });
    expect(hover.contents).toMatchObject({ value: expect.stringContaining('Declared at blog.conf, line 1: `threads=5`') });
  }

  test('come from the whole configuration', () => {
    const main = 'LoadModule macro_module modules/mod_macro.so\nLoadModule wsgi_module modules/mod_wsgi.so\nInclude parts/*.conf\nInclude sites/*.conf\n';
    return inEditor({ 'apache2.conf': main, 'parts/macros.conf': macros, 'parts/blog.conf': blog, 'sites/shop.conf': text }, {}, async (editor) => {
      await expectNames(editor);
      // what an open document declares counts before what the disk says
      await editor.open('parts/blog.conf', 'WSGIDaemonProcess journal\n');
      expect(await labels(editor, 1, 17)).toContain('journal blog.conf, line 1');
    });
  });

  test('come from the files beside one that stands alone', () =>
    inEditor({ 'sites/macros.conf': macros, 'sites/blog.conf': blog }, {}, async (editor) => {
      await expectNames(editor);
      expect(await editor.found('sites/shop.conf'), 'and what is declared nowhere in sight is not missed').not.toContain('4 unknown-process-group');
    }));
});
