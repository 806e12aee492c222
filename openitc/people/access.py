"""Who is asking."""

import hmac
from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from openitc.people.models import User

P = ParamSpec("P")
NETWORK_OF_A_SUBSCRIBER = 64  # bits of an IPv6 address: within it a subscriber draws addresses as they like


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


def sender_of(request: HttpRequest, *, on: date) -> str:
    """What stands for the address that sends, on one day: without this installation's key nobody finds it again."""
    key = f"{settings.SECRET_KEY}:{on.isoformat()}".encode()
    return hmac.new(key, _address_of(request).encode(), sha256).hexdigest()[:24]


def _address_of(request: HttpRequest) -> str:
    """The network address that sends; behind a balancer the one that the balancer saw, which nobody can make up."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or seen
    try:
        address = ip_address(seen)
    except ValueError:
        return seen
    if isinstance(address, IPv6Address):
        return str(int(address) >> (address.max_prefixlen - NETWORK_OF_A_SUBSCRIBER))
    return seen
