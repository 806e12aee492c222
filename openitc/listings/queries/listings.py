"""Listings with what their pages read of them."""

from django.db.models import QuerySet

from openitc.listings.models import Listing
from openitc.shared.search import searched


def whole_listings() -> QuerySet[Listing]:
    """Listings with their product, its enterprise and their case, without the words they are found by."""
    related = Listing.objects.select_related("product__enterprise__province", "case__officer")
    return related.defer("search_text", "search_pairs", *searched("product", "product__enterprise", "case"))


def public_listings() -> QuerySet[Listing]:
    """The listings that the world sees."""
    return whole_listings().filter(published_at__isnull=False, withdrawn_at=None)
