"""Whether steps can be planned, and what stands in the way where they cannot."""

from dataclasses import replace

import pytest

from openitc.pathways.rules import (
    DAY,
    Fault,
    FaultKind,
    GapPlan,
    Means,
    Network,
    RolePlan,
    StepPlan,
    centers_able,
    centers_able_alone,
    faults,
    least_time,
)

ROASTER = Means(center="north", capabilities=frozenset({"roast", "cool"}), longest_opening=480)
OPERATOR = Means(center="north", capabilities=frozenset({"operate"}), longest_opening=480)
CHAMBER = Means(center="south", capabilities=frozenset({"test"}), places=6, longest_opening=480, runs_overnight=True)
NETWORK = Network(means=(ROASTER, OPERATOR, CHAMBER))


def step(key: str, *needs: str, duration: int = 60, after: tuple[GapPlan, ...] = (), night: bool = False) -> StepPlan:
    """A step that needs the capabilities for all of its time."""
    roles = tuple(RolePlan(capability=need, duration=duration) for need in needs)
    return StepPlan(
        key=key, stage="market", name_th=key, duration=duration, roles=roles, gaps=after, through_night=night
    )


def kinds(*steps: StepPlan) -> list[FaultKind]:
    return [fault.kind for fault in faults(steps, NETWORK)]


def test_steps_that_each_find_a_center_can_be_planned() -> None:
    way = [step("a", "roast", "operate"), step("b", "test", after=(GapPlan(after="a", ships=True),))]
    assert faults(way, NETWORK) == []


def test_nothing_cannot_be_planned() -> None:
    assert kinds() == [FaultKind.NO_STEPS]


@pytest.mark.parametrize(
    ("faulty", "kind"),
    [
        (step("a"), FaultKind.NO_ROLES),
        (step("a", "fly"), FaultKind.NOBODY_HAS),
        (step("a", "roast", duration=481), FaultKind.LONGER_THAN_OPEN),
        (step("a", "roast", duration=481, night=True), FaultKind.NOT_OVERNIGHT),
        (step("a", "test", duration=31 * DAY, night=True), FaultKind.LONGER_THAN_A_USE),
        (step("a", "roast", "test"), FaultKind.NOT_TOGETHER),
        (step("a", "roast", "cool"), FaultKind.NOT_TOGETHER),  # one machine cannot fill two roles
        (step("a", "roast", after=(GapPlan(after="gone"),)), FaultKind.UNKNOWN_STEP),
    ],
)
def test_each_fault_of_a_step_is_found(faulty: StepPlan, kind: FaultKind) -> None:
    assert kinds(faulty) == [kind]


def test_a_long_test_runs_through_the_night_where_its_chamber_may() -> None:
    assert kinds(step("a", "test", duration=14 * DAY, night=True)) == []


def test_a_step_asks_for_no_more_places_than_there_are() -> None:
    plan = step("a", "test")
    for units, found in ((6, []), (7, [FaultKind.TOO_MANY_UNITS])):
        assert kinds(replace(plan, roles=(RolePlan(capability="test", duration=60, units=units),))) == found


def test_a_role_stays_within_its_step() -> None:
    late = RolePlan(capability="roast", offset=30, duration=31)
    assert kinds(replace(step("a"), roles=(late,))) == [FaultKind.ROLE_OUTSIDE_STEP]


def test_two_needs_of_one_capability_need_two_resources() -> None:
    twice = step("a", "roast", "roast")
    assert kinds(twice) == [FaultKind.NOT_TOGETHER]
    second = replace(ROASTER, capabilities=frozenset({"roast"}))
    assert faults([twice], Network(means=(ROASTER, second))) == []


def test_roles_find_their_resources_whatever_their_order() -> None:
    """The first role must give up the machine that only the second can use."""
    both = Means(center="c", capabilities=frozenset({"roast", "cool"}))
    only = Means(center="c", capabilities=frozenset({"roast"}))
    for means in ((both, only), (only, both)):
        assert faults([step("a", "roast", "cool")], Network(means=means)) == []


def test_steps_that_wait_for_each_other_are_named_together() -> None:
    circle = [
        step("start", "roast"),
        step("a", "roast", after=(GapPlan(after="b"), GapPlan(after="start"))),
        step("b", "roast", after=(GapPlan(after="a"),)),
        step("end", "roast", after=(GapPlan(after="b"),)),
    ]
    assert faults(circle, NETWORK) == [Fault(FaultKind.CYCLE, "a", {"steps": ("a", "b")})]


def test_two_steps_of_one_key_are_found() -> None:
    assert kinds(step("a", "roast"), step("a", "roast")) == [FaultKind.KEY_TWICE]


def test_a_step_follows_another_once() -> None:
    twice = (GapPlan(after="a"), GapPlan(after="a"))
    assert kinds(step("a", "roast"), step("b", "roast", after=twice)) == [FaultKind.FOLLOWS_TWICE]


def test_the_longest_wait_is_not_below_the_shortest() -> None:
    gap = GapPlan(after="a", least=2 * DAY, most=DAY)
    assert kinds(step("a", "roast"), step("b", "roast", after=(gap,))) == [FaultKind.MOST_BELOW_LEAST]


def test_a_wait_must_leave_time_for_the_parcel_unless_one_center_does_both() -> None:
    gap = GapPlan(after="a", least=60, most=DAY, ships=True)
    assert kinds(step("a", "roast"), step("b", "test", after=(gap,))) == [FaultKind.MOST_BELOW_SHIPPING]
    assert kinds(step("a", "roast"), step("b", "operate", after=(gap,))) == []


def test_every_fault_is_listed_at_once() -> None:
    assert kinds(step("a", "fly", "swim"), step("b")) == [
        FaultKind.NOBODY_HAS,
        FaultKind.NOBODY_HAS,
        FaultKind.NO_ROLES,
    ]


def test_which_centers_can_do_a_step_and_all_of_them() -> None:
    way = [step("a", "roast"), step("b", "test")]
    assert centers_able(way, NETWORK) == {"a": {"north"}, "b": {"south"}}
    assert centers_able_alone(way, NETWORK) == frozenset()
    assert centers_able_alone(way[:1], NETWORK) == {"north"}
    assert centers_able_alone([], NETWORK) == frozenset()


def test_the_least_time_follows_the_longest_chain_with_its_waits() -> None:
    way = [
        step("a", "roast", duration=60),
        step("b", "roast", duration=60, after=(GapPlan(after="a", least=3 * DAY),)),
        step("c", "roast", duration=600, after=(GapPlan(after="a"),)),
    ]
    assert least_time(way) == 60 + 3 * DAY + 60
    assert least_time([]) == 0


def test_the_least_time_of_a_draft_with_a_circle_is_still_a_number() -> None:
    way = [step("a", after=(GapPlan(after="b"),)), step("b", after=(GapPlan(after="a"),))]
    assert least_time(way) == 120
