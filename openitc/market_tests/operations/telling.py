"""What every write of a market test shares: keeping it to ourselves, its history, and telling its people."""

from datetime import datetime

from openitc.cases.operations.wholeness import lock_open_case, members
from openitc.history.operations import record
from openitc.market_tests.models import MarketTest
from openitc.notices.operations import notify
from openitc.people.models import User

Value = str | dict[str, str]


def lock_test(test: MarketTest) -> None:
    """Keep the case and its test to ourselves until the transaction ends, and read both again."""
    lock_open_case(test.case)
    case = test.case
    test.refresh_from_db(from_queryset=MarketTest.objects.select_for_update(of=("self",)))
    test.case = case


def keep(verb: str, sentence: str, test: MarketTest, *, by: User, now: datetime, **values: Value) -> None:
    """Keep in the history of the test and of its case what happened."""
    record(verb, sentence, about=[test, test.case], by=by, now=now, number=test.number, **values)


def tell(test: MarketTest, sentence: str, *, by: User, now: datetime, **values: Value) -> None:
    """Tell the enterprise, the officer and the advisor of the case; not the one who did it."""
    case = test.case
    people = {person.pk: person for person in (case.officer, case.advisor, *members(case, now=now)) if person}
    people.pop(by.pk, None)
    if people:
        values = {"product": case.product.names, **values}
        notify(to=list(people.values()), sentence=sentence, link=test.get_absolute_url(), now=now, **values)
