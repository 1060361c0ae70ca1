// Findings and fixes that reach into other files, over stdio.
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type CodeAction, DiagnosticSeverity, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Editor, type Files, inEditor } from '../kit/editor.ts';

const host = (port: number) =>
  `<VirtualHost *:${port}>\n    ServerName blog.test\n    WSGIDaemonProcess blog threads=5\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n`;
const MODULES = 'LoadModule wsgi_module modules/mod_wsgi.so\nLoadModule authz_core_module modules/mod_authz_core.so\nListen 80\nListen 443\n';
/** Certbot's copy declares the daemon a second time. */
const FILES: Files = {
  'apache2.conf': `${MODULES}Include sites-enabled/*.conf\n`,
  'sites-available/blog.conf': host(80),
  'sites-available/blog-le-ssl.conf': host(443),
  'sites-enabled/blog.conf': '-> ../sites-available/blog.conf',
  'sites-enabled/blog-le-ssl.conf': '-> ../sites-available/blog-le-ssl.conf',
};

const duplicates = async (editor: Editor, name: string) =>
  (await editor.client.pull(editor.uri(name))).filter(({ code }) => code === 'duplicate-daemon-process');

/** The files that an action changes, by their paths in the folder, and how they read then. */
async function outcome(editor: Editor, { edit }: CodeAction): Promise<Record<string, string>> {
  const changed = Object.entries<TextEdit[]>(edit!.changes!).map(async ([uri, edits]) => {
    const name = uri.slice(editor.uri('').length).replace(/^\//, '');
    const text = await readFile(editor.path(name), 'utf8');
    return [name, TextDocument.applyEdits(TextDocument.create(uri, 'apacheconf', 1, text), edits)];
  });
  return Object.fromEntries(await Promise.all(changed));
}

const [FIRST, SECOND] = ['blog-le-ssl.conf', 'blog.conf'] as const;
const moved = (port: number) => host(port).replace('    WSGIDaemonProcess blog threads=5\n', '');

describe('a daemon that two files declare', () => {
  test('is one too many, and the other place is named', () => {
    const capabilities = { textDocument: { diagnostic: { relatedInformation: true } } };
    return inEditor(FILES, { capabilities }, async (editor) => {
      await editor.open(`sites-available/${FIRST}`, host(443));
      await editor.open(`sites-available/${SECOND}`, host(80));
      expect(await duplicates(editor, `sites-available/${FIRST}`)).toEqual([]);
      const [finding, ...more] = await duplicates(editor, `sites-available/${SECOND}`);
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ severity: DiagnosticSeverity.Error, range: { start: { line: 2, character: 22 } } });
      const range = { start: { line: 2, character: 22 }, end: { line: 2, character: 26 } };
      expect(finding!.relatedInformation).toEqual([{ location: { uri: editor.uri(`sites-available/${FIRST}`), range }, message: 'The first declaration.' }]);
    });
  });

  // the folder that the files are opened in, the one that is open, and where the other one is changed then
  test.each([
    ['sites-available', [FIRST, SECOND], 'sites-available'],
    ['sites-enabled', [FIRST, SECOND], 'sites-enabled'],
    ['sites-enabled', [SECOND], 'sites-available'],
  ] as const)('is declared once by a fix of both, opened in %s (%j)', (folder, open, other) =>
    inEditor(FILES, {}, async (editor) => {
      for (const name of open) await editor.open(`${folder}/${name}`, FILES[`sites-available/${name}`]!);
      const [fix] = await editor.actions(`${folder}/${SECOND}`, 3);
      expect(fix!.title).toBe('Declare blog once, outside of the virtual hosts');
      const texts = await outcome(editor, fix!);
      expect(texts).toEqual({ [`${folder}/${SECOND}`]: moved(80), [`${other}/${FIRST}`]: `WSGIDaemonProcess blog threads=5\n${moved(443)}` });
      for (const [name, text] of Object.entries(texts)) await editor.open(name, text);
      expect(await duplicates(editor, `${folder}/${SECOND}`)).toEqual([]);
    }),
  );

  test('is among the safe problems that are fixed all at once', () =>
    inEditor(FILES, {}, async (editor) => {
      await editor.open(`sites-enabled/${SECOND}`, host(80));
      const [all] = await editor.actions(`sites-enabled/${SECOND}`, 1, 'source.fixAll');
      expect(Object.keys(await outcome(editor, all!)).sort()).toEqual([`sites-available/${FIRST}`, `sites-enabled/${SECOND}`]);
    }));
});
