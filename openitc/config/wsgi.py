"""The WSGI application that the server's workers load."""

import os

from django.core.wsgi import get_wsgi_application

from openitc.config.lifeline import end_with_the_server

end_with_the_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openitc.config.settings")
application = get_wsgi_application()
