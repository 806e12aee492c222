"""The page of failure: its reference joins what a person saw to what the log holds."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.utils.translation import gettext as _

# Without letters and digits that are mistaken for each other when read out on the telephone.
LETTERS = "ACDEFHJKMNPQRTUVWXY34679"


def page_of_failure(request: HttpRequest) -> HttpResponse:
    """Django's handler500: the page with a reference; Django's own log entry for the request carries the same."""
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
    letters = "".join(secrets.choice(LETTERS) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _last_resort(reference: str) -> str:
    says = _("Something went wrong on our side. Nothing you entered before was lost. Please try again in a moment.")
    asks = _("If it happens again, tell your center this reference: %(reference)s") % {"reference": reference}
    return f"<!doctype html><meta charset=utf-8><title>OpenITC</title><p>{says}</p><p>{asks}</p>"
