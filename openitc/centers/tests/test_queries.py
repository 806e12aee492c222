"""When a center is open, and what became of a service model."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import translation

from openitc.centers import operations, queries
from openitc.centers.models import Center, Stage
from openitc.centers.tests.builders import (
    a_center,
    a_manager,
    a_province,
    an_administrator,
    an_offering,
    an_organisation,
)
from openitc.shared import clock

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)  # a week with a holiday: Saturday 5 December
NOW = clock.at(MONDAY, 9)


def hours_on(center: Center, day: date) -> list[str]:
    return queries.open_days(center, first=day, days=1)[0].stretches


def test_a_week_has_the_hours_of_its_weekdays() -> None:
    week = queries.open_days(a_center(), first=MONDAY)
    assert [day.stretches for day in week] == [["08:30–16:30"]] * 5 + [[], []]


def test_a_closure_is_cut_out_and_its_reason_said() -> None:
    center = a_center()
    noon = DateTimeTZRange(clock.at(MONDAY, 12), clock.at(MONDAY, 13))
    operations.close_center(center=center, during=noon, reason="Fire drill", by=a_manager(center), now=NOW)
    day = queries.open_days(center, first=MONDAY, days=1)[0]
    assert (day.stretches, day.closures) == (["08:30–12:00", "13:00–16:30"], ["Fire drill"])


def test_a_holiday_closes_unless_the_center_says_that_it_opens() -> None:
    center, holiday = a_center(), date(2026, 12, 10)
    with translation.override("th"):
        named = queries.open_days(center, first=holiday, days=1)[0]
    assert (named.stretches, named.holiday) == ([], "วันรัฐธรรมนูญ")
    by = a_manager(center)
    operations.set_holiday_exception(center=center, on=holiday, is_open=True, by=by, now=NOW)
    assert hours_on(center, holiday) == ["08:30–16:30"]
    operations.set_holiday_exception(center=center, on=MONDAY, is_open=False, reason="Fair", by=by, now=NOW)
    assert hours_on(center, MONDAY) == []


def test_the_days_to_decide_about_are_holidays_and_the_centers_own() -> None:
    center = a_center()
    operations.set_holiday_exception(
        center=center, on=MONDAY, is_open=False, reason="Fair", by=a_manager(center), now=NOW
    )
    days = queries.coming_holidays(center, first=MONDAY, days=12)
    # Saturday 5 December is a holiday too, but the center is closed on Saturdays anyway.
    assert [day.on for day in days] == [MONDAY, date(2026, 12, 7), date(2026, 12, 10)]


def test_a_center_open_round_the_clock_closes_at_midnight() -> None:
    center = a_center(hours=(time(0), time(23, 59, 59)))
    assert hours_on(center, MONDAY) == ["00:00–24:00"]


def test_centers_are_found_by_words_place_kind_region_cluster_and_industry() -> None:
    north = a_center("Lamphun estate", province="TH-51", kind=Center.Kind.ESTATE, focus=("2610",))
    south = a_center("Songkhla center", province="TH-90", focus=("2219",))
    assert list(queries.centers_found(q="ลำพูน")) == [north]
    assert list(queries.centers_found(kind=Center.Kind.ESTATE)) == [north]
    assert list(queries.centers_found(region=south.province.region_th)) == [south]
    assert list(queries.centers_found(upper_north=True)) == [north]
    assert list(queries.centers_found(focus="2219")) == [south]
    assert list(queries.centers_found(q="center", focus="2610")) == []


def test_mini_itcs_come_after_the_centers() -> None:
    parent = a_center(code="ITC-Z")
    mini = a_center(code="ITC-A", parent=parent)
    assert list(queries.centers_found()) == [parent, mini]


def test_a_clone_shows_what_it_made_of_the_model_it_took_over() -> None:
    source = a_center()
    names = ("same", "adapted", "changed there", "left out")
    originals = {name: an_offering(source, name) for name in names}
    clone = operations.clone_center(
        source=source,
        code="ITC-C",
        kind=Center.Kind.ESTATE,
        name_th="โคลน",
        province=a_province(),
        host=an_organisation(),
        supervising=an_organisation(),
        by=an_administrator(),
        now=NOW,
    )
    later, by = NOW + timedelta(days=1), a_manager(clone)
    taken = {offering.name_th: offering for offering in clone.offerings.all()}
    words: dict[str, Any] = {"stage": Stage.ENGINEERING, "by": by, "now": later}
    operations.change_offering(offering=taken["adapted"], name_th="fitted", **words)
    operations.change_offering(offering=originals["changed there"], name_th="changed there", **words)
    operations.withdraw_offering(offering=taken["left out"], by=by, now=later)
    an_offering(clone, "own")
    an_offering(source, "new there")
    states = {
        each.offering.name_th if each.offering else "new there": each.state for each in queries.adaptations_of(clone)
    }
    assert states == {
        "same": "as_taken_over",
        "fitted": "adapted",
        "changed there": "original_changed",
        "left out": "left_out",
        "own": "own",
        "new there": "not_taken_over",
    }
    assert queries.adaptations_of(source) == []
