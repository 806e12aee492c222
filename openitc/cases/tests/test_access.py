"""A case is reached by its centers and its enterprise; nobody else learns that it is there."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.cases import access, operations
from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case, a_member_of, an_enterprise, an_officer
from openitc.centers.models import Membership, Role
from openitc.pathways.tests.builders import NOW, TODAY, a_center, a_member_of_staff, a_user, an_administrator
from openitc.people.models import User

pytestmark = pytest.mark.django_db


def sees(user: User | AnonymousUser, case: Case, on: date = TODAY) -> bool:
    try:
        return access.case_to_see(user=user, number=case.number, on=on) == case
    except Http404:
        return False


def test_officers_and_managers_of_the_lead_center_work_on_its_cases() -> None:
    center = a_center()
    case = a_case(center)
    for user in (an_officer(center), a_member_of_staff(center)):
        assert access.case_to_work_on(user=user, number=case.number, on=TODAY) == case
        assert access.case_to_plan(user=user, number=case.number, on=TODAY) == case


def test_the_center_above_works_on_the_cases_of_its_mini_itc_but_not_the_other_way_round() -> None:
    hub = a_center()
    mini = a_center(parent=hub)
    assert sees(an_officer(hub), a_case(mini))
    assert not sees(an_officer(mini), a_case(hub))


def test_neighbours_strangers_operators_and_administrators_find_nothing() -> None:
    center = a_center()
    case = a_case(center)
    operator = a_member_of_staff(center, Role.OPERATOR)
    for user in (an_officer(a_center()), a_user(), operator, an_administrator(), AnonymousUser()):
        assert not sees(user, case)
    assert not sees(a_member_of(an_enterprise(center)), case)


def test_members_see_and_plan_their_own_case_but_do_not_work_on_it() -> None:
    case = a_case(a_center())
    member = a_member_of(case.enterprise)
    assert access.case_to_plan(user=member, number=case.number, on=TODAY) == case
    with pytest.raises(PermissionDenied):
        access.case_to_work_on(user=member, number=case.number, on=TODAY)


def test_a_role_that_ended_opens_no_case() -> None:
    center = a_center()
    case, officer = a_case(center), an_officer(center)
    Membership.objects.filter(user=officer).update(ends_on=TODAY)
    assert sees(officer, case)
    assert not sees(officer, case, on=TODAY + timedelta(days=1))


def test_a_referral_opens_the_case_until_it_ends() -> None:
    case, other = a_case(a_center()), a_center()
    officer = an_officer(other)
    operations.refer(case=case, center=other, by=a_user(), now=NOW)
    assert access.works_on(officer, case, on=TODAY)
    operations.end_referral(case=case, center=other, by=a_user(), now=NOW)
    assert not sees(officer, case)


def test_the_named_advisor_works_on_the_case_and_on_no_other_for_as_long_as_they_are() -> None:
    case, other = a_case(a_center()), a_case(a_center())
    expert, next_one = a_user(), a_user()
    Case.objects.filter(pk=case.pk).update(advisor=expert)
    assert access.case_to_work_on(user=expert, number=case.number, on=TODAY) == case
    assert not sees(expert, other)
    assert not sees(next_one, case)
    Case.objects.filter(pk=case.pk).update(advisor=next_one)
    assert not sees(expert, case)


def test_the_enterprise_reads_only_the_notes_that_are_shown_to_it() -> None:
    center = a_center()
    case = a_case(center)
    for shown in (True, False):
        operations.add_note(case=case, text="บันทึก", shown_to_enterprise=shown, by=a_user(), now=NOW)
    assert access.notes_visible_to(an_officer(center), case, on=TODAY).count() == 2
    shown_ones = access.notes_visible_to(a_member_of(case.enterprise), case, on=TODAY)
    assert [note.shown_to_enterprise for note in shown_ones] == [True]


def test_staff_open_cases_at_their_centers_and_their_mini_itcs_and_members_for_their_enterprises() -> None:
    hub = a_center()
    mini = a_center(parent=hub)
    a_center()
    assert set(access.centers_to_open_cases_at(an_officer(hub), on=TODAY)) == {hub, mini}
    enterprise = an_enterprise(hub)
    assert list(access.enterprises_to_open_cases_for(a_member_of(enterprise), on=TODAY)) == [enterprise]
    assert not access.enterprises_to_open_cases_for(an_officer(hub), on=TODAY).exists()
