/**
 * Scripts that the command has made, behind the real Apache with mod_wsgi: the lines of the configuration are those that the script
 * names in its comments, and the page is the application's.
 */
import { writeFileSync } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { apacheIsAsked, inTemporaryFolder, linesThatLoad } from '../kit/apache.ts';
import { Site } from '../kit/configuration.ts';
import { type Answer, serving } from '../kit/serving.ts';
import { editor } from '../kit/vscode.ts';
import { SAMPLES } from './frameworks.ts';
import { answering, linesIn, makeEnvironment, makeScript, writeProject } from './scripts.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { registerCreateWsgiScript } = await import('../../client/src/commands/scaffolds/createWsgiScript.ts');
registerCreateWsgiScript(answering);
beforeEach(() => editor.reset());

/** What Apache answers with a script; `lines` go with those that the script names. */
async function served(folder: string, text: string, lines = ''): Promise<Answer> {
  await writeProject(folder, {});
  const granted = `<Directory "${folder}">\nRequire all granted\n</Directory>`;
  return serving(folder, [linesIn(text), granted, lines].join('\n'), (ask) => ask('shop.test', '/'));
}

/** What our own checker says of a virtual host with the lines that a script names. */
function findings(folder: string, text: string): string[] {
  const host = `<VirtualHost *:80>\nServerName shop.test\n${linesIn(text)}\n<Directory "${folder}">\nRequire all granted\n</Directory>\n</VirtualHost>\n`;
  const main = path.join(folder, 'checked.conf');
  writeFileSync(main, [...linesThatLoad(['authz_core', 'wsgi'], 'event'), 'ServerName localhost', 'Listen 80', host].join('\n'));
  return new Site({}, { root: main, disk: nodeDisk, filesMode: 'always' }).findings().map(({ line, code, message }) => `${line} ${code} ${message}`);
}

describe.runIf(apacheIsAsked())('behind Apache', () => {
  test.each(SAMPLES)('$what', ({ files, application, page }) =>
    inTemporaryFolder(async (folder) => {
      const project = path.join(folder, 'the shop');
      await writeProject(project, files);
      const { text } = await makeScript({ project, ...(application !== undefined && { application }) });
      const { status, body } = await served(folder, text);
      expect(findings(folder, text)).toEqual([]);
      expect(`${status} ${body}`).toBe(`200 ${page}`);
    }),
  );

  test('in the project’s virtual environment', () =>
    inTemporaryFolder(async (made) => {
      const folder = await realpath(made);
      const project = path.join(folder, 'shop');
      const code = 'import sys\n\ndef application(environ, start_response):\n    start_response("200 OK", [])\n    return [sys.prefix.encode()]\n';
      await writeProject(project, { 'shop.py': code, 'requirements.txt': 'numpy\nflask-httpauth\n' });
      await makeEnvironment(path.join(project, '.venv'));
      const { text, pythonHome } = await makeScript({ project });
      expect(pythonHome).toBe(path.join(project, '.venv'));
      expect(linesIn(text)).toContain('WSGIPassAuthorization On');
      expect((await served(folder, text)).body).toBe(pythonHome);
    }));

  test('of a folder that python-path cannot name', () =>
    inTemporaryFolder(async (folder) => {
      const project = path.join(folder, 'a:b', 'größe "x" \'y\' $HOME %2F #');
      await writeProject(project, { 'src/shop.py': 'def application(environ, start_response):\n    start_response("200 OK", [])\n    return [b"found"]\n' });
      const { text } = await makeScript({ project });
      expect(linesIn(text)).not.toContain('python-path');
      expect((await served(folder, text)).body).toBe('found');
    }));

  test('with a script that finds the project by itself, in whatever place it is put', () =>
    inTemporaryFolder(async (folder) => {
      await writeProject(path.join(folder, 'shop/code'), {
        'shop.py': 'def application(environ, start_response):\n    start_response("200 OK", [])\n    return [b"own way"]\n',
      });
      const { text } = await makeScript({ project: path.join(folder, 'shop'), target: path.join(folder, 'shop/public/run.wsgi'), importPath: 'script' });
      expect(linesIn(text)).not.toContain('python-path');
      await writeProject(path.join(folder, 'moved'), {});
      await writeProject(path.join(folder, 'moved/code'), {
        'shop.py': 'def application(environ, start_response):\n    start_response("200 OK", [])\n    return [b"moved"]\n',
      });
      await writeProject(path.join(folder, 'moved/public'), { 'run.wsgi': text });
      expect((await served(folder, text)).body).toBe('own way');
      expect((await served(folder, text.replaceAll(path.join(folder, 'shop'), path.join(folder, 'moved')))).body).toBe('moved');
    }));

  test('with the settings of its own project, whatever Apache’s environment says', () =>
    inTemporaryFolder(async (folder) => {
      const { files } = SAMPLES.find(({ what }) => what === 'Django')!;
      await writeProject(path.join(folder, 'shop'), files);
      const { text } = await makeScript({ project: path.join(folder, 'shop') });
      await writeFile(path.join(folder, 'first.wsgi'), 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "other.settings"\n');
      const first = `WSGIImportScript "${folder}/first.wsgi" process-group=shop application-group=%{GLOBAL}`;
      expect((await served(folder, text, first)).body).toBe('django mysite.settings');
    }));
});
