/** Small sites of every framework, as people write them: a page that says where it comes from. */
/** A site. */
export interface Sample {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** The application that is named, where it is not found by itself. */
  readonly application?: string;
  /** What the page says. */
  readonly page: string;
}

const flask = (where: string) => `from flask import Flask\n\n${where}`;
const SETTINGS = 'ROOT_URLCONF = "mysite.urls"\nINSTALLED_APPS = []\nSECRET_KEY = "of a test"\nALLOWED_HOSTS = ["*"]\n';
const URLS =
  'from django.http import HttpResponse\nfrom django.urls import path\nfrom django.conf import settings\n\nurlpatterns = [path("", lambda request: HttpResponse("django " + settings.SETTINGS_MODULE))]\n';
const DJANGO_WSGI =
  'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n\napplication = get_wsgi_application()\n';
const PYRAMID = `from pyramid.config import Configurator
from pyramid.response import Response


def main(global_config, **settings):
    config = Configurator(settings=settings)
    config.add_route("home", "/")
    config.add_view(lambda request: Response("pyramid " + settings.get("place", "")), route_name="home")
    return config.make_wsgi_app()
`;

/** The samples; the first ones are those that most people have. */
export const SAMPLES: readonly Sample[] = [
  {
    what: 'Flask in a file',
    files: { 'app.py': flask('app = Flask(__name__)\n\n\n@app.get("/")\ndef home():\n    return "flask file"\n') },
    page: 'flask file',
  },
  {
    what: 'Flask made by a function in src',
    files: {
      'src/shop/__init__.py': flask('def create_app(mode="plain"):\n    app = Flask(__name__)\n    app.get("/")(lambda: "flask " + mode)\n    return app\n'),
    },
    page: 'flask plain',
  },
  {
    what: 'Flask made by a function that is given something',
    files: { 'shop.py': flask('def create_app(mode, *, n):\n    app = Flask(__name__)\n    app.get("/")(lambda: f"flask {mode} {n}")\n    return app\n') },
    application: 'shop:create_app("it\'s \\"live\\"", n=3)',
    page: 'flask it\'s "live" 3',
  },
  {
    what: 'Flask in a file that no import statement can name',
    files: { 'my-app.py': flask('app = Flask(__name__)\napp.get("/")(lambda: "flask dash")\n') },
    page: 'flask dash',
  },
  {
    what: 'Django',
    files: { 'manage.py': '', 'mysite/__init__.py': '', 'mysite/settings.py': SETTINGS, 'mysite/urls.py': URLS, 'mysite/wsgi.py': DJANGO_WSGI },
    page: 'django mysite.settings',
  },
  {
    what: 'Django without a wsgi.py, with settings for the live site',
    files: {
      'mysite/__init__.py': '',
      'mysite/settings/__init__.py': '',
      'mysite/settings/base.py': SETTINGS,
      'mysite/settings/live.py': 'from .base import *\n',
      'mysite/urls.py': URLS,
    },
    page: 'django mysite.settings.live',
  },
  {
    what: 'Bottle',
    files: { 'app.py': 'import bottle\n\napp = bottle.Bottle()\n\n\n@app.route("/")\ndef home():\n    return "bottle object"\n' },
    page: 'bottle object',
  },
  {
    what: 'Bottle’s own application',
    files: { 'app.py': 'from bottle import route, run\n\n\n@route("/")\ndef home():\n    return "bottle own"\n\n\nif __name__ == "__main__":\n    run()\n' },
    page: 'bottle own',
  },
  {
    what: 'Falcon',
    files: {
      'app.py':
        'import falcon\n\n\nclass Home:\n    def on_get(self, req, resp):\n        resp.text = "falcon"\n\n\napplication = falcon.App()\napplication.add_route("/", Home())\n',
    },
    page: 'falcon',
  },
  { what: 'Pyramid made by a function', files: { 'shop.py': PYRAMID.replace('global_config, ', '') }, page: 'pyramid ' },
  {
    what: 'Pyramid by its file',
    files: { 'production.ini': '[app:main]\nuse = call:shop:main\nplace = file\n\n[server:main]\nuse = egg:waitress#main\n', 'shop/__init__.py': PYRAMID },
    page: 'pyramid file',
  },
  {
    what: 'CherryPy’s root',
    files: {
      'app.py':
        'import cherrypy\n\n\nclass Root:\n    @cherrypy.expose\n    def index(self):\n        return "cherrypy root"\n\n\nCONFIG = {"/": {"tools.encode.on": True}}\n\nif __name__ == "__main__":\n    cherrypy.quickstart(Root(), "/", CONFIG)\n',
    },
    page: 'cherrypy root',
  },
  {
    what: 'CherryPy’s tree',
    files: {
      'app.py':
        'import cherrypy\n\n\nclass Root:\n    @cherrypy.expose\n    def index(self):\n        return "cherrypy tree"\n\n\ncherrypy.tree.mount(Root(), "/")\n',
    },
    page: 'cherrypy tree',
  },
  {
    what: 'a plain function',
    files: {
      'site_app.py': 'def application(environ, start_response):\n    start_response("200 OK", [("Content-Type", "text/plain")])\n    return [b"plain"]\n',
    },
    page: 'plain',
  },
];
