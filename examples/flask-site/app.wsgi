# mod_wsgi loads this file and calls what is named "application" in it.
from app import app as application
