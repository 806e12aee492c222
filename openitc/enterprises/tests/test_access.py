"""Who reaches an enterprise: its members, and those who serve at a center that knows it."""

from datetime import date

import pytest
from django.http import Http404

from openitc.centers.operations import end_membership
from openitc.centers.tests.builders import a_center, a_manager, an_administrator, an_analyst, an_officer, an_operator
from openitc.enterprises import access, operations
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import a_member, a_product, an_enterprise
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = clock.at(TODAY, 9)


def reaches(user: User, enterprise: Enterprise) -> bool:
    try:
        access.enterprise_to_work_on(user=user, enterprise_id=enterprise.pk, on=TODAY)
    except Http404:
        return False
    return True


def test_members_and_those_who_serve_at_its_center_reach_it() -> None:
    center = a_center()
    enterprise = an_enterprise(center=center)
    assert reaches(a_member(enterprise), enterprise)
    assert reaches(an_officer(center), enterprise)
    assert reaches(a_manager(center), enterprise)


def test_for_everyone_else_it_does_not_exist() -> None:
    center, other = a_center(), a_center()
    enterprise, neighbour = an_enterprise(center=center), an_enterprise(center=other)
    strangers = (a_user(), an_officer(other), a_manager(other), an_operator(center), an_analyst(), an_administrator())
    assert not any(reaches(user, enterprise) for user in (*strangers, a_member(neighbour)))


def test_a_center_it_is_shared_with_reaches_it() -> None:
    enterprise, other = an_enterprise(center=a_center()), a_center()
    operations.share_with_center(enterprise=enterprise, center=other, by=enterprise.registered_by, now=NOW)
    assert reaches(an_officer(other), enterprise)


def test_who_left_reaches_it_until_their_last_day() -> None:
    enterprise = an_enterprise(center=a_center())
    member = a_member(enterprise)
    end_membership(membership=member.memberships.get(), by=member, now=NOW)
    assert list(access.enterprises_visible_to(member, on=TODAY)) == [enterprise]
    assert not access.enterprises_visible_to(member, on=date(2026, 11, 24))


def test_a_product_or_member_is_reached_through_its_own_enterprise_only() -> None:
    center = a_center()
    officer = an_officer(center)
    one, other = an_enterprise(center=center), an_enterprise(center=center)
    product, member = a_product(one), a_member(one)
    with pytest.raises(Http404):
        access.product_to_work_on(user=officer, enterprise_id=other.pk, product_id=product.pk, on=TODAY)
    with pytest.raises(Http404):
        access.member_of_enterprise(
            user=officer, enterprise_id=other.pk, membership_id=member.memberships.get().pk, on=TODAY
        )
