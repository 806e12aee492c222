"""Who keeps the layouts of channels, and whose listings one sees in them."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.cases.access import cases_visible_to
from openitc.centers.access import standing_of
from openitc.listings.models import Channel, Listing
from openitc.listings.queries.channels import standing_channels
from openitc.listings.queries.listings import whole_listings
from openitc.people.models import User


def channel_to_see(*, key: str) -> Channel:
    """A channel that listings go into."""
    if channel := standing_channels().filter(key=key).first():
        return channel
    raise Http404


def may_keep_mappings(user: User, *, on: date) -> bool:
    """Whether the person keeps layouts: whoever serves at a center, and the network's administrators."""
    standing = standing_of(user, on=on)
    return bool(standing.serves_at) or standing.administrator


def channel_to_map(*, user: User, key: str, on: date) -> Channel:
    """A channel whose layout the person keeps."""
    if not may_keep_mappings(user, on=on):
        raise PermissionDenied
    return channel_to_see(key=key)


def listings_seen_by(user: User, *, on: date) -> QuerySet[Listing]:
    """The listings of the cases that the person works on, and of their own enterprises."""
    seen = cases_visible_to(user, on=on).order_by().values("product")
    return whole_listings().filter(product__in=seen).order_by("pk")
