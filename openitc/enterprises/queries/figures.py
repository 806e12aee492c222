"""How large an enterprise was, and in words why that makes it what it is."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openitc.enterprises.models import Enterprise, SizeClass, YearFigures
from openitc.enterprises.rules import CEILINGS, SizeResult, place_on_scale, size_class
from openitc.shared.money import SATANG_A_BAHT, baht
from openitc.shared.text import year_of

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One figure on a line of four equal stretches, one for each class."""

    label: str
    value: str
    percent: float  # from the left
    ceilings: list[str]
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeShown:
    """The figures of one year, the class they make, the rule that decided in words, and both figures as a picture."""

    figures: YearFigures
    year: int  # as the reader's language counts it
    size: str  # of SizeClass
    by: str
    label: str
    reason: str
    scales: list[Scale]


def size_of(enterprise: Enterprise) -> SizeShown | None:
    """The size class by the figures of the latest year; None while there are none."""
    latest = enterprise.year_figures.first()
    return size_by(latest) if latest else None


def sizes_of(enterprise: Enterprise) -> list[SizeShown]:
    """The size class of every year that was stated, the latest first."""
    return [size_by(figures) for figures in enterprise.year_figures.select_related("stated_by")]


def size_by(figures: YearFigures) -> SizeShown:
    """The size class by the figures of one year."""
    found = size_class(figures.sector, figures.employees, figures.revenue)
    return SizeShown(
        figures=figures,
        year=year_of(date(figures.year, 1, 1), language=get_language() or "th"),
        size=found.size,
        by=found.by,
        label=str(SizeClass.label_of(found.size)),
        reason=_reason(figures, found),
        scales=_scales(figures, found),
    )


def millions(satang: int) -> str:
    """`2 million baht`, `1.8 million baht`, and smaller amounts in full."""
    whole, rest = divmod(satang, MILLION * SATANG_A_BAHT)
    if not whole:
        return baht(satang, language=get_language() or "th")
    part = f"{rest:08d}".rstrip("0")
    return _("%(millions)s million baht") % {"millions": f"{whole:,}.{part}" if part else f"{whole:,}"}


def _people(number: int) -> str:
    return ngettext("%(number)s employee", "%(number)s employees", number) % {"number": f"{number:,}"}


def _reason(figures: YearFigures, found: SizeResult) -> str:
    words = {"people": _people(figures.employees), "income": millions(figures.revenue)}
    if found.employees_passed is None and found.revenue_passed is None:
        ceilings = CEILINGS[figures.sector]
        words |= {"most_people": f"{ceilings.employees[0]}", "most_income": millions(ceilings.revenue[0])}
        return (
            _("With %(people)s, at most %(most_people)s, and with %(income)s a year, at most %(most_income)s.") % words
        )
    words |= {"most_people": f"{found.employees_passed}", "most_income": millions(found.revenue_passed or 0)}
    if found.employees_passed is None:
        return _("Because %(income)s a year is more than %(most_income)s; the higher class counts.") % words
    if found.revenue_passed is None:
        return _("With %(people)s, more than %(most_people)s; the higher class counts.") % words
    return (
        _("With %(people)s, more than %(most_people)s, and with %(income)s a year, more than %(most_income)s.") % words
    )


def _scales(figures: YearFigures, found: SizeResult) -> list[Scale]:
    ceilings = CEILINGS[figures.sector]
    return [
        Scale(
            label=_("Employees"),
            value=f"{figures.employees:,}",
            percent=100 * place_on_scale(figures.employees, ceilings.employees),
            ceilings=[f"{each:,}" for each in ceilings.employees],
            decides=found.by != "revenue",
        ),
        Scale(
            label=_("Income in the year"),
            value=millions(figures.revenue),
            percent=100 * place_on_scale(figures.revenue, ceilings.revenue),
            ceilings=[millions(each) for each in ceilings.revenue],
            decides=found.by != "employees",
        ),
    ]
