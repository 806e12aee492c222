"""What of market tests waits for whom, and where they stand on the page of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case, CaseStage
from openitc.centers.access import Standing
from openitc.market_tests.models import MarketTest
from openitc.market_tests.queries.market_tests import Row, row_of, tests_of, undecided
from openitc.people.models import User
from openitc.shared import clock
from openitc.ui.shapes import ToDo

MOST = 8  # rows of each kind
SHOWN = 3  # tests in the panel of a case
AHEAD = timedelta(days=14)  # so long before its first day a test asks to be opened


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """The latest tests of a case, and whether the reader may plan another."""

    rows: list[Row]
    more: int
    may_plan: bool
    may_decide: bool


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - asked alike of all
    """The panel of the case; two queries."""
    tests = list(tests_of(case))
    open_now = case.closed_at is None
    rows = [row_of(test, now=now) for test in tests[:SHOWN]]
    return OfCase(rows=rows, more=max(len(tests) - SHOWN, 0), may_plan=staff and open_now, may_decide=open_now)


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits on the person's desk; two queries."""
    theirs = Q(officer=user) | Q(advisor=user) | Q(enterprise__organisation__in=standing.member_of)
    cases = Case.objects.filter(theirs, closed_at=None)
    staffed = Case.objects.filter(Q(officer=user) | Q(advisor=user), closed_at=None)
    return [*_decisions(cases, now), *_openings(staffed, now)]


def to_dos_of_case(
    case: Case,
    *,
    reader: User,  # noqa: ARG001 - who sees the case may decide; every package is asked alike
    staff: bool,
    now: datetime,
) -> list[ToDo]:
    """What of the case waits; three queries."""
    cases = Case.objects.filter(pk=case.pk)
    return [*_decisions(cases, now), *(_openings(cases, now) if staff else ()), *(_first(case) if staff else ())]


def _decisions(cases: QuerySet[Case], now: datetime) -> list[ToDo]:
    tests = undecided(MarketTest.objects.filter(case__in=cases), now=now).select_related("case__product")
    return [
        ToDo(
            text=_("Decide after the market test of %(product)s: go, change or stop")
            % {"product": test.case.product.name},
            url=test.get_absolute_url(),
            action=_("See the results"),
            detail=test.number,
            tone="warn",
        )
        for test in tests[:MOST]
    ]


def _openings(cases: QuerySet[Case], now: datetime) -> list[ToDo]:
    """Tests whose first day is near and that are not open."""
    today = clock.local_day(now)
    tests = MarketTest.objects.filter(
        case__in=cases, opened_at=None, withdrawn_at=None, begins_on__lte=today + AHEAD
    ).select_related("case__product")
    return [
        ToDo(
            text=_("Open the market test of %(product)s") % {"product": test.case.product.name},
            url=test.get_absolute_url(),
            action=_("Go on"),
            detail=test.number,
            tone="warn" if test.begins_on <= today else "info",
            due=clock.at(test.begins_on),
        )
        for test in tests.order_by("begins_on")[:MOST]
    ]


def _first(case: Case) -> list[ToDo]:
    """A case at the stage of the market that nobody was asked about yet."""
    if case.stage != CaseStage.MARKET or case.market_tests.filter(withdrawn_at=None).exists():
        return []
    return [
        ToDo(
            text=_("Ask people before it is made in numbers: plan a market test"),
            url=reverse("market_tests:new", args=[case.number]),
            action=_("Plan a test"),
        )
    ]
