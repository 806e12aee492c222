"""Giving quotations: when they are taken, what is asked of them, and that none is ever changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from openitc.history.models import Event
from openitc.notices.models import Notice
from openitc.shared import clock
from openitc.sourcing.models import Invitation, Quote, QuotePrice
from openitc.sourcing.operations import quotes as operations
from openitc.sourcing.operations import remarks
from openitc.sourcing.queries.quotes import answers_to, quotes_to_read
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker
from openitc.sourcing.tests.builders.quotes import BAHT, a_quote, an_answer, an_asked_case
from openitc.sourcing.tests.builders.requests import an_invitation

pytestmark = pytest.mark.django_db


def given(invitation: Invitation, **changes: object) -> Quote:
    """A quotation as its maker sends it, but for what is told."""
    facts = {
        "prices": dict.fromkeys(invitation.rfq.quantities, 42 * BAHT),
        "tooling": 0,
        "delivery": 500 * BAHT,
        "lead_days": 30,
        "payment_terms": "30 days",
        "valid_until": clock.local_day(invitation.rfq.deadline) + timedelta(days=30),
        "note": "",
        "name": "Khun Malee",
        "by": None,
        "now": clock.now(),
    }
    return operations.give_quote(invitation=invitation, **(facts | changes))  # type: ignore[arg-type]  # tests name facts


def refused(invitation: Invitation, **changes: object) -> set[str]:
    """Why it is not taken, as codes."""
    with pytest.raises(operations.QuoteRefused) as refusal, transaction.atomic():
        given(invitation, **changes)
    return {reason.code for reason in refusal.value.reasons}


@pytest.fixture
def invitation() -> Invitation:
    """A maker that accepted the terms and that the enterprise agreed to."""
    return an_invitation(an_asked_case().rfq, a_maker(), agreed=True)


def test_a_quotation_is_kept_with_its_prices_and_its_hand(invitation: Invitation) -> None:
    member = a_member_of_maker(invitation.maker)
    quote = given(invitation, by=member, prices={1_000: 41 * BAHT, 2_000: 40 * BAHT, 5_000: 39 * BAHT})
    assert (quote.number, quote.given_by, quote.given_name) == (1, member, "Khun Malee")
    assert [(price.quantity, price.unit_price) for price in quote.prices.all()] == [
        (1_000, 4_100),
        (2_000, 4_000),
        (5_000, 3_900),
    ]


def test_the_latest_quotation_stands_and_the_first_stays(invitation: Invitation) -> None:
    first = given(invitation)
    second = given(invitation, lead_days=20)
    over = invitation.rfq.deadline + timedelta(days=1)
    assert list(quotes_to_read(invitation.rfq, now=over)) == [second]
    first.refresh_from_db()
    assert (first.number, first.lead_days, second.number) == (1, 30, 2)
    assert answers_to(invitation.rfq).answered == 1


@pytest.mark.parametrize("row", [Quote, QuotePrice])
def test_the_tables_refuse_to_change_or_delete_a_quotation(
    invitation: Invitation, row: type[Quote] | type[QuotePrice]
) -> None:
    given(invitation)
    changes = {"lead_days": 1} if row is Quote else {"unit_price": 1}
    for write in (lambda: row.objects.update(**changes), lambda: row.objects.all().delete()):
        with pytest.raises(DatabaseError, match="stays as it was given"), transaction.atomic():
            write()


@pytest.mark.django_db(transaction=True)
def test_the_tables_take_no_price_afterwards(invitation: Invitation) -> None:
    add = "INSERT INTO sourcing_quoteprice (quote_id, quantity, unit_price) VALUES (%s, %s, 100)"
    with transaction.atomic():
        with transaction.atomic():  # a savepoint has a number of its own
            quote = a_quote(invitation, {2000: 3_900})
        with connection.cursor() as cursor:
            cursor.execute(add, [quote.pk, 1000])
    for _turn in range(2):
        with pytest.raises(DatabaseError, match="a quotation stays as it was given"), connection.cursor() as cursor:
            cursor.execute(add, [quote.pk, 500])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")  # one that writes, as operations do
        with pytest.raises(DatabaseError, match="a quotation stays as it was given"), transaction.atomic():
            cursor.execute(add, [quote.pk, 500])
        cursor.execute("DELETE FROM procrastinate_jobs")  # Django knows nothing of jobs, and leaves them behind
    assert sorted(price.quantity for price in quote.prices.all()) == [1000, 2000]


def test_only_whom_the_enterprise_lets_in_may_quote() -> None:
    rfq = an_asked_case().rfq
    assert refused(an_invitation(rfq, a_maker())) == {"terms_not_accepted"}
    assert refused(an_invitation(rfq, a_maker(), accepted=True)) == {"not_agreed"}
    for fact in ("withdrawn_at", "declined_at"):
        invitation = an_invitation(rfq, a_maker(), agreed=True)
        setattr(invitation, fact, clock.now())
        invitation.save()
        assert refused(invitation) == {fact.removesuffix("_at")}


def test_at_the_deadline_itself_it_is_too_late(invitation: Invitation) -> None:
    deadline = invitation.rfq.deadline
    assert refused(invitation, now=deadline) == {"too_late"}
    given(invitation, now=deadline - timedelta(minutes=1))


def test_waiting_while_the_deadline_passes_is_too_late(invitation: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([clock.now(), clock.now() + timedelta(minutes=2)])
    monkeypatch.setattr(operations, "database_now", lambda: next(readings))
    assert refused(invitation, now=invitation.rfq.deadline - timedelta(minutes=1)) == {"too_late"}


def test_every_fault_is_said_at_once(invitation: Invitation) -> None:
    yesterday = clock.local_day(invitation.rfq.deadline) - timedelta(days=1)
    assert refused(invitation, prices={}, lead_days=0, valid_until=yesterday, name=" ") == {
        "no_price",
        "lead",
        "validity",
        "no_name",
    }
    assert refused(invitation, prices={500: 4_200, 2_000: 4_000}) == {"hole"}
    assert refused(invitation, prices={777: 4_200}) >= {"not_asked_for"}


def test_what_is_told_names_nobody_who_answered() -> None:
    asked = an_asked_case()
    invitation = an_invitation(asked.rfq, a_maker("Very secret foods"), agreed=True)
    member = a_member_of_maker(invitation.maker, name="Very secret member")
    given(invitation, by=member, prices=dict.fromkeys(asked.rfq.quantities, 4_321))
    told = [str(notice) for notice in Notice.objects.all()] + [
        str(event) for event in Event.objects.filter(verb__contains="quot")
    ]
    assert any("1 of 1 makers have answered" in words for words in told)
    assert [words for words in told if "secret" in words or "43.21" in words] == []
    assert not Event.objects.filter(verb="gave-quotation", by__isnull=False).exists()
    assert set(Notice.objects.values_list("to", flat=True)) == {asked.officer.pk, asked.member.pk}
    assert Notice.objects.values_list("link", flat=True)[0] == reverse("sourcing:comparison", args=[asked.rfq.number])


def test_a_note_is_kept_and_a_quotation_put_aside_comes_back() -> None:
    asked = an_asked_case(over=True)
    invitation = an_answer(asked.rfq).invitation
    remarks.write_remark(invitation=invitation, text=" Rings back at once ", by=asked.officer, now=clock.now())
    remarks.put_aside(invitation=invitation, by=asked.member, now=clock.now())
    remark = remarks.write_remark(invitation=invitation, text="Too far", by=asked.officer, now=clock.now())
    assert (remark.text, remark.hidden_at is not None) == ("Too far", True)
    assert remarks.bring_back(invitation=invitation, by=asked.member, now=clock.now()).hidden_at is None
