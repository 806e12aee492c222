"""Feeds for whoever fetches them: Google's product data and a list in schema.org's words, each for one market."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from openitc.listings.operations.channels import keep_outgoing
from openitc.listings.queries.feeds import google_feed, of_enterprise, schema_feed
from openitc.listings.queries.listings import public_listings
from openitc.listings.rules.readiness import HOME
from openitc.shared import clock
from openitc.standards.models import Market

FRESH = 300  # seconds: what is taken back is gone from every cache five minutes later
RSS, JSON_LD = "application/rss+xml; charset=utf-8", "application/ld+json; charset=utf-8"


@require_safe
def google(request: HttpRequest, market: str = HOME, enterprise_id: int | None = None) -> HttpResponse:
    """The products that are ready for the market, as Google Merchant Center fetches them."""
    return _feed(request, market, enterprise_id, google_feed, kind=RSS)


@require_safe
def products(request: HttpRequest, market: str = HOME, enterprise_id: int | None = None) -> HttpResponse:
    """The same in schema.org's words."""
    return _feed(request, market, enterprise_id, schema_feed, kind=JSON_LD)


def _feed(
    request: HttpRequest, market: str, enterprise_id: int | None, made_by: Callable[..., bytes], *, kind: str
) -> HttpResponse:
    """What goes out, with when it last changed; not sent again to whoever has it already."""
    if market not in Market.values:
        raise Http404
    now = clock.now()
    listings = public_listings() if enterprise_id is None else of_enterprise(public_listings(), enterprise_id)
    if enterprise_id is not None and not listings.exists():
        raise Http404
    content = made_by(listings, market=market, on=clock.local_day(now))
    told = keep_outgoing(address=request.path, content=content, now=now)
    etag, changed = f'"{told.digest}"', int(told.changed_at.timestamp())
    answer = HttpResponse(content, content_type=kind)
    answer["ETag"], answer["Last-Modified"] = etag, http_date(changed)
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    answer["X-Content-Type-Options"] = "nosniff"
    same = get_conditional_response(request, etag=etag, last_modified=changed, response=answer)
    return answer if same is None else same
