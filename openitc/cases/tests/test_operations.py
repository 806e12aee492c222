"""A case is opened, moves along its pathway, changes hands, and is closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from openitc.cases import operations, queries
from openitc.cases.models import Case, CaseStage
from openitc.cases.operations import NewProduct
from openitc.cases.tests.builders import (
    a_case,
    a_member_of,
    a_product,
    a_profile,
    an_enterprise,
    an_officer,
    do_step,
    let_through,
    the_step,
)
from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.history.queries import events_about
from openitc.notices.models import Notice
from openitc.pathways.operations import retire_pathway
from openitc.pathways.tests.builders import NOW, a_center, a_published_pathway, a_user

pytestmark = pytest.mark.django_db


def told(about: str) -> set[str]:
    """The e-mail addresses of those who were told something that holds the words."""
    with translation.override("en"):
        return {notice.to.email for notice in Notice.objects.select_related("to") if about in str(notice)}


def test_cases_are_numbered_by_fiscal_year_in_the_order_in_which_they_come() -> None:
    center = a_center()
    assert [a_case(center).number for _ in range(2)] == ["2570-00001", "2570-00002"]
    enterprise = an_enterprise(center)
    earlier = operations.open_case(
        enterprise=enterprise,
        product=a_product(enterprise),
        version=a_published_pathway(),
        center=center,
        by=a_user(),
        now=datetime(2026, 9, 30, 16, 59, tzinfo=UTC),  # a minute before the new fiscal year in Thailand
    )
    assert earlier.number == "2569-00001"


def test_a_walk_in_becomes_an_enterprise_a_product_and_a_case_at_once() -> None:
    center = a_center()
    officer = an_officer(center)
    case = operations.open_case(
        enterprise=a_profile("กาแฟแม่ทา"),
        product=NewProduct(name_th="กาแฟดริป"),
        version=a_published_pathway(),
        center=center,
        officer=officer,
        by=officer,
        now=NOW,
    )
    assert (case.enterprise.name_th, case.product.name_th, case.stage) == ("กาแฟแม่ทา", "กาแฟดริป", CaseStage.INTAKE)
    assert not Notice.objects.exists()  # nobody is told what they did themselves
    assert "แม่ทา" in case.search_text


def test_a_refused_case_leaves_no_enterprise_behind_and_every_reason_is_given() -> None:
    center, version = a_center(status=Center.Status.SUSPENDED), a_published_pathway()
    retire_pathway(pathway=version.pathway, by=a_user(), now=NOW)
    version.refresh_from_db()
    with pytest.raises(operations.CaseRefused) as refusal:
        operations.open_case(
            enterprise=a_profile(),
            product=a_product(an_enterprise(a_center())),
            version=version,
            center=center,
            officer=a_user(),
            by=a_user(),
            now=NOW,
        )
    assert [reason.field for reason in refusal.value.reasons] == ["product", "version", "center", "officer"]
    assert Enterprise.objects.count() == 1
    assert not Case.objects.exists()


def test_who_must_know_of_a_new_case_is_told() -> None:
    center = a_center()
    officer, enterprise = an_officer(center), an_enterprise(center)
    member = a_member_of(enterprise)
    a_case(center, enterprise=enterprise, officer=officer)
    assert told("was opened for you") == {officer.email}
    assert told("Your case") == {member.email}


def test_a_case_without_an_officer_is_told_to_everyone_who_serves_there() -> None:
    center = a_center()
    staff = {an_officer(center).email, an_officer(center).email}
    an_officer(a_center())
    a_case(center)
    assert told("waits for an officer") == staff


def test_a_case_moves_to_the_stage_of_its_first_step_to_do_and_to_sale_after_the_last() -> None:
    case = let_through(a_case(a_center()))
    stages = [case.stage]
    for key in ("study", "roast", "test"):
        do_step(case, key)
        stages.append(case.stage)
    assert stages == ["intake", "engineering", "certification", "commercial"]
    assert [event.verb for event in events_about(case)][:2] == ["moved-case", "did-step"]


def test_a_withdrawn_step_is_to_do_again_and_may_be_done_again() -> None:
    case = let_through(a_case(a_center()))
    do_step(case, "study")
    operations.withdraw_done(case=case, step=the_step(case, "study"), by=a_user(), now=NOW)
    assert case.stage == CaseStage.INTAKE
    assert queries.steps_left(case).count() == 3
    do_step(case, "study")
    assert case.stage == CaseStage.ENGINEERING


def test_a_step_is_marked_done_once_in_the_past_and_on_its_own_case() -> None:
    case, other = a_case(a_center()), a_case(a_center())
    do_step(case, "study")
    tomorrow = NOW + timedelta(days=1)
    with pytest.raises(operations.ProgressRefused) as refusal:
        operations.mark_step_done(case=case, step=the_step(case, "study"), done_at=tomorrow, by=a_user(), now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["done_already", "in_the_future"]
    with pytest.raises(operations.ProgressRefused, match="does not belong"):
        operations.mark_step_done(case=case, step=the_step(other, "roast"), done_at=NOW, by=a_user(), now=NOW)
    with pytest.raises(operations.ProgressRefused, match="not marked"):
        operations.withdraw_done(case=case, step=the_step(case, "roast"), by=a_user(), now=NOW)


def test_follow_up_begins_when_the_product_is_on_sale_and_stays() -> None:
    case = let_through(a_case(a_center()))
    with pytest.raises(operations.CaseRefused, match="on sale"):
        operations.begin_follow_up(case=case, by=a_user(), now=NOW)
    for key in ("study", "roast", "test"):
        do_step(case, key)
    operations.begin_follow_up(case=case, by=a_user(), now=NOW)
    assert case.stage == CaseStage.FOLLOW_UP


def test_a_case_is_handed_to_somebody_who_serves_there_or_at_the_center_above() -> None:
    hub = a_center()
    case = a_case(a_center(parent=hub))
    officer = an_officer(hub)
    member = a_member_of(case.enterprise)
    operations.hand_over(case=case, officer=officer, by=a_user(), now=NOW)
    assert case.officer == officer
    assert told("is yours now") == {officer.email}
    assert told("looks after your case") == {member.email}
    with pytest.raises(operations.CaseRefused, match="does not serve"):
        operations.hand_over(case=case, officer=an_officer(a_center()), by=a_user(), now=NOW)


def test_market_and_product_can_be_changed() -> None:
    case = a_case(a_center())
    tea = a_product(case.enterprise, "ชาอู่หลง")
    operations.change_case(case=case, market="japan", product=tea, by=a_user(), now=NOW)
    case.refresh_from_db()
    assert (case.market, case.product) == ("japan", tea)
    assert "อู่หลง" in case.search_text
    with pytest.raises(operations.CaseRefused, match="another enterprise"):
        operations.change_case(
            case=case, market="eu", product=a_product(an_enterprise(a_center())), by=a_user(), now=NOW
        )


def test_a_referred_case_is_worked_on_at_both_centers_until_that_ends() -> None:
    case, other = a_case(a_center()), a_center()
    officer = an_officer(other)
    operations.refer(case=case, center=other, reason="มีเครื่องพ่นฝอย", by=a_user(), now=NOW)
    assert list(queries.standing_referrals(case)) == [other]
    assert case.enterprise.acquaintances.filter(center=other).exists()
    assert told("was referred") == {officer.email}
    operations.end_referral(case=case, center=other, by=a_user(), now=NOW)
    assert not queries.standing_referrals(case).exists()


@pytest.mark.parametrize("why", ["leads this case", "does not take cases", "works on this case already"])
def test_a_case_is_not_referred_where_that_makes_no_sense(why: str) -> None:
    case, other, planned = a_case(a_center()), a_center(), a_center(status=Center.Status.PLANNED)
    operations.refer(case=case, center=other, by=a_user(), now=NOW)
    where = {"leads this case": case.center, "does not take cases": planned}.get(why, other)
    with pytest.raises(operations.ReferralRefused, match=why):
        operations.refer(case=case, center=where, by=a_user(), now=NOW)


def test_only_a_standing_referral_is_ended() -> None:
    with pytest.raises(operations.ReferralRefused, match="does not work"):
        operations.end_referral(case=a_case(a_center()), center=a_center(), by=a_user(), now=NOW)


def test_a_closed_case_takes_notes_but_nothing_else_until_it_is_opened_again() -> None:
    center = a_center()
    case = a_case(center)
    member = a_member_of(case.enterprise)
    operations.close_case(case=case, reason="เลิกกิจการ", by=a_user(), now=NOW)
    assert told("was closed") == {member.email}
    with pytest.raises(operations.CaseClosed):
        do_step(case, "study")
    with pytest.raises(operations.CaseClosed):
        operations.refer(case=case, center=a_center(), by=a_user(), now=NOW)
    operations.add_note(case=case, text="โทรแล้ว", shown_to_enterprise=False, by=a_user(), now=NOW)
    operations.reopen_case(case=case, by=a_user(), now=NOW)
    assert (case.closed_at, case.close_reason) == (None, "")
    with pytest.raises(operations.CaseRefused, match="open already"):
        operations.reopen_case(case=case, by=a_user(), now=NOW)


def test_a_case_is_closed_with_a_reason() -> None:
    with pytest.raises(operations.CaseRefused, match="Say why"):
        operations.close_case(case=a_case(a_center()), reason="  ", by=a_user(), now=NOW)


def test_an_internal_note_is_told_to_staff_only_and_is_no_part_of_the_history_of_the_case() -> None:
    center = a_center()
    officer = an_officer(center)
    case = a_case(center, officer=officer)
    member = a_member_of(case.enterprise)
    operations.add_note(case=case, text="ระวังสูตร", shown_to_enterprise=False, by=a_user(), now=NOW)
    assert told("wrote a note") == {officer.email}
    assert "note" not in {event.verb.partition("-")[2] for event in events_about(case)}
    operations.add_note(case=case, text="มาวันจันทร์นะ", shown_to_enterprise=True, by=a_user(), now=NOW)
    assert told("wrote a note") == {officer.email, member.email}
    assert events_about(case)[0].verb == "shared-note"


def test_an_empty_note_is_refused() -> None:
    with pytest.raises(operations.NoteRefused):
        operations.add_note(case=a_case(a_center()), text=" ", shown_to_enterprise=True, by=a_user(), now=NOW)
