"""Who may reach which market test: whoever sees its case. Staff plans and opens it; the enterprise sells, decides."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.cases.access import cases_visible_to, works_on
from openitc.market_tests.models import MarketTest, PilotSale
from openitc.people.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """A market test for somebody of its case; `staff`, or else a member of the enterprise."""

    test: MarketTest
    staff: bool


def test_to_see(*, user: User, number: str, test: str, on: date) -> Reader:
    """A test of a case that the person may see; of others they do not learn that they exist."""
    rows = MarketTest.objects.filter(number=test, case__number=number, case__in=cases_visible_to(user, on=on))
    found = rows.select_related(
        "case__enterprise__organisation",
        "case__product",
        "case__center",
        "case__officer",
        "case__advisor",
        "planned_by",
    ).first()
    if found is None:
        raise Http404
    return Reader(test=found, staff=works_on(user, found.case, on=on))


def test_to_run(*, user: User, number: str, test: str, on: date) -> MarketTest:
    """A test of a case that the person works on as staff; the enterprise sees it but is refused."""
    reader = test_to_see(user=user, number=number, test=test, on=on)
    if not reader.staff:
        raise PermissionDenied
    return reader.test


def sale_of(test: MarketTest, *, sale_id: int) -> PilotSale:
    """A day of sale of that test and of no other."""
    if sale := test.sales.filter(pk=sale_id).first():
        sale.test = test
        return sale
    raise Http404
