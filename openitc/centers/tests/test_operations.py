"""What happens to the network, and what it refuses."""

from datetime import date, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openitc.centers import operations
from openitc.centers.models import Center, HolidayException, Membership, Province, Role, Stage
from openitc.centers.tests.builders import (
    a_center,
    a_manager,
    a_province,
    a_role,
    an_administrator,
    an_offering,
    an_officer,
    an_organisation,
)
from openitc.history.queries import events_about
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2026, 11, 23), 9)
TODAY = date(2026, 11, 23)


def codes(refusal: pytest.ExceptionInfo[operations.CenterRefused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def calendar_of(center: Center) -> int:
    return Center.objects.get(pk=center.pk).calendar_changed_in


def test_the_77_provinces_are_there_and_8_are_upper_north() -> None:
    operations.load_provinces()
    assert Province.objects.count() == 77
    assert Province.objects.filter(upper_north=True).count() == 8


def test_loading_provinces_again_keeps_which_center_serves_them() -> None:
    center = a_center()
    operations.set_hub(province=a_province("TH-51"), center=center, by=None, now=NOW)
    operations.load_provinces()
    assert a_province("TH-51").hub == center


def test_a_center_stands_at_the_seat_of_its_province_when_no_place_is_given() -> None:
    center = a_center(province="TH-51")
    assert (center.latitude, center.longitude) == (center.province.latitude, center.province.longitude)


def test_a_center_is_refused_for_every_reason_at_once() -> None:
    mini = a_center(parent=a_center())
    with pytest.raises(operations.CenterRefused) as refusal:
        operations.open_center(
            code="new",
            kind=Center.Kind.REGIONAL,
            name_th="ศูนย์",
            province=a_province(),
            host=an_organisation(),
            supervising=an_organisation(),
            parent=mini,
            latitude=51.5,
            longitude=0.1,
            focus=["coffee"],
            opened_on=TODAY,
            by=None,
            now=NOW,
        )
    assert codes(refusal) == ["code_reserved", "parent", "parent_is_mini", "abroad", "isic", "opened_on"]


def test_a_code_is_given_once() -> None:
    a_center(code="ITC-R01")
    with pytest.raises(operations.CenterRefused) as refusal:
        a_center(code="itc-r01")
    assert codes(refusal) == ["code_taken"]


def test_a_center_goes_from_plan_to_pilot_to_open_and_keeps_its_opening_day() -> None:
    center, by = a_center(status="planned"), an_administrator()
    operations.move_center(center=center, status="pilot", by=by, now=NOW)
    opened = operations.move_center(center=center, status="opened", on=date(2026, 11, 20), by=by, now=NOW)
    suspended = operations.move_center(center=center, status="suspended", by=by, now=NOW)
    again = operations.move_center(center=center, status="opened", by=by, now=NOW)
    assert [opened.opened_on, suspended.opened_on, again.opened_on] == [date(2026, 11, 20)] * 3
    assert [event.verb for event in events_about(center)][:4] == ["moved-center"] * 4


def test_an_open_center_is_not_planned_again_and_no_day_to_come_is_said() -> None:
    with pytest.raises(operations.CenterRefused) as refusal:
        operations.move_center(
            center=a_center(), status="planned", on=TODAY + timedelta(days=1), by=an_administrator(), now=NOW
        )
    assert codes(refusal) == ["not_next", "future"]


def test_hours_replace_the_whole_week_and_say_that_the_calendar_changed() -> None:
    center = a_center()
    before = calendar_of(center)
    week = [(5, time(9), time(12)), (5, time(13), time(15))]
    operations.set_opening_hours(center=center, hours=week, by=a_manager(center), now=NOW)
    assert list(center.opening_hours.values_list("weekday", "opens", "closes")) == week
    assert calendar_of(center) >= before > 0


def test_hours_that_overlap_or_run_backwards_are_refused_day_by_day() -> None:
    center = a_center()
    week = [(0, time(12), time(8)), (1, time(8), time(12)), (1, time(11), time(15))]
    with pytest.raises(operations.CalendarRefused) as refusal:
        operations.set_opening_hours(center=center, hours=week, by=a_manager(center), now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["backwards", "overlap"]
    assert center.opening_hours.count() == 5


def test_a_closure_is_said_and_taken_back_once() -> None:
    center = a_center()
    by = a_manager(center)
    during = DateTimeTZRange(NOW, NOW + timedelta(hours=4))
    closure = operations.close_center(center=center, during=during, reason="Fire drill", by=by, now=NOW)
    operations.withdraw_closure(closure=closure, by=by, now=NOW)
    with pytest.raises(operations.CalendarRefused):
        operations.withdraw_closure(closure=closure, by=by, now=NOW)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(-48, -24, "past"), (0, 24 * 400, "too_long"), (2, 2, "no_length")],
)
def test_a_closure_has_a_length_and_an_end_to_come(start: int, end: int, code: str) -> None:
    center = a_center()
    during = DateTimeTZRange(NOW + timedelta(hours=start), NOW + timedelta(hours=end))
    with pytest.raises(operations.CalendarRefused) as refusal:
        operations.close_center(center=center, during=during, reason=" ", by=a_manager(center), now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == [code, "no_reason"]


def test_a_center_opens_on_a_holiday_and_takes_its_word_back() -> None:
    center, on = a_center(), date(2026, 12, 10)
    by = a_manager(center)
    operations.set_holiday_exception(center=center, on=on, is_open=True, reason="Fair", by=by, now=NOW)
    operations.set_holiday_exception(center=center, on=on, is_open=False, by=by, now=NOW)
    assert center.holiday_exceptions.get().is_open is False
    operations.set_holiday_exception(center=center, on=on, is_open=None, by=by, now=NOW)
    assert not HolidayException.objects.exists()


def test_services_stand_in_the_order_they_are_put_in() -> None:
    center = a_center()
    by = a_manager(center)
    first, second, third = (an_offering(center, name) for name in ("A", "B", "C"))
    operations.order_offerings(center=center, stage=Stage.ENGINEERING, offerings=[third, first], by=by, now=NOW)
    assert list(center.offerings.all()) == [third, first, second]


def test_services_of_two_centers_are_not_mixed() -> None:
    center, other = a_center(), a_center()
    with pytest.raises(operations.OfferingRefused):
        operations.order_offerings(
            center=center, stage=Stage.ENGINEERING, offerings=[an_offering(other)], by=a_manager(center), now=NOW
        )


def test_a_withdrawn_service_can_be_offered_again_at_the_end() -> None:
    center = a_center()
    by = a_manager(center)
    first, second = an_offering(center, "A"), an_offering(center, "B")
    operations.withdraw_offering(offering=first, by=by, now=NOW)
    operations.restore_offering(offering=first, by=by, now=NOW)
    assert list(center.offerings.filter(withdrawn_at=None)) == [second, first]


def test_a_service_without_a_name_or_stage_is_refused() -> None:
    center = a_center()
    with pytest.raises(operations.OfferingRefused) as refusal:
        operations.add_offering(center=center, stage="sleep", name_th=" ", by=a_manager(center), now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["no_stage", "no_name"]


def test_a_clone_takes_over_focus_services_and_week_and_keeps_its_links() -> None:
    source = a_center(focus=("1079", "2023"))
    kept, withdrawn = an_offering(source, "Kept"), an_offering(source, "Withdrawn")
    operations.withdraw_offering(offering=withdrawn, by=a_manager(source), now=NOW)
    clone = operations.clone_center(
        source=source,
        code="MINI-51",
        kind=Center.Kind.MINI,
        name_th="มินิ",
        province=a_province("TH-51"),
        host=an_organisation(),
        supervising=an_organisation(),
        parent=source,
        by=an_administrator(),
        now=NOW,
    )
    assert (clone.cloned_from, clone.focus, clone.status) == (source, ["1079", "2023"], "planned")
    assert [offering.cloned_from for offering in clone.offerings.all()] == [kept]
    assert clone.opening_hours.count() == 5


def test_a_center_without_services_gives_nothing_to_clone() -> None:
    center = a_center()
    with pytest.raises(operations.CenterRefused):
        operations.clone_center(
            source=center,
            code="ITC-X",
            kind=Center.Kind.ESTATE,
            name_th="ก",
            province=a_province(),
            host=an_organisation(),
            supervising=an_organisation(),
            by=an_administrator(),
            now=NOW,
        )
    assert not Center.objects.filter(code="ITC-X").exists()


def test_a_role_ends_on_its_last_day() -> None:
    center, user = a_center(), a_user()
    by = a_manager(center)
    role = operations.appoint(user=user, role=Role.OFFICER, center=center, ends_on=date(2026, 12, 31), by=by, now=NOW)
    assert role in Membership.objects.in_force(date(2026, 12, 31))
    assert role not in Membership.objects.in_force(date(2027, 1, 1))


def test_a_role_is_refused_twice_at_once_in_the_wrong_place_and_backwards() -> None:
    center = a_center()
    by = a_manager(center)
    with pytest.raises(operations.MembershipRefused) as refusal:
        operations.appoint(user=by, role=Role.MANAGER, center=center, by=by, now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["held"]
    with pytest.raises(operations.MembershipRefused) as refusal:
        operations.appoint(user=by, role=Role.ANALYST, center=center, ends_on=date(2020, 1, 1), by=by, now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["wrong_place", "backwards"]


def test_a_role_not_begun_is_taken_back_and_one_that_ended_is_not_ended_again() -> None:
    center = a_center()
    by = a_manager(center)
    later = operations.appoint(
        user=a_user(), role=Role.OPERATOR, center=center, starts_on=date(2027, 1, 1), by=by, now=NOW
    )
    operations.end_membership(membership=later, by=by, now=NOW)
    assert not Membership.objects.filter(pk=later.pk).exists()
    ended = a_role(an_officer(center), Role.OPERATOR, at=center)
    operations.end_membership(membership=ended, by=by, now=NOW)
    with pytest.raises(operations.MembershipRefused) as refusal:
        operations.end_membership(membership=ended, by=by, now=NOW + timedelta(days=1))
    assert [reason.code for reason in refusal.value.reasons] == ["ended"]


def test_a_new_installation_gets_its_first_administrator_from_the_command_line() -> None:
    call_command("appoint_administrator", "anong@example.com", stdout=StringIO())
    assert Membership.objects.get(role=Role.ADMINISTRATOR).user.email == "anong@example.com"
    with pytest.raises(CommandError, match="anong@"):
        call_command("appoint_administrator", "anong@example.com")


def test_the_provinces_are_loaded_again_from_the_command_line() -> None:
    said = StringIO()
    call_command("load_provinces", stdout=said)
    assert said.getvalue() == "77 provinces\n"


def test_the_network_keeps_an_administrator() -> None:
    first = an_administrator()
    with pytest.raises(operations.MembershipRefused) as refusal:
        operations.end_membership(membership=first.memberships.get(), by=first, now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["last_one"]
    an_administrator()
    assert operations.end_membership(membership=first.memberships.get(), by=first, now=NOW).ends_on == TODAY
