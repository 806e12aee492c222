"""What can be done to resources."""

from datetime import date, time, timedelta

import pytest
from django.utils import translation
from psycopg.types.range import TimestamptzRange

from openitc.bookings.operations import book
from openitc.bookings.tests.builders import NOW, a_center, an_enterprise, at
from openitc.centers.models import Center, Role
from openitc.history.queries import events_about
from openitc.people.models import User
from openitc.resources import operations
from openitc.resources.models import Resource
from openitc.resources.tests.builders import a_person, a_roaster_type, staff_of
from openitc.shared.search import holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def manager(center: Center) -> User:
    return staff_of(center, Role.MANAGER, "manager@example.com")


@pytest.fixture
def roaster(center: Center, manager: User) -> Resource:
    return operations.add_resource(center=center, type=a_roaster_type(places=3, operation="self"), by=manager, now=NOW)


def changed_in(resource: Resource) -> int:
    return Resource.objects.values_list("changed_in", flat=True).get(pk=resource.pk)


def test_a_new_resource_starts_from_its_type(center: Center, roaster: Resource) -> None:
    assert (roaster.name_en, roaster.fee, roaster.setup_minutes, roaster.code) == (
        "Coffee roaster", 30_000, 30, f"{center.code}-roaster-1",
    )  # fmt: skip
    assert [place.number for place in roaster.places.all()] == [1, 2, 3]
    assert [can.code for can in roaster.capabilities.all()] == ["roast.coffee"]
    with translation.override("en"):
        assert str(events_about(roaster)[0]) == "“Coffee roaster” was added to Center ITC-T1."


def test_a_resource_is_found_by_what_it_can_do_inside_running_thai(roaster: Resource) -> None:
    assert list(Resource.objects.filter(holding("คั่ว"))) == [roaster]
    assert not Resource.objects.filter(holding("อบแห้ง")).exists()


def test_a_code_is_used_once(center: Center, roaster: Resource, manager: User) -> None:
    with pytest.raises(operations.CodeTaken):
        operations.add_resource(center=center, type=roaster.type, code=roaster.code, by=manager, now=NOW)


def test_facts_that_do_not_fit_are_refused_with_every_reason(roaster: Resource, manager: User) -> None:
    with pytest.raises(operations.NotAsTyped) as refused:
        operations.change_resource(
            resource=roaster, name_th=" ", longest_minutes=0, operation="operator_required", by=manager, now=NOW
        )
    assert {reason.field for reason in refused.value.reasons} == {"name_th", "longest_minutes", "operation"}


def test_what_is_free_costs_nothing(roaster: Resource, manager: User) -> None:
    changed = operations.change_resource(resource=roaster, fee_basis="free", fee=500, by=manager, now=NOW)
    assert changed.fee == 0


def test_places_come_back_before_new_ones_are_made(roaster: Resource, manager: User) -> None:
    operations.set_places(resource=roaster, count=1, by=manager, now=NOW)
    places = operations.set_places(resource=roaster, count=4, by=manager, now=NOW)
    assert [place.number for place in places] == [1, 2, 3, 4]


def test_booked_places_are_not_taken_away(roaster: Resource, manager: User) -> None:
    book(enterprise=an_enterprise(), resource=roaster, start=at(10), end=at(12), units=2, by=manager, now=NOW)
    operations.set_places(resource=roaster, count=2, by=manager, now=NOW)
    with pytest.raises(operations.PlacesInUse):
        operations.set_places(resource=roaster, count=1, by=manager, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_everything_that_changes_when_a_resource_is_open_writes_its_row(roaster: Resource, manager: User) -> None:
    seen = [changed_in(roaster)]
    week = [operations.Stretch(0, time(9), time(12)), operations.Stretch(0, time(13), time(16))]
    operations.set_own_hours(resource=roaster, hours=week, by=manager, now=NOW)
    seen.append(changed_in(roaster))
    during = TimestamptzRange(at(9), at(12))
    closure = operations.close_resource(resource=roaster, during=during, why="maintenance", by=manager, now=NOW)
    seen.append(changed_in(roaster))
    operations.withdraw_closure(closure=closure, by=manager, now=NOW)
    seen.append(changed_in(roaster))
    operations.set_places(resource=roaster, count=2, by=manager, now=NOW)
    seen.append(changed_in(roaster))
    assert seen == sorted(set(seen))
    with translation.override("en"):
        assert str(events_about(roaster)[3]) == "“Coffee roaster” was given hours of its own."


def test_overlapping_hours_are_refused(roaster: Resource, manager: User) -> None:
    week = [operations.Stretch(0, time(9), time(12)), operations.Stretch(0, time(11), time(8))]
    with pytest.raises(operations.HoursOverlap) as refused:
        operations.set_own_hours(resource=roaster, hours=week, by=manager, now=NOW)
    assert {reason.code for reason in refused.value.reasons} == {"backwards", "overlap"}


def test_a_closure_needs_time_that_is_still_to_come(roaster: Resource, manager: User) -> None:
    over = TimestamptzRange(NOW - timedelta(hours=2), NOW - timedelta(hours=1))
    with pytest.raises(operations.EmptyClosure) as refused:
        operations.close_resource(resource=roaster, during=over, why="leave", by=manager, now=NOW)
    assert refused.value.reasons[0].code == "over"
    with pytest.raises(operations.EmptyClosure) as refused:
        operations.close_resource(
            resource=roaster, during=TimestamptzRange(at(12), at(9)), why="leave", by=manager, now=NOW
        )
    assert refused.value.reasons[0].code == "backwards"


def test_a_closure_is_withdrawn_once(roaster: Resource, manager: User) -> None:
    closure = operations.close_resource(
        resource=roaster, during=TimestamptzRange(at(9), at(12)), why="leave", by=manager, now=NOW
    )
    operations.withdraw_closure(closure=closure, by=manager, now=NOW)
    with pytest.raises(operations.Withdrawn):
        operations.withdraw_closure(closure=closure, by=manager, now=NOW)


def test_a_resource_is_retired_once_nobody_counts_on_it(roaster: Resource, manager: User) -> None:
    booking = book(enterprise=an_enterprise(), resource=roaster, start=at(10), end=at(12), by=manager, now=NOW)
    with pytest.raises(operations.StillBooked):
        operations.retire(resource=roaster, by=manager, now=NOW)
    booking.reservations.update(released_at=NOW)
    assert operations.retire(resource=roaster, by=manager, now=NOW).retired_at == NOW
    with pytest.raises(operations.StillBooked):
        operations.retire(resource=roaster, by=manager, now=NOW)


def test_a_training_lasts_until_its_day_is_renewed_and_taken_back(roaster: Resource, manager: User) -> None:
    owner = a_person("owner@example.com")
    kept = operations.qualify(user=owner, type=roaster.type, expires_on=date(2027, 6, 1), by=manager, now=NOW)
    with pytest.raises(operations.NotQualified):
        operations.qualify(user=owner, type=roaster.type, expires_on=date(2027, 5, 1), by=manager, now=NOW)
    with pytest.raises(operations.NotQualified):
        operations.qualify(user=owner, type=roaster.type, expires_on=date(2026, 5, 1), by=manager, now=NOW)
    operations.qualify(user=owner, type=roaster.type, expires_on=date(2028, 6, 1), by=manager, now=NOW)
    assert operations.revoke(qualification=kept, by=manager, now=NOW).revoked_at == NOW
    with pytest.raises(operations.NotQualified):
        operations.revoke(qualification=kept, by=manager, now=NOW)
