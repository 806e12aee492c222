"""Requests from their first word to their last: what is refused, who is told, and what stays as makers read it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.cases.models import Case
from openitc.enterprises.tests.builders import a_member
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.resources.models import UnmetNeed
from openitc.shared import clock
from openitc.shared.refusals import Refused
from openitc.sourcing.models import Invitation, Maker, Mark, Rfq, Specification, Terms
from openitc.sourcing.operations.invitations import accept_terms, decline, give_word, invite
from openitc.sourcing.operations.questions import answer, ask
from openitc.sourcing.operations.reminders import remind
from openitc.sourcing.operations.requests import (
    change_request,
    extend_deadline,
    prepare_request,
    publish_terms,
    withdraw_request,
)
from openitc.sourcing.operations.specifications import add_specification
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker, a_member_of_maker, a_process_tag
from openitc.sourcing.tests.builders.quotes import a_quote
from openitc.sourcing.tests.builders.requests import a_case_to_make, a_draft, a_sent_request, let_in, the_terms

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case() -> Case:
    the_terms()
    return a_case_to_make()


def officer_of(case: Case) -> User:
    assert case.officer is not None
    return case.officer


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def prepared(case: Case, **facts: object) -> Rfq:
    return prepare_request(case=case, draft=a_draft(**facts), by=officer_of(case), now=clock.now())


def letters() -> int:
    return ProcrastinateJob.objects.filter(task_name="openitc.sourcing.tasks.mail_letter").count()


def test_requests_are_numbered_by_fiscal_year(case: Case) -> None:
    first = prepared(case)
    withdraw_request(rfq=first, reason="", by=officer_of(case), now=clock.now())
    second = prepared(case)
    assert first.number.startswith("Q25")
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1


def test_everything_wrong_with_a_draft_is_told_at_once(case: Case) -> None:
    now = clock.now()
    with pytest.raises(Refused) as refused:
        prepared(
            case,
            brief="Crunchilong by Zumvalley Growers",
            quantities=[2000, 500],
            deadline=now - DAY,
            specification="",
            files=[],
        )
    assert codes(refused) == {"tells_a_name", "quantities", "deadline", "no_specification"}
    assert "crunchilong" in str(refused.value)
    assert "zumvalley" in str(refused.value)


def test_there_is_one_draft_a_case(case: Case) -> None:
    prepared(case)
    with pytest.raises(Refused) as refused:
        prepared(case)
    assert codes(refused) == {"one_draft"}


def test_a_request_is_prepared_even_where_the_tables_were_emptied(case: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Terms.objects.all().delete()
    assert publish_terms(by=None, now=clock.now()).number == 1


def test_who_fits_is_asked_once_and_told_here_and_by_letter(case: Case) -> None:
    at_home, by_mail = a_maker(), a_maker()
    member = a_member_of_maker(at_home)
    member.email = at_home.contact_email
    member.save()
    rfq = prepared(case)
    invite(rfq=rfq, makers=[at_home, by_mail], by=officer_of(case), now=clock.now())
    rfq.refresh_from_db()
    assert rfq.sent_at is not None
    assert letters() == 1, "where the address is an account's, the notice is enough"
    assert Notice.objects.filter(to=member).count() == 1
    with pytest.raises(Refused) as refused:
        invite(rfq=rfq, makers=[by_mail], by=officer_of(case), now=clock.now())
    assert codes(refused) == {"asked"}


@pytest.mark.parametrize("why", ["unverified", "expired", "too large", "far", "stopped"])
def test_who_does_not_fit_cannot_be_asked(case: Case, why: str) -> None:
    maker: Maker = a_maker(
        verified=why != "unverified",
        minimum=9000 if why == "too large" else 500,
        marks=[],
        province="TH-90" if why == "far" else "TH-51",
    )
    if why == "far":
        maker.sites.update(latitude=7.0, longitude=100.5)
    if why == "stopped":
        maker.stops.create(reason="Late", stopped_by=officer_of(case), stopped_at=clock.now())
    day = clock.local_day(clock.now()) - DAY if why == "expired" else clock.local_day(clock.now()) + 400 * DAY
    a_certificate(maker, Mark.GMP, expires_on=day)
    rfq = prepared(case, marks=["gmp"], max_km=300)
    with pytest.raises(Refused) as refused:
        invite(rfq=rfq, makers=[maker], by=officer_of(case), now=clock.now())
    assert codes(refused) == {"does_not_fit"}
    rfq.refresh_from_db()
    assert rfq.sent_at is None


def test_a_request_that_finds_nobody_is_counted_as_a_need_of_the_area(case: Case) -> None:
    a_maker(capability="dry.freeze")
    tag = a_process_tag("weave.jacquard")
    prepared(case, processes=[a_process_tag(), tag])
    [need] = UnmetNeed.objects.all()
    assert (need.kind, need.capability, need.province) == ("maker", tag, case.enterprise.province)


def test_the_tables_keep_what_makers_read() -> None:
    [invitation] = a_sent_request()
    accept_terms(invitation=invitation, name="Malee", agrees=True, by=None, now=clock.now())
    changes: list[Callable[[], object]] = [
        lambda: Terms.objects.update(text_en="Anything goes."),
        lambda: Specification.objects.update(text="Something else."),
        lambda: Rfq.objects.update(sealed=False),
        lambda: Rfq.objects.update(deadline=clock.now()),
        lambda: Invitation.objects.update(accepted_name="Somebody else"),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_sent_request_takes_more_time_and_nothing_else() -> None:
    [invitation] = a_sent_request()
    rfq, before = invitation.rfq, invitation.expires_at
    with pytest.raises(Refused):
        change_request(rfq=rfq, draft=a_draft(), by=rfq.prepared_by, now=clock.now())
    with pytest.raises(Refused) as refused:
        extend_deadline(rfq=rfq, deadline=rfq.deadline - DAY, by=rfq.prepared_by, now=clock.now())
    assert codes(refused) == {"not_later"}
    extend_deadline(rfq=rfq, deadline=rfq.deadline + DAY, by=rfq.prepared_by, now=clock.now())
    invitation.refresh_from_db()
    assert invitation.expires_at == before + DAY
    assert letters() == 2


def test_the_enterprise_is_asked_and_agrees_or_staff_says_how_it_did() -> None:
    case = a_case_to_make()
    owner = a_member(case.enterprise)
    one, two = a_sent_request(case, makers=[a_maker(), a_maker()])
    with pytest.raises(Refused) as too_soon:
        give_word(invitation=one, agrees=True, by=owner, now=clock.now())
    assert codes(too_soon) == {"terms_not_accepted"}
    for invitation in (one, two):
        accept_terms(invitation=invitation, name="Malee", agrees=True, by=None, now=clock.now())
    assert Notice.objects.filter(to=owner, sentence__contains="May it know you").count() == 2
    give_word(invitation=one, agrees=True, by=owner, now=clock.now())
    with pytest.raises(Refused) as unexplained:
        give_word(invitation=two, agrees=False, staff=True, by=officer_of(case), now=clock.now())
    assert codes(unexplained) == {"no_note"}
    give_word(invitation=two, agrees=False, note="By telephone.", staff=True, by=officer_of(case), now=clock.now())
    assert (one.reveals, two.reveals) == (True, False)


def test_a_later_version_is_told_to_those_who_may_read_it() -> None:
    one, _two = a_sent_request(makers=[a_maker(), a_maker()])
    let_in(one)
    before = letters()
    version = add_specification(rfq=one.rfq, text="In 40 g bags.", by=one.rfq.prepared_by, now=clock.now())
    assert version.number == 2
    assert letters() == before + 1


def test_a_version_and_an_answer_name_no_maker() -> None:
    one, two = a_sent_request(makers=[a_maker("Quixotic Dryers"), a_maker()])
    let_in(one)
    by = one.rfq.prepared_by
    with pytest.raises(Refused) as refused:
        add_specification(rfq=one.rfq, text="As Quixotic does it.", by=by, now=clock.now())
    assert codes(refused) == {"tells_a_maker"}
    with pytest.raises(Refused):
        ask(invitation=one, text="We at Quixotic Dryers ask …", by=None, now=clock.now())
    question = ask(invitation=one, text="Which bag?", by=None, now=clock.now())
    with pytest.raises(Refused):
        answer(question=question, text="Ask Quixotic.", by=by, now=clock.now())
    with pytest.raises(Refused) as unadmitted:
        ask(invitation=two, text="Which bag?", by=None, now=clock.now())
    assert codes(unadmitted) == {"not_agreed"}


def test_reasons_read_by_makers_name_nobody() -> None:
    [invitation] = a_sent_request()
    rfq = invitation.rfq
    with pytest.raises(Refused) as refused:
        withdraw_request(rfq=rfq, reason="Zumvalley has no fruit.", by=rfq.prepared_by, now=clock.now())
    assert codes(refused) == {"tells_a_name"}
    with pytest.raises(Refused) as unexplained:
        withdraw_request(rfq=rfq, reason="", by=rfq.prepared_by, now=clock.now())
    assert codes(unexplained) == {"no_reason"}


def test_silent_makers_are_reminded_once_three_days_and_once_one_day_before() -> None:
    silent, declined, answered = a_sent_request(makers=[a_maker(), a_maker(), a_maker()])
    decline(invitation=declined, reason="Full.", by=None, now=clock.now())
    let_in(answered)
    a_quote(answered)
    deadline = silent.rfq.deadline
    hours = [80, 72, 71, 48, 24, 20, 2]
    reminded = [[row.pk for row in remind(by=None, now=deadline - timedelta(hours=left))[0]] for left in hours]
    assert reminded == [[], [silent.pk], [], [], [silent.pk], [], []]


def test_staff_is_told_once_when_the_time_is_over() -> None:
    [invitation] = a_sent_request()
    rfq = invitation.rfq
    over = rfq.deadline + timedelta(hours=1)
    assert [found.pk for found in remind(by=None, now=over)[1]] == [rfq.pk]
    assert remind(by=None, now=over + DAY)[1] == []
    assert Notice.objects.filter(to=rfq.prepared_by, sentence__contains="is over").count() == 1
