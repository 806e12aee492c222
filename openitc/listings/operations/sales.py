"""Writes to what was sold. A month that is told again keeps its earlier word; the first sale is kept with the case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from openitc.cases.models import Case, Milestone
from openitc.cases.operations import reach, withdraw_milestone
from openitc.listings.models import Channel, Listing, Sale, SalesImport
from openitc.listings.operations.listings import keep, lock_listing
from openitc.listings.queries.sales import (
    Where,
    by_where,
    channels_by_word,
    has_sold,
    heads_on_file,
    state_of_sales,
    where_of,
)
from openitc.listings.rules import sales as rules
from openitc.listings.spreadsheets import Unreadable, is_workbook, rows_of_workbook
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import month_and_year

LARGEST_FILE = 2_000_000  # bytes: a sheet of sales has few columns
LONGEST_PLACE = 100
LARGEST_COUNT, LARGEST_AMOUNT = 2_147_483_647, 9_000_000_000_000_000
FAULTS = {
    "no_channel": gettext_lazy("Say where it was sold."),
    "month": gettext_lazy("The month is not understood. Write it as 2026-03, 03/2569 or March 2026."),
    "later": gettext_lazy("That month is still to come."),
    "units": gettext_lazy("The number of units is no whole number."),
    "revenue": gettext_lazy("The revenue is no amount of baht."),
    "nothing_sold": gettext_lazy("There is revenue without a unit sold."),
    "twice": gettext_lazy("This month of this channel stands in the sheet twice."),
    "too_long": gettext_lazy("The name of the place is too long."),
}


class SalesRefused(Refused):
    """Sales cannot be told like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What was sold in one channel, or elsewhere, in one month; revenue is in satang."""

    channel: Channel | None
    elsewhere: str
    month: date
    units: int
    revenue: int


@operation
def tell_sales(*, listing: Listing, told: Month, by: User, now: datetime) -> Sale | None:
    """Say what was sold in a month; said again, the latest word stands. None where nothing changed."""
    gather(_faults_of(told, latest=clock.local_day(now)), kind=SalesRefused)
    lock_listing(listing)
    where = (told.channel.pk if told.channel else None, told.elsewhere.strip(), told.month)
    written = _write(listing, [(where, told.units, told.revenue)], None, by=by, now=now)
    if written:
        sentence = gettext_noop("%(product)s: %(units)s units sold in %(month)s, at %(where)s.")
        named = told.channel.names if told.channel else {"th": told.elsewhere, "en": told.elsewhere}
        values = {"units": told.units, "month": _month_in_both(told.month), "where": named}
        keep("told-sales", sentence, listing, by=by, now=now, **values)
        _settle_first_sale(listing, by=by, now=now)
    return written[0] if written else None


@operation
def read_sales(*, listing: Listing, name: str, content: bytes, by: User, now: datetime) -> SalesImport:
    """Read a sheet of sales and keep what it says, with everything that is wrong with it; nothing is changed yet."""
    table = _table(content)
    places = rules.places_of([str(cell or "") for cell in table[0][1]], heads_on_file()) if table else {}
    _let_heads_through(places, rows=len(table) - 1)
    rows, faults = _rows(table[1:], places, latest=clock.local_day(now).replace(day=1))
    return SalesImport.objects.create(
        listing=listing, name=name[:200] or "sales", rows=rows, faults=faults, read_by=by, read_at=now
    )


@operation
def take_sales(*, read: SalesImport, state: int, by: User, now: datetime) -> list[Sale]:
    """Take over the whole sheet or nothing of it, as its preview showed: `state` is that of the sales then."""
    lock_listing(read.listing)
    read.refresh_from_db(fields=["taken_at"])
    if read.taken_at is not None:
        raise SalesRefused(Reason(_("This sheet was taken over already."), "taken"))
    if read.faults:
        text = _("Rows of this sheet have faults. Mend them in the file and send it again.")
        raise SalesRefused(Reason(text, "faults"))
    if state != state_of_sales(read.listing):
        text = _("Somebody changed the sales meanwhile. Look at what this sheet would change now, and take it again.")
        raise SalesRefused(Reason(text, "changed_meanwhile"))
    rows = [(where_of(row), int(row["units"]), int(row["revenue"])) for row in read.rows]
    written = _write(read.listing, rows, read, by=by, now=now)
    read.taken_at = now
    read.save(update_fields=["taken_at"])
    sentence = gettext_noop("%(product)s: %(rows)s months of sales were taken from a sheet.")
    keep("took-sales", sentence, read.listing, by=by, now=now, rows=len(written))
    _settle_first_sale(read.listing, by=by, now=now)
    return written


def _faults_of(told: Month, *, latest: date) -> list[Reason]:
    faults = []
    if told.channel is None and not told.elsewhere.strip():
        faults.append(Reason(_("Choose a channel, or say where else it was sold."), "no_channel", "elsewhere"))
    if told.channel is not None and told.elsewhere.strip():
        text = _("Choose a channel or write another place, not both.")
        faults.append(Reason(text, "both", "elsewhere"))
    if told.month > latest:
        faults.append(Reason(_("That month is still to come."), "later", "month"))
    if told.revenue and not told.units:
        text = _("There is revenue without a unit sold. Enter how many were sold.")
        faults.append(Reason(text, "nothing_sold", "units"))
    return faults


def _table(content: bytes) -> list[rules.Row]:
    if len(content) > LARGEST_FILE:
        raise SalesRefused(Reason(_("The file is larger than 2 MB. Send the sales alone, in parts."), "large", "file"))
    if is_workbook(content):
        try:
            return rows_of_workbook(content, most=rules.MOST_ROWS)
        except Unreadable:
            text = _("The file cannot be opened. Save it again as .xlsx or CSV.")
            raise SalesRefused(Reason(text, "unreadable", "file")) from None
    return rules.rows_of_text(rules.decoded(content))


def _let_heads_through(places: dict[rules.Word, int], *, rows: int) -> None:
    absent = [heads_on_file()[column][0] for column in rules.COLUMNS if column not in places]
    if absent:
        text = _("The first row must name the columns. These were not found: %(columns)s. Start from the template.")
        raise SalesRefused(Reason(text % {"columns": ", ".join(absent)}, "no_heads", "file"))
    if rows < 1:
        raise SalesRefused(Reason(_("There is no row under the heads of the columns."), "empty", "file"))
    if rows > rules.MOST_ROWS:
        text = _("The sheet has more than %(most)s rows. Send it in parts.") % {"most": f"{rules.MOST_ROWS:,}"}
        raise SalesRefused(Reason(text, "long", "file"))


def _rows(
    table: Sequence[rules.Row], places: dict[rules.Word, int], *, latest: date
) -> tuple[list[dict[str, str | int | None]], list[dict[str, str | int]]]:
    """The rows as they are kept, and the faults of the others."""
    known, seen = channels_by_word(), set[Where]()
    rows: list[dict[str, str | int | None]] = []
    faults: list[dict[str, str | int]] = []
    for number, cells in table:
        told, codes = rules.read_row(cells, places, latest=latest)
        wrong: list[str] = list(codes)
        if told is not None:
            channel = known.get(" ".join(told.channel.casefold().split()))
            where = (channel.pk if channel else None, "" if channel else told.channel, told.month)
            wrong += _wrong_with(told, where, seen)
            seen.add(where)
            if not wrong:
                rows.append(_kept(number, where, told))
        faults += [_fault(number, code) for code in wrong]
    return rows, faults


def _wrong_with(told: rules.Told, where: Where, seen: Collection[Where]) -> list[str]:
    found = {
        "twice": where in seen,
        "too_long": len(where[1]) > LONGEST_PLACE,
        "units": told.units > LARGEST_COUNT,
        "revenue": told.revenue > LARGEST_AMOUNT,
    }
    return [code for code, is_so in found.items() if is_so]


def _kept(number: int, where: Where, told: rules.Told) -> dict[str, str | int | None]:
    channel, elsewhere, month = where
    named = {"row": number, "channel": channel, "elsewhere": elsewhere, "month": month.isoformat()}
    return {**named, "units": told.units, "revenue": told.revenue}


def _fault(number: int, code: str) -> dict[str, str | int]:
    return {"row": number, **in_both(lambda: FAULTS[code])}


def _write(
    listing: Listing,
    rows: Sequence[tuple[Where, int, int]],
    taken_from: SalesImport | None,
    *,
    by: User,
    now: datetime,
) -> list[Sale]:
    """Keep the months that differ from what is told; what they replace stays as an earlier word."""
    known = by_where(listing)
    differing = [
        (where, units, revenue)
        for where, units, revenue in rows
        if where not in known or (known[where].units, known[where].revenue) != (units, revenue)
    ]
    replaced = [known[where].pk for where, _units, _revenue in differing if where in known]
    Sale.objects.filter(pk__in=replaced).update(replaced_at=now)
    return Sale.objects.bulk_create(
        Sale(
            listing=listing,
            channel_id=channel,
            elsewhere=elsewhere,
            month=month,
            units=units,
            revenue=revenue,
            taken_from=taken_from,
            entered_by=by,
            entered_at=now,
        )
        for (channel, elsewhere, month), units, revenue in differing
    )


def _settle_first_sale(listing: Listing, *, by: User, now: datetime) -> None:
    """Keep with the case that something was sold, or that after all nothing was."""
    case = Case.objects.filter(listings=listing, closed_at=None).first()
    if case is None:
        return
    kind, first = Milestone.Kind.FIRST_SALE, has_sold(listing)
    reached = case.milestones.filter(kind=kind, withdrawn_at=None).exists()
    if first and not reached:
        month = _month_in_both(first.month)
        link = reverse("listings:sales", args=[case.number])
        reach(case=case, kind=kind, detail=month, link=link, by=by, now=now)
    elif reached and not first:
        reason = in_both(lambda: _("The only sale was corrected to none."))
        withdraw_milestone(case=case, kind=kind, reason=reason, by=by, now=now)


def _month_in_both(month: date) -> dict[str, str]:
    return {language: month_and_year(month, language=language) for language in ("th", "en")}
