"""Channels for tests, and listings that are ready for them."""

import io
from datetime import date
from typing import Any

from PIL import Image

from openitc.cases.models import Case
from openitc.certification.tests.builders.lots import a_licence
from openitc.enterprises.models import Product
from openitc.enterprises.operations import add_photograph
from openitc.listings.models import Agreement, Channel, Listing
from openitc.listings.operations.channels import load_channels, place
from openitc.listings.tests.builders.listings import a_listing
from openitc.people.models import User
from openitc.shared import clock

NOT_FOOD = "1312"  # weaving of textiles
COFFEE = "1079"


def the_channel(key: str = "google") -> Channel:
    """One of the channels that come with the program, loaded when it is first asked for."""
    if not Channel.objects.filter(key=key).exists():
        load_channels(now=clock.now())
    return Channel.objects.get(key=key)


def a_photograph(product: Product, *, side: int = 1200) -> None:
    """A square picture of the product."""
    drawn = io.BytesIO()
    Image.new("RGB", (side, side), (39, 64, 122)).save(drawn, "JPEG")
    now = clock.now()
    add_photograph(product=product, name="front.jpg", data=drawn.getvalue(), by=product.added_by, now=now)


def the_case(listing: Listing) -> Case:
    """The case of a listing that has one, as all have here."""
    assert listing.case is not None
    return listing.case


def an_officer_of(case: Case) -> User:
    """Who looks after the case, as somebody does here."""
    assert case.officer is not None
    return case.officer


def a_ready_listing(
    case: Case | None = None,
    *,
    channels: tuple[str, ...] = ("google",),
    isic: str = NOT_FOOD,
    side: int = 1200,
    licensed_until: date | None = None,
    **facts: Any,  # noqa: ANN401 - any fact of a listing
) -> Listing:
    """A listing that lacks nothing at home, placed in the channels."""
    facts = {"agreed": tuple(Agreement.Part)} | facts
    listing = a_listing(case, isic=isic, **facts)
    a_photograph(listing.product, side=side)
    if isic == COFFEE and listing.case:
        a_licence(listing.case, expires_on=licensed_until)
    for key in channels:
        place(listing=listing, channel=the_channel(key), by=listing.changed_by, now=clock.now())
    return listing
