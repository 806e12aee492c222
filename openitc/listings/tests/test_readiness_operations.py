"""Whoever sells a product is told once when it is ready no more, and why."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from openitc.cases.models import Case
from openitc.centers.access import standing_of
from openitc.certification.queries.lots import food_licences
from openitc.listings.operations.readiness import settle_readiness
from openitc.listings.queries.channels_waiting import to_dos_channels
from openitc.listings.queries.items import known_of
from openitc.listings.queries.listings import whole_listings
from openitc.listings.queries.readiness import summary_of
from openitc.listings.tests.builders.channels import COFFEE, NOT_FOOD, a_ready_listing, the_case
from openitc.listings.tests.builders.listings import a_listing, the_member
from openitc.notices.models import Notice
from openitc.shared import clock

pytestmark = pytest.mark.django_db
LOST = "%(product)s is no longer ready for %(channel)s (%(market)s): %(reasons)s"


def test_lost_readiness_is_told_once_with_its_reason() -> None:
    now = clock.now()
    listing = a_ready_listing(isic=COFFEE, licensed_until=clock.local_day(now))
    member = the_member(listing)
    assert settle_readiness(by=None, now=now) == []
    tomorrow = now + timedelta(days=1)
    [lost] = settle_readiness(by=None, now=tomorrow)
    assert lost.listing_id == listing.pk
    [notice] = Notice.objects.filter(to=member, sentence=LOST)
    assert "no licence by which food may be sold" in str(notice)
    assert settle_readiness(by=None, now=tomorrow + timedelta(days=1)) == []
    assert Notice.objects.filter(to=member, sentence=LOST).count() == 1
    [waits] = to_dos_channels(member, standing=standing_of(member, on=clock.local_day(now)), now=now)
    assert "no longer ready" in waits.text


def test_what_is_ready_again_waits_for_nobody() -> None:
    now = clock.now()
    listing = a_ready_listing()
    member = the_member(listing)
    listing.placements.update(ready_markets=[], lost_at=now)
    settle_readiness(by=None, now=now)
    assert to_dos_channels(member, standing=standing_of(member, on=clock.local_day(now)), now=now) == []


@pytest.mark.parametrize("isic", [COFFEE, NOT_FOOD, ""])
def test_a_licence_counts_here_as_certification_says_it_does(isic: str) -> None:
    listing = a_ready_listing(isic=isic or COFFEE)
    if not isic:
        type(listing.product).objects.filter(pk=listing.product_id).update(isic="")
    on = clock.local_day(clock.now())
    [known] = known_of(list(whole_listings()), on=on)
    case = Case.objects.get(pk=the_case(listing).pk)
    assert known.standing.licensed == food_licences(case, on).exists()


def test_the_summary_says_how_many_ways_are_open_and_what_is_missing_first(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    on = clock.local_day(clock.now())
    a_ready_listing()
    [listing] = whole_listings()
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]  # pytest-django's context
        summary = summary_of(listing, on=on)
    assert summary.is_ready
    assert summary.placed == 1
    poor = summary_of(a_listing(price=None), on=on)
    assert not poor.is_ready
    assert poor.gaps
