"""What pages show of pathways, and the network they are checked against."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from openitc.centers.models import Center, OpeningHours
from openitc.pathways import queries
from openitc.pathways.operations import draft_new_version, publish, remove_step, retire_pathway
from openitc.pathways.rules import GapPlan, StepPlan
from openitc.pathways.tests.builders import (
    NOW,
    a_capable_center,
    a_center,
    a_published_pathway,
    a_resource,
    a_step,
    a_user,
    the_usual_steps,
)
from openitc.resources.models import OwnHours

pytestmark = pytest.mark.django_db


def test_the_network_is_what_centers_that_serve_have_now() -> None:
    center = a_center("north")
    a_resource(center, "roast.coffee", places=2, overnight=True)
    a_resource(a_center(status=Center.Status.SUSPENDED), "roast.coffee")
    retired = a_resource(center, "roast.coffee")
    retired.retired_at = NOW
    retired.save()
    (means,) = queries.network().means
    assert (means.center, means.places, means.longest_opening, means.runs_overnight) == ("north", 2, 480, True)
    assert means.capabilities == {"roast.coffee"}


def test_hours_of_its_own_count_and_stretches_that_abut_are_one() -> None:
    center = a_center()
    roaster = a_resource(center, "roast.coffee")
    for opens, closes in ((time(6), time(12)), (time(12), time(18)), (time(19), time(20))):
        OwnHours.objects.create(resource=roaster, weekday=0, opens=opens, closes=closes)
    assert queries.network().means[0].longest_opening == 12 * 60
    OpeningHours.objects.all().delete()
    a_resource(center, "cool")
    assert {means.longest_opening for means in queries.network().means} == {720, 0}


def test_the_network_takes_the_same_number_of_queries_however_large() -> None:
    counts = []
    for _ in range(2):
        a_capable_center()
        with CaptureQueriesContext(connection) as captured:
            queries.network()
        counts.append(len(captured))
    assert counts == [5, 5]


def test_the_newest_published_version_of_each_offered_pathway_is_offered() -> None:
    version, other = a_published_pathway(), a_published_pathway()
    by = a_user()
    draft = draft_new_version(pathway=version.pathway, by=by, now=NOW)
    assert set(queries.published_versions()) == {version, other}
    publish(version=draft, by=by, now=NOW)
    retire_pathway(pathway=other.pathway, by=by, now=NOW)
    assert list(queries.published_versions()) == [draft]


def test_a_check_says_how_many_centers_can_do_each_step_and_all() -> None:
    a_capable_center()
    a_resource(a_center(), "roast.coffee")
    check = queries.check_of(the_usual_steps())
    assert check.passed
    assert check.centers_by_step == {"study": 1, "roast": 2, "test": 1}
    assert check.centers_for_all == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_fault_reads_as_a_sentence_in_both_languages(language: str) -> None:
    a_resource(a_center(), "roast.coffee")
    a_resource(a_center(), "cool")
    day = 24 * 60
    faulty: list[StepPlan] = [
        a_step("a", "fly"),
        a_step("b", "roast.coffee", duration=600, after=[GapPlan(after="gone"), GapPlan(after="a", least=9, most=1)]),
        a_step("c", "roast.coffee", duration=600, through_night=True, after=[GapPlan(after="d")]),
        a_step("d", "roast.coffee", "cool", after=[GapPlan(after="c"), GapPlan(after="c")]),
        a_step("d", "cool", duration=40 * day, after=[GapPlan(after="a", most=1, ships=True)]),
    ]
    with translation.override(language):
        texts = queries.check_of(faulty).texts
    assert len(texts) >= 9
    assert not [text for text in texts if "%(" in text or "None" in text]
    with translation.override(language):
        assert len(queries.check_of([]).texts) == 1


def test_steps_are_shown_in_words() -> None:
    a_capable_center()
    steps = [
        a_step("study", "expert.food"),
        a_step("roast", after=[GapPlan(after="study", least=4320, most=30240, ships=True)]),
    ]
    with translation.override("en"):
        study, roast = queries.shown_steps(steps, queries.check_of(steps))
    assert (study.name, [need.text for need in study.needs], study.waits) == ("Step study", ["expert.food"], [])
    assert roast.waits == ["3 days to 21 days after “Step study”; a sample is sent"]


def test_a_card_sums_a_pathway_up() -> None:
    version = a_published_pathway()
    card = queries.card_of(queries.whole(version))
    assert (card.steps, card.visits, card.least_minutes) == (3, 1, 360)
    assert [segment.stage for segment in card.segments] == ["analysis", "engineering", "certification"]


def test_older_versions_keep_their_own_steps() -> None:
    version, by = a_published_pathway(), a_user()
    draft = draft_new_version(pathway=version.pathway, by=by, now=NOW)
    remove_step(step=draft.steps.get(key="test"), by=by, now=NOW)
    publish(version=draft, by=by, now=NOW)
    versions = queries.history_of_versions(version.pathway)
    assert [(each.number, each.steps.count()) for each in versions] == [(2, 2), (1, 3)]
