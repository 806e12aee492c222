"""What the sample's products sold: a first month told by hand, and the others from a sheet."""

from datetime import date, datetime, timedelta

from openitc.cases.models import Case, CaseStage
from openitc.history.queries import events_about
from openitc.listings.models import Listing
from openitc.listings.operations.sales import Month, read_sales, take_sales, tell_sales
from openitc.listings.queries.listings import public_listings
from openitc.listings.queries.sales import state_of_sales
from openitc.people.models import User
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.shared.db import write_what_waits
from openitc.shared.money import SATANG_A_BAHT as BAHT

SOLD = (CaseStage.COMMERCIAL, CaseStage.FOLLOW_UP)
MOST, LONGEST = 9, 11  # products with sales; months after the first
DAY = timedelta(days=1)
PLACES = ("ตลาดนัดสุดสัปดาห์", "Shopee ประเทศไทย", "ร้านของฝากในเมือง", "TikTok Shop ประเทศไทย")
HEADS = "ช่องทาง,เดือน,จำนวน,รายได้"
USUAL_PRICE = 120 * BAHT


def load_sales(loading: Loading) -> None:
    """Months of sales for products that are on sale; call it after the channels."""
    write_what_waits()  # the history that says since when a product is on sale
    rows = public_listings().filter(case__stage__in=SOLD, case__closed_at=None).order_by("case__opened_at")
    for listing in rows[:MOST]:
        if listing.case:
            _sell(loading, listing, since=_on_sale_since(listing.case))


def _on_sale_since(case: Case) -> datetime:
    """When the case came to the stage it is in."""
    moves = events_about(case).filter(verb="moved-case").order_by("-at")
    return moves.values_list("at", flat=True).first() or case.opened_at


def _sell(loading: Loading, listing: Listing, *, since: datetime) -> None:
    by = listing.published_by or loading.by
    first_at = min(since + 2 * DAY, loading.now)
    days = _months(clock.local_day(first_at).replace(day=1), clock.local_day(loading.now).replace(day=1))
    _first(loading, listing, days[0], by=by, now=first_at)
    if len(days) == 1:
        return
    lines = [line for at, day in enumerate(days[1:], 1) for line in _month(loading, listing, day, at)]
    content = "\r\n".join((HEADS, *lines)).encode("utf-8-sig")
    read = read_sales(listing=listing, name="ยอดขาย.csv", content=content, by=by, now=loading.now)
    take_sales(read=read, state=state_of_sales(listing), by=by, now=loading.now)


def _first(loading: Loading, listing: Listing, day: date, *, by: User, now: datetime) -> None:
    units = loading.chance.randint(6, 30)
    price = listing.price or USUAL_PRICE
    told = Month(channel=None, elsewhere=PLACES[0], month=day, units=units, revenue=units * price)
    tell_sales(listing=listing, told=told, by=by, now=now)


def _month(loading: Loading, listing: Listing, day: date, at: int) -> list[str]:
    """One line for each place of the month: more from month to month, and online later than at the market."""
    lines = []
    for place in PLACES[: 1 + min(at, len(PLACES) - 1)]:
        units = round((12 + 9 * at) * loading.chance.uniform(0.5, 1.4))
        baht = units * (listing.price or USUAL_PRICE) // BAHT
        lines.append(f"{place},{day:%m}/{day.year + 543},{units},{baht}")
    return lines


def _months(first: date, last: date) -> list[date]:
    """The first day of each month from one to the other, of the latest twelve."""
    found = [first]
    while found[-1] < last:
        found.append((found[-1] + 31 * DAY).replace(day=1))
    return [first, *found[1:][-LONGEST:]]
