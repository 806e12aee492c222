"""What we add to allauth: a person's language follows them."""  # house: allauth's word for where one adds to it

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from openitc.people.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Signing up keeps the language that was read; signing in brings it back."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: ANN401, FBT001, FBT002 - allauth's signature
        """A new person reads on in the language in which they signed up."""
        user.language = "en" if get_language() == "en" else "th"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def post_login(self, request: HttpRequest, user: User, **words: Any) -> HttpResponse:  # noqa: ANN401 - allauth's signature
        """From here on the pages are in the person's own language."""
        response: HttpResponse = super().post_login(request, user, **words)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE)
        return response
