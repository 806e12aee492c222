"""What `openitc plan --case` prints."""

import pytest

from openitc.bookings.tests.builders import NOW, a_center, a_resource, a_worker
from openitc.routes import operations
from openitc.routes.report import print_case
from openitc.routes.tests.builders import Wanted, a_planned_case
from openitc.shared import clock

pytestmark = pytest.mark.django_db

ROAST = Wanted(key="roast", roles=[("roast.coffee", 120)])


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_the_routes_of_a_case_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    center = a_center()
    a_resource(center)
    case = a_planned_case(center, ROAST)
    assert print_case(case.number) == 0
    printed = capsys.readouterr().out
    assert "Fastest · Cheapest · Nearest · Balanced" in printed
    assert "1,200 baht" in printed
    assert "1 routes that no other beats, searched among 1 machines" in printed


def test_without_a_route_it_says_what_would_help(capsys: pytest.CaptureFixture[str]) -> None:
    center = a_center()
    a_resource(center)
    case = a_planned_case(center, ROAST)
    operations.set_conditions(case=case, max_cost=1, by=a_worker(center), now=NOW)
    assert print_case(case.number) == 0
    printed = capsys.readouterr().out
    assert "No route: “Roast” stands in the way." in printed
    assert "the cheapest way costs 1,200 baht" in printed


def test_of_a_case_that_is_not_there_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_case("2570-99999") == 1
    assert "no case 2570-99999" in capsys.readouterr().err
