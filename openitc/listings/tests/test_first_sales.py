"""From idea to first sale: days by stage from the history, baht from bookings, medians only of enough cases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from openitc.cases.models import CaseStage
from openitc.cases.operations.cases import set_stage
from openitc.centers.tests.builders import an_analyst
from openitc.listings.queries.first_sales import first_sales, way_of_case
from openitc.listings.rules.first_sales import FEWEST, STAGES, Way, median_whole, medians, way_of
from openitc.listings.tests.builders.channels import the_case
from openitc.listings.tests.builders.listings import a_listing
from openitc.listings.tests.builders.sales import a_sale
from openitc.shared import clock

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def days_of(way: Way) -> dict[str, float]:
    """The days of each stage that took any."""
    return {one.stage: one.days for one in way.stages if one.days}


def test_days_are_counted_by_stage_and_a_stage_that_came_back_counts_twice() -> None:
    moves = [(BEGAN + 2 * DAY, "analysis"), (BEGAN + 5 * DAY, "market"), (BEGAN + 9 * DAY, "analysis")]
    way = way_of(opened_at=BEGAN, moves=moves, costs={"market": 100}, first_sale=BEGAN + 10 * DAY, now=BEGAN + 99 * DAY)
    assert days_of(way) == {"intake": 2, "analysis": 4, "market": 4}
    assert (way.days, way.cost, way.arrived) == (10, 100, True)


def test_what_happened_after_the_first_sale_takes_no_days() -> None:
    moves = [(BEGAN + 2 * DAY, "commercial"), (BEGAN + 30 * DAY, "market")]
    way = way_of(opened_at=BEGAN, moves=moves, costs={}, first_sale=BEGAN + 20 * DAY, now=BEGAN + 40 * DAY)
    assert days_of(way) == {"intake": 2}


@given(st.lists(st.tuples(st.integers(1, 400), st.sampled_from(STAGES)), max_size=8), st.integers(1, 400))
def test_the_stages_add_up_to_the_whole_way(steps: list[tuple[int, str]], end: int) -> None:
    moves = sorted((BEGAN + days * DAY, stage) for days, stage in steps)
    way = way_of(opened_at=BEGAN, moves=moves, costs={}, first_sale=BEGAN + end * DAY, now=BEGAN)
    assert way.days == pytest.approx(end)


def test_of_too_few_cases_no_median_is_told() -> None:
    way = way_of(opened_at=BEGAN, moves=[], costs={}, first_sale=BEGAN + 10 * DAY, now=BEGAN)
    assert medians([way] * (FEWEST - 1)) == ()
    assert median_whole([way] * (FEWEST - 1)) is None
    assert median_whole([way] * FEWEST) == (10, 0)


@pytest.mark.django_db
def test_the_way_of_a_case_is_read_from_its_history() -> None:
    listing = a_listing()
    case, now = the_case(listing), clock.now()
    by = listing.changed_by
    set_stage(case, CaseStage.ENGINEERING, by=by, now=now + 3 * DAY)
    way = way_of_case(case, now=now + 10 * DAY)
    assert {bar.stage: bar.days for bar in way.bars} == {"intake": 3, "engineering": 7}
    assert not way.arrived


@pytest.mark.django_db
def test_the_network_page_is_for_analysts_and_takes_constant_queries(client: Client) -> None:
    a_sale(a_listing())
    client.force_login(an_analyst())
    assert "Not enough cases yet" in client.get("/first-sales/").content.decode()
    for _ in range(FEWEST - 1):
        a_sale(a_listing())
    page = client.get("/first-sales/").content.decode()
    assert "The middle case" in page
    with CaptureQueriesContext(connection) as taken:
        assert first_sales(now=clock.now()).all_of_them.count == FEWEST
    assert len(taken) <= 6
