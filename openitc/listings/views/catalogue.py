"""The public catalogue, and what tells search engines of every public page."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openitc.listings.forms.catalogue import CatalogueForm
from openitc.listings.queries import catalogue as queries
from openitc.listings.queries.shown import absolute
from openitc.listings.queries.sitemap import entries
from openitc.listings.queries.structured import crumbs_thing, linked_data
from openitc.listings.views.caching import kept
from openitc.people.access import AnyRequest
from openitc.shared import clock

AN_HOUR = 3600


@require_safe
def catalogue(request: AnyRequest, language: str = "th") -> HttpResponse:
    """The products of the network, by province, kind and certificate."""
    with translation.override(language):
        today = clock.local_day(clock.now())
        form = CatalogueForm(
            request.GET.dict(),
            provinces=queries.provinces_with_products(),
            kinds=queries.kinds_with_products(),
            marks=queries.marks_with_products(on=today),
        )
        wanted, here = form.wanted, queries.address_in(language)
        page = queries.catalogue(wanted, page=request.GET.get("page"), on=today)
        points = queries.points_of(wanted, on=today, kept=form.kept, here=here)
        context = {
            "form": form,
            "wanted": wanted,
            "page": page,
            "points": points,
            "here": here,
            "csrf_token": "",  # no form of ours writes anything, so that the page sets no cookie
            "linked_data": linked_data(crumbs_thing([(_("Products"), here)])),
            **_addresses(request, language),
        }
        facts = [shown.fingerprint for shown in page] + [repr(points), repr(wanted), str(page)]
        return kept(request, *facts, answer=lambda: render(request, "listings/catalogue.html", context))


def _addresses(request: AnyRequest, language: str) -> dict[str, str]:
    """The canonical address is without filters; the other language keeps them."""
    sought = urlencode({name: value for name, value in request.GET.items() if value})
    other = queries.address_in("en" if language == "th" else "th")
    return {
        "canonical": absolute(queries.address_in(language)),
        "thai_url": absolute(queries.address_in("th")),
        "english_url": absolute(queries.address_in("en")),
        "other_url": f"{other}?{sought}" if sought else other,
    }


@require_safe
def sitemap(request: AnyRequest) -> HttpResponse:
    """Every public page whose address is worth keeping, each with its other language."""
    rows = entries()

    def answer() -> HttpResponse:
        return render(request, "listings/sitemap.xml", {"entries": rows}, content_type="application/xml; charset=utf-8")

    return kept(request, repr(rows), answer=answer, seconds=AN_HOUR)


@require_safe
def robots(request: AnyRequest) -> HttpResponse:
    """What machines may read, and where the pages are listed."""

    def answer() -> HttpResponse:
        text = render(request, "listings/robots.txt", {"sitemap": absolute("/sitemap.xml")})
        text["Content-Type"] = "text/plain; charset=utf-8"
        return text

    return kept(request, "robots", answer=answer, seconds=AN_HOUR)
