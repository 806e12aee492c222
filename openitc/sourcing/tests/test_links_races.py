"""A link opens once, however many browsers come at the same moment; an invitation is sent once."""

from functools import partial

import pytest

from openitc.shared import clock
from openitc.shared.ids import digest
from openitc.shared.tests.races import outcomes_of
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations.invitations import invite, open_link, renew_link
from openitc.sourcing.operations.requests import prepare_request
from openitc.sourcing.tests.builders.makers import a_maker
from openitc.sourcing.tests.builders.requests import a_case_to_make, a_draft, a_sent_request, link_of, the_terms

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, BROWSERS = 12, 6


def test_of_many_browsers_at_once_exactly_one_opens_the_link() -> None:
    [invitation] = a_sent_request()
    for _round in range(ROUNDS):
        now, link = clock.now(), link_of(invitation)
        outcomes = outcomes_of(*[partial(open_link, secret=link, by=None, now=now)] * BROWSERS)
        keys = [outcome[1] for outcome in outcomes if isinstance(outcome, tuple)]
        assert len(keys) == 1
        assert outcomes.count("refused") == BROWSERS - 1
        invitation.refresh_from_db()
        assert invitation.browser_hash == digest(keys[0])
        renew_link(invitation=invitation, by=invitation.invited_by, now=now)


def test_who_opens_a_link_while_it_is_renewed_is_in_by_the_old_one_or_not_at_all() -> None:
    [invitation] = a_sent_request()
    for _round in range(ROUNDS):
        now, link, by = clock.now(), link_of(invitation), invitation.invited_by
        mine = Invitation.objects.get(pk=invitation.pk)
        outcomes_of(
            partial(open_link, secret=link, by=None, now=now), partial(renew_link, invitation=mine, by=by, now=now)
        )
        invitation.refresh_from_db()
        assert invitation.browser_hash == "", "whichever came first, the renewal shuts the old browser out"
        assert link_of(invitation) != link


def test_two_who_send_one_request_at_once_ask_each_maker_once() -> None:
    the_terms()
    case, maker = a_case_to_make(), a_maker()
    assert case.officer is not None
    rfq = prepare_request(case=case, draft=a_draft(), by=case.officer, now=clock.now())
    send = partial(invite, makers=[maker], by=case.officer, now=clock.now())
    outcomes = outcomes_of(*(partial(send, rfq=type(rfq).objects.get(pk=rfq.pk)) for _person in range(2)))
    assert outcomes.count("refused") == 1
    assert rfq.invitations.count() == 1
