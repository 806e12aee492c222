"""Who is asking."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
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
    """Let only people who are signed in reach the view; others are sent to sign in, and come back after."""
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", login_required(view))
