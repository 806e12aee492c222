"""The WSGI application that the server's workers load."""

import os

from django.core.wsgi import get_wsgi_application

from openitc.config.lifeline import end_with_the_server

end_with_the_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openitc.config.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Load every page's code and words now, so that no visitor waits for them."""
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    _ = get_resolver().url_patterns
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Yes")


_warm()
