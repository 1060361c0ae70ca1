# mod_wsgi loads this file and calls what is named "application" in it.
import os

from django.core.wsgi import get_wsgi_application

# Set, not setdefault: another site in the same process could have left its own there.
os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"

application = get_wsgi_application()
