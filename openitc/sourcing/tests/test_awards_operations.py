"""Choosing a maker: once, for a reason where another costs less, and what the others are told."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import connection, transaction

from openitc.cases.models import Milestone
from openitc.notices.models import Notice
from openitc.shared import clock
from openitc.shared.tests.races import race
from openitc.sourcing.models import Award, Quote
from openitc.sourcing.operations import awards, deliveries
from openitc.sourcing.queries.awards import award_of_case, contract_of
from openitc.sourcing.tests.builders.makers import a_member_of_maker
from openitc.sourcing.tests.builders.quotes import BAHT, Asked, an_answer, an_asked_case, an_award

pytestmark = pytest.mark.django_db


def chosen(asked: Asked, quote: Quote, quantity: int = 2_000, **changes: object) -> Award:
    """The quotation chosen by the officer, just now."""
    facts = {"reason": "", "by": asked.officer, "now": clock.now()} | changes
    return awards.award(rfq=asked.rfq, invitation=quote.invitation, quantity=quantity, **facts)  # type: ignore[arg-type]  # so here


def refused(asked: Asked, quote: Quote, quantity: int = 2_000, **changes: object) -> set[str]:
    """Why it cannot be chosen, as codes."""
    with pytest.raises(awards.AwardRefused) as refusal, transaction.atomic():
        chosen(asked, quote, quantity, **changes)
    return {reason.code for reason in refusal.value.reasons}


def test_the_chosen_maker_lets_the_case_go_on() -> None:
    asked = an_asked_case(over=True)
    quote = an_answer(asked.rfq, "Chiang Mai Dry")
    award = chosen(asked, quote)
    [milestone] = Milestone.objects.filter(case=asked.case, withdrawn_at=None)
    assert (milestone.kind, milestone.detail["en"]) == (Milestone.Kind.MAKER_CHOSEN, "Chiang Mai Dry")
    assert milestone.link == f"/quotations/{asked.rfq.number}/award/"
    assert (award_of_case(asked.case), award.quantity) == (award, 2_000)


def test_nobody_is_chosen_while_the_answers_are_sealed() -> None:
    asked = an_asked_case(sealed=True)
    assert refused(asked, an_answer(asked.rfq)) == {"sealed"}
    open_one = an_asked_case(sealed=False)
    chosen(open_one, an_answer(open_one.rfq))


def test_where_another_costs_less_a_reason_is_asked_for() -> None:
    asked = an_asked_case(over=True)
    dear, cheap = an_answer(asked.rfq, each=50 * BAHT), an_answer(asked.rfq, each=40 * BAHT)
    assert refused(asked, dear) == {"no_reason"}
    assert refused(asked, dear, reason="  ") == {"no_reason"}
    assert chosen(asked, dear, reason="Half as far.").reason == "Half as far."
    other = an_asked_case(over=True)
    an_answer(other.rfq, each=50 * BAHT)
    chosen(other, an_answer(other.rfq, each=40 * BAHT))
    assert refused(asked, cheap) == {"awarded"}


def test_less_than_a_maker_offers_and_quotations_that_do_not_stand_are_refused() -> None:
    asked = an_asked_case(over=True)
    quote = an_answer(asked.rfq)
    assert refused(asked, quote, 499) == {"below_minimum"}
    quote.invitation.declined_at = clock.now()
    quote.invitation.save()
    assert refused(asked, quote) == {"no_quote"}
    assert refused(asked, an_answer(an_asked_case(over=True).rfq)) == {"no_quote"}


def test_the_others_are_told_kindly_and_read_no_name_and_no_price() -> None:
    asked = an_asked_case(over=True)
    won, lost = an_answer(asked.rfq, "Winning foods", each=40 * BAHT), an_answer(asked.rfq, "Losing foods")
    winner, loser = a_member_of_maker(won.invitation.maker), a_member_of_maker(lost.invitation.maker)
    chosen(asked, won)
    [told] = [str(notice) for notice in Notice.objects.filter(to=loser)]
    assert "Thank you" in told
    assert not any(secret in told for secret in ("Winning", "2,000", "40", asked.case.enterprise.name))
    assert "you were chosen" in str(Notice.objects.get(to=winner))
    assert "Winning foods" in str(Notice.objects.get(to=asked.member))
    assert mail.outbox == []


def test_an_order_called_off_lets_the_case_look_again() -> None:
    asked = an_asked_case(over=True)
    award = chosen(asked, an_answer(asked.rfq))
    with pytest.raises(awards.AwardRefused), transaction.atomic():
        awards.end_award(award=award, reason=" ", by=asked.officer, now=clock.now())
    awards.end_award(award=award, reason="The oven burnt down.", by=asked.officer, now=clock.now())
    assert not Milestone.objects.filter(case=asked.case, withdrawn_at=None).exists()
    assert award_of_case(asked.case) is None
    with pytest.raises(awards.AwardRefused), transaction.atomic():
        awards.end_award(award=award, reason="Again.", by=asked.officer, now=clock.now())


def test_what_came_is_compared_with_what_was_promised() -> None:
    asked = an_asked_case(over=True)
    now = clock.now()
    today = clock.local_day(now)
    award = an_award(an_answer(asked.rfq), 2_000, at=now - timedelta(days=10))
    late = deliveries.plan_delivery(
        award=award, due_on=today - timedelta(days=3), quantity=1_000, by=asked.officer, now=now
    )
    deliveries.plan_delivery(award=award, due_on=today + timedelta(days=9), quantity=600, by=asked.officer, now=now)
    deliveries.receive(
        delivery=late, delivered_on=today, quantity=900, rejected=50, note="Crushed", by=asked.member, now=now
    )
    contract = contract_of(award, now=now)
    first = contract.deliveries[0]
    assert (first.outcome.days_late, first.missing, round(first.rejected_percent, 2)) == (3, 100, 5.56)
    assert (contract.good, contract.left, contract.unplanned) == (850, 1_150, 550)
    assert contract.total == 2_000 * 42 * BAHT


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"days": 1}, "in_the_future"),
        ({"days": -11}, "before_the_award"),
        ({"quantity": 0}, "nothing"),
        ({"rejected": 1_001}, "too_many_rejected"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(changes: dict[str, int], code: str) -> None:
    asked = an_asked_case(over=True)
    now = clock.now()
    today = clock.local_day(now)
    award = an_award(an_answer(asked.rfq), at=now - timedelta(days=10))
    delivery = deliveries.plan_delivery(award=award, due_on=today, quantity=1_000, by=asked.officer, now=now)
    facts = {"days": 0, "quantity": 1_000, "rejected": 0} | changes
    with pytest.raises(deliveries.DeliveryRefused) as refusal:
        deliveries.receive(
            delivery=delivery,
            delivered_on=today + timedelta(days=facts["days"]),
            quantity=facts["quantity"],
            rejected=facts["rejected"],
            note="",
            by=asked.officer,
            now=now,
        )
    assert code in {reason.code for reason in refusal.value.reasons}


@pytest.fixture
def _no_mail_left() -> Iterator[None]:
    """What really was committed orders real mails, which no later test is to find: Django knows nothing of jobs."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.usefixtures("_no_mail_left")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_at_once_exactly_one_does() -> None:
    for _round in range(5):
        asked = an_asked_case(over=True)
        quotes = [an_answer(asked.rfq, each=40 * BAHT) for _ in range(2)]
        assert race(*(partial(chosen, asked, quote) for quote in quotes)) == ["done", "refused"]
        assert Award.objects.filter(rfq=asked.rfq).count() == 1
