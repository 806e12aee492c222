"""Writes to how large an enterprise was."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.enterprises.models import Enterprise, YearFigures
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import year_of

FIRST_YEAR = 2000
MOST_EMPLOYEES = 1_000_000
MOST_REVENUE = 10**14  # satang: a trillion baht


class FiguresRefused(Refused):
    """An enterprise cannot have been as large as that."""


@operation
def state_figures(
    *, enterprise: Enterprise, year: int, sector: str, employees: int, revenue: int, by: User, now: datetime
) -> YearFigures:
    """State, or correct, how many people worked in a closed year and what came in (satang)."""
    _refuse_faults(year, sector, employees, revenue, now)
    figures = enterprise.year_figures.select_for_update().filter(year=year).first()
    known = figures is not None
    figures = figures or YearFigures(enterprise=enterprise, year=year)
    stated = (sector, employees, revenue)
    if known and stated == (figures.sector, figures.employees, figures.revenue):
        return figures
    figures.sector, figures.employees, figures.revenue = stated
    figures.stated_by, figures.stated_at = by, now
    figures.save()
    # What came in stays out of history, which more people read than the figures.
    sentence = (
        gettext_noop("The figures of %(enterprise)s for %(year)s were corrected.")
        if known
        else gettext_noop("The figures of %(enterprise)s for %(year)s were stated.")
    )
    record(
        "corrected-figures" if known else "stated-figures",
        sentence,
        about=enterprise,
        by=by,
        now=now,
        enterprise=enterprise.names,
        year={language: str(year_of(date(year, 12, 31), language=language)) for language in ("th", "en")},
    )
    return figures


def _refuse_faults(year: int, sector: str, employees: int, revenue: int, now: datetime) -> None:
    faults = []
    if not FIRST_YEAR <= year < clock.local_day(now).year:
        text = _("State the figures of a year that is over: this year's are not known before it ends.")
        faults.append(Reason(text, "year_not_closed", "year"))
    if sector not in YearFigures.Sector.values:
        faults.append(Reason(_("Choose what most of the income comes from."), "no_sector", "sector"))
    if not 0 <= employees <= MOST_EMPLOYEES:
        text = _("Count the people employed at the end of the year: none or more, and fewer than a million.")
        faults.append(Reason(text, "employees", "employees"))
    if not 0 <= revenue <= MOST_REVENUE:
        text = _("Enter the income of the whole year: nothing or more, and less than a trillion baht.")
        faults.append(Reason(text, "revenue", "revenue"))
    gather(faults, kind=FiguresRefused)
