"""Everyone reads what is offered; only its center's managers, or administrators, write a pathway."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.centers.models import Role
from openitc.pathways import access, operations
from openitc.pathways.tests.builders import (
    NOW,
    TODAY,
    a_center,
    a_draft,
    a_member_of_staff,
    a_published_pathway,
    a_user,
    an_administrator,
)

pytestmark = pytest.mark.django_db


def test_anyone_sees_a_published_pathway() -> None:
    pathway = a_published_pathway().pathway
    assert access.pathway_to_see(user=AnonymousUser(), code=pathway.code, on=TODAY) == pathway


def test_a_pathway_not_published_yet_is_there_only_for_those_who_write_it() -> None:
    center = a_center()
    pathway = a_draft(center=center).pathway
    assert access.pathway_to_see(user=a_member_of_staff(center), code=pathway.code, on=TODAY) == pathway
    for user in (AnonymousUser(), a_user(), a_member_of_staff(a_center()), a_member_of_staff(center, Role.OFFICER)):
        with pytest.raises(Http404):
            access.pathway_to_see(user=user, code=pathway.code, on=TODAY)


def test_a_retired_pathway_is_seen_by_those_who_write_it() -> None:
    center = a_center()
    pathway = a_published_pathway(center=center).pathway
    operations.retire_pathway(pathway=pathway, by=a_user(), now=NOW)
    assert access.pathway_to_see(user=a_member_of_staff(center), code=pathway.code, on=TODAY) == pathway
    with pytest.raises(Http404):
        access.pathway_to_see(user=a_user(), code=pathway.code, on=TODAY)


def test_managers_write_their_centers_pathways_and_neighbours_are_refused() -> None:
    center = a_center()
    pathway = a_published_pathway(center=center).pathway
    for user in (a_member_of_staff(center), an_administrator()):
        assert access.pathway_to_write(user=user, code=pathway.code, on=TODAY) == pathway
    for user in (a_user(), a_member_of_staff(a_center()), a_member_of_staff(center, Role.OFFICER)):
        with pytest.raises(PermissionDenied):
            access.pathway_to_write(user=user, code=pathway.code, on=TODAY)


def test_only_administrators_write_the_pathways_of_the_whole_network() -> None:
    pathway = a_published_pathway().pathway
    assert access.pathway_to_write(user=an_administrator(), code=pathway.code, on=TODAY) == pathway
    with pytest.raises(PermissionDenied):
        access.pathway_to_write(user=a_member_of_staff(a_center()), code=pathway.code, on=TODAY)


def test_where_there_is_no_draft_or_step_there_is_none_to_write() -> None:
    center = a_center()
    manager = a_member_of_staff(center)
    pathway = a_published_pathway(center=center).pathway
    with pytest.raises(Http404):
        access.draft_to_write(user=manager, code=pathway.code, on=TODAY)
    draft = a_draft(center=center)
    with pytest.raises(Http404):
        access.step_to_write(user=manager, code=draft.pathway.code, key="gone", on=TODAY)
    with pytest.raises(Http404):
        access.pathway_to_see(user=manager, code="gone", on=TODAY)


def test_who_manages_nothing_has_no_home_for_a_pathway() -> None:
    center = a_center()
    assert list(access.homes_to_start_at(a_member_of_staff(center), on=TODAY)) == [center]
    with pytest.raises(PermissionDenied):
        access.homes_to_start_at(a_member_of_staff(center, Role.OFFICER), on=TODAY)
