"""The pages of trouble that Django leaves to us."""

import logging
import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from openitc.shared.ids import READ_OUT


def page_of_failure(request: HttpRequest) -> HttpResponse:
    """Django's handler500: its reference, also in Django's own log entry, joins what was seen to what the log holds."""
    reference = new_reference()
    request.error_reference = reference  # type: ignore[attr-defined]  # read by the log's formatter
    try:
        page = loader.get_template("500.html").render({"reference": reference}, request)
    except Exception:  # what failed may be what every page is given: then show the page without it
        logging.getLogger(__name__).exception("The page of failure failed too (%s).", reference)
        page = _last_resort(reference)
    return HttpResponseServerError(page)


def new_reference() -> str:
    """Eight letters in two groups, as in `K7QD-3MXA`."""
    letters = "".join(secrets.choice(READ_OUT) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _last_resort(reference: str) -> str:
    says = _("Something went wrong on our side. Nothing you entered before was lost. Please try again in a moment.")
    asks = _("If it happens again, tell your center this reference: %(reference)s") % {"reference": reference}
    return f"<!doctype html><meta charset=utf-8><title>OpenITC</title><p>{says}</p><p>{asks}</p>"


def drawn_refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an address that only takes forms says so to who opens it, where Django shows an empty page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answer
