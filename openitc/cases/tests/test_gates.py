"""A case leaves a stage when the facts are there that its gate asks for, or when somebody says why it goes without."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from openitc.cases import operations, queries
from openitc.cases.models import Case, CaseStage, Milestone
from openitc.cases.rules import GATES, Stop, stage_behind_gates, stage_of
from openitc.cases.tests.builders import a_case, a_member_of, an_officer, do_step
from openitc.history.queries import events_about
from openitc.notices.models import Notice
from openitc.pathways.tests.builders import NOW, a_center, a_user
from openitc.people.models import User

STAGES = ("analysis", "engineering", "manufacturing", "certification", "market")
LINE = [Stop(key=stage, stage=stage) for stage in STAGES]
FACTS = {fact for facts in GATES.values() for fact in facts} - {"first_sale"}


@given(
    done=st.sets(st.sampled_from(STAGES)),
    facts=st.sets(st.sampled_from(sorted(FACTS))),
    skipped=st.sets(st.sampled_from(sorted(GATES))),
)
def test_a_case_stands_no_further_than_its_steps_and_never_past_a_closed_gate(
    done: set[str], facts: set[str], skipped: set[str]
) -> None:
    order = ("intake", *STAGES, "commercial")
    stage, by_steps = stage_behind_gates(LINE, done, facts, skipped), stage_of(LINE, done)
    assert order.index(stage) <= order.index(by_steps)
    closed = [each for each in GATES if each not in skipped and not set(GATES[each]) <= facts]
    passed = [each for each in closed if order.index(each) < order.index(by_steps)]
    assert stage == (passed[0] if passed and by_steps != "intake" else by_steps)


@given(done=st.sets(st.sampled_from(STAGES)))
def test_with_every_fact_but_a_sale_the_steps_decide_up_to_the_market(done: set[str]) -> None:
    by_steps = stage_of(LINE, done)
    assert stage_behind_gates(LINE, done, FACTS, ()) == ("market" if by_steps == "commercial" else by_steps)


@given(done=st.sets(st.sampled_from(STAGES), min_size=1))
def test_with_every_fact_and_a_sale_it_is_on_sale(done: set[str]) -> None:
    assert stage_behind_gates(LINE, done, FACTS | {"first_sale"}, ()) == "commercial"


pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    center = a_center()
    return a_case(center, officer=an_officer(center))


def select_a_product(case: Case) -> None:
    operations.reach(
        case=case,
        kind=Milestone.Kind.PRODUCT_SELECTED,
        detail={"th": "ลำไยฟรีซดราย", "en": "Freeze-dried longan"},
        link="/cases/1/ideas/",
        by=a_user(),
        now=NOW,
    )


def name_the_officer(case: Case) -> None:
    assert case.officer is not None
    operations.name_advisor(case=case, advisor=case.officer, by=a_user(), now=NOW)


@pytest.mark.parametrize(
    "order", [(select_a_product, name_the_officer), (name_the_officer, select_a_product)], ids=("idea first", "advisor")
)
def test_a_case_leaves_stage_one_only_with_a_selected_idea_and_a_named_advisor(
    case: Case, order: tuple[Callable[[Case], None], Callable[[Case], None]]
) -> None:
    do_step(case, "study")
    assert case.stage == CaseStage.ANALYSIS
    order[0](case)
    assert case.stage == CaseStage.ANALYSIS
    order[1](case)
    assert case.stage == CaseStage.ENGINEERING


def test_a_fact_that_falls_away_closes_the_gate_again(case: Case) -> None:
    for settle in (select_a_product, name_the_officer):
        settle(case)
    do_step(case, "study")
    why = {"th": "เปลี่ยนใจ", "en": "Another mind"}
    operations.withdraw_milestone(case=case, kind=Milestone.Kind.PRODUCT_SELECTED, reason=why, by=a_user(), now=NOW)
    assert case.stage == CaseStage.ANALYSIS
    operations.withdraw_milestone(case=case, kind=Milestone.Kind.PRODUCT_SELECTED, reason=why, by=a_user(), now=NOW)
    assert [event.verb for event in events_about(case)].count("withdrew-milestone") == 1


def test_of_a_fact_said_twice_the_latest_word_stands(case: Case) -> None:
    select_a_product(case)
    select_a_product(case)
    assert case.milestones.filter(withdrawn_at=None).count() == 1


def test_a_skipped_stage_says_why_to_the_enterprise_and_can_be_brought_back(case: Case) -> None:
    member = a_member_of(case.enterprise)
    do_step(case, "study")
    operations.skip_stage(case=case, stage="analysis", reason="ขายอยู่แล้ว", by=a_user(), now=NOW)
    assert case.stage == CaseStage.ENGINEERING
    assert any("ขายอยู่แล้ว" in str(notice) for notice in Notice.objects.filter(to=member))
    operations.return_to_stage(case=case, stage="analysis", by=a_user(), now=NOW)
    assert case.stage == CaseStage.ANALYSIS


def test_skipping_is_refused_with_every_reason(case: Case) -> None:
    with pytest.raises(operations.GateRefused) as refusal:
        operations.skip_stage(case=case, stage="engineering", reason=" ", by=a_user(), now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["no_gate", "no_reason"]
    operations.skip_stage(case=case, stage="analysis", reason="มีแล้ว", by=a_user(), now=NOW)
    with pytest.raises(operations.GateRefused, match="already"):
        operations.skip_stage(case=case, stage="analysis", reason="มีแล้ว", by=a_user(), now=NOW)
    with pytest.raises(operations.GateRefused, match="not skipped"):
        operations.return_to_stage(case=case, stage="manufacturing", by=a_user(), now=NOW)


def test_only_who_serves_there_or_is_an_expert_advises(case: Case) -> None:
    with pytest.raises(operations.GateRefused, match="does not advise"):
        operations.name_advisor(case=case, advisor=a_user(), by=a_user(), now=NOW)
    assert case.advisor is None


def test_a_closed_case_passes_no_gate(case: Case) -> None:
    operations.close_case(case=case, reason="จบ", by=a_user(), now=NOW)
    with pytest.raises(operations.CaseClosed):
        select_a_product(case)


def test_the_pages_name_an_advisor_and_skip_a_stage(case: Case, client: Client) -> None:
    officer = case.officer
    assert isinstance(officer, User)
    client.force_login(officer)
    advisor = reverse("cases:advisor", args=[case.number])
    assert client.post(advisor, {"advisor": ""}).status_code == 422
    assert client.post(advisor, {"advisor": officer.pk}).status_code == 302
    skipping = reverse("cases:skipping", args=[case.number, "analysis"])
    assert "Selected product idea" in client.get(skipping).content.decode()
    assert client.post(skipping, {"reason": ""}).status_code == 422
    assert client.post(skipping, {"reason": "ขายอยู่แล้ว"}).status_code == 302
    assert client.get(reverse("cases:skipping", args=[case.number, "engineering"])).status_code == 404
    client.post(reverse("cases:return-to-stage", args=[case.number, "analysis"]))
    case.refresh_from_db()
    assert (case.advisor, queries.progress_of(case).skipped) == (officer, set())


def test_the_enterprise_itself_skips_nothing(case: Case, client: Client) -> None:
    client.force_login(a_member_of(case.enterprise))
    for address in (
        reverse("cases:advisor", args=[case.number]),
        reverse("cases:skipping", args=[case.number, "analysis"]),
        reverse("cases:return-to-stage", args=[case.number, "analysis"]),
    ):
        assert client.post(address, {"reason": "x"}).status_code == 403
