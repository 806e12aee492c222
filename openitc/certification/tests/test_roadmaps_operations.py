"""Roadmaps: told in the editions of the day, kept, judged by staff, and their tests put on the way."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from openitc.cases.models import Milestone
from openitc.cases.queries import steps_of
from openitc.certification.models import Requirement, Roadmap
from openitc.certification.operations.certificates import see_certificate, withdraw_certificate
from openitc.certification.operations.roadmaps import (
    RoadmapRefused,
    add_missing_tests,
    change_requirement,
    tell_roadmap,
)
from openitc.certification.queries.requirements import standing_roadmap
from openitc.certification.queries.roadmaps import RoadmapPage, roadmap_page
from openitc.certification.tests.builders.certificates import Place, a_certificate, a_place, an_edition
from openitc.pathways.tests.builders import a_resource
from openitc.shared import clock
from openitc.shared.tests.races import race
from openitc.standards.models import Edition, Market

MICRO = {"key": "yeast", "capability": "test.micro", "minutes": 7200}
MOULD = {"key": "mould", "capability": "test.micro", "minutes": 60, "units": 2}
SHELF = {"key": "shelf-life", "capability": "test.shelf_life", "minutes": 60}


def told(place: Place, *markets: str) -> Roadmap:
    return tell_roadmap(case=place.case, markets=markets or [Market.HOME], by=place.officer, now=clock.now())


def page(place: Place) -> RoadmapPage:
    roadmap = standing_roadmap(place.case)
    assert roadmap is not None
    return roadmap_page(place.case, roadmap, now=clock.now())


def states(place: Place) -> dict[str, str]:
    return {item.standing.key: item.standing.state for item in page(place).items}


@pytest.mark.django_db
def test_a_case_is_told_what_is_asked_in_order_and_nothing_unconfirmed() -> None:
    place = a_place()
    an_edition("number", after=["place"])
    an_edition("place", subject=Edition.Subject.PLACE)
    an_edition("halal", weight=Edition.Weight.BUYERS)
    an_edition("rumour", confirmed=False)
    an_edition("silk", isic=["1312"])
    an_edition("import", markets=[Market.JAPAN], after=["place"])
    roadmap = told(place)
    assert [each.edition.standard.key for each in roadmap.requirements.all()] == ["place", "number", "halal"]
    roadmap = told(place, Market.JAPAN, Market.HOME)
    assert [each.edition.standard.key for each in roadmap.requirements.all()] == ["place", "number", "import", "halal"]
    assert place.case.roadmaps.count() == 2
    [_trunk, branch] = [page(place).trunk, *page(place).branches]
    assert [item.standing.key for item in branch.items] == ["import"]


@pytest.mark.django_db
def test_each_case_keeps_the_edition_it_was_told_and_is_offered_the_newer_one() -> None:
    place = a_place()
    old = an_edition("licence", most_days=30)
    told(place)
    new = an_edition("licence", most_days=60)
    shown = page(place)
    assert shown.items[0].edition == old
    assert any("60" in str(change) for change in shown.since.newer[0].changes)
    told(place)
    assert page(place).items[0].edition == new
    assert not page(place).since
    assert place.case.roadmaps.get(number=1).requirements.get().edition == old


@pytest.mark.django_db
def test_telling_the_same_again_is_refused() -> None:
    place = a_place()
    an_edition()
    told(place)
    with pytest.raises(RoadmapRefused, match="already"):
        told(place)
    with pytest.raises(RoadmapRefused, match="at least one"):
        tell_roadmap(case=place.case, markets=[], by=place.officer, now=clock.now())
    with pytest.raises(RoadmapRefused, match="Nothing confirmed"):
        told(place, Market.CHINA)


@pytest.mark.django_db
def test_the_table_keeps_what_was_told() -> None:
    place = a_place()
    an_edition()
    roadmap = told(place)
    other = an_edition("other")
    with pytest.raises(DatabaseError, match="stays in the edition"), transaction.atomic():
        roadmap.requirements.update(edition=other)
    with pytest.raises(DatabaseError, match="stays as it was told"), transaction.atomic():
        Roadmap.objects.filter(pk=roadmap.pk).update(markets=["eu"])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_at_once_one_is_told_that_it_stands() -> None:
    place = a_place()
    an_edition()
    assert race(lambda: told(place), lambda: told(place)) == ["done", "refused"]
    assert place.case.roadmaps.filter(ended_at=None).count() == 1


@pytest.mark.django_db
def test_a_requirement_waits_for_what_it_builds_on_until_that_is_there() -> None:
    place = a_place()
    an_edition("number", after=["place"])
    first = an_edition("place", subject=Edition.Subject.PLACE, name="Place")
    told(place)
    number = page(place).items[1]
    assert number.waits_for == ("Place",)
    assert number.stop == "todo"
    a_certificate(place, first, whole=True)
    number = page(place).items[1]
    assert number.waits_for == ()
    assert number.stop == "next"


@pytest.mark.django_db
def test_the_law_met_lets_the_case_leave_and_a_certificate_withdrawn_takes_it_back() -> None:
    place = a_place()
    edition = an_edition()
    an_edition("halal", weight=Edition.Weight.BUYERS)
    told(place)
    certificate = a_certificate(place, edition, seen=False)
    see_certificate(certificate=certificate, by=place.colleague, now=clock.now())
    certified = place.case.milestones.filter(kind=Milestone.Kind.CERTIFIED, withdrawn_at=None)
    assert certified.exists()
    assert states(place) == {"food-licence": "there", "halal": "missing"}
    withdraw_certificate(certificate=certificate, reason="Closed", by=place.officer, now=clock.now())
    assert not certified.exists()


@pytest.mark.django_db
def test_staff_say_what_is_not_needed_or_what_they_saw_but_not_both() -> None:
    place = a_place()
    an_edition("label")
    roadmap = told(place)
    requirement = roadmap.requirements.get()

    def say(**words: str) -> Requirement:
        return change_requirement(requirement=requirement, **words, by=place.officer, now=clock.now())

    with pytest.raises(RoadmapRefused, match="one of the two"):
        say(not_needed_reason="No claim", evidence_words="The label")
    say(not_needed_reason="No claim", doer="Nid")
    assert states(place) == {"label": "not_needed"}
    say(evidence_words="The label of 3 May, read with the importer")
    assert states(place) == {"label": "there"}
    assert place.case.milestones.filter(kind=Milestone.Kind.CERTIFIED, withdrawn_at=None).exists()


@pytest.mark.django_db
def test_a_word_of_staff_outlives_another_telling_only_with_its_edition() -> None:
    place = a_place()
    for key in ("label", "place"):
        an_edition(key)
    for requirement in told(place).requirements.all():
        change_requirement(requirement=requirement, not_needed_reason="Why", by=place.officer, now=clock.now())
    an_edition("label", most_days=99)
    told(place)
    assert states(place) == {"label": "missing", "place": "not_needed"}


@pytest.mark.django_db
def test_missing_tests_become_steps_once_each_laboratory_and_those_covered_are_named() -> None:
    place = a_place()
    a_resource(place.center, "test.micro", places=6, overnight=True)
    an_edition("food", methods=[MICRO, SHELF])
    an_edition("more", methods=[MICRO, MOULD])
    told(place)
    tests = page(place).tests
    assert [each.step.key for each in tests.covered] == ["test"]
    [sitting] = tests.to_add
    assert {method.key for method in sitting.methods} == {"yeast", "mould"}
    added = add_missing_tests(case=place.case, by=place.officer, now=clock.now())
    [step] = added.version.steps.all()
    assert (step.duration_minutes, step.through_night, step.stage) == (7200, True, "certification")
    assert [(role.capability.code, role.units) for role in step.roles.all()] == [("test.micro", 2)]
    assert [(gap.after.key, gap.ships) for gap in step.gaps.all()] == [("roast", True)]
    assert step.key in [each.key for each in steps_of(place.case)]
    assert page(place).tests.to_add == ()
    with pytest.raises(RoadmapRefused, match="nothing to add"):
        add_missing_tests(case=place.case, by=place.officer, now=clock.now())


@pytest.mark.django_db
def test_a_market_more_is_previewed_with_what_it_adds() -> None:
    place = a_place()
    an_edition("home", methods=[MICRO])
    an_edition("import", markets=[Market.JAPAN], methods=[MICRO, SHELF], most_days=200, least_cost=5, most_cost=7)
    told(place)
    japan = next(each for each in page(place).more if each.market == Market.JAPAN)
    assert [each.standard.key for each in japan.added] == ["import"]
    assert japan.tests == ("Shelf-life",)
    assert (japan.cost.least, japan.cost.most, japan.more_days) == (5, 7, 170)


@pytest.mark.django_db
def test_what_has_ended_is_shown_as_ended() -> None:
    place = a_place()
    today = clock.local_day(clock.now())
    a_certificate(place, an_edition(), expires_on=today - timedelta(days=1))
    told(place)
    [item] = page(place).items
    assert item.standing.state == "missing"
    assert item.stop == "ended"
