"""What waits for whom, where the enterprise of a case stands, and what there is near it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from openitc.cases.models import Case
from openitc.cases.operations import open_case
from openitc.centers.access import Standing, standing_of
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.diagnosis.models import Remedy
from openitc.diagnosis.operations import assessments as operations
from openitc.diagnosis.queries.assessments import items_asked
from openitc.diagnosis.queries.offers import offers_for
from openitc.diagnosis.queries.waiting import of_case, to_dos, to_dos_of_case
from openitc.diagnosis.tests.builders.assessments import NOW, a_finished_check, an_open_check
from openitc.diagnosis.tests.builders.versions import the_version
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import a_member, a_product, an_enterprise
from openitc.pathways.tests.builders import a_published_pathway
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.resources.operations import add_capability, add_resource, add_type
from openitc.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def center() -> Center:
    the_version()
    return a_center()


@pytest.fixture
def officer(center: Center) -> User:
    return an_officer(center)


@pytest.fixture
def enterprise(center: Center, officer: User) -> Enterprise:
    return an_enterprise("Mae Tha Coffee", center=center, by=officer)


@pytest.fixture
def case(enterprise: Enterprise, center: Center, officer: User) -> Case:
    version = a_published_pathway("the-way", by=officer)
    return open_case(
        enterprise=enterprise, product=a_product(enterprise), version=version, center=center, officer=officer,
        by=officer, now=NOW,
    )  # fmt: skip


def standing(user: User) -> Standing:
    return standing_of(user, on=clock.local_day(NOW))


def texts(user: User) -> list[str]:
    return [each.text for each in to_dos(user, standing=standing(user), now=NOW)]


def test_a_member_whose_enterprise_nobody_looked_at_is_asked_to_begin(enterprise: Enterprise) -> None:
    assert texts(a_member(enterprise)) == ["Do the quick check: twelve questions, ten minutes"]


def test_a_member_goes_on_where_the_check_was_left(enterprise: Enterprise, officer: User) -> None:
    check = an_open_check(enterprise, by=officer)
    for question in list(items_asked(check))[:7]:
        operations.answer(assessment=check, question=question, level=3, by=officer, now=NOW)
    assert texts(a_member(enterprise)) == ["Continue the check: 7 of 12"]


def test_an_adviser_goes_on_with_their_own_and_a_colleague_next_door_sees_nothing(
    enterprise: Enterprise, officer: User, center: Center
) -> None:
    an_open_check(enterprise, form="full", by=officer)
    assert texts(officer) == ["Continue the full assessment: 0 of 36"]
    assert texts(an_officer(center)) == []
    assert texts(an_officer(a_center())) == []


def test_a_year_after_one_looks_again(enterprise: Enterprise, officer: User) -> None:
    a_finished_check(enterprise, form="full", by=officer, now=NOW - timedelta(days=400))
    assert texts(officer)[0].startswith("Look again")
    an_open_check(enterprise, form="full", round="T1", by=officer)
    assert texts(officer) == ["Continue the full assessment: 0 of 36"]


def test_what_waits_is_asked_for_with_as_many_queries_for_many_as_for_few(center: Center, officer: User) -> None:
    def asked() -> int:
        own = standing(officer)
        with CaptureQueriesContext(connection) as seen:
            to_dos(officer, standing=own, now=NOW)
        return len(seen)

    an_open_check(an_enterprise(center=center, by=officer), by=officer)
    few = asked()
    for _number in range(3):
        an_open_check(an_enterprise(center=center, by=officer), by=officer)
    assert asked() == few


def test_a_case_shows_where_its_enterprise_stands(case: Case, officer: User) -> None:
    [waits] = to_dos_of_case(case, reader=officer, staff=True, now=NOW)
    assert waits.action == "Start"
    a_finished_check(case.enterprise, level=2, by=officer)
    assert to_dos_of_case(case, reader=officer, staff=True, now=NOW) == []
    found = of_case(case, reader=officer, staff=True, now=NOW)
    panel = render_to_string("diagnosis/_of_case.html", {"found": found, "case": case, "works_on": True})
    assert "40" in panel
    assert '<polygon class="now"' in panel


def test_a_case_whose_enterprise_nobody_looked_at_says_what_to_do(case: Case, officer: User) -> None:
    found = of_case(case, reader=officer, staff=False, now=NOW)
    panel = render_to_string("diagnosis/_of_case.html", {"found": found, "case": case, "works_on": False})
    assert "Nobody has looked yet" in panel
    assert "Full assessment" not in panel


def test_a_center_that_does_not_know_the_enterprise_gets_no_link_to_its_assessments(case: Case, officer: User) -> None:
    a_finished_check(case.enterprise, level=2, by=officer)
    elsewhere = an_officer(a_center())
    found = of_case(case, reader=elsewhere, staff=True, now=NOW)
    assert 'href="/' not in render_to_string("diagnosis/_of_case.html", {"found": found}).replace('href="/static', "")
    assert to_dos_of_case(case, reader=elsewhere, staff=True, now=NOW) == []


def a_laboratory(center: Center, officer: User, code: str, *, ability: str) -> Resource:
    capability = add_capability(
        code=ability, kind="laboratory", name_th=ability, name_en=ability, synonyms="", by=None, now=NOW
    )
    kind = add_type(
        code=code,
        kind="laboratory",
        name_th=code,
        name_en=code,
        capabilities=[capability],
        fee=30_000,
        by=None,
        now=NOW,
    )
    return add_resource(center=center, type=kind, code=code, name_th=code, name_en=code, by=officer, now=NOW)


def test_what_is_offered_is_near_and_fits_the_sector(enterprise: Enterprise, center: Center, officer: User) -> None:
    far = a_center(province="TH-90")
    near = a_laboratory(center, officer, "near-lab", ability="test.micro")
    away = a_laboratory(far, officer, "far-lab", ability="test.physical")
    a_laboratory(center, officer, "glaze-lab", ability="test.leach")
    check = a_finished_check(enterprise, level=0, by=officer)
    remedy = Remedy.objects.filter(dimension__key="D3", kind="capability", dimension__version=check.version).first()
    assert remedy is not None
    offers = offers_for(check, [remedy.dimension_id])[remedy.dimension_id]
    shown = [each.resource for offer in offers for each in offer.near]
    assert near in shown
    assert away not in shown  # it is a day's travel away, and another is near
    assert "glaze-lab" not in [resource.code for resource in shown]
