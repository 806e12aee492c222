"""The desk, the case, the network and the search, as queries give them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openitc.bookings.operations import cancel
from openitc.cases.operations import mark_step_done
from openitc.cases.tests.builders import a_member_of
from openitc.centers.access import Standing, standing_of
from openitc.enterprises.models import Enterprise
from openitc.journeys import queries
from openitc.journeys.rules import Move
from openitc.journeys.tests.builders import (
    a_booked_step,
    a_case_of,
    a_hold_on,
    a_manager,
    a_way,
    an_office,
    an_operator,
)
from openitc.pathways.tests.builders import a_center, a_province
from openitc.people.models import User
from openitc.resources.operations import close_resource
from openitc.shared import clock

pytestmark = pytest.mark.django_db


def standing(user: User) -> Standing:
    return standing_of(user, on=clock.local_day(clock.now()))


def the_queue(user: User) -> queries.Queue:
    return queries.queue_of(user, standing=standing(user), now=clock.now())


def test_each_case_lies_on_its_pile() -> None:
    center, officer = an_office()
    way = a_way()
    lapsing, at_risk, waiting, going = (a_case_of(officer, center, way) for _each in range(4))
    a_booked_step(lapsing, "study", days=1, hold=a_hold_on(lapsing))
    a_booked_step(at_risk, "study", days=-2)
    a_booked_step(going, "study", days=3)
    piles = [[journey.case for journey in heap.journeys] for heap in the_queue(officer).heaps]
    assert piles == [[lapsing], [at_risk], [waiting], [going]]


def test_a_closed_machine_puts_the_case_that_needs_it_at_risk() -> None:
    center, officer = an_office()
    booking = a_booked_step(a_case_of(officer, center, a_way()), "study", days=2)
    use = booking.reservations.get()
    close_resource(resource=use.resource, during=use.during, why="breakdown", by=officer, now=clock.now())
    [journey] = the_queue(officer).at_risk.journeys
    assert journey.next.move is Move.MEND


def test_an_officer_sees_their_own_cases_and_nobodys_and_not_a_colleagues() -> None:
    center, officer = an_office()
    way = a_way()
    own, nobodys = a_case_of(officer, center, way), a_case_of(None, center, way)
    colleagues = a_case_of(a_manager(center), center, way)
    assert {journey.case for journey in the_queue(officer).waiting.journeys} == {own, nobodys}
    assert colleagues in {journey.case for journey in the_queue(a_manager(center)).waiting.journeys}


def test_a_pile_shows_its_first_cases_and_counts_the_rest() -> None:
    center, officer = an_office()
    way = a_way()
    for _each in range(10):
        a_case_of(officer, center, way)
    heap = the_queue(officer).waiting
    assert (len(heap.journeys), heap.more, len(heap)) == (8, 2, 10)


def test_the_queue_asks_as_much_for_many_cases_as_for_few() -> None:
    center, officer = an_office()
    way = a_way()

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.queue_of(officer, standing=standing(officer), now=clock.now())
        return len(captured)

    a_booked_step(a_case_of(officer, center, way), "study", days=2)
    few = asked()
    for _each in range(5):
        a_booked_step(a_case_of(officer, center, way), "study", days=2)
    assert asked() == few


def test_a_member_is_told_what_to_do_and_sent_nowhere_they_may_not_go() -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    a_booked_step(case, "study", days=-2)
    member = a_member_of(case.enterprise)
    [told] = queries.own_cases(member, standing=standing(member), now=clock.now()).told
    assert told.next.heading == "The time of “Step study” is over. Was it done?"
    assert (told.next.who, told.next.url) == (str(officer), "")
    [to_officer] = queries.journeys_of([case], now=clock.now())
    assert "done-steps" in queries.told(to_officer, reader=officer, staff=True).next.url


@pytest.mark.parametrize(
    ("days", "heading"),
    [(3, "“Step study” on"), (0, "“Step study” is going on until")],
)
def test_a_booked_step_is_told_with_its_time(days: int, heading: str) -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    a_booked_step(case, "study", days=days)
    [journey] = queries.journeys_of([case], now=clock.now() + timedelta(minutes=5))
    assert queries.told(journey, reader=officer, staff=True).next.heading.startswith(heading)


def test_a_finished_case_says_so() -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    for step in case.version.steps.all():
        mark_step_done(case=case, step=step, done_at=clock.now(), by=officer, now=clock.now())
    [journey] = queries.journeys_of([case], now=clock.now())
    assert "Every step is done" in queries.told(journey, reader=officer, staff=True).next.heading
    assert queries.told(journey, reader=officer, staff=False).next.url == ""


def test_bookings_that_fell_away_are_told_apart_and_not_paid_for() -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    stays, goes = a_booked_step(case, "study", days=2), a_booked_step(case, "roast", days=4)
    cancel(booking=goes, reason="The harvest is late.", by=officer, now=clock.now())
    shown = queries.bookings_of_case(case, now=clock.now())
    assert [row.booking for row in shown.standing] == [stays]
    assert [row.booking for row in shown.fallen] == [goes]
    assert shown.total == 60_000


def test_visits_are_those_of_the_centers_one_works_at_else_ones_own() -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    a_booked_step(case, "study", days=0)
    coming = a_booked_step(case, "roast", days=3)
    a_booked_step(case, "test", days=30)
    for visitor in (an_operator(center), a_member_of(case.enterprise)):
        visits = queries.visits_of(visitor, standing=standing(visitor), now=clock.now())
        assert visits.coming == [coming]
        assert len(visits.today) + len(visits.running) == 1
    stranger = an_operator(a_center())
    assert queries.visits_of(stranger, standing=standing(stranger), now=clock.now()).coming == []


def test_a_person_looks_from_where_they_are_at_home() -> None:
    center, officer = an_office()
    enterprise = a_case_of(officer, center, a_way()).enterprise
    Enterprise.objects.filter(pk=enterprise.pk).update(province=a_province("TH-51"))
    assert queries.home_province(standing(a_member_of(enterprise))) == "TH-51"
    assert queries.home_province(standing(officer)) == "TH-50"
    assert queries.home_province(Standing()) == ""


def test_planned_centers_are_not_shown_at_the_front_door() -> None:
    open_one = a_center(code="ITC-OPEN")
    a_center(code="ITC-LATER", status="planned")
    assert [point.label for point in queries.network_points()] == [open_one.name]
    assert [fact.value for fact in queries.network_figures()][:2] == ["1", "0"]


def test_the_busiest_centers_come_first() -> None:
    center, officer = an_office()
    a_booked_step(a_case_of(officer, center, a_way()), "study", days=2)
    [busy] = queries.busiest_centers(clock.now())
    assert (busy.center, busy.today, busy.week) == (center, 0, 1)


def test_thai_is_found_inside_running_text_as_far_as_the_person_may_see_it() -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way(), product="กาแฟดริปคั่วกลางดอยนิทาน")
    today = clock.local_day(clock.now())
    found = {kind.icon: [hit.name for hit in kind.hits] for kind in queries.found_by(officer, "คั่วกลาง", on=today)}
    assert found == {"case": [case.product.name], "product": [case.product.name]}
    assert queries.found_by(AnonymousUser(), "คั่วกลาง", on=today) == []
    neighbour = a_manager(a_center())
    assert queries.found_by(neighbour, "คั่วกลาง", on=today) == []


def test_centers_and_machines_are_found_by_everyone() -> None:
    center, _officer = an_office()
    today = clock.local_day(clock.now())
    kinds = queries.found_by(AnonymousUser(), center.code, on=today)
    assert [kind.icon for kind in kinds] == ["center"]
    assert kinds[0].hits[0].url == f"/centers/{center.code}/"
