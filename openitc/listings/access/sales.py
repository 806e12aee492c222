"""Whose sheets of sales one takes over, and who sees the network's first sales."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.centers.access import standing_of
from openitc.listings.access.listings import Keeper, listing_to_keep
from openitc.listings.models import SalesImport
from openitc.people.models import User


def import_to_take(*, user: User, number: str, import_id: int, on: date) -> tuple[Keeper, SalesImport]:
    """A sheet that was read for the listing of a case the person may see, and for no other."""
    keeper = listing_to_keep(user=user, number=number, on=on)
    if keeper.listing and (read := keeper.listing.sales_imports.select_related("read_by").filter(pk=import_id).first()):
        read.listing = keeper.listing
        return keeper, read
    raise Http404


def let_analysts_only(user: User, *, on: date) -> None:
    """Refuse everyone who does not look at the network as a whole."""
    standing = standing_of(user, on=on)
    if not (standing.analyst or standing.administrator):
        raise PermissionDenied
