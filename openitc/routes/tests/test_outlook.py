"""What a way would take before there is a case: its first day and least cost, or what stands in the way."""

import pytest

from openitc.bookings.tests.builders import NOW, a_center, an_enterprise
from openitc.routes.queries.outlook import outlook_of, outlooks_of
from openitc.routes.tests.builders import ROAST, TEST, Wanted, a_planned_case, a_proposal, a_way

pytestmark = pytest.mark.django_db


def test_it_gives_the_first_day_and_the_least_cost_of_the_routes_a_case_would_get() -> None:
    center = a_center()
    case = a_planned_case(center)
    routes = a_proposal(case, case.opened_by).routes.all()
    outlook = outlook_of(enterprise=case.enterprise, version=case.version, now=NOW)
    assert outlook.finish == min((route.finishes_at for route in routes), default=None)
    assert outlook.cost == min((route.cost for route in routes), default=None)


def test_without_a_way_it_says_what_nobody_has_in_both_languages() -> None:
    version = a_way(Wanted(key="freeze", roles=[("dry.freeze", 60)]))
    outlook = outlook_of(enterprise=an_enterprise(), version=version, now=NOW)
    assert (outlook.finish, outlook.cost) == (None, None)
    assert outlook.obstacle is not None
    assert "dry.freeze" in outlook.obstacle["en"]
    assert set(outlook.obstacle) == {"th", "en"}


def test_several_ways_are_asked_of_one_network() -> None:
    versions = [a_way(ROAST), a_way(ROAST, TEST)]
    found = outlooks_of(enterprise=an_enterprise(), versions=versions, now=NOW)
    assert set(found) == {version.pk for version in versions}
