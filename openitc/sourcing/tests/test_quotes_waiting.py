"""What waits for whom once makers answered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openitc.centers.access import standing_of
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.sourcing.queries.quotes_waiting import to_dos_of_case_quotes, to_dos_quotes
from openitc.sourcing.tests.builders.quotes import a_delivery, an_answer, an_asked_case, an_award

pytestmark = pytest.mark.django_db


def waiting(user: User) -> list[str]:
    """Where the person is asked to go."""
    now = clock.now()
    standing = standing_of(user, on=clock.local_day(now))
    return [to_do.url for to_do in to_dos_quotes(user, standing=standing, now=now)]


def test_officer_and_enterprise_compare_choose_agree_and_receive() -> None:
    asked = an_asked_case(over=True)
    root = f"/quotations/{asked.rfq.number}/"
    assert waiting(asked.officer) == []
    quote = an_answer(asked.rfq)
    assert waiting(asked.officer) == waiting(asked.member) == [f"{root}comparison/"]
    assert waiting(a_user()) == []
    award = an_award(quote)
    assert waiting(asked.member) == [f"{root}award/contract/"]
    delivery = a_delivery(award, due_on=clock.local_day(clock.now()) - timedelta(days=1))
    assert waiting(asked.member) == [f"{root}award/deliveries/{delivery.pk}/"]
    [told] = to_dos_of_case_quotes(asked.case, reader=asked.officer, staff=True, now=clock.now())
    assert told.tone == "warn"


def test_nothing_is_said_while_the_answers_are_sealed() -> None:
    asked = an_asked_case()
    an_answer(asked.rfq)
    assert waiting(asked.officer) == []


def test_a_desk_takes_three_queries_however_much_waits() -> None:
    asked = an_asked_case(over=True)
    now = clock.now()
    standing = standing_of(asked.officer, on=clock.local_day(now))
    for _ in range(3):
        an_answer(asked.rfq)
        with CaptureQueriesContext(connection) as captured:
            to_dos_quotes(asked.officer, standing=standing, now=now)
        assert len(captured) == 3
