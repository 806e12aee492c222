"""Routes are found, taken whole or not at all, and found again."""

from datetime import timedelta

import pytest

from openitc.bookings.models import Hold, Reservation
from openitc.bookings.operations import SlotTaken, cancel, complete, confirm, hold, pin
from openitc.bookings.tests.builders import NOW, a_center, a_resource, a_visit, a_worker, at
from openitc.cases.models import Case
from openitc.cases.operations import mark_step_done
from openitc.centers.models import Center
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.routes import operations, queries
from openitc.routes.tests.builders import (
    Wanted,
    a_hold_of_the_first_route,
    a_planned_case,
    a_proposal,
    bookings_of,
)
from openitc.shared import clock

pytestmark = pytest.mark.django_db


class World:
    """Two centers with a roaster each; only the farther one can test, and its roaster is cheaper."""

    def __init__(self) -> None:
        self.near: Center = a_center("ITC-N")
        self.far: Center = a_center("ITC-F", latitude=17.0)
        self.roaster: Resource = a_resource(self.near)
        self.cheap: Resource = a_resource(self.far, "roaster-2", fee=10_000)
        self.tester: Resource = a_resource(self.far, "bench", capability="test.taste", kind="laboratory")
        self.officer: User = a_worker(self.near)
        self.case: Case = a_planned_case(self.near)


@pytest.fixture
def world() -> World:
    return World()


def test_routes_that_no_other_beats_are_proposed_with_what_each_is_best_at(world: World) -> None:
    proposal = a_proposal(world.case, world.officer)
    routes = list(proposal.routes.all())
    assert proposal.proved
    assert proposal.searched == {"machine": 2, "laboratory": 1, "center": 2, "found": 2}
    labels = {label: route for route in routes for label in route.labels}
    assert labels["cheapest"].cost < labels["nearest"].cost
    assert labels["nearest"].km < labels["cheapest"].km
    assert labels["fastest"] == routes[0]


def test_taking_a_route_holds_every_step(world: World) -> None:
    taken = a_hold_of_the_first_route(world.case, world.officer)
    assert taken.confirmed_at is None
    assert {booking.step.key for booking in taken.bookings.all() if booking.step} == {"roast", "test"}
    assert taken.acceptance.accepted_by == world.officer


def test_another_route_of_the_same_proposal_can_be_taken_after_all(world: World) -> None:
    one, other = a_proposal(world.case, world.officer).routes.all()[:2]
    operations.accept(route=one, by=world.officer, now=NOW)
    second = operations.accept(route=other, by=world.officer, now=NOW)
    assert list(Hold.objects.filter(ended_at=None)) == [second]


def test_where_something_was_taken_meanwhile_nothing_is_held_and_new_routes_avoid_it(world: World) -> None:
    proposal = a_proposal(world.case, world.officer)
    route = next(route for route in proposal.routes.all() if "nearest" in route.labels)
    first = queries.planned(route).steps[0]
    rival = a_planned_case(world.near)
    hold(case=rival, visits=[a_visit([world.roaster], first.start)], by=world.officer, now=NOW)
    with pytest.raises(SlotTaken):
        operations.accept(route=route, by=world.officer, now=NOW)
    assert not bookings_of(world.case)
    again = operations.current(case=world.case, by=world.officer, now=NOW).proposal
    nearest = next(route for route in again.routes.all() if "nearest" in route.labels)
    assert queries.planned(nearest).steps[0].start >= first.end


def test_a_case_that_changed_refuses_its_old_routes(world: World) -> None:
    route = a_proposal(world.case, world.officer).routes.all()[0]
    operations.set_conditions(case=world.case, max_cost=1, by=world.officer, now=NOW)
    with pytest.raises(operations.NoLongerPossible):
        operations.accept(route=route, by=world.officer, now=NOW)
    assert not Reservation.objects.exists()


def test_planning_again_keeps_what_is_pinned_and_replaces_the_rest(world: World) -> None:
    confirm(hold=a_hold_of_the_first_route(world.case, world.officer), by=world.officer, now=NOW)
    before = bookings_of(world.case)
    pin(booking=before["roast"], by=world.officer, now=NOW)
    taken = a_hold_of_the_first_route(world.case, world.officer)
    after = bookings_of(world.case)
    assert taken.confirmed_at is not None
    assert after["roast"] == before["roast"]
    assert after["test"] != before["test"]
    before["test"].refresh_from_db()
    assert before["test"].cancelled_at == NOW


def test_a_cancelled_step_is_planned_again_after_what_is_pinned(world: World) -> None:
    confirm(hold=a_hold_of_the_first_route(world.case, world.officer), by=world.officer, now=NOW)
    booked = bookings_of(world.case)
    pin(booking=booked["roast"], by=world.officer, now=NOW)
    cancel(booking=booked["test"], reason="broken", by=world.officer, now=NOW)
    route = queries.planned(a_proposal(world.case, world.officer).routes.all()[0])
    roast, test = route.steps
    assert roast.fixed
    assert roast.start == booked["roast"].during.lower
    assert test.start >= roast.end


def test_a_visit_that_is_over_stays_when_the_rest_is_planned_again(world: World) -> None:
    confirm(hold=a_hold_of_the_first_route(world.case, world.officer), by=world.officer, now=NOW)
    over = bookings_of(world.case)["roast"]
    assert over.step is not None
    later = over.during.lower + timedelta(hours=1)
    complete(booking=over, by=world.officer, now=later)
    mark_step_done(case=world.case, step=over.step, done_at=later, center=over.center, by=world.officer, now=later)
    a_hold_of_the_first_route(world.case, world.officer, now=later)
    over.refresh_from_db()
    assert over.cancelled_at is None
    assert queries.question_of(world.case, now=later).replaced == (bookings_of(world.case, now=later)["test"].pk,)


def test_a_done_step_is_not_planned_and_its_sample_ships_from_where_it_is(world: World) -> None:
    steps = {step.key: step for step in world.case.version.steps.all()}
    operations.set_conditions(
        case=world.case, done=[steps["roast"]], done_at=world.near, pinned=[], by=world.officer, now=NOW
    )
    route = queries.planned(a_proposal(world.case, world.officer).routes.all()[0])
    roast, test = route.steps
    assert roast.fixed
    assert [way.after for way in test.shipments] == ["roast"]
    assert test.start >= NOW + timedelta(days=1)
    assert route.km == 0


def test_conditions_bind_every_route(world: World) -> None:
    operations.set_conditions(
        case=world.case, not_before=at(0, day=7).date(), avoided_centers=[], only_centers=[world.far],
        by=world.officer, now=NOW,
    )  # fmt: skip
    routes = [queries.planned(route) for route in a_proposal(world.case, world.officer).routes.all()]
    assert routes
    assert all(step.center == world.far.pk and step.start >= at(0, day=7) for route in routes for step in route.steps)


def test_conditions_refuse_what_nothing_could_meet(world: World) -> None:
    with pytest.raises(operations.ConditionsRefused) as refused:
        operations.set_conditions(
            case=world.case, not_before=at(0, day=7).date(), deadline=clock.local_day(NOW) - timedelta(days=1),
            only_centers=[world.near], avoided_centers=[world.near], by=world.officer, now=NOW,
        )  # fmt: skip
    assert [reason.code for reason in refused.value.reasons] == ["past", "order", "both"]


def test_no_route_names_the_step_and_each_change_that_would_help(world: World) -> None:
    operations.set_conditions(case=world.case, avoided_centers=[world.far], by=world.officer, now=NOW)
    obstacle = queries.obstacle_of(a_proposal(world.case, world.officer))
    assert obstacle is not None
    assert (obstacle.step, obstacle.missing) == ("test", ("test.taste",))
    assert [each.what for each in obstacle.helps] == ["centers"]


def test_a_budget_that_is_too_small_is_told_what_would_do_and_eased_by_it(world: World) -> None:
    operations.set_conditions(case=world.case, max_cost=1_000, by=world.officer, now=NOW)
    obstacle = queries.obstacle_of(a_proposal(world.case, world.officer))
    assert obstacle is not None
    assert [each.what for each in obstacle.helps] == ["max_cost"]
    conditions = operations.ease(case=world.case, what="max_cost", by=world.officer, now=NOW)
    assert conditions is not None
    cheapest = min(route.cost for route in a_proposal(world.case, world.officer).routes.all())
    assert conditions.max_cost == cheapest


def test_what_nobody_can_do_is_named() -> None:
    center = a_center()
    officer = a_worker(center)
    case = a_planned_case(center, Wanted(key="fly", roles=[("fly.balloon", 60)]))
    obstacle = queries.obstacle_of(a_proposal(case, officer))
    assert obstacle is not None
    assert (obstacle.step, obstacle.missing, obstacle.helps) == ("fly", ("fly.balloon",), ())


def test_a_way_that_is_done_has_no_routes_and_no_obstacle_but_its_fixed_steps(world: World) -> None:
    steps = list(world.case.version.steps.all())
    operations.set_conditions(case=world.case, done=steps, done_at=world.near, by=world.officer, now=NOW)
    proposal = a_proposal(world.case, world.officer)
    assert [step.fixed for route in proposal.routes.all() for step in queries.planned(route).steps] == [True, True]


def test_an_operator_comes_with_the_step_or_the_machine_is_left_out() -> None:
    center = a_center()
    officer = a_worker(center)
    a_resource(center, "dryer", capability="dry.powder", operation="operator_required", operated_by="operator.dryer")
    a_resource(center, "driver", capability="operator.dryer", kind="expert")
    alone = a_planned_case(center, Wanted(key="dry", roles=[("dry.powder", 60)]))
    together = a_planned_case(center, Wanted(key="dry", roles=[("dry.powder", 60), ("operator.dryer", 30)]))
    assert not a_proposal(alone, officer).routes.exists()
    assert a_proposal(together, officer).routes.exists()


def test_what_grew_too_old_can_be_planned_once_more(world: World) -> None:
    fresh = Wanted(key="test", roles=[("test.taste", 60)], after={"roast": {"max_minutes": 2880}}, attended=False)
    case = a_planned_case(world.near, Wanted(key="roast", roles=[("roast.coffee", 120)]), fresh)
    step = case.version.steps.get(key="roast")
    mark_step_done(case=case, step=step, done_at=NOW - timedelta(days=9), center=None, by=world.officer, now=NOW)
    obstacle = queries.obstacle_of(a_proposal(case, world.officer))
    assert obstacle is not None
    assert obstacle.late == (("test", "roast"),)
    assert [each.what for each in obstacle.helps] == ["again"]
    operations.ease(case=case, what="again", by=world.officer, now=NOW)
    assert a_proposal(case, world.officer).routes.exists()
