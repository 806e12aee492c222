"""Who keeps a listing: whoever sees its case. Who agrees for the enterprise: its members. The world: what is public."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.cases.access import case_to_see, cases_visible_to
from openitc.cases.models import Case
from openitc.centers.access import standing_of
from openitc.documents.models import File
from openitc.enterprises.models import Photograph
from openitc.listings.models import Agreement, Enquiry, Listing, PlaceToBuy
from openitc.listings.queries.listings import public_listings, whole_listings
from openitc.people.models import User


@dataclass(frozen=True, slots=True)
class Keeper:
    """A case and the listing of its product, for somebody who may write it; `agrees` is for the enterprise's own."""

    case: Case
    listing: Listing | None
    agrees: bool


def listing_to_keep(*, user: User, number: str, on: date) -> Keeper:
    """The listing of a case the person may see, if it was begun; else there is no such case."""
    case = case_to_see(user=user, number=number, on=on)
    listing = whole_listings().filter(product=case.product_id).first()
    agrees = case.enterprise.organisation_id in standing_of(user, on=on).member_of
    return Keeper(case=case, listing=listing, agrees=agrees)


def begun_listing(*, user: User, number: str, on: date) -> Listing:
    """The same, where it was begun."""
    if listing := listing_to_keep(user=user, number=number, on=on).listing:
        return listing
    raise Http404


def listing_to_agree_on(*, user: User, number: str, on: date) -> Listing:
    """The same, for a member of its enterprise; staff see it but cannot agree for others."""
    keeper = listing_to_keep(user=user, number=number, on=on)
    if not keeper.agrees:
        raise PermissionDenied
    if keeper.listing is None:
        raise Http404
    return keeper.listing


def place_to_keep(*, user: User, number: str, place_id: int, on: date) -> PlaceToBuy:
    """A place to buy of that listing and of no other."""
    listing = begun_listing(user=user, number=number, on=on)
    if place := listing.places.filter(pk=place_id, withdrawn_at=None).first():
        place.listing = listing
        return place
    raise Http404


def enquiry_to_answer(*, user: User, number: str, enquiry_id: int, on: date) -> Enquiry:
    """An enquiry about that listing and about no other."""
    listing = begun_listing(user=user, number=number, on=on)
    if enquiry := listing.enquiries.filter(pk=enquiry_id).first():
        enquiry.listing = listing
        return enquiry
    raise Http404


def public_listing(*, slug: str) -> Listing:
    """A listing that the world sees; for any other there is none."""
    if listing := public_listings().filter(slug=slug).first():
        return listing
    raise Http404


def picture_to_see(*, user: User | AnonymousUser, slug: str, key: str, on: date) -> tuple[File, bool]:
    """A photograph of a listing by the beginning of its digest, and whether the world sees it.

    The world sees it while the listing is public and its photographs are agreed to; who keeps the listing, always.
    """
    listing = whole_listings().filter(slug=slug).first()
    if listing is None:
        raise Http404
    shown = Photograph.objects.filter(product=listing.product_id, withdrawn_at=None, file__sha256__startswith=key)
    photograph = shown.select_related("file").first()
    if photograph is None:
        raise Http404
    agreed = Agreement.objects.filter(listing=listing, part=Agreement.Part.PHOTOGRAPHS, withdrawn_at=None)
    if listing.is_public and agreed.exists():
        return photograph.file, True
    if cases_visible_to(user, on=on).filter(product=listing.product_id).exists():
        return photograph.file, False
    raise Http404
