"""Who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from openitc.people.models import User

P = ParamSpec("P")


class AnyRequest(HttpRequest):
    """A request as our middleware hands it on."""

    htmx: HtmxDetails


class SignedInRequest(AnyRequest):
    """A request whose person is known."""

    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let only people who are signed in reach the view; others are sent to sign in, and come back after.

    Who was signed out meanwhile and sends a form comes back to the page of the form: the address it is sent to may
    show nothing by itself.
    """
    readable = login_required(cast("Callable[..., HttpResponseBase]", view))

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated or request.method in {"GET", "HEAD"}:
            return readable(request, *args, **kwargs)
        messages.warning(request, _("You were signed out, so nothing was changed. Sign in, then send it again."))
        return redirect_to_login(_page_of_the_form(request))

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", guarded)


def _page_of_the_form(request: HttpRequest) -> str:
    """Where the form stood, as the browser says; the desk where it says nothing or another site."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return reverse("journeys:desk")
    return page._replace(scheme="", netloc="", fragment="").geturl()
