"""Writes to where a product is sold."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.listings.models import Listing, PlaceToBuy
from openitc.listings.operations.listings import ListingRefused, keep, lock_listing
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, gather

MOST_PLACES = 20


@operation
def add_place(
    *, listing: Listing, name_th: str, name_en: str = "", url: str = "", by: User, now: datetime
) -> PlaceToBuy:
    """Say where the product can be bought."""
    lock_listing(listing)
    faults = []
    if not name_th.strip():
        faults.append(Reason(_("Say in Thai what the shop or the page is called."), "no_name", "name_th"))
    if url and not url.startswith(("https://", "http://")):
        faults.append(Reason(_("An address begins with https://"), "url", "url"))
    if listing.places.filter(withdrawn_at=None).count() >= MOST_PLACES:
        text = _("Twenty places are enough: take one off that sells little.")
        faults.append(Reason(text, "too_many", "name_th"))
    gather(faults, kind=ListingRefused)
    place = PlaceToBuy.objects.create(
        listing=listing, name_th=name_th.strip(), name_en=name_en.strip(), url=url, added_by=by, added_at=now
    )
    sentence = gettext_noop("%(product)s can be bought at %(place)s.")
    keep("added-place-to-buy", sentence, listing, by=by, now=now, place=_names(place))
    return place


@operation
def withdraw_place(*, place: PlaceToBuy, by: User, now: datetime) -> PlaceToBuy:
    """It is sold there no longer."""
    if place.withdrawn_at is None:
        place.withdrawn_at = now
        place.save(update_fields=["withdrawn_at"])
        sentence = gettext_noop("%(product)s is no longer sold at %(place)s.")
        keep("withdrew-place-to-buy", sentence, place.listing, by=by, now=now, place=_names(place))
    return place


def _names(place: PlaceToBuy) -> dict[str, str]:
    return {"th": place.name_th, "en": place.name_en or place.name_th}
