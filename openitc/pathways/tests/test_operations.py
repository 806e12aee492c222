"""Pathways are drafted, published, and then stay as they are."""

from dataclasses import replace

import pytest
from django.db import ProgrammingError, connection, transaction

from openitc.history.queries import events_about
from openitc.pathways import operations, queries
from openitc.pathways.models import Step, Version
from openitc.pathways.rules import GapPlan, RolePlan
from openitc.pathways.tests.builders import (
    NOW,
    a_capable_center,
    a_center,
    a_draft,
    a_known_step,
    a_published_pathway,
    a_resource,
    a_step,
    a_user,
    the_usual_steps,
)

pytestmark = pytest.mark.django_db


def test_a_pathway_is_published_whole_with_its_steps_roles_and_gaps() -> None:
    version = a_published_pathway("drip")
    assert version.published_at == NOW
    assert queries.plans_of(version) == the_usual_steps()


def test_a_pathway_that_cannot_be_planned_leaves_nothing_behind() -> None:
    a_capable_center()
    steps = [a_step("fly", "fly.rocket"), a_step("roast", after=[GapPlan(after="gone")])]
    with pytest.raises(operations.CannotBePlanned) as refusal:
        a_published_pathway(steps=steps)
    assert {reason.field: reason.code for reason in refusal.value.reasons} == {
        "fly": "nobody_has",
        "roast": "unknown_step",
    }
    assert not Version.objects.exists()


def test_a_refusal_to_publish_says_what_is_wrong_and_what_to_do() -> None:
    draft = a_draft(center=a_capable_center(), steps=[a_step("roast", "roast.coffee", duration=600)])
    with pytest.raises(operations.CannotBePlanned, match="the longest opening anywhere is 8 h"):
        operations.publish(version=draft, by=a_user(), now=NOW)


def test_two_pathways_never_share_a_code() -> None:
    a_published_pathway("drip")
    with transaction.atomic(), pytest.raises(operations.CodeTaken):
        a_published_pathway("drip")


def test_a_pathway_started_in_the_browser_gets_a_free_code() -> None:
    codes = [a_draft().pathway.code for _ in range(3)]
    assert codes == ["tea", "tea-2", "tea-3"]


def test_a_published_version_cannot_be_changed_through_operations() -> None:
    version, by = a_published_pathway(), a_user()
    step = queries.steps_of(version)[0]
    with pytest.raises(operations.AlreadyPublished):
        operations.add_step(version=version, plan=a_step("more"), by=by, now=NOW)
    with pytest.raises(operations.AlreadyPublished):
        operations.change_step(step=step, plan=a_step("study"), by=by, now=NOW)
    with pytest.raises(operations.AlreadyPublished):
        operations.move_step(step=step, places=1, by=by, now=NOW)
    with pytest.raises(operations.AlreadyPublished):
        operations.remove_step(step=step, by=by, now=NOW)
    with pytest.raises(operations.AlreadyPublished):
        operations.publish(version=version, by=by, now=NOW)


@pytest.mark.parametrize("table", ["pathways_version", "pathways_step", "pathways_steprole", "pathways_gap"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_tables_refuse_to_change_or_delete_what_was_published(table: str, change: str) -> None:
    a_published_pathway()
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="a published version stays as it is"),
        transaction.atomic(),
    ):
        cursor.execute(change.format(table))


def test_the_tables_refuse_to_add_to_what_was_published() -> None:
    version = a_published_pathway()
    with pytest.raises(ProgrammingError, match="a published version stays as it is"), transaction.atomic():
        Step.objects.create(version=version, key="late", position=9, stage="market", duration_minutes=1)


def test_the_next_version_begins_as_a_copy_and_the_old_one_stays() -> None:
    first, by = a_published_pathway(), a_user()
    draft = operations.draft_new_version(pathway=first.pathway, by=by, now=NOW)
    assert queries.plans_of(draft) == queries.plans_of(first)
    operations.remove_step(step=draft.steps.get(key="test"), by=by, now=NOW)
    operations.publish(version=draft, by=by, now=NOW)
    assert queries.latest_published(first.pathway) == draft
    assert [step.key for step in queries.steps_of(first)] == ["study", "roast", "test"]


def test_a_pathway_has_one_draft_at_a_time() -> None:
    version, by = a_published_pathway(), a_user()
    operations.draft_new_version(pathway=version.pathway, by=by, now=NOW)
    with transaction.atomic(), pytest.raises(operations.DraftExists):
        operations.draft_new_version(pathway=version.pathway, by=by, now=NOW)


def test_a_draft_is_discarded_unless_it_is_all_there_is() -> None:
    version, by = a_published_pathway(), a_user()
    draft = operations.draft_new_version(pathway=version.pathway, by=by, now=NOW)
    operations.discard_draft(version=draft, by=by, now=NOW)
    assert queries.draft_of(version.pathway) is None
    with pytest.raises(operations.OnlyVersion):
        operations.discard_draft(version=a_draft(), by=by, now=NOW)


def test_what_followed_a_removed_step_follows_what_that_one_followed() -> None:
    by = a_user()
    draft = a_draft(steps=the_usual_steps(), by=by)
    operations.remove_step(step=draft.steps.get(key="roast"), by=by, now=NOW)
    test = queries.plans_of(draft)[-1]
    assert test.gaps == (GapPlan(after="study", ships=True),)


def test_a_changed_step_keeps_its_key_so_that_others_still_follow_it() -> None:
    by = a_user()
    draft = a_draft(steps=the_usual_steps(), by=by)
    roast = draft.steps.get(key="roast")
    plan = a_step("renamed", "roast.coffee", duration=90, through_night=True)
    operations.change_step(step=roast, plan=plan, by=by, now=NOW)
    study, roast_plan, test = queries.plans_of(draft)
    assert (study.key, roast_plan.key, test.gaps[0].after) == ("study", "roast", "roast")
    assert (roast_plan.duration, roast_plan.through_night, roast_plan.gaps) == (90, True, ())


def test_a_step_moves_along_the_line_and_stops_at_its_ends() -> None:
    by = a_user()
    draft = a_draft(steps=the_usual_steps(), by=by)
    operations.move_step(step=draft.steps.get(key="test"), places=-1, by=by, now=NOW)
    assert [plan.key for plan in queries.plans_of(draft)] == ["study", "test", "roast"]
    operations.move_step(step=draft.steps.get(key="study"), places=-5, by=by, now=NOW)
    assert [plan.key for plan in queries.plans_of(draft)] == ["study", "test", "roast"]


def test_two_steps_of_one_name_get_keys_of_their_own() -> None:
    by = a_user()
    draft = a_draft(by=by)
    for _ in range(2):
        a_known_step(draft, a_step("", "roast.coffee"), by=by)
    assert [plan.key for plan in queries.plans_of(draft)] == ["step", "step-2"]


def test_a_step_cannot_need_what_the_network_has_no_word_for() -> None:
    with pytest.raises(operations.UnknownCapability, match=r"fly\.rocket"):
        operations.add_step(version=a_draft(), plan=a_step("fly", "fly.rocket"), by=a_user(), now=NOW)


def test_a_clone_is_a_draft_of_the_center_and_keeps_its_link() -> None:
    version, center, by = a_published_pathway("drip"), a_center(), a_user()
    draft = operations.clone_pathway(version=version, center=center, by=by, now=NOW)
    assert draft.published_at is None
    assert draft.pathway.center == center
    assert draft.pathway.cloned_from == version.pathway
    assert queries.plans_of(draft) == queries.plans_of(version)
    assert events_about(version.pathway)[0].verb == "pathway-cloned"


def test_a_retired_pathway_takes_no_new_cases_until_it_is_brought_back() -> None:
    version, by = a_published_pathway(), a_user()
    operations.retire_pathway(pathway=version.pathway, by=by, now=NOW)
    assert not queries.cases_may_start_with(version)
    with pytest.raises(operations.PathwayRetired):
        operations.draft_new_version(pathway=version.pathway, by=by, now=NOW)
    operations.bring_back_pathway(pathway=version.pathway, by=by, now=NOW)
    assert queries.cases_may_start_with(version)


def test_a_pathway_can_be_described_anew() -> None:
    pathway = a_published_pathway().pathway
    operations.describe_pathway(
        pathway=pathway,
        name_th="กาแฟ",
        name_en="Coffee",
        description_th="",
        description_en="For growers",
        isic=["1079"],
        by=a_user(),
        now=NOW,
    )
    pathway.refresh_from_db()
    assert (pathway.name_en, pathway.description_en, pathway.isic) == ("Coffee", "For growers", ["1079"])


def test_everything_that_changes_leaves_a_line_in_history() -> None:
    by = a_user()
    a_resource(a_center(), "roast.coffee")
    draft = a_draft(steps=[a_step("roast", "roast.coffee")], by=by)
    operations.change_step(step=draft.steps.get(), plan=a_step("roast", "roast.coffee", duration=60), by=by, now=NOW)
    operations.publish(version=draft, by=by, now=NOW)
    verbs = [event.verb for event in events_about(draft.pathway)]
    assert verbs == ["pathway-published", "pathway-step-changed", "pathway-step-added", "pathway-started"]


def test_a_role_may_start_later_and_take_several_places() -> None:
    center, by = a_center(), a_user()
    a_resource(center, "roast.coffee", places=3)
    plan = a_step("roast", "roast.coffee")
    role = RolePlan(capability="roast.coffee", units=3, offset=30, duration=60)
    draft = a_draft(center=center, by=by)
    operations.add_step(version=draft, plan=replace(plan, roles=(role,)), by=by, now=NOW)
    operations.publish(version=draft, by=by, now=NOW)
    assert queries.plans_of(draft)[0].roles == (role,)
