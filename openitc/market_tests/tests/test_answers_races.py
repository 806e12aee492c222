"""A flood is let through no further than its limit, however many of it come at the same moment."""

import pytest
from django.test import RequestFactory

from openitc.market_tests.access import floods
from openitc.shared import clock
from openitc.shared.tests.races import outcomes_of


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_than_the_limit_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "ADDRESS_A_MINUTE", 5)
    request, now = RequestFactory().post("/t/abc/", REMOTE_ADDR="203.0.113.1"), clock.now()
    flooding = outcomes_of(*[lambda: floods.is_flooding(request, "abc", now=now)] * 12)
    assert flooding.count(False) == 5
