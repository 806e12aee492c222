"""Listings for tests: a product that the world sees, and what its enterprise agreed to."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from openitc.cases.models import Case
from openitc.cases.operations import open_case
from openitc.cases.queries import members_of
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.enterprises.operations import change_product
from openitc.enterprises.tests.builders import a_member, a_product, an_enterprise
from openitc.listings.models import Agreement, Enquiry, Listing, PlaceToBuy
from openitc.listings.operations.agreements import agree, take_back
from openitc.listings.operations.enquiries import Asked, send_enquiry
from openitc.listings.operations.listings import Told, begin_listing, publish, write_listing
from openitc.listings.operations.places import add_place
from openitc.pathways.tests.builders import a_published_pathway
from openitc.people.models import User
from openitc.shared import clock

EVERYTHING = tuple(Agreement.Part)
GTIN = "8850000000010"  # its last digit checks the others


def a_case_on_sale(center: Center | None = None, *, product: str = "Drip coffee", province: str = "TH-51") -> Case:
    """A case of an enterprise that has a member, at a center with its officer."""
    center = center or a_center()
    enterprise = an_enterprise(center=center, province=province)
    a_member(enterprise)
    officer = an_officer(center)
    return open_case(
        enterprise=enterprise,
        product=a_product(enterprise, product),
        version=a_published_pathway(by=officer),
        center=center,
        officer=officer,
        by=officer,
        now=clock.now(),
    )


def the_member(listing: Listing) -> User:
    """Somebody who acts for the listing's enterprise."""
    enterprise = listing.product.enterprise
    return members_of(enterprise, on=clock.local_day(clock.now())).first() or a_member(enterprise)


def told(**facts: Any) -> Told:  # noqa: ANN401 - any fact of a listing
    """What a good listing tells, with what the test says otherwise."""
    usual: dict[str, Any] = {
        "title_th": "Kafae drip Mae Tha",
        "title_en": "Mae Tha drip coffee",
        "summary_th": "Kafae khua klang.",
        "summary_en": "Medium roast from the hills.",
        "ingredients_th": "Kafae 100 %",
        "ingredients_en": "Coffee 100 %",
        "storage_th": "Thi haeng",
        "storage_en": "Keep dry",
        "brand": "Mae Tha",
        "gtin": GTIN,
        "hs_code": "090121",
        "net_weight": Decimal(100),
        "gross_weight": Decimal(130),
        "shelf_life_days": 365,
        "price": 185_00,
        "moq": 200,
    }
    return Told(**(usual | facts))


def a_listing(
    case: Case | None = None,
    *,
    agreed: Iterable[str] = (Agreement.Part.ENTERPRISE,),
    published: bool = True,
    isic: str = "",
    **facts: Any,  # noqa: ANN401 - any fact of a listing
) -> Listing:
    """A listing of the case's product, told in both languages, through the operations; public unless said otherwise."""
    case = case or a_case_on_sale()
    by, now = case.officer or case.opened_by, clock.now()
    if isic:
        product = case.product
        change_product(product=product, name_th=product.name_th, name_en=product.name_en, isic=isic, by=by, now=now)
    listing = begin_listing(case=case, by=by, now=now)
    write_listing(listing=listing, told=told(**facts), by=by, now=now)
    parts, member = list(agreed), the_member(listing)
    agree(listing=listing, parts=parts or [Agreement.Part.ENTERPRISE], by=member, now=now)
    if published:
        publish(listing=listing, by=member, now=now)
    if not parts:  # a page is published with some word of the enterprise, which may be taken back
        take_back(listing=listing, part=Agreement.Part.ENTERPRISE, by=member, now=now)
    return listing


def a_place(listing: Listing, name: str = "Talat Mae Tha", *, url: str = "https://shop.example.com/") -> PlaceToBuy:
    """Where it is sold."""
    return add_place(listing=listing, name_th=name, name_en=name, url=url, by=the_member(listing), now=clock.now())


def an_enquiry(listing: Listing, **facts: str) -> Enquiry:
    """What a buyer from abroad asked."""
    usual = {"name": "Akari Buyer", "reply_to": "akari@example.com", "text": "Can you ship 500?", "country": "Japan"}
    wanted = {field.name for field in fields(Asked)}
    asked = Asked(**{name: value for name, value in (usual | facts).items() if name in wanted})
    return send_enquiry(listing=listing, asked=asked, by=None, now=clock.now())
