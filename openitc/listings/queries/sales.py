"""What was sold: by channel and month, and what an import would change."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Max, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.listings.models import Channel, Listing, Sale, SalesImport
from openitc.listings.queries.channels import standing_channels
from openitc.listings.rules.sales import COLUMNS, Change, Told
from openitc.shared.models import spoken
from openitc.shared.text import month_and_year, thai_or_english_day

HEADS = Path(__file__).parent.parent / "data" / "sales.toml"
MOST_MONTHS = 24  # in the picture; the table holds all of them
MOST_SERIES = 5  # channels with a colour of their own; the others are drawn together
Where = tuple[int | None, str, date]  # channel, elsewhere, month


@cache
def heads_on_file() -> Mapping[str, Sequence[str]]:
    """By which heads each column of a sheet is known."""
    return tomllib.loads(HEADS.read_text(encoding="utf-8"))


def standing_sales(listing: Listing) -> QuerySet[Sale]:
    """What is told of each month now, the latest first."""
    rows = listing.sales.filter(replaced_at=None).select_related("channel", "entered_by")
    return rows.order_by("-month", "channel__key", "elsewhere", "pk")


def state_of_sales(listing: Listing) -> int:
    """A number that is another one as soon as anything about the sales changes."""
    return listing.sales.aggregate(last=Max("pk"))["last"] or 0


def by_where(listing: Listing) -> dict[Where, Sale]:
    """What is told now, by where and when it was sold."""
    return {(row.channel_id, row.elsewhere, row.month): row for row in standing_sales(listing)}


def has_sold(listing: Listing) -> Sale | None:
    """The earliest month in which anything was sold."""
    return standing_sales(listing).filter(units__gt=0).order_by("month", "pk").first()


def channels_by_word() -> dict[str, Channel]:
    """The channels by every way in which a sheet may call them."""
    known: dict[str, Channel] = {}
    for channel in standing_channels():
        for word in (channel.key, channel.name_th, channel.name_en):
            if word:
                known[" ".join(word.casefold().split())] = channel
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A row of an import: where and when, and what would change."""

    row: int
    where: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would change, and what is wrong with it."""

    read: SalesImport
    rows: tuple[ShownChange, ...]
    state: int  # of the sales when this was looked at

    def of_kind(self, kind: str) -> list[ShownChange]:
        """The rows that are new, changed or unchanged."""
        return [row for row in self.rows if row.change.kind == kind]

    @property
    def new(self) -> list[ShownChange]:
        """The months that nothing is told of yet."""
        return self.of_kind("new")

    @property
    def changed(self) -> list[ShownChange]:
        """The months that are told otherwise."""
        return self.of_kind("changed")

    @property
    def unchanged(self) -> list[ShownChange]:
        """The months that are told alike."""
        return self.of_kind("unchanged")

    @property
    def faults(self) -> list[tuple[int, str]]:
        """What is wrong in which row, in the reader's words."""
        return [(int(fault["row"]), spoken(fault)) for fault in self.read.faults]

    @property
    def may_be_taken(self) -> bool:
        """Whether it can be taken over: it has no fault, changes something and was not taken yet."""
        return not self.read.faults and self.read.taken_at is None and bool(self.new or self.changed)


def preview_of(read: SalesImport) -> Preview:
    """What the import would change now; three queries."""
    known = by_where(read.listing)
    names = {channel.pk: channel.name for channel in Channel.objects.all()}
    rows = []
    for row in read.rows:
        where = where_of(row)
        before = known.get(where)
        told = Told(str(row["elsewhere"]), where[2], int(row["units"]), int(row["revenue"]))
        change = Change(told, before.units if before else None, before.revenue if before else None)
        called = names.get(where[0] or 0) or where[1]
        rows.append(ShownChange(row=int(row["row"]), where=called, change=change))
    return Preview(read=read, rows=tuple(rows), state=state_of_sales(read.listing))


def where_of(row: Mapping[str, str | int | None]) -> Where:
    """Where and when a row of an import was sold."""
    channel = row["channel"]
    return (int(channel) if channel else None, str(row["elsewhere"]), date.fromisoformat(str(row["month"])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a bar: its series, where it begins from the bottom and how high it is, in per cent."""

    series: int
    bottom: float
    height: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBar:
    """A month of the picture."""

    name: str
    short: str
    pieces: tuple[Piece, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesChart:
    """Months side by side, each parted by channel; `top` is what the highest bar stands for."""

    bars: tuple[MonthBar, ...]
    series: tuple[str, ...]
    top: int
    in_baht: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """The sales of a product."""

    rows: tuple[Sale, ...]
    units: int
    revenue: int
    first: Sale | None
    chart: SalesChart | None


def sold(listing: Listing, *, in_baht: bool) -> Sold:
    """What was sold, drawn in units or in baht; one query."""
    rows = tuple(standing_sales(listing))
    with_units = [row for row in rows if row.units]
    return Sold(
        rows=rows,
        units=sum(row.units for row in rows),
        revenue=sum(row.revenue for row in rows),
        first=with_units[-1] if with_units else None,
        chart=_chart(with_units, in_baht=in_baht) if with_units else None,
    )


def name_of(row: Sale) -> str:
    """Where it was sold, in the reader's language."""
    return row.channel.name if row.channel else row.elsewhere


def _chart(rows: Sequence[Sale], *, in_baht: bool) -> SalesChart:
    amounts: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        amount = row.revenue if in_baht else row.units
        amounts[row.month][name_of(row)] += amount
        totals[name_of(row)] += amount
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    series = ranked if len(ranked) <= MOST_SERIES else [*ranked[: MOST_SERIES - 1], _("Elsewhere, together")]
    months = _months(min(amounts), max(amounts))[-MOST_MONTHS:]
    top = max([sum(amounts[month].values()) for month in months] + [1])
    bars = tuple(_bar(month, amounts[month], series, top, in_baht=in_baht) for month in months)
    return SalesChart(bars=bars, series=tuple(series), top=top, in_baht=in_baht)


def _bar(month: date, amounts: Mapping[str, int], series: Sequence[str], top: int, *, in_baht: bool) -> MonthBar:
    pieces, bottom = [], 0.0
    for place, name in enumerate(series):
        amount = amounts.get(name, 0) if name in amounts or place < len(series) - 1 else _rest(amounts, series)
        if amount:
            height = 100 * amount / top
            pieces.append(
                Piece(series=place + 1, bottom=bottom, height=height, words=f"{name}: {_said(amount, in_baht)}")
            )
            bottom += height
    language = get_language() or "th"
    name = month_and_year(month, language=language)
    total = sum(amounts.values())
    return MonthBar(name=name, short=_short(month, language), pieces=tuple(pieces), total=total)


def _short(month: date, language: str) -> str:
    """`Mar`, and in January the year besides."""
    words = thai_or_english_day(month, language=language, weekday=False, year=month.month == 1).split(" ")
    return " ".join(words[1:])


def _rest(amounts: Mapping[str, int], series: Sequence[str]) -> int:
    """What was sold where no series is drawn for it."""
    return sum(amount for name, amount in amounts.items() if name not in series)


def _said(amount: int, in_baht: bool) -> str:  # noqa: FBT001 - which of the two is drawn
    return _("%(baht)s baht") % {"baht": f"{amount // 100:,}"} if in_baht else f"{amount:,}"


def _months(first: date, last: date) -> list[date]:
    found, month = [], first
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def this_month(on: date) -> date:
    """The first day of the month that runs."""
    return on.replace(day=1)


def template_of(listing: Listing | None, *, on: date) -> list[list[str]]:
    """A sheet to fill in: the heads in the reader's language, and a row for each channel the product is in."""
    thai = (get_language() or "th") == "th"
    words = heads_on_file()
    heads = [next((head for head in words[column] if head.isascii() != thai), words[column][0]) for column in COLUMNS]
    placed = listing.placements.filter(withdrawn_at=None).select_related("channel") if listing else []
    names = [row.channel.name for row in placed] or [_("Our own shop")]
    return [heads, *([name, f"{on:%Y-%m}", "", ""] for name in names)]
