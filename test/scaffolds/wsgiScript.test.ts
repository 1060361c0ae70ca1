/** The text of WSGI scripts: what they say, that Python reads every path back as it is, and that each of them gives an application. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApplicationCandidate } from '../../client/src/scaffolds/application.ts';
import { areLiterals } from '../../client/src/scaffolds/python.ts';
import type { ScriptPlan } from '../../client/src/scaffolds/scriptPlan.ts';
import { wsgiScript } from '../../client/src/scaffolds/wsgiScript.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { editor } from '../kit/vscode.ts';
import { SAMPLES } from './frameworks.ts';
import { answering, answerOf, makeScript, PYTHON, writeProject } from './scripts.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { registerCreateWsgiScript } = await import('../../client/src/commands/scaffolds/createWsgiScript.ts');
registerCreateWsgiScript(answering);
beforeEach(() => editor.reset());

const CANDIDATE: ApplicationCandidate = {
  id: 'shop.web:app',
  framework: 'flask',
  gateway: 'wsgi',
  kind: 'instance',
  reach: 'import',
  module: 'shop.web',
  name: 'app',
  parameters: [],
  settings: null,
  configuration: null,
  path: '/srv/shop/shop/web.py',
  row: 3,
  root: '/srv/shop',
  servesAt: null,
};

const PACKAGES: ScriptPlan['packages'] = { manager: null, mainInterpreter: [], authorization: [] };

/** The script for a candidate that differs from the usual one. */
function script(candidate: Partial<ApplicationCandidate> = {}, plan: Partial<ScriptPlan> = {}): string {
  const usual = { project: '/srv/shop', target: '/srv/shop/app.wsgi', environment: null, packages: PACKAGES };
  return wsgiScript({ candidate: { ...CANDIDATE, ...candidate }, ...usual, ...plan }).text;
}

/** The statements of a script without its comments. */
function code(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('a script', () => {
  test('teaches what goes with it', () => {
    const environment = { path: '/srv/shop/.venv', version: '3.11', works: true };
    expect(script({}, { environment, packages: { manager: 'pip', mainInterpreter: ['numpy'], authorization: ['flask-httpauth'] } })).toBe(
      `# mod_wsgi loads this file and calls what is named "application" in it for every request.
# Here that is a Flask application.
#
# These lines of the configuration go with it, with the paths of this machine:
#
#     WSGIDaemonProcess shop \\
#         python-home=/srv/shop/.venv \\
#         python-path=/srv/shop \\
#         lang=C.UTF-8 locale=C.UTF-8
#     WSGIProcessGroup shop
#     WSGIApplicationGroup %{GLOBAL}
#     WSGIPassAuthorization On
#     WSGIScriptAlias / /srv/shop/app.wsgi
#
# python-home= is the root of the virtual environment, not its bin/python. mod_wsgi has to be
# built for the Python that it was made with, here 3.11.
# python-path= is the folder that modules are imported from: unlike the python program, mod_wsgi
# does not look into the folder of this file.
# %{GLOBAL} is the main interpreter, which packages with parts in C need: here numpy.
# WSGIPassAuthorization lets flask-httpauth see the Authorization header.
# Touch this file after a change of the project: then its processes start anew.
# Keep passwords out of this file. What SetEnv sets is in the environ of each request, not in
# os.environ.

from shop.web import app as application
`,
    );
  });

  test('of Django says which settings count', () => {
    expect(code(script({ framework: 'django', module: 'mysite.wsgi', name: 'application', settings: 'mysite.settings' }))).toEqual([
      'import os',
      'os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"',
      'from mysite.wsgi import application',
    ]);
  });

  test('for Windows names the lines for a server without daemon processes', () => {
    const windows = { root: 'C:/Web Sites/shop', path: 'C:/Web Sites/shop/shop/web.py' };
    const environment = { path: 'C:/Web Sites/shop/venv', version: null, works: true };
    const text = script(windows, { environment, project: 'C:\\Web Sites\\shop', target: 'C:\\Web Sites\\shop\\app.wsgi' });
    expect(text).toContain('#     WSGIPythonHome "C:/Web Sites/shop/venv"\n#     WSGIPythonPath "C:/Web Sites/shop"\n#     WSGIApplicationGroup %{GLOBAL}\n');
    expect(text).toContain('#     WSGIScriptAlias / "C:/Web Sites/shop/app.wsgi"\n');
    expect(text).not.toContain('WSGIDaemonProcess');
    expect(code(text)).toEqual(['from shop.web import app as application']);
  });

  test('puts an ASGI application behind the adapter, made by a function or not', () => {
    const fastapi = { framework: 'fastapi', gateway: 'asgi' } as const;
    expect(code(script(fastapi, { adapter: 'a2wsgi' }))).toEqual([
      'from a2wsgi import ASGIMiddleware',
      'from shop.web import app',
      'application = ASGIMiddleware(app)',
    ]);
    expect(code(script({ ...fastapi, kind: 'factory', name: 'create_app' }, { adapter: 'a2wsgi' }))).toContain('application = ASGIMiddleware(create_app())');
  });

  test('takes the Flask application out of Dash', () => {
    expect(code(script({ framework: 'dash', name: 'board' }))).toEqual(['from shop.web import board', 'application = board.server']);
  });

  test('says where the module starts a server of its own', () => {
    expect(script({ servesAt: 11 }).replaceAll('\n# ', ' ')).toContain('Line 12 of web.py starts a server of its own when the file is imported');
  });

  test('names the processes after the project, in letters that a log can show', () => {
    for (const [project, group] of [
      ['/srv/my shop', 'my-shop'],
      ['/srv/größe.test', 'gr-e-test'],
      ['C:\\sites\\blog', 'blog'],
      ['/', 'app'],
      ['/srv/--', 'app'],
    ]) {
      expect(script({}, { project: project! })).toContain(`#     WSGIDaemonProcess ${group} \\\n`);
    }
  });

  test('comes to its folders from its own place, or by the whole path where that is far', () => {
    const line = (root: string, target: string) => code(script({ root }, { target, importPath: 'script' })).find((one) => one.startsWith('sys.path'));
    expect(line('/srv/shop', '/srv/shop/app.wsgi')).toBe('sys.path.insert(0, HERE)');
    expect(line('/srv/shop/src', '/srv/shop/app.wsgi')).toBe('sys.path.insert(0, os.path.join(HERE, "src"))');
    expect(line('/srv/shop/src', '/srv/shop/deploy/app.wsgi')).toBe('sys.path.insert(0, os.path.join(HERE, "..", "src"))');
    expect(line('/srv/shop', '/var/www/wsgi/shop/app.wsgi')).toBe('sys.path.insert(0, "/srv/shop")');
    expect(line('C:/shop/src', 'C:\\shop\\app.wsgi')).toBe('sys.path.insert(0, os.path.join(HERE, "src"))');
    expect(line('D:/shop', 'C:\\shop\\app.wsgi')).toBe('sys.path.insert(0, "D:/shop")');
  });
});

describe('values for a factory', () => {
  test.each(['', '"live"', "'a', 1, -2.5, True", 'mode="x\\"y", debug=False,', 'r"C:\\x"', 'None', '"a, b"'])('are literals: %s', (text) => {
    expect(areLiterals(text)).toBe(true);
  });

  test.each(['live', 'os.environ["X"]', '__import__("os")', '"a"); import os; (', '"a" "b', 'f"{x}"', '1 +', '*x', '"a" + "b"', ',', '[1]'])(
    'are not: %s',
    (text) => {
      expect(areLiterals(text)).toBe(false);
    },
  );
});

/** Reads scripts as Python does, and tells what folders they name; `HERE` is the folder of the script on its own system. */
const READ = `
import ast, json, ntpath, posixpath, sys
answers = []
for text, folder in json.load(sys.stdin):
    paths = ntpath if ntpath.splitdrive(folder)[0] else posixpath
    class os: path = paths
    found = {}
    for node in ast.parse(text.encode()).body:
        if isinstance(node, ast.Expr) and ast.unparse(node).startswith("sys.path.insert"):
            found["root"] = node.value.args[1]
        if isinstance(node, ast.Assign) and node.targets[0].id == "INI":
            found["ini"] = node.value
    values = {"os": os, "HERE": folder}
    answers.append({name: paths.normpath(eval(compile(ast.Expression(node), "x", "eval"), values)) for name, node in found.items()})
json.dump(answers, sys.stdout)
`;

function readByPython(scripts: readonly (readonly [text: string, folder: string])[]): { readonly root: string; readonly ini: string }[] {
  return JSON.parse(execFileSync(existsSync(PYTHON) ? PYTHON : 'python3', ['-c', READ], { input: JSON.stringify(scripts), encoding: 'utf8' }));
}

describe('names of folders', () => {
  const SIGNS = [
    ...' \'"\\$%{}#:;,~*?[]()&|<>!@`^=+-_.',
    'a',
    'Z',
    '0',
    'ö',
    '漢',
    '🙂',
    '\u00a0',
    '\u2028',
    '\u202e',
    '\t',
    '\n',
    '\r',
    '\u0001',
    '"""',
    "'''",
    '${HOME}',
    '%{GLOBAL}',
    'coding: latin-1',
    '\\N{DIGIT ONE}',
    '\\x41',
  ];
  const sign = fc.constantFrom(...SIGNS);
  const name = fc
    .array(sign, { minLength: 1, maxLength: 8 })
    .map((signs) => signs.join(''))
    .filter((text) => !/^\.{1,2}$/.test(text));
  const windowsName = name.map((text) => text.replaceAll(/[<>:"|?*/\\]/g, '_').replace(/[. ]+$/, 'x')).filter((text) => text !== '');

  /** Scripts for folders, near to them and far away, and what Python reads out of them. */
  function check(folders: readonly string[], { join, normalize, dirname }: path.PlatformPath, far: string): void {
    const plans = folders.flatMap((folder) => [join(folder, 'app.wsgi'), join(far, 'one', 'two', 'three', 'app.wsgi')].map((target) => ({ folder, target })));
    const texts = plans.map(({ folder, target }) => {
      const root = folder.replaceAll(far.startsWith('/') ? '' : '\\', far.startsWith('/') ? '' : '/');
      const candidate = { kind: 'paste', path: `${root}/production.ini`, root, framework: 'pyramid' } as const;
      return [
        script(candidate, { target, project: folder, importPath: 'script', environment: { path: folder, version: null, works: true } }),
        dirname(target),
      ] as const;
    });
    const read = readByPython(texts);
    plans.forEach(({ folder }, index) => {
      expect(read[index]).toEqual({ root: normalize(folder), ini: normalize(join(folder, 'production.ini')) });
    });
  }

  test('are read back by Python as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 40, maxLength: 40 }), (all) => {
        check(
          all.map((parts) => `/srv/${parts.join('/')}`),
          path.posix,
          '/far',
        );
      }),
      { numRuns: 12 },
    );
  });

  test('of Windows too', () => {
    fc.assert(
      fc.property(fc.array(fc.array(windowsName, { minLength: 1, maxLength: 3 }), { minLength: 40, maxLength: 40 }), (all) => {
        check(
          all.map((parts) => `C:\\${parts.join('\\')}`),
          path.win32,
          'D:\\far',
        );
      }),
      { numRuns: 12 },
    );
  });
});

describe.runIf(existsSync(PYTHON) || process.env.CI === 'true')('called once by Python', () => {
  test.each(SAMPLES)('$what', ({ files, application, page }) =>
    inTemporaryFolder(async (folder) => {
      await writeProject(path.join(folder, 'my shop'), files);
      const { files: made, importedFrom } = await makeScript({ project: path.join(folder, 'my shop'), ...(application !== undefined && { application }) });
      expect(await answerOf(made[0]!, [importedFrom])).toBe(`200 OK ${page}`);
    }),
  );

  test('CherryPy, which keeps errors to itself', () =>
    inTemporaryFolder(async (folder) => {
      await writeProject(folder, {
        'app.py':
          'import cherrypy\n\nclass Root:\n    @cherrypy.expose\n    def index(self):\n        raise ValueError("secret")\n\nif __name__ == "__main__":\n    cherrypy.quickstart(Root())\n',
      });
      const { files, importedFrom } = await makeScript({ project: folder });
      const answer = await answerOf(files[0]!, [importedFrom]);
      expect([answer.slice(0, 3), answer.includes('Traceback')]).toEqual(['500', false]);
    }));

  test('FastAPI’s kind behind an adapter', () =>
    inTemporaryFolder(async (folder) => {
      const adapter =
        'class ASGIMiddleware:\n    def __init__(self, app):\n        self.app = app\n\n    def __call__(self, environ, start_response):\n        start_response("200 OK", [])\n        return [("adapted " + self.app.__name__).encode()]\n';
      await writeProject(folder, { 'a2wsgi.py': adapter, 'app.py': 'async def app(scope, receive, send):\n    pass\n' });
      const { files, importedFrom } = await makeScript({ project: folder, adapter: 'a2wsgi' });
      expect(await answerOf(files[0]!, [importedFrom])).toBe('200 OK adapted app');
    }));
});
