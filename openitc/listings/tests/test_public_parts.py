"""Only what the enterprise agreed to is shown: part by part, on every way out."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from openitc.listings.models import Agreement
from openitc.listings.operations.agreements import take_back
from openitc.listings.operations.listings import withdraw
from openitc.listings.queries.listings import whole_listings
from openitc.listings.queries.public import public_view
from openitc.listings.queries.sheet import facts_of_sheet
from openitc.listings.queries.shown import PublicProduct
from openitc.listings.queries.structured import product_thing
from openitc.listings.tests.builders.listings import EVERYTHING, a_listing, the_member
from openitc.listings.tests.builders.whole import Whole, a_whole_listing, secrets_of
from openitc.shared import clock

pytestmark = pytest.mark.django_db
Part = Agreement.Part


def _view(whole: Whole) -> PublicProduct:
    today = clock.local_day(clock.now())
    with translation.override("en"):
        return public_view(whole_listings().get(pk=whole.listing.pk), today)


def _ways_out(client: Client, whole: Whole) -> dict[str, str]:
    """Every text by which the product leaves: page in both languages, linked data, share tags, sheet, catalogue."""
    slug, view = whole.listing.slug, _view(whole)
    page = client.get(f"/p/{slug}/en/").content.decode()
    with translation.override("en"):
        sheet = facts_of_sheet(view, sample="")
        thing = product_thing(view)
    return {
        "page": page,
        "Thai page": client.get(f"/p/{slug}/").content.decode(),
        "linked data": json.dumps(thing, ensure_ascii=False),
        "share tags": " ".join(re.findall(r"<meta[^>]+>", page)),
        "sheet": json.dumps(sheet, ensure_ascii=False),
        "catalogue": client.get("/products/en/").content.decode(),
        "view": repr(view),
    }


@pytest.mark.parametrize("part", EVERYTHING)
def test_a_part_that_was_not_agreed_to_leaves_by_no_way(client: Client, part: str) -> None:
    """Everything else is agreed to, so that nothing else hides it."""
    others = [other for other in EVERYTHING if other != part]
    if part == Part.MAP:  # the map of the catalogue counts by province, which the enterprise's name tells as well
        others.remove(Part.ENTERPRISE)
    whole = a_whole_listing(*others)
    for way, text in _ways_out(client, whole).items():
        for secret in secrets_of(whole)[part]:
            assert secret not in text, f"{way} tells {secret}, and {part} was not agreed to"


@pytest.mark.parametrize("part", EVERYTHING)
def test_a_part_that_was_agreed_to_is_on_the_page_until_it_is_taken_back(client: Client, part: str) -> None:
    whole = a_whole_listing(part)
    path = f"/p/{whole.listing.slug}/en/"
    assert any(secret in client.get(path).content.decode() for secret in secrets_of(whole)[part])
    take_back(listing=whole.listing, part=part, by=the_member(whole.listing), now=clock.now())
    page = client.get(path).content.decode()
    assert not any(secret in page for secret in secrets_of(whole)[part])


def test_with_nothing_agreed_the_view_has_a_name_and_its_own_words_only() -> None:
    view = _view(a_whole_listing())
    hidden = (view.price, view.enterprise, view.province, view.province_code, view.made_by, view.pictures,
              view.origin, view.proofs, view.said, view.shops, view.spot)  # fmt: skip
    assert not any(hidden)
    assert (view.title, view.summary) == ("Mae Tha drip coffee", "Medium roast from the hills.")


def test_a_certificate_that_lapsed_and_a_name_no_longer_used_by_right_vanish_by_themselves() -> None:
    whole = a_whole_listing(Part.CERTIFICATES, Part.IDENTITY)
    listing, today = whole_listings().get(pk=whole.listing.pk), clock.local_day(clock.now())
    now, later = public_view(listing, today), public_view(listing, today + timedelta(days=21))
    assert [proof.number for proof in now.proofs] == [whole.certificate.number]
    assert later.proofs == ()
    assert now.origin
    assert now.origin.indication
    much_later = public_view(listing, today + timedelta(days=31)).origin
    assert much_later
    assert not much_later.indication


def test_a_maker_that_left_the_directory_is_named_no_longer() -> None:
    whole = a_whole_listing(Part.MAKER)
    assert _view(whole).made_by
    assert whole.listing.case
    maker = whole.listing.case.rfqs.get().award.quote.invitation.maker
    maker.left_at = clock.now()
    maker.save()
    assert not _view(whole).made_by


def test_photographs_are_handed_to_the_world_only_while_agreed_to_and_public(client: Client) -> None:
    whole = a_whole_listing(Part.PHOTOGRAPHS)
    address = _view(whole).pictures[0].card
    assert client.get(address)["Cache-Control"].startswith("public")
    assert "immutable" in client.get(address)["Cache-Control"]
    assert client.get(address.replace("card", "huge")).status_code == 404
    take_back(listing=whole.listing, part=Part.PHOTOGRAPHS, by=the_member(whole.listing), now=clock.now())
    assert client.get(address).status_code == 404
    client.force_login(the_member(whole.listing))
    assert client.get(address)["Cache-Control"].startswith("private")


def test_a_page_off_the_site_is_no_page(client: Client) -> None:
    whole = a_whole_listing(Part.PHOTOGRAPHS)
    address = _view(whole).pictures[0].card
    withdraw(listing=whole.listing, by=the_member(whole.listing), now=clock.now())
    slug = whole.listing.slug
    for path in (f"/p/{slug}/", f"/p/{slug}/en/", f"/p/{slug}/sheet/", f"/p/{slug}/enquiry/", address):
        assert client.get(path).status_code == 404
    assert slug not in client.get("/products/").content.decode()
    assert slug not in client.get("/sitemap.xml").content.decode()


def test_a_draft_is_no_page_either(client: Client) -> None:
    assert client.get(f"/p/{a_listing(published=False).slug}/").status_code == 404
