"""Sales for tests: months told, and sheets sent."""

from datetime import date

from openitc.listings.models import Listing, Sale, SalesImport
from openitc.listings.operations.sales import Month, read_sales, tell_sales
from openitc.listings.tests.builders.channels import the_channel
from openitc.shared import clock

HEADS = "channel,month,units,revenue"


def this_month() -> date:
    """The month that runs."""
    return clock.local_day(clock.now()).replace(day=1)


def a_month(
    units: int = 10, baht: int = 1850, *, month: date | None = None, elsewhere: str = "", key: str = ""
) -> Month:
    """What was sold in a month, at the farm's own shop unless said otherwise."""
    channel = the_channel(key) if key else None
    elsewhere = elsewhere or ("" if key else "Own shop")
    return Month(channel=channel, elsewhere=elsewhere, month=month or this_month(), units=units, revenue=baht * 100)


def a_sale(listing: Listing, units: int = 10, baht: int = 1850, *, month: date | None = None) -> Sale | None:
    """A month told by whoever last wrote the listing."""
    told = a_month(units, baht, month=month)
    return tell_sales(listing=listing, told=told, by=listing.changed_by, now=clock.now())


def a_sheet(listing: Listing, *rows: str, heads: str = HEADS, encoding: str = "utf-8") -> SalesImport:
    """A sheet that was read."""
    content = "\r\n".join((heads, *rows)).encode(encoding)
    return read_sales(listing=listing, name="sales.csv", content=content, by=listing.changed_by, now=clock.now())
