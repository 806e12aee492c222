"""What stands in the comparison: a cell for each thing that people compare, of each maker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openitc.shared.money import baht
from openitc.shared.text import thai_or_english_day
from openitc.sourcing.models import Invitation, Mark, Quote, Remark, Rfq
from openitc.sourcing.queries.curves import tone_of
from openitc.sourcing.queries.risks import Looked, in_words
from openitc.sourcing.rules.quotations import Offer, landed_at, total_at
from openitc.ui.lengths import distance

LANDED = "landed-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one line for one maker; `rank` sorts it, the smallest first, and None last."""

    text: str = ""
    lines: tuple[str, ...] = ()  # what is said below it
    rank: float | None = None
    best: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One maker's quotation with all that is known of it."""

    quote: Quote
    letter: str
    offer: Offer
    looked: Looked
    km: int | None
    remark: Remark | None
    cells: tuple[Cell, ...] = ()

    @property
    def invitation(self) -> Invitation:
        """What it answers."""
        return self.quote.invitation

    @property
    def tone(self) -> int:
        """The colour that goes with its letter."""
        return tone_of(self.letter)

    @property
    def is_hidden(self) -> bool:
        """Whether the reader put it aside."""
        return self.remark is not None and self.remark.hidden_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A thing that people compare: `cell` finds it in a column; what is not compared has no best."""

    key: str
    label: str
    cell: Callable[[Column], Cell]
    is_compared: bool = True


def measures_of(rfq: Rfq, quantity: int, *, today: date) -> list[Measure]:
    """Every line of the comparison, in the order in which people ask."""
    unit = rfq.get_unit_display()
    at = _("Each at %(quantity)s %(unit)s, all in")
    asked = sorted({*rfq.quantities, quantity})
    landed = [
        Measure(key=f"{LANDED}{tier}", label=at % {"quantity": f"{tier:,}", "unit": unit}, cell=_landed(tier))
        for tier in asked
    ]
    marks = [
        Measure(
            key=f"mark-{mark}", label=_capital(str(Mark.label_of(mark))), cell=_certificate(mark), is_compared=False
        )
        for mark in rfq.marks
    ]
    return [
        *landed,
        Measure(key="tooling", label=_("Tooling, once"), cell=lambda column: _money(column.quote.tooling, _("None"))),
        Measure(
            key="delivery",
            label=_("Delivery of one order"),
            cell=lambda column: _money(column.quote.delivery, _("Included")),
        ),
        Measure(key="lead", label=_("Days to delivery"), cell=lambda column: _lead(column, rfq.wanted_on)),
        Measure(key="terms", label=_("Payment"), cell=_terms, is_compared=False),
        Measure(key="valid", label=_("Valid until"), cell=lambda column: _validity(column, today)),
        *marks,
        Measure(key="distance", label=_("Distance"), cell=_distance),
        Measure(key="risk", label=_("What could go wrong"), cell=_risk, is_compared=False),
    ]


def _landed(quantity: int) -> Callable[[Column], Cell]:
    def cell(column: Column) -> Cell:
        landed, total = landed_at(column.offer, quantity), total_at(column.offer, quantity)
        if landed is None or total is None:
            text = _("From %(least)s on only") % {"least": f"{column.offer.least:,}"}
            return Cell(text=text, tone="none")
        return Cell(text=_baht(landed), lines=(_("%(total)s in all") % {"total": _baht(total)},), rank=total)

    return cell


def _money(satang: int, nothing: str) -> Cell:
    return Cell(text=_baht(satang) if satang else nothing, rank=satang)


def _lead(column: Column, wanted_on: date) -> Cell:
    days = column.quote.lead_days
    text = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    arrives = _("there on %(day)s, ordered today") % {"day": _day(column.looked.arrives_on)}
    spare = (wanted_on - column.looked.arrives_on).days
    if spare < 0:
        against = ngettext("%(days)s day late", "%(days)s days late", -spare) % {"days": -spare}
    else:
        against = ngettext("%(days)s day to spare", "%(days)s days to spare", spare) % {"days": spare}
    return Cell(text=text, lines=(arrives, against), rank=days, tone="bad" if spare < 0 else "")


def _terms(column: Column) -> Cell:
    note = (column.quote.note,) if column.quote.note else ()
    return Cell(text=column.quote.payment_terms or "–", lines=note)


def _validity(column: Column, today: date) -> Cell:
    until = column.quote.valid_until
    return Cell(text=_day(until), rank=-until.toordinal(), tone="bad" if until < today else "")


def _certificate(mark: str) -> Callable[[Column], Cell]:
    def cell(column: Column) -> Cell:
        until = column.looked.in_force_until.get(mark)
        if until is None:
            return Cell(text=_("None in force"), tone="bad")
        late = until < column.looked.arrives_on
        text = _("In force until %(day)s") % {"day": _day(until)}
        return Cell(text=text, rank=-until.toordinal(), tone="bad" if late else "")

    return cell


def _distance(column: Column) -> Cell:
    province = column.invitation.maker.province.name
    if column.km is None:
        return Cell(text=province)
    return Cell(text=distance(column.km), lines=(province,), rank=column.km)


def _risk(column: Column) -> Cell:
    words = [in_words(risk) for risk in column.looked.risks]
    weight = 100 * column.looked.grave + len(words)
    if not words:
        return Cell(text=_("Nothing known"), rank=0)
    tone = "bad" if column.looked.grave else "warn"
    return Cell(text=words[0], lines=tuple(words[1:]), rank=weight, tone=tone)


def _baht(satang: int) -> str:
    return baht(satang, language=get_language() or "th")


def _day(day: date) -> str:
    return thai_or_english_day(day, language=get_language() or "th", weekday=False)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
