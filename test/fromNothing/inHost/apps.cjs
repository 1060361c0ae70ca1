'use strict';
// Small applications as people write them, nothing beside them: the page says which one it is, and what it sees of the server.

const FLASK = `import json
import os

from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def page():
    seen = request.environ
    said = {
        "app": "Flask",
        "scheme": request.scheme,
        "host": request.host,
        "from": request.remote_addr,
        "process": os.getpid(),
        "parent": os.getppid(),
        "group": seen.get("mod_wsgi.process_group"),
        "client": seen.get("SSL_CLIENT_S_DN_CN"),
        "verified": seen.get("SSL_CLIENT_VERIFY"),
    }
    return json.dumps(said), {"Content-Type": "text/plain"}
`;

const SETTINGS = `ALLOWED_HOSTS = [".test"]
ROOT_URLCONF = "shop.urls"
SECRET_KEY = "of a test"
INSTALLED_APPS = []
`;

const URLS = `import json
import os

from django.http import HttpResponse
from django.urls import path


def page(request):
    said = {
        "app": "Django",
        "scheme": request.scheme,
        "host": request.get_host(),
        "process": os.getpid(),
        "parent": os.getppid(),
        "group": request.META.get("mod_wsgi.process_group"),
    }
    return HttpResponse(json.dumps(said), content_type="text/plain")


urlpatterns = [path("", page)]
`;

const DJANGO_WSGI = `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

application = get_wsgi_application()
`;

const PLAIN = `import json
import os


def application(environ, start_response):
    said = {
        "app": "plain",
        "scheme": environ["wsgi.url_scheme"],
        "process": os.getpid(),
        "group": environ.get("mod_wsgi.process_group"),
    }
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [json.dumps(said).encode()]
`;

/** Files of each application, by their paths below its folder. */
exports.APPS = {
  Flask: { 'app.py': FLASK },
  Django: { 'manage.py': '', 'shop/__init__.py': '', 'shop/settings.py': SETTINGS, 'shop/urls.py': URLS, 'shop/wsgi.py': DJANGO_WSGI },
  plain: { 'site_app.py': PLAIN },
};
