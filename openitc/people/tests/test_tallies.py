"""What strangers send is counted by all processes together, and of nobody is it known."""

from datetime import timedelta

import pytest

from openitc.people.models import Tally
from openitc.people.operations import count, forget_tallies
from openitc.shared import clock
from openitc.shared.tests.races import outcomes_of

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BOTH = {"a": MINUTE, "b": HOUR}


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_each_is_told_another_number() -> None:
    now = clock.now()
    count(keys=BOTH, now=now)
    turned = dict(reversed(BOTH.items()))  # in another order, and nobody waits for ever
    keys = [BOTH if turn % 2 else turned for turn in range(16)]
    told = outcomes_of(*[lambda asked=asked: count(keys=asked, now=now) for asked in keys])
    assert sorted(each["a"] for each in told if isinstance(each, dict)) == list(range(2, 18))
    assert sorted(each["b"] for each in told if isinstance(each, dict)) == list(range(2, 18))


@pytest.mark.django_db
def test_counting_begins_anew_when_the_time_is_over() -> None:
    now = clock.now()
    assert [count(keys=BOTH, now=now)["a"] for _turn in range(3)] == [1, 2, 3]
    assert count(keys=BOTH, now=now + MINUTE) == {"a": 1, "b": 4}
    assert count(keys=BOTH, now=now + MINUTE + MINUTE / 2) == {"a": 2, "b": 5}


@pytest.mark.django_db
def test_what_is_counted_no_more_is_thrown_away() -> None:
    now = clock.now()
    count(keys=BOTH, now=now)
    forget_tallies(by=None, now=now + MINUTE)
    assert [tally.key for tally in Tally.objects.all()] == ["b"]
