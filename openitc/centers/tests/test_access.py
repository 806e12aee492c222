"""The one door to roles, and who manages what."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.centers import access
from openitc.centers.models import Role
from openitc.centers.operations import end_membership
from openitc.centers.tests.builders import (
    a_center,
    a_manager,
    a_role,
    an_administrator,
    an_analyst,
    an_offering,
    an_officer,
    an_operator,
    an_organisation,
)
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = clock.at(TODAY, 9)


def test_who_is_not_signed_in_has_no_standing() -> None:
    standing = access.standing_of(AnonymousUser(), on=TODAY)
    assert (standing.is_staff, standing.works_at, standing.member_of) == (False, frozenset(), frozenset())


def test_roles_are_kept_apart_by_center() -> None:
    here, there, user = a_center(), a_center(), a_user()
    a_role(user, Role.OFFICER, at=here)
    a_role(user, Role.OPERATOR, at=there)
    standing = access.standing_of(user, on=TODAY)
    assert standing.serves_at == {here.pk}
    assert standing.works_at == {here.pk, there.pk}


def test_a_member_of_an_enterprise_is_no_staff() -> None:
    user, enterprise = a_user(), an_organisation("Coffee", kind="enterprise")
    a_role(user, Role.ENTERPRISE_MEMBER, at=enterprise)
    standing = access.standing_of(user, on=TODAY)
    assert standing.member_of == {enterprise.pk}
    assert not standing.is_staff


def test_a_role_is_gone_the_day_after_its_last() -> None:
    center = a_center()
    manager = a_manager(center)
    end_membership(membership=manager.memberships.get(), by=manager, now=NOW)
    assert access.standing_of(manager, on=TODAY).manager_of == {center.pk}
    assert access.standing_of(manager, on=TODAY + timedelta(days=1)).manager_of == frozenset()


def manages(user: User, code: str) -> bool:
    try:
        access.center_to_manage(user=user, code=code, on=TODAY)
    except PermissionDenied:
        return False
    return True


def test_its_manager_and_administrators_manage_a_center_and_nobody_else() -> None:
    center, other = a_center(), a_center()
    assert manages(a_manager(center), center.code)
    assert manages(an_administrator(), center.code)
    others = (a_user(), a_manager(other), an_officer(center), an_operator(center), an_analyst())
    assert not any(manages(user, center.code) for user in others)


def test_those_who_work_at_a_center_reach_it_as_colleagues() -> None:
    center, other = a_center(), a_center()
    for user in (an_officer(center), an_operator(center), a_manager(center)):
        assert access.center_to_work_at(user=user, code=center.code, on=TODAY) == center
    with pytest.raises(PermissionDenied):
        access.center_to_work_at(user=an_officer(other), code=center.code, on=TODAY)


def test_a_center_that_is_none_is_not_found() -> None:
    with pytest.raises(Http404):
        access.public_center(code="nowhere")


def test_managers_are_named_by_administrators_alone() -> None:
    center = a_center()
    assert Role.MANAGER not in access.roles_given_by(a_manager(center), on=TODAY)
    assert Role.MANAGER in access.roles_given_by(an_administrator(), on=TODAY)
    manager = a_manager(center)
    role = manager.memberships.get()
    with pytest.raises(PermissionDenied):
        access.role_to_end(center, membership_id=role.pk, user=manager, on=TODAY)


def test_services_are_reached_through_their_own_center_only() -> None:
    center, offering = a_center(), an_offering(a_center())
    with pytest.raises(Http404):
        access.offering_of(center, offering_id=offering.pk)


def test_a_page_that_is_read_asks_for_the_roles_of_its_reader_once(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    officer = an_officer(a_center())
    with access.asked_once(), django_assert_num_queries(1):
        assert access.standing_of(officer, on=TODAY) == access.standing_of(officer, on=TODAY)
    with django_assert_num_queries(2):
        assert access.standing_of(officer, on=TODAY) == access.standing_of(officer, on=TODAY)
