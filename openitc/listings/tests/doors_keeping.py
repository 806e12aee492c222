"""The doors of listings, enquiries and the catalogue; `doors.py` hands them on with those of selling."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.cases.queries import members_of
from openitc.enterprises.tests.builders import a_photograph
from openitc.listings.models import Enquiry, Listing, PlaceToBuy
from openitc.listings.operations.listings import begin_listing
from openitc.listings.tests.builders.listings import a_listing
from openitc.shared import clock

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package


def nothing(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The address has no blanks."""
    return []


def the_listing(world: Any) -> Listing:  # noqa: ANN401 - see Args
    """The listing of the case here, begun when it is first asked for."""
    found = Listing.objects.filter(product=world.here.case.product_id).first()
    return found or begin_listing(case=world.here.case, by=world.here.officer, now=clock.now())


def case(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The case here, with its listing."""
    the_listing(world)
    return [world.here.case.number]


def a_part(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A part to agree to."""
    return [*case(world), "price"]


def a_place(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A place to buy."""
    listing = the_listing(world)
    found = listing.places.first() or PlaceToBuy.objects.create(
        listing=listing, name_th="A shop", added_by=world.here.officer, added_at=clock.now()
    )
    return [*case(world), found.pk]


def an_enquiry(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A question of a buyer, with words that nobody writes by chance."""
    listing = the_listing(world)
    found = listing.enquiries.first() or Enquiry.objects.create(
        listing=listing, name="A buyer", reply_to="b@example.com", text="Zquestion", language="en", sent_at=clock.now()
    )
    return [*case(world), found.pk]


def slug(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A product that is public."""
    return [_a_public_one().slug]


def picture(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """Its photograph."""
    listing = _a_public_one()
    row = listing.product.photographs.first() or a_photograph(listing.product)
    return [listing.slug, row.file.sha256[:16], "card"]


def _a_public_one() -> Listing:
    found = Listing.objects.filter(published_at__isnull=False, withdrawn_at=None).first()
    listing = found or a_listing(agreed=["photographs", "enterprise"])
    assert members_of(listing.product.enterprise, on=clock.local_day(clock.now()))
    return listing


PUBLIC: dict[str, Args] = {
    **dict.fromkeys(("catalogue", "catalogue-en", "sitemap", "robots"), nothing),
    **dict.fromkeys(("page", "page-en", "sheet", "sheet-en", "enquiry", "enquiry-en", "sent", "sent-en"), slug),
    "picture": picture,
}
PUBLIC = {f"listings:{name}": args for name, args in PUBLIC.items()}
GUARDED: dict[str, Args] = {
    **dict.fromkeys(("edit", "words", "publication", "withdrawal", "places", "sheet-preview", "enquiries"), case),
    "agreement": a_part,
    "place-withdrawal": a_place,
    "enquiry-answer": an_enquiry,
}
GUARDED = {f"listings:{name}": args for name, args in GUARDED.items()}
MAY_COME_IN: dict[str, Collection[str]] = {}
