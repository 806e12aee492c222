"""Feeds and spreadsheets as they go out, and beside them what does not go out and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openitc.listings.models import Agreement, Channel, Listing
from openitc.listings.queries.channels import layout_of, standing_channels
from openitc.listings.queries.outgoing import items_going_out
from openitc.listings.queries.public import public_views
from openitc.listings.queries.readiness import Verdict, verdicts_of
from openitc.listings.queries.shown import absolute
from openitc.listings.queries.structured import product_thing
from openitc.listings.rules import feeds
from openitc.listings.rules.readiness import language_of
from openitc.standards.models import Market

GOOGLE, SCHEMA = "google", "schema-org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What goes out to a channel, and what does not."""

    going: tuple[Verdict, ...]
    refused: tuple[Verdict, ...]

    @property
    def markets(self) -> list[tuple[str, str | Promise]]:
        """The markets that something goes out to, with their names."""
        return list(dict.fromkeys((verdict.market, verdict.market_name) for verdict in self.going))


def outcome_of(channel: Channel, listings: Sequence[Listing], *, on: date) -> Outcome:
    """Of the listings placed in the channel, those that go out, and those that do not with their reasons."""
    placed = [verdict for verdict in verdicts_of(listings, channels=[channel], on=on) if verdict.placement]
    return Outcome(
        going=tuple(verdict for verdict in placed if verdict.is_ready),
        refused=tuple(verdict for verdict in placed if not verdict.is_ready),
    )


def google_feed(listings: QuerySet[Listing], *, market: str, on: date) -> bytes:
    """Which of the listings are ready for the market, as Google takes them."""
    channel = standing_channels().filter(key=GOOGLE).first()
    language = language_of(market)
    items = items_going_out(_going(listings, channel, market, on), languages=[language], on=on)
    with translation.override(language):
        title = _("Products from OpenITC for %(market)s") % {"market": Market.label_of(market)}
    columns = layout_of(channel).columns if channel else ()
    return feeds.google(items, columns, title=title, link=settings.SITE_URL, language=language)


def schema_feed(listings: QuerySet[Listing], *, market: str, on: date) -> bytes:
    """Which of the listings are ready for the market, as a list in schema.org's words."""
    channel = standing_channels().filter(key=SCHEMA).first()
    with translation.override(language_of(market)):
        things = [product_thing(view) for view in public_views(_going(listings, channel, market, on), on)]
        title = _("Products from OpenITC for %(market)s") % {"market": Market.label_of(market)}
    return feeds.json_ld(things, title=title, link=absolute(reverse("listings:catalogue")))


def of_enterprise(listings: QuerySet[Listing], enterprise: int) -> QuerySet[Listing]:
    """Those of one enterprise, as far as it agreed that its name is told with them."""
    named = Agreement.objects.filter(part=Agreement.Part.ENTERPRISE, withdrawn_at=None).values("listing")
    return listings.filter(product__enterprise=enterprise, pk__in=named)


def sheet_of(channel: Channel, listings: Sequence[Listing], *, market: str, on: date) -> list[list[str]]:
    """The rows of a spreadsheet in the channel's layout, of those listings that go out to it for that market."""
    going = [verdict.listing for verdict in outcome_of(channel, listings, on=on).going if verdict.market == market]
    language = language_of(market)
    items = items_going_out(going, languages=[language], on=on)
    return feeds.rows(items, layout_of(channel).columns, language=language)


def _going(listings: QuerySet[Listing], channel: Channel | None, market: str, on: date) -> list[Listing]:
    """Those that go out, in the order in which they were begun."""
    if channel is None:
        return []
    placed = listings.filter(placements__channel=channel, placements__withdrawn_at=None).order_by("pk")
    verdicts = verdicts_of(list(placed), channels=[channel], markets=[market], on=on)
    return [verdict.listing for verdict in verdicts if verdict.goes_out]
