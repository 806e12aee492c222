"""Answers are taken once, in time, and stay as they were given."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from openitc.history.models import Event
from openitc.market_tests.models import Answer, MarketTest
from openitc.market_tests.operations import answers as operations
from openitc.market_tests.operations.tablets import TooManyTablets, make_ready, take_back
from openitc.market_tests.rules.answers import GRACE, MOST_AT_LEAST, Incoming, Taken
from openitc.market_tests.tests.builders.answers import a_tablet, an_answer, an_incoming, an_open_test
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.shared.tests.races import outcomes_of

PHONE, TABLET = Answer.Channel.PHONE, Answer.Channel.TABLET


def sent(test: MarketTest, *answers: Incoming, now: object = None) -> Taken:
    return operations.take(test=test, answers=answers, channel=PHONE, now=now or clock.now())  # type: ignore[arg-type]  # a moment, in tests


@pytest.mark.django_db
def test_a_sending_is_told_of_each_answer_what_became_of_it() -> None:
    test = an_open_test()
    old, new, twice = uuid4(), uuid4(), uuid4()
    empty = an_incoming(test, values={})
    sent(test, an_incoming(test, old))
    taken = sent(
        test, an_incoming(test, old), an_incoming(test, new), an_incoming(test, twice), an_incoming(test, twice), empty
    )
    assert set(taken.counted) == {new, twice}
    assert taken.repeated == (old,)
    assert ("overall", "missing") in taken.refused[empty.key]
    assert len(taken.refused[empty.key]) == 5
    assert test.answers.count() == 3
    assert taken.outcomes == {old: "repeated", new: "counted", twice: "counted", empty.key: "refused"}


@pytest.mark.django_db
def test_the_first_word_counts_where_a_key_comes_again_with_another() -> None:
    test, key = an_open_test(kind="pilot"), uuid4()
    sent(test, an_incoming(test, key, values={"overall": 9, "again": 5}))
    sent(test, an_incoming(test, key, values={"overall": 1, "again": 1}))
    assert test.answers.get().values == {"overall": 9, "again": 5}


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_eight_threads_is_counted_once() -> None:
    test, key = an_open_test(), uuid4()
    answer = an_incoming(test, key)
    outcomes = outcomes_of(*[lambda: sent(test, answer).outcomes[key] for _thread in range(8)])
    assert sorted(map(str, outcomes)) == ["counted"] + ["repeated"] * 7
    assert test.answers.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sendings_that_cross_each_other_neither_wait_for_ever_nor_count_twice() -> None:
    test = an_open_test()
    answers = [an_incoming(test) for _each in range(10)]
    outcomes = outcomes_of(*[lambda turn=turn: sent(test, *answers[:: 1 if turn % 2 else -1]) for turn in range(8)])
    assert sum(len(taken.counted) for taken in outcomes if isinstance(taken, Taken)) == 10
    assert test.answers.count() == 10


@pytest.mark.django_db
def test_a_phone_answers_while_the_test_is_open_and_not_after() -> None:
    test, late = an_open_test(closed_at=clock.now() + timedelta(hours=1)), an_incoming
    after = clock.now() + timedelta(hours=2)
    assert sent(test, an_incoming(test)).counted
    [faults] = sent(test, late(test), now=after).refused.values()
    assert faults == (("", "not_open"),)


@pytest.mark.django_db
def test_a_tablet_brings_answers_of_open_days_up_to_a_fortnight_later() -> None:
    test = an_open_test()
    tablet, _secret = a_tablet(test)
    days = clock.at(test.ends_on + timedelta(days=1))
    given, given_late = an_incoming(test), an_incoming(test, answered_at=days + timedelta(minutes=1))

    def brought(now: object) -> Taken:
        return operations.take(test=test, answers=[given, given_late], channel=TABLET, tablet=tablet, now=now)  # type: ignore[arg-type]  # as above

    assert len(brought(days + GRACE).refused) == 2
    taken = brought(days + GRACE - timedelta(minutes=1))
    assert taken.counted == (given.key,)
    assert taken.refused == {given_late.key: (("", "not_open"),)}
    tablet.refresh_from_db()
    assert tablet.seen_at == days + GRACE - timedelta(minutes=1)


@pytest.mark.django_db
def test_a_clock_that_goes_wrong_does_not_put_an_answer_outside_the_days_of_the_test() -> None:
    test, now = an_open_test(), clock.now()
    early, late = (
        an_incoming(test, answered_at=now.replace(year=1999)),
        an_incoming(test, answered_at=now.replace(year=2090)),
    )
    sent(test, early, late, now=now)
    kept = {answer.key: answer.answered_at for answer in test.answers.all()}
    assert kept == {early.key: test.opened_at, late.key: now}


@pytest.mark.django_db
def test_a_full_test_takes_no_more_but_knows_what_it_took() -> None:
    test = an_open_test(kind="pilot", wanted=1)
    known = an_answer(test)
    for _ten in range((MOST_AT_LEAST - 1) // 10 + 1):
        sent(test, *[an_incoming(test) for _each in range(10)])
    taken = sent(test, an_incoming(test, known.key), an_incoming(test, UUID(int=7)))
    assert taken.repeated == (known.key,)
    assert taken.refused == {UUID(int=7): (("", "full"),)}


@pytest.mark.django_db
def test_chance_draws_by_the_key_where_the_page_leaves_it_out() -> None:
    test = an_open_test(kind="intent")
    sent(test, an_incoming(test, UUID(int=10)), an_incoming(test, UUID(int=11)))
    assert [answer.values["arm"] for answer in test.answers.order_by("key")] == ["up", "down"]


@pytest.mark.django_db
def test_ten_answers_cost_as_many_queries_as_one() -> None:
    test = an_open_test()

    def queries(count: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            sent(test, *[an_incoming(test) for _each in range(count)])
        return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked.captured_queries)

    assert queries(1) == queries(10) == 2  # is it full, and the insert


@pytest.mark.django_db
def test_what_does_not_count_is_set_aside_with_a_reason_and_can_come_back() -> None:
    test, officer, now = an_open_test(), a_user(), clock.now()
    answer = an_answer(test)
    with pytest.raises(operations.NoReasonGiven):
        operations.set_aside(answers=[answer], reason=" ", by=officer, now=now)
    assert operations.set_aside(answers=[answer], reason="A child at play", by=officer, now=now) == 1
    assert operations.set_aside(answers=[answer], reason="Again", by=officer, now=now) == 0
    answer.refresh_from_db()
    assert (answer.set_aside_at, answer.set_aside_reason) == (now, "A child at play")
    operations.count_again(answer=answer, by=officer, now=now)
    answer.refresh_from_db()
    assert answer.set_aside_at is None
    assert set(Event.objects.values_list("verb", flat=True)) >= {"answers_set_aside", "answer_counted_again"}


@pytest.mark.django_db
def test_the_table_refuses_to_change_what_was_answered() -> None:
    answer = an_answer(an_open_test())
    rows = Answer.objects.filter(pk=answer.pk)
    for change in (
        lambda: rows.update(values={}),
        lambda: rows.update(answered_at=answer.answered_at - timedelta(days=1)),
        lambda: rows.update(key=uuid4()),
        lambda: rows.update(language="en", set_aside_at=clock.now(), set_aside_reason="A child at play"),
        rows.delete,
    ):
        with pytest.raises(DatabaseError, match="as it was given"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_no_column_could_say_who_answered() -> None:
    columns = {field.name for field in Answer._meta.get_fields()}  # noqa: SLF001 - Django's name for its own door
    assert columns == {
        "id", "test", "key", "channel", "tablet", "language", "values", "group", "answered_at", "received_at",
        "set_aside_at", "set_aside_reason",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_tablet_is_made_ready_and_taken_back_and_its_secret_is_not_kept() -> None:
    test, officer, now = an_open_test(), a_user(), clock.now()
    tablet, secret = make_ready(test=test, name="Booth 3", by=officer, now=now)
    assert secret not in str(vars(tablet))
    assert secret not in str(list(Event.objects.values()))
    take_back(tablet=tablet, by=officer, now=now)
    take_back(tablet=tablet, by=officer, now=now + timedelta(hours=1))
    tablet.refresh_from_db()
    assert tablet.revoked_at == now
    for _each in range(20):
        a_tablet(test)
    with pytest.raises(TooManyTablets):
        a_tablet(test)
