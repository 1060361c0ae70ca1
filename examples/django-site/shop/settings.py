"""Settings of a small Django site that shows how the request reached it."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

# Another one at each start, so nobody stays signed in. A real site reads its own from a file that only the application may read.
SECRET_KEY = get_random_secret_key()

DEBUG = False
ALLOWED_HOSTS = ["shop.example.com", "www.shop.example.com", "localhost", "127.0.0.1"]

INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "shop.urls"

# Files that `python manage.py collectstatic` gathers for Apache to serve.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"

USE_TZ = True
