"""What areas asked for in vain, counted by province and need. Who asked is kept nowhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.centers.models import Province
from openitc.resources.models import Capability, UnmetNeed
from openitc.shared.text import fiscal_year
from openitc.sourcing.rules.periods import Period
from openitc.ui.map_picture import MapPoint
from openitc.ui.shapes import Fact

SHOWN = 12  # of each ranking
LINES_SHOWN = 40  # of the table; the sheet holds all


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page is narrowed down by."""

    period: Period
    kind: str = ""
    province: Province | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """How often one thing was looked for in vain in one province; without a province, nobody said where."""

    kind: str
    capability: Capability | None
    words: str
    province: Province | None
    asked: int

    @property
    def need(self) -> str:
        """What was looked for."""
        return self.capability.name if self.capability else f"“{self.words}”"

    @property
    def kind_name(self) -> str:
        """Whether a machine or a maker was missing."""
        return _("contract manufacturer") if self.kind == UnmetNeed.Kind.MAKER else _("machine or expert")


@dataclass(frozen=True, slots=True)
class Rank:
    """One bar of a ranking; `width` is in per cent of the longest."""

    name: str
    asked: int
    width: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """Everything the page tells of a period."""

    total: int
    before: int  # a year earlier
    provinces: list[Rank]
    capabilities: list[Rank]
    words: list[Rank]
    points: list[MapPoint]
    lines: list[Line]

    @property
    def province_count(self) -> int:
        """In how many provinces something was missing."""
        return len({line.province.code for line in self.lines if line.province})

    @property
    def shown(self) -> list[Line]:
        """The head of the table."""
        return self.lines[:LINES_SHOWN]

    @property
    def left_out(self) -> int:
        """How many lines only the sheet holds."""
        return max(0, len(self.lines) - LINES_SHOWN)


def demand_of(asked: Asked) -> Demand:
    """What was missing in the period; four queries."""
    lines = lines_of(asked)
    by_province, by_capability, by_words = Counter[Province](), Counter[str](), Counter[str]()
    for line in lines:
        if line.province:
            by_province[line.province] += line.asked
        if line.capability:
            by_capability[line.capability.name] += line.asked
        else:
            by_words[line.words] += line.asked
    earlier = _rows(asked, asked.period.before).aggregate(total=Sum("asked"))["total"] or 0
    return Demand(
        total=sum(line.asked for line in lines),
        before=earlier,
        provinces=_ranked((province.name, count) for province, count in by_province.most_common()),
        capabilities=_ranked(by_capability.most_common()),
        words=_ranked(by_words.most_common()),
        points=[_point(province, count) for province, count in by_province.most_common()],
        lines=lines,
    )


def facts_of(demand: Demand) -> list[Fact]:
    """The numbers at the head of the page."""
    return [
        Fact(
            label=_("Looked for in vain"),
            value=number_format(demand.total),
            note=_("%(number)s a year earlier") % {"number": number_format(demand.before)},
        ),
        Fact(label=_("Different needs"), value=number_format(len({line.need for line in demand.lines}))),
        Fact(label=_("Provinces"), value=number_format(demand.province_count), note=_("of 77")),
    ]


def lines_of(asked: Asked) -> list[Line]:
    """Every need of every province in the period, the most wanted first; three queries."""
    counted = (
        _rows(asked, asked.period)
        .order_by()
        .values_list("kind", "capability", "words", "province")
        .annotate(total=Sum("asked"))
    )
    rows = sorted(counted, key=lambda row: (-row[4], row[0], row[3] or "", row[2], row[1] or 0))
    capabilities = Capability.objects.in_bulk({row[1] for row in rows if row[1]})
    provinces = Province.objects.in_bulk({row[3] for row in rows if row[3]})
    return [
        Line(kind, capabilities.get(capability), words, provinces.get(province), total)
        for kind, capability, words, province, total in rows
    ]


def years_kept(*, on: date) -> list[int]:
    """The fiscal years that hold anything, and the present one, the latest first."""
    first = UnmetNeed.objects.aggregate(first=Min("on"))["first"] or on
    return list(range(fiscal_year(on), min(fiscal_year(first), fiscal_year(on)) - 1, -1))


def _rows(asked: Asked, period: Period) -> QuerySet[UnmetNeed]:
    rows = UnmetNeed.objects.filter(on__gte=period.first, on__lt=period.after)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.province:
        rows = rows.filter(province=asked.province)
    return rows


def _ranked(counted: Iterable[tuple[str, int]]) -> list[Rank]:
    head = list(counted)[:SHOWN]
    most = head[0][1] if head else 1
    return [Rank(name, count, max(2, round(100 * count / most))) for name, count in head]


def _point(province: Province, count: int) -> MapPoint:
    return MapPoint(
        lat=province.latitude,
        lon=province.longitude,
        label=province.name,
        detail=ngettext("asked for once", "asked for %(number)s times", count) % {"number": count},
        stage="certification",
        kind="stop" if count > 1 else "small",
        named=False,
    )


def sheet_of(lines: Iterable[Line], period: Period) -> list[list[str]]:
    """The lines as rows of a sheet, under their headings; words that a sheet would take for a formula are defused."""
    head = [
        _("Fiscal year"), _("Quarter"), _("Missing"), _("Province code"), _("Province"), _("Capability code"),
        _("Looked for"), _("Times"),
    ]  # fmt: skip
    return [head] + [
        [
            str(period.year),
            str(period.quarter or ""),
            line.kind_name,
            line.province.code if line.province else "",
            line.province.name if line.province else _("not said"),
            line.capability.code if line.capability else "",
            _defused(line.capability.name if line.capability else line.words),
            str(line.asked),
        ]
        for line in lines
    ]


def _defused(words: str) -> str:
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t"} else words
