/** Which Python applications are found in a folder, as the server tells them: made-up projects in, candidates out. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { applicationsIn } from '../../server/src/model/python/project/applications.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { memoryDisk, type Tree } from '../kit/configuration.ts';

const FOLDER = '/srv/shop';
const FLASK = 'from flask import Flask\n\napp = Flask(__name__)\n';

/** A project below its folder; with one file unless it is a tree. */
function project(files: Tree | string): Tree {
  const tree = typeof files === 'string' ? { 'app.py': files } : files;
  return Object.fromEntries(Object.entries(tree).map(([name, text]) => [`${FOLDER}/${name}`, text]));
}

function applications(files: Tree | string, wanted?: string) {
  return applicationsIn(memoryDisk(project(files)), FOLDER, wanted);
}

/** Each candidate as `id framework`, with what is not usual about it. */
function found(files: Tree | string, wanted?: string): string[] {
  return applications(files, wanted).candidates.map(({ id, framework, gateway, kind, reach, root, parameters, settings }) =>
    [
      `${id} ${framework}`,
      ...(gateway === 'wsgi' ? [] : [gateway]),
      ...(kind === 'instance' ? [] : [kind]),
      ...(reach === 'import' ? [] : [reach]),
      ...(parameters.length === 0 ? [] : [`(${parameters.join(', ')})`]),
      ...(settings === null ? [] : [`with ${settings}`]),
      ...(root === FOLDER ? [] : [`in ${root}`]),
    ].join(' '),
  );
}

describe('an object of a framework', () => {
  test.each([
    ['Flask', FLASK, 'app:app flask'],
    ['Flask under its module', 'import flask\napplication = flask.Flask(__name__)\n', 'app:application flask'],
    ['Flask under other names', 'import flask as f\nfrom flask import Flask as F\nsite = F(__name__)\n', 'app:site flask'],
    ['with a type', 'from flask import Flask\napp: Flask = Flask(__name__)\n', 'app:app flask'],
    ['with two names', 'from flask import Flask\napplication = app = Flask(__name__)\n', 'app:application flask'],
    ['in a tuple', 'from flask import Flask\napp, port = Flask(__name__), 80\n', 'app:app flask'],
    [
      'over several lines',
      'from flask import (\n    Flask,\n    jsonify,\n)\napp = Flask(\n    __name__,  # the module\n    static_folder="x",\n)\n',
      'app:app flask',
    ],
    ['in brackets', 'from flask import Flask\napp = (\n    Flask(__name__)\n)\n', 'app:app flask'],
    ['of a class of its own', 'from flask import Flask\nclass Shop(Flask):\n    pass\napp = Shop(__name__)\n', 'app:app flask'],
    ['by a star', 'from flask import *\napp = Flask(__name__)\n', 'app:app flask'],
    ['under a condition', 'import os\nfrom flask import Flask\nif os.name == "nt":\n    app = Flask("a")\nelse:\n    app = Flask("b")\n', 'app:app flask'],
    ['in try', 'try:\n    from flask import Flask\n    app = Flask(__name__)\nexcept ImportError:\n    app = None\n', 'app:app flask'],
    ['behind a colon', 'from flask import Flask\nif True: app = Flask(__name__); app.debug = False\n', 'app:app flask'],
    ['wrapped', 'from flask import Flask\nfrom x import Tracing\napp = Flask(__name__)\napp = Tracing(app)\n', 'app:app flask'],
    [
      'wrapped inside',
      'from flask import Flask\nfrom werkzeug.middleware.proxy_fix import ProxyFix\napp = Flask(__name__)\napp.wsgi_app = ProxyFix(app.wsgi_app)\n',
      'app:app flask',
    ],
    ['with extensions', 'from flask import Flask\nfrom x import Database, Api\napp = Flask(__name__)\ndb = Database(app)\nother = Api(app)\n', 'app:app flask'],
    ['Dash and its server', 'import dash\napp = dash.Dash(__name__)\nserver = app.server\n', 'app:server flask'],
    ['Dash alone', 'from dash import Dash\nboard = Dash(__name__)\n', 'app:board dash'],
    ['Bottle', 'import bottle\napp = bottle.Bottle()\n@app.route("/")\ndef home():\n    return "x"\n', 'app:app bottle'],
    ['Bottle’s own', 'from bottle import route, run\n@route("/")\ndef home():\n    return "x"\nif __name__ == "__main__":\n    run()\n', 'app bottle bottle'],
    ['Bottle’s own, by name', 'import bottle\n@bottle.get("/")\ndef home():\n    return "x"\napplication = bottle.default_app()\n', 'app:application bottle'],
    ['Falcon', 'import falcon\napp = falcon.App()\n', 'app:app falcon'],
    ['Falcon of old', 'import falcon\napi = application = falcon.API()\n', 'app:application falcon'],
    [
      'Pyramid',
      'from pyramid.config import Configurator\nwith Configurator() as config:\n    config.add_route("home", "/")\n    app = config.make_wsgi_app()\n',
      'app:app pyramid',
    ],
    ['Pyramid in one line', 'from pyramid.config import Configurator\napp = Configurator(settings={}).make_wsgi_app()\n', 'app:app pyramid'],
    ['CherryPy', 'import cherrypy\nclass Root: pass\napplication = cherrypy.Application(Root(), None)\n', 'app:application cherrypy'],
    ['CherryPy’s tree', 'import cherrypy\nclass Root: pass\ncherrypy.tree.mount(Root(), "/")\n', 'app cherrypy cherrypy-tree'],
    [
      'CherryPy’s root',
      'import cherrypy\nclass Root: pass\nif __name__ == "__main__":\n    cherrypy.quickstart(Root(), "/")\n',
      'app:Root cherrypy cherrypy-root',
    ],
    ['web.py', 'import web\nurls = ("/", "home")\napp = web.application(urls, globals())\napplication = app.wsgifunc()\n', 'app:application webpy'],
    ['a function', 'def application(environ, start_response):\n    return []\n', 'app:application wsgi'],
    ['a function with types', 'def app(environ: dict, start_response: "Callable", extra: int = 1) -> list:\n    return []\n', 'app:app wsgi'],
    ['a function of a request', 'from werkzeug.wrappers import Request\n@Request.application\ndef app(request):\n    return None\n', 'app:app wsgi'],
    [
      'an object that is called',
      'class Site:\n    def __init__(self, name="x"):\n        self.name = name\n    def __call__(self, environ, start_response):\n        return []\nsite = Site()\n',
      'app:site wsgi',
    ],
    [
      'a class that is called',
      'class App:\n    def __init__(self, environ, start_response):\n        pass\n    def __iter__(self):\n        yield b""\n',
      'app:App wsgi',
    ],
    [
      'ASGI behind an adapter',
      'from fastapi import FastAPI\nfrom a2wsgi import ASGIMiddleware\napi = FastAPI()\napplication = ASGIMiddleware(api)\n',
      'app:application fastapi',
    ],
    ['a keyword in a name', '# Flask(\nclass_ = 1\nfrom flask import Flask\nimport_app = Flask(__name__)\n', 'app:import_app flask'],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test.each([
    ['Windows', FLASK.replaceAll('\n', '\r\n')],
    ['a Mac of old', FLASK.replaceAll('\n', '\r')],
    ['an editor with a byte order mark', `\ufeff${FLASK}`],
    ['an interpreter line', `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""The shop."""\n${FLASK}`],
  ])('in a file of %s', (_, text) => {
    expect(found(text)).toEqual(['app:app flask']);
  });
});

describe('a function that makes it', () => {
  test.each([
    ['without parameters', 'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    return app\n', 'app:create_app flask factory'],
    [
      'with defaults',
      'from flask import Flask\ndef create_app(config="x", *, debug=False, **more) -> Flask:\n    return Flask(__name__)\n',
      'app:create_app flask factory',
    ],
    [
      'that has to be given something',
      'from flask import Flask\ndef create_app(config: str, *, mode, debug=False):\n    return Flask(config)\n',
      'app:create_app flask factory (config, mode)',
    ],
    [
      'under a condition inside',
      'from flask import Flask\ndef make():\n    if 1:\n        app = Flask("a")\n    else:\n        app = Flask("b")\n    return app\n',
      'app:make flask factory',
    ],
    [
      'with a decorator',
      'import functools\nfrom flask import Flask\n@functools.lru_cache\ndef create_app():\n    return Flask(__name__)\n',
      'app:create_app flask factory',
    ],
    [
      'that wraps it',
      'from flask import Flask\nfrom x import Fix\ndef create_app():\n    app = Flask(__name__)\n    return Fix(app)\n',
      'app:create_app flask factory',
    ],
    [
      'of Pyramid',
      'from pyramid.config import Configurator\ndef main(global_config, **settings):\n    with Configurator(settings=settings) as config:\n        config.scan()\n    return config.make_wsgi_app()\n',
      'app:main pyramid factory (global_config)',
    ],
    ['of a plain function', 'def make_app():\n    def app(environ, start_response):\n        return []\n    return app\n', 'app:make_app wsgi factory'],
    [
      'that another one calls',
      'from flask import Flask\ndef _base():\n    return Flask(__name__)\ndef create_app():\n    app = _base()\n    return app\napp = create_app()\n',
      'app:app flask',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test('gives way to what it has made, whatever it was given', () => {
    const factory = 'from flask import Flask\ndef create_app(config):\n    return Flask(config)\n';
    expect(found({ 'shop/__init__.py': factory, 'wsgi.py': 'from shop import create_app\napp = create_app("live")\n' })).toEqual(['wsgi:app flask']);
    expect(found({ 'shop/__init__.py': factory, 'wsgi.py': 'from shop import create_app\na = create_app("a")\nb = create_app("b")\n' })).toEqual([
      'wsgi:a flask',
      'wsgi:b flask',
    ]);
  });

  test('gives way to another one that gives it what it asks for', () => {
    const text = 'import falcon\ndef create_app(store):\n    return falcon.App()\ndef get_app():\n    return create_app("/tmp")\n';
    expect(found(text)).toEqual(['app:get_app falcon factory']);
  });

  test('counts where the program alone has called it', () => {
    const text = 'from flask import Flask\ndef create_app():\n    return Flask(__name__)\nif __name__ == "__main__":\n    app = create_app()\n    app.run()\n';
    expect(found(text)).toEqual(['app:create_app flask factory']);
  });
});

describe('what no server can call', () => {
  test.each([
    ['FastAPI', 'from fastapi import FastAPI\napp = FastAPI()\n', 'app:app fastapi asgi'],
    ['Starlette', 'from starlette.applications import Starlette\napp = Starlette(routes=[])\n', 'app:app starlette asgi'],
    ['Quart', 'import quart\napp = quart.Quart(__name__)\n', 'app:app quart asgi'],
    ['Falcon’s other one', 'import falcon.asgi\napp = falcon.asgi.App()\n', 'app:app falcon asgi'],
    ['a factory', 'from fastapi import FastAPI\ndef create_app():\n    api = FastAPI()\n    return api\n', 'app:create_app fastapi asgi factory'],
    ['a coroutine', 'async def app(scope, receive, send):\n    pass\n', 'app:app asgi asgi'],
    ['an object with a coroutine', 'class App:\n    async def __call__(self, scope, receive, send):\n        pass\napp = App()\n', 'app:app asgi asgi'],
    ['Flask behind an adapter', 'from flask import Flask\nfrom asgiref.wsgi import WsgiToAsgi\nsite = WsgiToAsgi(Flask(__name__))\n', 'app:site asgi asgi'],
    ['a server of its own', 'from aiohttp import web\napp = web.Application()\n', 'app:app aiohttp own'],
  ])('is told as what it is: %s', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test.each([
    ['only in a program', 'from flask import Flask\nif __name__ == "__main__":\n    app = Flask(__name__)\n    app.run()\n', 'app:app flask main'],
    ['only in a program, in brackets', "from flask import Flask\nif ('__main__' == __name__):\n    app = Flask(__name__)\n", 'app:app flask main'],
    ['only in a function', 'from flask import Flask\ndef main():\n    app = Flask(__name__)\n    app.run()\nmain()\n', 'app:app flask local'],
  ])('is told with the reason: %s', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test('stands behind what can be called', () => {
    const text = `${FLASK}if __name__ == "__main__":\n    application = Flask("x")\n`;
    expect(found(text)).toEqual(['app:app flask', 'app:application flask main']);
  });
});

describe('nothing', () => {
  test.each([
    ['in an empty folder', { 'README.md': 'app = Flask(__name__)' }],
    ['in a comment', '# from flask import Flask\n# app = Flask(__name__)\n'],
    ['in a text', '"""\nfrom flask import Flask\napp = Flask(__name__)\n"""\nx = "app = Flask(__name__)"\ny = r\'\\\'; from flask import Flask\'\n'],
    ['that is called Flask but is not', 'class Flask: pass\napp = Flask(__name__)\n'],
    ['that was taken back', 'from flask import Flask\napp = Flask(__name__)\napp = 3\n'],
    ['of a blueprint', 'from flask import Blueprint\napp = Blueprint("a", __name__)\n'],
    ['of a view', 'def view(request, start):\n    return None\n'],
    ['of a middleware', 'def make_middleware(app):\n    def inner(environ, start_response):\n        return app(environ, start_response)\n    return inner\n'],
    ['that goes in circles', 'app = other\nother = app\nfrom app import app as third\n'],
    ['that is no Python', '<?php app = Flask( ?>\n\0\0\u0001'],
    ['of functions that call the next one', Array.from({ length: 5000 }, (_, index) => `def f${index}():\n    return f${index + 1}()\n`).join('')],
    [
      'of functions that call each other',
      Array.from(
        { length: 60 },
        (_, index) => `def f${index}():\n    if x:\n        return f${(index * 7 + 1) % 60}()\n    return f${(index * 3 + 2) % 60}()\n`,
      ).join(''),
    ],
    ['that is a long chain', `a0 = b\n${Array.from({ length: 5000 }, (_, index) => `a${index + 1} = a${index}\n`).join('')}`],
  ])('%s', (_, files) => {
    expect(found(files as Tree | string)).toEqual([]);
  });

  test.each([
    ['an open bracket', `${FLASK}def home(:\n    return (1,\n`],
    ['an open text', `${FLASK}x = """never ends\n`],
    ['bad indentation', `${FLASK}  y = 1\n z = 2\n`],
  ])('is lost before %s', (_, text) => {
    expect(found(text)).toEqual(['app:app flask']);
  });
});

describe('the module’s name and the folder that it is imported from', () => {
  const package_ = 'from flask import Flask\nfrom . import views\napp = Flask(__name__)\n';

  test.each<[string, Tree, string[]]>([
    ['a file', { 'hello.py': FLASK }, ['hello:app flask']],
    ['a package', { 'shop/__init__.py': FLASK }, ['shop:app flask']],
    ['a file in packages', { 'shop/__init__.py': '', 'shop/web/__init__.py': '', 'shop/web/site.py': FLASK }, ['shop.web.site:app flask']],
    ['src', { 'src/shop/__init__.py': '', 'src/shop/web.py': FLASK }, ['shop.web:app flask in /srv/shop/src']],
    ['a folder that is no package', { 'backend/app.py': FLASK }, ['app:app flask in /srv/shop/backend']],
    ['a folder that is a package itself', { '__init__.py': package_, 'views.py': '' }, ['shop:app flask in /srv']],
    ['a module with relative imports', { '__init__.py': '', 'web.py': package_, 'views.py': '' }, ['shop.web:app flask in /srv']],
    ['an __init__.py that means nothing', { '__init__.py': '', 'app.py': FLASK }, ['app:app flask']],
    [
      'a package whose files are imported as if it were none',
      { 'web/__init__.py': '', 'web/db.py': '', 'web/app.py': `import db\n${FLASK}` },
      ['app:app flask in /srv/shop/web'],
    ],
    ['a name that no import statement takes', { 'my-app.py': FLASK }, ['my-app:app flask']],
    ['letters of all languages', { 'größe.py': 'from flask import Flask\nçarşı = Flask(__name__)\n' }, ['größe:çarşı flask']],
  ])('%s', (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });

  test('are followed from file to file', () => {
    const files = {
      'shop/__init__.py': 'from .factory import build as create\n',
      'shop/factory.py': 'from .base import Base\ndef build():\n    site = Base("x")\n    return site\n',
      'shop/base.py': 'import flask\nclass Base(flask.Flask):\n    pass\n',
      'run.py': 'import shop\nsite = shop.create()\n',
    };
    expect(found(files)).toEqual(['run:site flask']);
    expect(found({ ...files, 'run.py': '' })).toEqual(['shop.factory:build flask factory']);
  });
});

describe('several', () => {
  test('are told, the likeliest first', () => {
    expect(found({ 'admin.py': FLASK, 'app.py': FLASK })).toEqual(['app:app flask', 'admin:app flask']);
    expect(found('from flask import Flask\napp = Flask("a")\nadmin = Flask("b")\n')).toEqual(['app:app flask', 'app:admin flask']);
    expect(found({ 'api/app.py': FLASK, 'web/app.py': FLASK })).toEqual(['app:app flask in /srv/shop/api', 'app:app flask in /srv/shop/web']);
  });

  test('names of the same are one', () => {
    expect(found({ 'shop/__init__.py': FLASK, 'wsgi.py': 'from shop import app\n', 'main.py': 'from shop import app\n' })).toEqual(['wsgi:app flask']);
    expect(found({ 'shop/__init__.py': 'from .web import app\n', 'shop/web.py': FLASK, 'views.py': 'from shop import app\n' })).toEqual(['shop.web:app flask']);
  });

  test('those of tests and tools do not count, unless there are no others', () => {
    const others = { 'tests/test_app.py': FLASK, 'conftest.py': FLASK, 'examples/app.py': FLASK, 'manage.py': FLASK };
    expect(found({ ...others, 'shop.py': FLASK })).toEqual(['shop:app flask']);
    expect(found({ 'manage.py': FLASK })).toEqual(['manage:app flask']);
  });

  test('those of other people do not count', () => {
    const foreign = ['.hidden', 'node_modules/x', 'lib/site-packages', '__pycache__'].map((folder) => [`${folder}/app.py`, FLASK]);
    const environments = { 'venv/pyvenv.cfg': '', 'venv/app.py': FLASK, 'my env/conda-meta/history': '', 'my env/app.py': FLASK };
    expect(found({ ...Object.fromEntries(foreign), ...environments })).toEqual([]);
  });
});

describe('Django', () => {
  const WSGI =
    'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napplication = get_wsgi_application()\n';
  const MANAGE =
    'import os\ndef main():\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.local")\nif __name__ == "__main__":\n    main()\n';
  const SETTINGS = 'ROOT_URLCONF = "mysite.urls"\nINSTALLED_APPS = []\n';

  test('has its wsgi.py, with the settings that it names', () => {
    const files = { 'manage.py': MANAGE, 'mysite/__init__.py': '', 'mysite/settings.py': SETTINGS, 'mysite/wsgi.py': WSGI };
    expect(found(files)).toEqual(['mysite.wsgi:application django with mysite.settings']);
    const asgi = WSGI.replaceAll('wsgi', 'asgi');
    expect(found({ ...files, 'mysite/asgi.py': asgi })).toEqual(['mysite.wsgi:application django with mysite.settings']);
    const sure = WSGI.replace('setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")', 'update()').replace(
      'os.environ.update()',
      'os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"',
    );
    expect(found({ ...files, 'mysite/wsgi.py': sure })).toEqual(['mysite.wsgi:application django']);
  });

  test('below a folder, and in a package that has no __init__.py', () => {
    expect(
      found({ 'backend/manage.py': MANAGE, 'backend/mysite/__init__.py': '', 'backend/mysite/settings.py': SETTINGS, 'backend/mysite/wsgi.py': WSGI }),
    ).toEqual(['mysite.wsgi:application django with mysite.settings in /srv/shop/backend']);
  });

  test('has its settings where there is no wsgi.py, those of the live site first', () => {
    const nested = {
      'manage.py': MANAGE,
      'mysite/__init__.py': '',
      'mysite/settings/__init__.py': '',
      'mysite/settings/base.py': SETTINGS,
      'mysite/settings/local.py': 'from .base import *\n',
      'mysite/settings/production.py': 'from mysite.settings.base import *\n',
    };
    expect(found(nested)).toEqual([
      'mysite.settings.production django settings with mysite.settings.production',
      'mysite.settings.local django settings with mysite.settings.local',
    ]);
    expect(found({ 'mysite/__init__.py': '', 'mysite/settings.py': SETTINGS })).toEqual(['mysite.settings django settings with mysite.settings']);
  });

  test('of two projects is told twice', () => {
    const one = (name: string) => ({ [`${name}/__init__.py`]: '', [`${name}/wsgi.py`]: WSGI.replaceAll('mysite', name) });
    expect(found({ ...one('blog'), ...one('shop') })).toEqual([
      'blog.wsgi:application django with blog.settings',
      'shop.wsgi:application django with shop.settings',
    ]);
  });
});

describe('Pyramid’s files', () => {
  const main = 'from pyramid.config import Configurator\ndef main(global_config, **settings):\n    return Configurator(settings=settings).make_wsgi_app()\n';
  const ini = '[app:main]\nuse = egg:web-shop\n\n[server:main]\nuse = egg:waitress#main\n';

  test('come before the function that they name', () => {
    const files = { 'development.ini': ini, 'production.ini': ini, 'setup.cfg': '', 'alembic.ini': '[alembic]\n', 'web_shop/__init__.py': main };
    expect(found(files)).toEqual(['production.ini pyramid paste']);
    expect(found({ ...files, 'production.ini': '[x]\n' })).toEqual(['development.ini pyramid paste']);
    expect(found({ 'production.ini': ini, 'src/web_shop/__init__.py': main })).toEqual(['production.ini pyramid paste in /srv/shop/src']);
    expect(found({ 'production.ini': ini, 'app.py': FLASK })).toEqual(['app:app flask']);
  });
});

describe('an application that is named', () => {
  const files = {
    'shop/__init__.py': 'from flask import Flask\ndef create_app(config):\n    return Flask(config)\n',
    'wsgi.py': 'from shop import create_app\napp = create_app("x")\n',
  };

  test('is found although another one is likelier', () => {
    expect(found(files, 'shop:create_app')).toEqual(['shop:create_app flask factory (config)']);
    expect(found({ ...files, 'tests/web.py': FLASK }, 'web:app')).toEqual(['web:app flask in /srv/shop/tests']);
  });

  test('is believed where nothing shows what it is', () => {
    expect(found({ 'site.py': 'app = load("x")\n' }, 'site:app')).toEqual(['site:app wsgi']);
    expect(found({ 'site.py': 'def create_site(mode):\n    return load(mode)\n' }, 'site:create_site')).toEqual(['site:create_site wsgi factory (mode)']);
  });

  test('has to be there', () => {
    for (const name of ['shop:gone', 'gone:app', 'shop', '', ':', 'shop:create_app:x']) expect(found(files, name), name).toEqual([]);
  });
});

describe('a module that starts a server by itself', () => {
  test.each([
    ['Flask', `${FLASK}app.run(port=80)\n`, 3],
    ['Bottle', 'from bottle import route, run\n@route("/")\ndef home(): pass\nrun(host="x")\n', 3],
    [
      'wsgiref',
      'from wsgiref.simple_server import make_server\ndef app(environ, start_response):\n    return []\nmake_server("", 80, app).serve_forever()\n',
      3,
    ],
    ['waitress', `import waitress\n${FLASK}waitress.serve(app)\n`, 4],
  ])('is told with the line: %s', (_, text, row) => {
    expect(applications(text).candidates.map(({ servesAt }) => servesAt)).toEqual([row]);
  });

  test.each([
    ['in a program', `${FLASK}if __name__ == "__main__":\n    app.run()\n`],
    ['in a function', `${FLASK}def main():\n    app.run()\n`],
    ['another run', `import subprocess\n${FLASK}subprocess.run(["x"])\n`],
  ])('is none: %s', (_, text) => {
    expect(applications(text).candidates.map(({ servesAt }) => servesAt)).toEqual([null]);
  });
});

describe('environments', () => {
  const environments = (files: Tree) => applications(files).environments.map(({ path: root, version, works }) => `${root} ${version}${works ? '' : ' broken'}`);
  const made = (name: string, version = '3.11.2') => ({ [`${name}/pyvenv.cfg`]: `home = /usr/bin\nversion = ${version}\n`, [`${name}/bin/python`]: '' });

  test('are found by their pyvenv.cfg, under any name, the usual ones first', () => {
    expect(environments({ 'app.py': FLASK, ...made('a place'), ...made('venv', '3.9.1'), ...made('.venv') })).toEqual([
      '/srv/shop/.venv 3.11',
      '/srv/shop/venv 3.9',
      '/srv/shop/a place 3.11',
    ]);
  });

  test('lie in the folder of the imports, or beside the project', () => {
    expect(environments({ 'backend/app.py': FLASK, ...made('backend/env') })).toEqual(['/srv/shop/backend/env 3.11']);
    expect(environments({ 'app.py': FLASK, ...made('../venv'), ...made('../other') })).toEqual([]);
    const beside = {
      ...project({ 'app.py': FLASK }),
      '/srv/venv/pyvenv.cfg': 'version_info = 3.12.0.final.0\n',
      '/srv/venv/Scripts/python.exe': '',
      '/srv/other/pyvenv.cfg': '',
    };
    expect(applicationsIn(memoryDisk(beside), FOLDER).environments).toEqual([{ path: '/srv/venv', version: '3.12', works: true }]);
  });

  test('of conda, and of a file .venv, count; those that lost their Python are told', () => {
    expect(environments({ 'app.py': FLASK, 'env/conda-meta/history': '', 'env/bin/python3': '' })).toEqual(['/srv/shop/env null']);
    expect(environments({ 'app.py': FLASK, 'venv/pyvenv.cfg': 'version = 3.11\n' })).toEqual(['/srv/shop/venv 3.11 broken']);
    const named = {
      ...project({ 'app.py': FLASK, '.venv': '/home/ann/envs/shop-x1\n' }),
      '/home/ann/envs/shop-x1/pyvenv.cfg': '',
      '/home/ann/envs/shop-x1/bin/python': '',
    };
    expect(applicationsIn(memoryDisk(named), FOLDER).environments).toEqual([{ path: '/home/ann/envs/shop-x1', version: null, works: true }]);
    expect(environments({ 'app.py': FLASK, '.venv': 'shop-x1\n', env: 'x', '.env': 'SECRET=1\n' })).toEqual([]);
  });
});

describe('requirements', () => {
  test('tell who keeps the packages, and what they ask of the server', () => {
    expect(applications({ 'requirements.txt': 'numpy>=1\nFlask-JWT-Extended\nflask\n' }).packages).toEqual({
      manager: 'pip',
      mainInterpreter: ['numpy'],
      authorization: ['flask-jwt-extended'],
    });
    expect(applications({ 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\npandas = "2"\n' }).packages).toEqual({
      manager: 'poetry',
      mainInterpreter: ['pandas'],
      authorization: [],
    });
    expect(applications({ Pipfile: '[packages]\nflask = "*"\n"bcrypt" = "*"\n\n[dev-packages]\nnumpy = "*"\n' }).packages).toMatchObject({
      manager: 'pipenv',
      mainInterpreter: ['bcrypt'],
    });
    expect(applications({ 'app.py': FLASK }).packages.manager).toBeNull();
  });
});

describe('a walk that ends', () => {
  test('at files that are too large or cannot be read, and says so', () => {
    expect(applications({ 'app.py': FLASK, 'data.py': `x = [${'1, '.repeat(200_000)}]\n` })).toMatchObject({ partial: true, candidates: [{ id: 'app:app' }] });
    const many = Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`m${index}.py`, '']));
    expect(applications({ ...many, 'a.py': FLASK })).toMatchObject({ partial: true, candidates: [{ id: 'a:app' }] });
    const deep = `${'d/'.repeat(12)}app.py`;
    expect(applications({ [deep]: FLASK })).toMatchObject({ partial: true, candidates: [] });
    expect(applications(FLASK).partial).toBe(false);
    expect(applicationsIn(memoryDisk({}), FOLDER)).toMatchObject({ partial: true, candidates: [], environments: [] });
  });

  test('on Windows, whose real paths have backslashes', () => {
    const disk = memoryDisk({ 'C:/srv/shop/web/app.py': FLASK, 'C:/srv/shop/venv/pyvenv.cfg': '' });
    const windows = { ...disk, realPath: (place: string) => disk.realPath(place)?.replaceAll('/', '\\') ?? null };
    const { candidates, environments } = applicationsIn(windows, 'C:/srv/shop');
    expect(candidates).toMatchObject([{ id: 'app:app', root: 'C:/srv/shop/web', path: 'C:/srv/shop/web/app.py' }]);
    expect(environments).toMatchObject([{ path: 'C:/srv/shop/venv' }]);
  });

  test('in links that lead in circles, out of the project, or to what is there already', () =>
    inTemporaryFolder(async (folder) => {
      const shop = path.join(folder, 'shop');
      await mkdir(path.join(shop, 'real'), { recursive: true });
      await mkdir(path.join(folder, 'outside'));
      await writeFile(path.join(shop, 'real/app.py'), FLASK);
      await writeFile(path.join(folder, 'outside/other.py'), FLASK);
      await symlink('..', path.join(shop, 'up'));
      await symlink('.', path.join(shop, 'self'));
      await symlink('real', path.join(shop, 'again'));
      await symlink('../../outside', path.join(shop, 'real/out'));
      await symlink('nowhere', path.join(shop, 'dangling'));
      await symlink('loop', path.join(shop, 'loop'));
      const { candidates, partial } = applicationsIn(nodeDisk, shop);
      expect(candidates.map(({ id }) => id)).toEqual(['app:app']);
      expect(partial).toBe(false);
    }));
});
