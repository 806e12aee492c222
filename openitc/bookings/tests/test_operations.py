"""Booking through the front door: whole routes, single uses, changes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from openitc.bookings import operations
from openitc.bookings.models import Booking, Hold, Reservation
from openitc.bookings.tests.builders import (
    NOW,
    a_case,
    a_center,
    a_member,
    a_resource,
    a_user,
    a_visit,
    a_worker,
    an_enterprise,
    at,
)
from openitc.centers.models import Closure as CenterClosure
from openitc.history.queries import events_about
from openitc.notices.models import Notice
from openitc.resources.models import Closure, Qualification
from openitc.shared import clock
from openitc.shared.refusals import Refused

pytestmark = pytest.mark.django_db


def reasons_of(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.code for reason in refusal.value.reasons}


def test_a_route_is_held_whole_and_then_confirmed() -> None:
    center = a_center()
    case, officer = a_case(center), a_worker(center)
    roaster, chamber = a_resource(center, "roaster"), a_resource(center, "chamber", places=3)
    visits = [a_visit([roaster], at(9)), a_visit([chamber], at(13), units=2)]
    hold = operations.hold(case=case, visits=visits, by=officer, now=NOW)
    assert [booking.state(clock.now()) for booking in hold.bookings.all()] == [Booking.State.HELD] * 2
    assert Reservation.objects.filter(held_until__isnull=False).count() == 3
    operations.confirm(hold=hold, by=officer, now=NOW)
    assert [booking.state(NOW) for booking in Booking.objects.all()] == [Booking.State.BOOKED] * 2
    assert not Reservation.objects.filter(held_until__isnull=False).exists()
    assert {event.verb for event in events_about(case)} == {"held", "booked"}


def test_of_a_route_with_one_taken_step_nothing_is_kept() -> None:
    center = a_center()
    officer = a_worker(center)
    roaster, chamber = a_resource(center, "roaster"), a_resource(center, "chamber")
    operations.hold(case=a_case(center), visits=[a_visit([chamber], at(13))], by=officer, now=NOW)
    with pytest.raises(operations.SlotTaken) as refusal:
        operations.hold(
            case=a_case(center, an_enterprise("Another")),
            visits=[a_visit([roaster], at(9)), a_visit([chamber], at(14))],
            by=officer,
            now=NOW,
        )
    assert reasons_of(refusal) == {"taken"}
    assert Reservation.objects.count() == 1


def test_a_second_hold_of_the_same_case_lets_the_first_go() -> None:
    center = a_center()
    case, officer, roaster = a_case(center), a_worker(center), a_resource(center)
    first = operations.hold(case=case, visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    second = operations.hold(case=case, visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert second.bookings.get().state(clock.now()) is Booking.State.HELD


def test_a_lapsed_hold_cannot_be_confirmed_and_its_places_are_free_again() -> None:
    center = a_center()
    officer, roaster = a_worker(center), a_resource(center)
    hold = operations.hold(case=a_case(center), visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    Hold.objects.filter(pk=hold.pk).update(expires_at=hold.placed_at - timedelta(days=900))
    Reservation.objects.update(held_until=hold.placed_at - timedelta(days=900))
    with pytest.raises(operations.HoldLapsed):
        operations.confirm(hold=hold, by=officer, now=NOW)
    other = a_case(center, an_enterprise("Another"))
    assert operations.hold(case=other, visits=[a_visit([roaster], at(9))], by=officer, now=NOW).pk


def test_confirming_twice_changes_nothing() -> None:
    center = a_center()
    officer, roaster = a_worker(center), a_resource(center)
    hold = operations.hold(case=a_case(center), visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    first = operations.confirm(hold=hold, by=officer, now=NOW).confirmed_at
    assert operations.confirm(hold=hold, by=officer, now=NOW).confirmed_at == first


def test_letting_a_hold_go_frees_everything() -> None:
    center = a_center()
    officer, roaster = a_worker(center), a_resource(center)
    hold = operations.hold(case=a_case(center), visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    operations.release(hold=hold, by=officer, now=NOW)
    assert not Reservation.objects.filter(released_at=None).exists()


def test_a_chamber_with_three_places_takes_three_samples_and_no_fourth() -> None:
    center = a_center()
    officer, chamber = a_worker(center), a_resource(center, "chamber", places=3)
    operations.hold(case=a_case(center), visits=[a_visit([chamber], at(9), units=2)], by=officer, now=NOW)
    other = a_case(center, an_enterprise("Another"))
    with pytest.raises(operations.SlotTaken):
        operations.hold(case=other, visits=[a_visit([chamber], at(9), units=2)], by=officer, now=NOW)
    operations.hold(case=other, visits=[a_visit([chamber], at(9), units=1)], by=officer, now=NOW)
    assert Reservation.objects.filter(released_at=None).values("place").distinct().count() == 3


def test_two_steps_that_ask_for_the_same_at_the_same_time_get_a_place_each() -> None:
    center = a_center()
    officer, chamber = a_worker(center), a_resource(center, "chamber", places=2)
    visits = [replace(a_visit([chamber], at(9)), attended=False) for _step in range(2)]
    hold = operations.hold(case=a_case(center), visits=visits, by=officer, now=NOW)
    assert Reservation.objects.filter(booking__hold=hold).values("place").distinct().count() == 2


def test_nobody_is_booked_at_two_steps_at_once() -> None:
    center, far = a_center(), a_center("ITC-T2", latitude=13.75)
    officer = a_worker(center)
    visits = [a_visit([a_resource(center)], at(9)), a_visit([a_resource(far, "lab")], at(10))]
    with pytest.raises(operations.TwoPlacesAtOnce):
        operations.hold(case=a_case(center), visits=visits, by=officer, now=NOW)


def test_setup_and_cleaning_keep_others_away() -> None:
    center = a_center()
    officer, roaster = a_worker(center), a_resource(center, setup=30, cleaning=30)
    operations.hold(case=a_case(center), visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    other = a_case(center, an_enterprise("Another"))
    with pytest.raises(operations.SlotTaken) as refusal:
        operations.hold(case=other, visits=[a_visit([roaster], at(11, 30))], by=officer, now=NOW)
    assert reasons_of(refusal) == {"buffer"}
    assert operations.hold(case=other, visits=[a_visit([roaster], at(12))], by=officer, now=NOW).pk


def test_a_single_booking_is_refused_with_every_reason_at_once() -> None:
    center = a_center()
    officer = a_worker(center)
    press = a_resource(
        center,
        "press",
        operation="operator_required",
        notice_minutes=60 * 24 * 30,
        longest_minutes=60,
        monthly_minutes=90,
    )
    with pytest.raises(operations.NotBookable) as refusal:
        operations.book(enterprise=an_enterprise(), resource=press, start=at(7), end=at(9), by=officer, now=NOW)
    assert reasons_of(refusal) == {"closed", "too_soon", "too_long", "over_quota", "no_operator"}
    assert not refusal.value.overridable


def test_staff_may_override_what_is_overridable_and_the_reason_is_kept() -> None:
    center = a_center()
    officer, press = a_worker(center), a_resource(center, "press", longest_minutes=60)
    enterprise = an_enterprise()
    with pytest.raises(operations.NotBookable) as refusal:
        operations.book(enterprise=enterprise, resource=press, start=at(9), end=at(11), by=officer, now=NOW)
    assert refusal.value.overridable
    booking = operations.book(
        enterprise=enterprise, resource=press, start=at(9), end=at(11), override_reason="Trial run", by=officer, now=NOW
    )
    assert (booking.override_reason, booking.overridden) == ("Trial run", ["too_long"])


def test_an_operator_is_booked_with_a_machine_that_needs_one() -> None:
    center = a_center()
    officer = a_worker(center)
    press = a_resource(center, "press", operation="operator_required", operated_by="operator.press")
    operator = a_resource(center, "operator", capability="operator.press", kind="expert")
    booking = operations.book(enterprise=an_enterprise(), resource=press, start=at(9), end=at(11), by=officer, now=NOW)
    assert {row.resource for row in booking.reservations.all()} == {press, operator}
    with pytest.raises(operations.NotBookable) as refusal:
        operations.book(
            enterprise=an_enterprise("B"), resource=a_resource(center, "press2", operation="operator_required"),
            start=at(10), end=at(12), by=officer, now=NOW,
        )  # fmt: skip
    assert "no_operator" in reasons_of(refusal)


def test_who_is_trained_runs_a_machine_alone_until_the_training_expires() -> None:
    center = a_center()
    officer, enterprise = a_worker(center), an_enterprise()
    owner = a_member(enterprise)
    kiln = a_resource(center, "kiln", operation="self_after_training")
    with pytest.raises(operations.NotBookable) as refusal:
        operations.book(enterprise=enterprise, resource=kiln, start=at(9), end=at(11), by=officer, now=NOW)
    assert reasons_of(refusal) == {"not_trained"}
    Qualification.objects.create(
        user=owner, type=kiln.type, issued_by=officer, issued_on=NOW.date(), expires_on=at(9, day=1).date()
    )
    assert operations.book(enterprise=enterprise, resource=kiln, start=at(9), end=at(11), by=officer, now=NOW).pk
    with pytest.raises(operations.NotBookable):
        operations.book(
            enterprise=enterprise, resource=kiln, start=at(9, day=2), end=at(11, day=2), by=officer, now=NOW
        )


def test_what_is_closed_cannot_be_booked() -> None:
    center = a_center()
    officer, roaster = a_worker(center), a_resource(center)
    Closure.objects.create(
        resource=roaster, during=(at(9), at(12)), why="maintenance", closed_by=officer, closed_at=NOW
    )
    CenterClosure.objects.create(
        center=center, during=(at(0, day=1), at(0, day=2)), reason="Fair", closed_by=officer, closed_at=NOW
    )
    for day, hour in ((0, 11), (1, 9), (5, 9)):  # its own closure, its center's, a Saturday
        with pytest.raises(operations.NotBookable) as refusal:
            operations.book(
                enterprise=an_enterprise(), resource=roaster, start=at(hour, day=day), end=at(hour + 2, day=day),
                by=officer, now=NOW,
            )  # fmt: skip
        assert reasons_of(refusal) == {"closed"}


def test_a_freeze_dryer_runs_through_the_night() -> None:
    center = a_center()
    officer, dryer = a_worker(center), a_resource(center, "freezer", overnight=True, cleaning=60)
    booking = operations.book(
        enterprise=an_enterprise(), resource=dryer, start=at(15), end=at(15) + timedelta(hours=36), by=officer, now=NOW
    )
    assert booking.reservations.get().blocked.upper == at(15) + timedelta(hours=37)


def test_moving_a_booking_moves_all_its_roles_and_frees_the_old_time() -> None:
    center = a_center()
    officer, case = a_worker(center), a_case(center)
    roaster, expert = a_resource(center), a_resource(center, "expert", kind="expert")
    hold = operations.hold(case=case, visits=[a_visit([roaster, expert], at(9))], by=officer, now=NOW)
    operations.confirm(hold=hold, by=officer, now=NOW)
    booking = hold.bookings.get()
    operations.move(booking=booking, start=at(10), by=officer, now=NOW)
    standing = Reservation.objects.filter(released_at=None)
    assert {row.during.lower for row in standing} == {at(10)}
    assert standing.count() == 2
    assert Reservation.objects.exclude(released_at=None).count() == 2


def test_a_move_that_puts_steps_out_of_order_is_refused_unless_staff_say_why() -> None:
    center = a_center()
    officer, case = a_worker(center), a_case(center)
    roast, test = case.version.steps.all()
    visits = [a_visit([a_resource(center)], at(9), step=roast), a_visit([a_resource(center, "lab")], at(13), step=test)]
    hold = operations.hold(case=case, visits=visits, by=officer, now=NOW)
    operations.confirm(hold=hold, by=officer, now=NOW)
    first = hold.bookings.get(step=roast)
    with pytest.raises(operations.StepsOutOfOrder):
        operations.move(booking=first, start=at(9, day=1), by=officer, now=NOW)
    first.refresh_from_db()
    assert first.during.lower == at(9)
    operations.move(booking=first, start=at(9, day=1), override_reason="Agreed by telephone", by=officer, now=NOW)
    assert Booking.objects.get(pk=first.pk).overridden == ["out_of_order"]


def test_cancelling_frees_every_role_and_tells_the_others() -> None:
    center = a_center()
    officer, enterprise = a_worker(center), an_enterprise()
    owner = a_member(enterprise)
    case = a_case(center, enterprise)
    hold = operations.hold(case=case, visits=[a_visit([a_resource(center)], at(9))], by=officer, now=NOW)
    operations.confirm(hold=hold, by=officer, now=NOW)
    operations.cancel(booking=hold.bookings.get(), reason="Rain", by=officer, now=NOW)
    assert not Reservation.objects.filter(released_at=None).exists()
    assert Notice.objects.filter(to=owner).count() == 2
    with pytest.raises(operations.NotChangeable):
        operations.cancel(booking=hold.bookings.get(), reason="Again", by=officer, now=NOW)


def test_planning_again_swaps_the_old_route_for_the_new_or_keeps_the_old() -> None:
    center = a_center()
    officer, case, roaster = a_worker(center), a_case(center), a_resource(center)
    hold = operations.hold(case=case, visits=[a_visit([roaster], at(9))], by=officer, now=NOW)
    operations.confirm(hold=hold, by=officer, now=NOW)
    old = hold.bookings.get()
    with pytest.raises(operations.SlotTaken):
        operations.rebook(case=case, visits=[a_visit([roaster], at(6))], replacing=[old], by=officer, now=NOW)
    assert Booking.objects.get(pk=old.pk).cancelled_at is None
    operations.rebook(case=case, visits=[a_visit([roaster], at(10))], replacing=[old], by=officer, now=NOW)
    assert Booking.objects.get(pk=old.pk).cancelled_at == NOW
    assert Reservation.objects.get(released_at=None).during.lower == at(10)


def test_on_the_day_a_visit_is_checked_in_and_completed_and_time_left_is_given_back() -> None:
    center = a_center()
    officer, roaster = a_worker(center), a_resource(center)
    booking = operations.book(
        enterprise=an_enterprise(), resource=roaster, start=at(9), end=at(12), by=officer, now=NOW
    )
    operations.check_in(booking=booking, by=officer, now=at(9))
    done = operations.complete(booking=booking, by=officer, now=at(10))
    assert done.state(at(10)) is Booking.State.COMPLETED
    assert not Reservation.objects.filter(released_at=None).exists()
    with pytest.raises(operations.NotNow):
        operations.mark_no_show(booking=booking, by=officer, now=at(11))


def test_a_booking_by_nobody_in_particular_leaves_history() -> None:
    center = a_center()
    booking = operations.book(
        enterprise=an_enterprise(), resource=a_resource(center), start=at(9), end=at(10), by=a_user(), now=NOW
    )
    assert [event.verb for event in events_about(booking)] == ["booked"]
