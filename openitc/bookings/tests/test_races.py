"""Never twice: real threads on real connections race for places, for crossed pairs of them, and for a lapsing hold."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from openitc.bookings import operations
from openitc.bookings.models import Booking, Hold, Reservation
from openitc.bookings.tests.builders import (
    NOW,
    a_case,
    a_center,
    a_resource,
    a_version,
    a_visit,
    a_worker,
    an_enterprise,
    at,
    working_days,
)
from openitc.centers.models import Province
from openitc.resources.models import Resource
from openitc.shared.db import DatabaseClock
from openitc.shared.tests.races import race

ROUNDS = 100
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clean_provinces() -> None:
    Province.objects.filter(code="TH-50").delete()


def test_of_two_who_want_one_slot_exactly_one_gets_it_in_every_round() -> None:
    center = a_center()
    roaster, officer, version = a_resource(center), a_worker(center), a_version()
    cases = [a_case(center, an_enterprise(name), version) for name in ("A", "B")]
    for day in working_days(ROUNDS):
        hold = partial(operations.hold, visits=[a_visit([roaster], at(9, day=day))], by=officer, now=NOW)
        outcomes = race(*(partial(hold, case=case) for case in cases))
        assert outcomes == ["done", "refused"]
        Hold.objects.filter(ended_at=None).update(confirmed_at=DatabaseClock())
    assert Reservation.objects.filter(released_at=None).count() == ROUNDS


def test_crossed_pairs_of_slots_never_deadlock() -> None:
    center = a_center()
    lathe, lab, officer, version = a_resource(center, "lathe"), a_resource(center, "lab"), a_worker(center), a_version()
    cases = [a_case(center, an_enterprise(name), version) for name in ("A", "B", "C")]
    orders: Sequence[list[Resource]] = ([lathe, lab], [lab, lathe], [lathe, lab])
    for day in working_days(ROUNDS):
        visits = [[a_visit(order, at(9, day=day))] for order in orders]
        hold = partial(operations.hold, by=officer, now=NOW)
        pairs = zip(cases, visits, strict=True)
        outcomes = race(*(partial(hold, case=case, visits=wanted) for case, wanted in pairs))
        assert outcomes == ["done", "refused", "refused"]
        Hold.objects.filter(ended_at=None).update(confirmed_at=DatabaseClock())
    assert Reservation.objects.filter(released_at=None).count() == 2 * ROUNDS


def test_a_hold_about_to_lapse_goes_to_its_holder_or_to_the_next_and_never_to_both() -> None:
    center = a_center()
    roaster, officer, version = a_resource(center), a_worker(center), a_version()
    first, second = (a_case(center, an_enterprise(name), version) for name in ("A", "B"))
    for round_number, day in enumerate(working_days(ROUNDS)):
        visit = a_visit([roaster], at(9, day=day))
        hold = operations.hold(case=first, visits=[visit], by=officer, now=NOW)
        soon = DatabaseClock() + timedelta(milliseconds=round_number % 8)
        Hold.objects.filter(pk=hold.pk).update(expires_at=soon)
        hold.refresh_from_db()
        Reservation.objects.filter(booking__hold=hold).update(held_until=hold.expires_at)
        wanted = partial(operations.hold, case=second, visits=[visit], by=officer, now=NOW)
        outcomes = race(partial(operations.confirm, hold=hold, by=officer, now=NOW), wanted)
        assert outcomes in (["done", "refused"], ["refused", "refused"])
        standing = Reservation.objects.filter(released_at=None, during__overlap=(visit.start, visit.end))
        assert standing.count() <= 1
        if "done" not in outcomes:
            wanted()  # one came too early and the other too late: what lapsed is there for whoever asks next
        hold.refresh_from_db()
        kept_by_first = standing.filter(booking__hold=hold).exists()
        assert kept_by_first == (hold.confirmed_at is not None)


def test_two_holds_of_one_case_at_once_leave_one() -> None:
    center = a_center()
    roaster, officer = a_resource(center), a_worker(center)
    case = a_case(center)
    hold = partial(operations.hold, case=case, by=officer, now=NOW)
    for day in working_days(ROUNDS // 5):
        visits = [a_visit([roaster], at(hour, day=day)) for hour in (9, 13)]
        assert race(*(partial(hold, visits=[visit]) for visit in visits)) == ["done", "done"]
        assert Hold.objects.filter(case=case, ended_at=None, confirmed_at=None).count() == 1


def test_moves_cancellations_and_bookings_of_the_same_machine_never_deadlock() -> None:
    center = a_center()
    roaster, lab, officer = a_resource(center), a_resource(center, "lab"), a_worker(center)
    enterprise = an_enterprise()
    book = partial(operations.book, enterprise=enterprise, by=officer, now=NOW)
    for day in working_days(ROUNDS // 5):
        nine, ten, eleven, noon = (at(hour, day=day) for hour in (9, 10, 11, 12))
        one, two = (book(resource=resource, start=nine, end=ten) for resource in (roaster, lab))
        outcomes = race(
            partial(operations.move, booking=one, start=eleven, by=officer, now=NOW),
            partial(operations.cancel, booking=two, reason="", by=officer, now=NOW),
            partial(book, resource=roaster, start=eleven, end=noon),
        )
        assert set(outcomes) <= {"done", "refused"}
        then = Reservation.objects.filter(resource=roaster, released_at=None, during__overlap=(eleven, noon))
        assert then.count() == 1
        for booking in Booking.objects.filter(cancelled_at=None):
            operations.cancel(booking=booking, reason="", by=officer, now=NOW)
