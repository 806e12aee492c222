"""A maker's record out of requests, quotations and deliveries; what waits for whom; which tag is meant."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from openitc.centers.access import standing_of
from openitc.centers.tests.builders import a_center, an_officer
from openitc.people.models import User
from openitc.shared import clock
from openitc.sourcing.models import Award, Invitation, Maker, Mark, Quote
from openitc.sourcing.operations.makers import return_maker
from openitc.sourcing.queries.makers import Wanted, directory
from openitc.sourcing.queries.profiles import capabilities_named
from openitc.sourcing.queries.scorecards import facts_of, may_be_invited, scorecard_of, scorecards_of, verdicts_on
from openitc.sourcing.queries.verifications import to_dos
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker, a_member_of_maker, a_process_tag
from openitc.sourcing.tests.builders.quotes import a_delivery
from openitc.sourcing.tests.builders.requests import a_case_to_make, an_invitation, an_rfq

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today() -> date:
    """The day it is in the test."""
    return clock.local_day(clock.now())


def waiting(user: User) -> list[str]:
    """What waits for the person."""
    now = clock.now()
    return [todo.text for todo in to_dos(user, standing=standing_of(user, on=clock.local_day(now)), now=now)]


def asked(maker: Maker, *, after: int | None = None, declined: bool = False, over: bool = True) -> Invitation:
    """An invitation a month ago, answered after so many days, declined, or left; its deadline may be over."""
    then = clock.now() - 30 * DAY
    rfq = an_rfq(a_case_to_make(), now=then, answers_within=(10 if over else 60) * DAY)
    invitation = an_invitation(rfq, maker, now=then)
    if declined:
        invitation.declined_at = then + DAY
        invitation.save(update_fields=["declined_at"])
    if after is not None:
        Quote.objects.create(
            invitation=invitation, number=1, lead_days=20, valid_until=today() + 90 * DAY, given_name="Lek",
            given_at=then + after * DAY,
        )  # fmt: skip
    return invitation


def delivered(maker: Maker, *, days_late: int = 0, rejected: int = 0, came: bool = True, count: int = 1) -> None:
    """Deliveries of a hundred pieces under one award."""
    invitation = asked(maker, after=2)
    award = Award.objects.create(
        rfq=invitation.rfq, quote=invitation.quotes.get(), quantity=100, awarded_by=maker.added_by,
        awarded_at=clock.now() - 25 * DAY,
    )  # fmt: skip
    due = today() - 10 * DAY
    for _ in range(count):
        on = due + days_late * DAY if came else None
        a_delivery(award, due_on=due, delivered_on=on, quantity=100, rejected=rejected)


def test_the_record_counts_what_was_answered_and_how_soon() -> None:
    maker = a_maker()
    asked(maker, after=2)
    asked(maker, after=6)
    asked(maker, declined=True)
    asked(maker)
    asked(maker, over=False)  # may still answer
    card = scorecard_of(maker, on=today())
    assert (card.invitations, card.answers, card.median_days) == (4, 3, 2)


def test_the_record_counts_deliveries_that_came_late_or_never_and_what_was_rejected() -> None:
    maker = a_maker()
    delivered(maker)
    delivered(maker, days_late=1, rejected=10)
    delivered(maker, came=False)
    card = scorecard_of(maker, on=today())
    assert (card.deliveries, card.on_time, card.pieces, card.rejected) == (3, 1, 200, 10)


def test_a_bad_record_stops_invitations_and_staff_may_override_it() -> None:
    maker = a_maker()
    delivered(maker, rejected=20, count=5)
    verdict = may_be_invited(maker, today())
    assert [reason.code for reason in verdict.reasons] == ["too_much_rejected"]
    assert verdict.overridable
    assert not verdict


def test_nobody_answers_for_another_maker() -> None:
    good, bad = a_maker(), a_maker()
    delivered(bad, rejected=50, count=5)
    assert may_be_invited(good, today())
    assert facts_of(scorecard_of(good, on=today())) == []


def test_records_and_verdicts_of_many_take_as_many_queries_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    makers = [a_maker() for _ in range(4)]
    for maker in makers:
        delivered(maker)
    for some in (makers[:1], makers):
        with django_assert_num_queries(2):
            scorecards_of(some, on=today())
        with django_assert_num_queries(3):
            verdicts_on(some, on=today())


def test_officers_see_what_waits_and_makers_what_is_theirs() -> None:
    new, own = a_maker("New Foods", verified=False, marks=()), a_maker("Own Foods", marks=())
    a_certificate(own, Mark.HALAL, verified=False)
    a_certificate(own, Mark.GMP, expires_on=today() - DAY)
    a_certificate(own, Mark.HACCP, expires_on=today() + 20 * DAY)
    assert waiting(an_officer(a_center())) == ["Verify the maker New Foods", "Verify halal of Own Foods"]
    assert waiting(a_member_of_maker(own)) == [
        "GMP 420 of Own Foods has expired: you are not invited where it is asked for",
        "HACCP of Own Foods expires soon",
    ]
    return_maker(maker=new, reason="Wrong number.", by=an_officer(a_center()), now=clock.now())
    assert waiting(a_member_of_maker(new)) == ["Correct the profile of New Foods"]


def test_what_waits_takes_as_many_queries_for_much_as_for_little(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    officer = an_officer(a_center())
    standing = standing_of(officer, on=today())
    for _ in range(12):
        a_certificate(a_maker(verified=False), Mark.HALAL, verified=False)
    with django_assert_max_num_queries(2):
        assert len(to_dos(officer, standing=standing, now=clock.now())) == 16


def test_the_directory_shows_the_process_that_was_asked_for_and_its_first_month_with_room() -> None:
    maker = a_maker(capability="dry.freeze", minimum=500)
    tag = a_process_tag("pack.sachet")
    packing = maker.processes.create(capability=tag, minimum=10, monthly=100, lead_days=3)
    packing.months.create(month=today().replace(day=1), free=0, lead_days=3)
    [card] = directory(Wanted(capability=tag), page=None, on=today())
    assert card.first is not None
    assert card.first.process == packing
    assert card.first.free_month == (today().replace(day=1) + 32 * DAY).replace(day=1)


def test_a_tag_is_meant_by_its_name_in_either_language_or_by_any_word_for_it() -> None:
    freeze, hot = a_process_tag("dry.freeze"), a_process_tag("dry.hot_air")
    freeze.synonyms = "ฟรีซดราย; lyophilise"
    among = [freeze, hot]
    assert capabilities_named("Doing dry.freeze", among) == [freeze]
    assert capabilities_named(freeze.name_th, among) == [freeze]
    assert capabilities_named("ฟรีซ", among) == [freeze]
    assert capabilities_named("dry", among) == among
    assert capabilities_named("  ", among) == []
