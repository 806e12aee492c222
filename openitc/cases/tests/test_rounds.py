"""A case gets steps of its own, does a part of its way again, and is on sale once it has sold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.cases import operations, queries
from openitc.cases.models import Case, CaseStage, Milestone
from openitc.cases.rules import followers
from openitc.cases.tests.builders import a_case, a_member_of, an_officer, do_step, let_through, the_step
from openitc.notices.models import Notice
from openitc.pathways.models import Pathway, Step
from openitc.pathways.operations import CannotBePlanned
from openitc.pathways.queries import plan_of, public_pathways, whole_steps
from openitc.pathways.rules import GapPlan, RolePlan, StepPlan
from openitc.pathways.tests.builders import NOW, a_capability, a_center, a_resource, a_user

pytestmark = pytest.mark.django_db
WHY = {"th": "ตลาดญี่ปุ่นถาม", "en": "Japan asks for it"}


@pytest.fixture
def case() -> Case:
    center = a_center()
    a_case(center)  # the usual steps need a center that can do them
    a_resource(center, "test.contaminant")
    return a_case(center, officer=an_officer(center))


def a_laboratory_step(key: str = "residues", after: str = "") -> StepPlan:
    code = a_capability("test.contaminant").code
    gaps = (GapPlan(after=after, least=60),) if after else ()
    roles = (RolePlan(capability=code, duration=240),)
    return StepPlan(key=key, stage="certification", name_th="ตรวจสารตกค้าง", duration=240, roles=roles, gaps=gaps)


def added(case: Case, *plans: StepPlan, behind: str | None = None) -> list[Step]:
    found = operations.add_steps(case=case, plans=plans, behind=behind, why=WHY, link="/x/", by=a_user(), now=NOW)
    return list(found.version.steps.order_by("pk"))


def test_added_steps_stand_on_the_line_behind_the_step_they_were_put_and_on_no_other_case(case: Case) -> None:
    first = queries.steps_of(case)[0]
    member = a_member_of(case.enterprise)
    added(case, a_laboratory_step(after=first.key), behind=first.key)
    keys = [step.key for step in queries.steps_of(case)]
    assert keys[:2] == [first.key, "residues"]
    assert len(keys) == case.version.steps.count() + 1
    assert "residues" in [stop.key for stop in queries.stages_of(case)]
    assert any("Japan asks for it" in str(notice) for notice in Notice.objects.filter(to=member))


def test_an_added_step_follows_steps_of_the_way(case: Case) -> None:
    first = queries.steps_of(case)[0]
    added(case, a_laboratory_step(after=first.key))
    plan = plan_of(whole_steps(queries.steps_of(case)).get(key="residues"))
    assert [gap.after for gap in plan.gaps] == [first.key]


def test_a_step_added_twice_has_two_keys(case: Case) -> None:
    added(case, a_laboratory_step())
    assert added(case, a_laboratory_step())[0].key == "residues-2"


def test_a_step_that_follows_nothing_known_is_refused(case: Case) -> None:
    with pytest.raises(CannotBePlanned):
        added(case, a_laboratory_step(after="moon"))
    assert not case.added_steps.exists()


def test_nobody_starts_a_case_with_steps_of_another(case: Case) -> None:
    added(case, a_laboratory_step())
    assert not public_pathways().filter(of_one_case=True).exists()
    assert Pathway.objects.filter(of_one_case=True).exists()


def test_an_added_step_is_done_like_any_other_and_then_stays(case: Case) -> None:
    step = added(case, a_laboratory_step())[0]
    operations.mark_step_done(case=case, step=step, done_at=NOW, by=a_user(), now=NOW)
    assert step.key in queries.progress_of(case).done
    with pytest.raises(operations.StepsRefused, match="done already"):
        operations.withdraw_added_steps(added=case.added_steps.get(), by=a_user(), now=NOW)


def test_added_steps_are_taken_from_the_way_again(case: Case) -> None:
    added(case, a_laboratory_step())
    operations.withdraw_added_steps(added=case.added_steps.get(), by=a_user(), now=NOW)
    assert "residues" not in [step.key for step in queries.steps_of(case)]


def test_another_round_begins_with_its_step_and_does_again_what_follows_it(case: Case) -> None:
    keys = [step.key for step in queries.steps_of(case)]
    for key in keys[:3]:
        do_step(case, key)
    member = a_member_of(case.enterprise)
    begun = operations.begin_round(case=case, first_step=the_step(case, keys[1]), why=WHY, by=a_user(), now=NOW)
    done = queries.progress_of(case).done
    assert (queries.round_of(case), begun.number) == (2, 2)
    assert keys[0] in done
    assert keys[1] not in done
    again = {step.key for step in begun.steps.all()}
    assert not again & done
    assert any("round 2" in str(notice) for notice in Notice.objects.filter(to=member))


def test_a_round_begins_with_a_step_of_the_case(case: Case) -> None:
    other = a_case(a_center())
    with pytest.raises(operations.RoundRefused):
        operations.begin_round(case=case, first_step=queries.steps_of(other)[0], why=WHY, by=a_user(), now=NOW)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))))
def test_what_follows_is_closed_under_following(gaps: list[tuple[str, str]]) -> None:
    found = followers("a", gaps)
    assert "a" in found
    assert all(step in found for step, after in gaps if after in found)


def test_what_is_sold_is_on_sale_once_every_gate_is_open_even_with_a_step_unmarked(case: Case) -> None:
    do_step(case, queries.steps_of(case)[0].key)
    words = {"th": "ตลาดนัด", "en": "Market day"}
    operations.reach(case=case, kind=Milestone.Kind.FIRST_SALE, detail=words, by=a_user(), now=NOW)
    assert case.stage != CaseStage.COMMERCIAL
    let_through(case)
    assert case.stage == CaseStage.COMMERCIAL
    operations.withdraw_milestone(
        case=case, kind=Milestone.Kind.FIRST_SALE, reason={"th": "พิมพ์ผิด", "en": "A slip"}, by=a_user(), now=NOW
    )
    assert case.stage != CaseStage.COMMERCIAL
