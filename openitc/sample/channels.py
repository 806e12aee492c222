"""Which channels the sample's products go into: the search engine for all of them, shops for some."""

from openitc.listings.models import Channel, Listing
from openitc.listings.operations.channels import place
from openitc.listings.queries.listings import public_listings
from openitc.sample.loading import Loading

MOST = 14  # products
EVERYWHERE, SHOPS = "google", ("shopee", "tiktok", "schema-org", "buyers")


def load_channel_placements(loading: Loading) -> None:
    """The first public products go to Google, and each second one to a shop besides; call it after the listings."""
    channels = {channel.key: channel for channel in Channel.objects.filter(retired_at=None)}
    for turn, listing in enumerate(public_listings().order_by("pk")[:MOST]):
        keys = [EVERYWHERE] if turn % 2 else [EVERYWHERE, SHOPS[turn // 2 % len(SHOPS)]]
        for key in keys:
            _place(loading, listing, channels[key])


def _place(loading: Loading, listing: Listing, channel: Channel) -> None:
    place(listing=listing, channel=channel, by=listing.published_by or loading.by, now=loading.now)
