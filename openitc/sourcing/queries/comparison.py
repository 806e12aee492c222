"""Quotations side by side: one column a maker, one line for each thing that people compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from string import ascii_uppercase

from openitc.shared import clock
from openitc.sourcing.models import Invitation, Remark, Rfq, Site
from openitc.sourcing.queries.cells import LANDED, Cell, Column, Measure, measures_of
from openitc.sourcing.queries.curves import Picture, picture_of
from openitc.sourcing.queries.quotes import (
    Answers,
    answers_to,
    is_closed_to_readers,
    offer_of,
    quotes_to_read,
    without_a_quote,
)
from openitc.sourcing.queries.risks import looked_into
from openitc.sourcing.rules.distances import maker_km


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the comparison with a cell for each maker; `sort` is what sorts by it, backwards when it does."""

    key: str
    label: str
    cells: list[Cell]
    sort: str
    sorted: str = ""  # ascending, descending or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The page: who answered, what, and how it compares. While the answers are sealed there are no columns."""

    rfq: Rfq
    answers: Answers
    sealed: bool
    quantity: int
    sort: str = ""
    columns: list[Column] = field(default_factory=list)
    hidden: list[Column] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    others: list[Invitation] = field(default_factory=list)
    picture: Picture = field(default_factory=Picture)


def comparison_of(rfq: Rfq, *, sort: str = "", quantity: int | None = None, now: datetime) -> Comparison:
    """The quotations that stand, sorted by one of the lines; a constant number of queries."""
    quantity = quantity or rfq.quantities[len(rfq.quantities) // 2]
    answers = answers_to(rfq)
    if is_closed_to_readers(rfq, now=now):
        return Comparison(rfq=rfq, answers=answers, sealed=True, quantity=quantity)
    columns = _columns(rfq, quantity=quantity, now=now)
    shown = [column for column in columns if not column.is_hidden]
    measures = measures_of(rfq, quantity, today=clock.local_day(now))
    known = {"maker", *(measure.key for measure in measures)}
    sort = sort if sort.removeprefix("-") in known else f"{LANDED}{quantity}"
    filled = _sorted(_filled(shown, measures), measures, sort)
    return Comparison(
        rfq=rfq,
        answers=answers,
        sealed=False,
        quantity=quantity,
        sort=sort,
        columns=filled,
        hidden=[column for column in columns if column.is_hidden],
        lines=_lines(filled, measures, sort),
        others=without_a_quote(rfq, now=now),
        picture=picture_of(
            [column.offer for column in shown],
            {column.offer.key: column.invitation.maker.name for column in shown},
            {column.offer.key: column.letter for column in shown},
            asked=rfq.quantities,
        ),
    )


def _columns(rfq: Rfq, *, quantity: int, now: datetime) -> list[Column]:
    quotes = list(quotes_to_read(rfq, now=now))
    looked = looked_into(rfq, quotes, quantity=quantity, today=clock.local_day(now))
    sites: dict[int, list[tuple[float, float]]] = {}
    open_sites = Site.objects.filter(maker__in=[quote.invitation.maker_id for quote in quotes], closed_at=None)
    for maker, latitude, longitude in open_sites.values_list("maker", "latitude", "longitude"):
        sites.setdefault(maker, []).append((latitude, longitude))
    remarks = {remark.invitation_id: remark for remark in Remark.objects.filter(invitation__rfq=rfq)}
    return [
        Column(
            quote=quote,
            letter=ascii_uppercase[place % len(ascii_uppercase)],
            offer=offer_of(quote),
            looked=looked[quote.pk],
            km=maker_km(rfq.case.enterprise.position, sites.get(quote.invitation.maker_id, [])),
            remark=remarks.get(quote.invitation_id),
        )
        for place, quote in enumerate(quotes)
    ]


def _filled(columns: Sequence[Column], measures: Sequence[Measure]) -> list[Column]:
    """The columns with their cells, the best of each line marked where they differ."""
    grid = [[measure.cell(column) for column in columns] for measure in measures]
    for measure, row in zip(measures, grid, strict=True):
        ranks = {cell.rank for cell in row if cell.rank is not None}
        if measure.is_compared and len(ranks) > 1:
            row[:] = [replace(cell, best=cell.rank == min(ranks)) for cell in row]
    return [replace(column, cells=tuple(cells)) for column, cells in zip(columns, zip(*grid, strict=True), strict=True)]


def _sorted(columns: list[Column], measures: Sequence[Measure], sort: str) -> list[Column]:
    """By the line asked for, what is not known last."""
    wanted = sort.removeprefix("-")
    if wanted == "maker":
        return sorted(columns, key=lambda column: column.invitation.maker.name, reverse=sort.startswith("-"))
    at = [measure.key for measure in measures].index(wanted)
    sign = -1 if sort.startswith("-") else 1

    def place(column: Column) -> tuple[bool, float]:
        rank = column.cells[at].rank
        return rank is None, sign * (rank or 0)

    return sorted(columns, key=place)


def _lines(columns: Sequence[Column], measures: Sequence[Measure], sort: str) -> list[Line]:
    return [
        Line(
            key=measure.key,
            label=measure.label,
            cells=[column.cells[place] for column in columns],
            sort=f"-{measure.key}" if sort == measure.key else measure.key,
            sorted={measure.key: "ascending", f"-{measure.key}": "descending"}.get(sort, ""),
        )
        for place, measure in enumerate(measures)
    ]
