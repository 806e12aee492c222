"""After a maker was chosen: its link opens what it owes, as long as it owes it; every other link opens nothing."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.cases.models import Milestone
from openitc.people.models import User
from openitc.shared import clock
from openitc.sourcing.models import Award, Invitation
from openitc.sourcing.operations import awards, deliveries, requests
from openitc.sourcing.queries.requests import of_case
from openitc.sourcing.tasks import mail_letter
from openitc.sourcing.tests.builders.makers import a_maker
from openitc.sourcing.tests.builders.quotes import a_quote
from openitc.sourcing.tests.builders.requests import a_sent_request, let_in, link_of

pytestmark = pytest.mark.django_db
PARTS = ("acceptance", "declining", "question", "quotation")


@dataclass
class Ordered:
    """Two makers without an account answered by their links, and one was chosen because it delivers in the rain."""

    won: Invitation
    lost: Invitation
    winner: Client
    loser: Client
    award: Award

    @property
    def officer(self) -> User:
        found = self.won.rfq.case.officer
        assert found is not None
        return found


def a_browser() -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def address(invitation: Invitation, part: str = "") -> str:
    return reverse(f"sourcing:link{part}", args=[link_of(invitation)])


def read(browser: Client, invitation: Invitation) -> str:
    page = browser.get(address(invitation))
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def ordered() -> Ordered:
    [won, lost] = a_sent_request(makers=[a_maker("Lamphun Freeze"), a_maker("Phrae Dry")], sealed=False)
    browsers = [a_browser(), a_browser()]
    for invitation, browser, price in zip((won, lost), browsers, (50_00, 40_00), strict=True):
        assert browser.post(address(invitation, "-opening")).status_code == 302
        let_in(invitation)
        a_quote(invitation, {500: price, 2000: price})
    officer, now = won.rfq.case.officer, clock.now()
    assert officer is not None
    reason = "Phrae Dry is dearer on the road."
    award = awards.award(rfq=won.rfq, invitation=won, quantity=2000, reason=reason, by=officer, now=now)
    return Ordered(won=won, lost=lost, winner=browsers[0], loser=browsers[1], award=award)


def test_the_chosen_maker_reads_its_order_by_its_link(ordered: Ordered) -> None:
    now, day = clock.now(), clock.local_day(clock.now())
    deliveries.plan_delivery(
        award=ordered.award, due_on=day + timedelta(days=40), quantity=1200, by=ordered.officer, now=now
    )
    facts = {"number": "K-17/2570", "signed_on": day, "due_on": day + timedelta(days=40), "total": 98_765_00}
    awards.keep_contract(award=ordered.award, **facts, by=ordered.officer, now=now)  # type: ignore[arg-type]  # so they are
    page = read(ordered.winner, ordered.won)
    for fact in ("You were chosen", "2,000", "K-17/2570", "98,765", "1,200 due on", "Zumvalley Growers"):
        assert fact in page
    assert "Phrae Dry" not in page


def test_whoever_was_not_chosen_opens_nothing_even_when_the_order_is_called_off(ordered: Ordered) -> None:
    for _moment in ("chosen", "called off"):
        assert ordered.loser.get(address(ordered.lost)).status_code == 404
        assert a_browser().get(address(ordered.lost)).status_code == 404
        for part in PARTS:
            assert ordered.loser.post(address(ordered.lost, f"-{part}"), {"name": "X"}).status_code == 404
        salt = ordered.lost.salt
        a_browser().post(address(ordered.lost, "-fresh"))
        ordered.lost.refresh_from_db()
        assert ordered.lost.salt == salt, "no fresh link either"
        if ordered.award.ended_at is None:
            awards.end_award(award=ordered.award, reason="The oven burnt.", by=ordered.officer, now=clock.now())


def test_the_link_of_the_chosen_maker_is_still_its_browser_s_alone(ordered: Ordered) -> None:
    other, earlier = a_browser(), address(ordered.won)
    assert other.get(address(ordered.won)).status_code == 404
    assert other.post(address(ordered.won, "-opening")).status_code == 404
    other.post(address(ordered.won, "-fresh"))
    ordered.won.refresh_from_db()
    assert ordered.winner.get(earlier).status_code == 404, "the earlier link is shut"
    fresh = a_browser()
    assert fresh.post(address(ordered.won, "-opening")).status_code == 302
    assert "You were chosen" in read(fresh, ordered.won)


def test_an_order_outlasts_the_deadline_and_its_link_ends_with_a_grace(
    ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(days=80))
    assert "You were chosen" in read(ordered.winner, ordered.won)
    awards.end_award(award=ordered.award, reason="The oven burnt.", by=ordered.officer, now=clock.now())
    page = read(ordered.winner, ordered.won)
    assert "The oven burnt." in page
    assert "Zumvalley Growers" not in page, "what was confidential is closed at once"
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(days=83))
    assert ordered.winner.get(address(ordered.won)).status_code == 404


def test_nothing_is_answered_any_more_by_the_link_of_an_order(ordered: Ordered) -> None:
    told = {"reason": "No.", "text": "Which bag?", "price_500": "1", "lead_days": "3", "name": "Malee"}
    for part in PARTS:
        ordered.winner.post(address(ordered.won, f"-{part}"), told)
    ordered.won.refresh_from_db()
    assert (ordered.won.declined_at, ordered.won.quotes.count(), ordered.won.questions.count()) == (None, 1, 0)


def test_letters_after_the_award_hold_the_link_for_the_chosen_maker_alone(ordered: Ordered) -> None:
    mail.outbox.clear()
    for job in ProcrastinateJob.objects.filter(task_name="openitc.sourcing.tasks.mail_letter"):
        mail_letter(**job.args)
    with translation.override("en"):
        letters = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert link_of(ordered.won) in letters[ordered.won.email]
    assert link_of(ordered.lost) not in letters[ordered.lost.email]


def test_a_case_whose_order_was_called_off_asks_anew(ordered: Ordered) -> None:
    case, officer = ordered.won.rfq.case, ordered.officer
    standing = Milestone.objects.filter(case=case, kind=Milestone.Kind.MAKER_CHOSEN, withdrawn_at=None)
    assert standing.exists()
    assert not of_case(case, reader=officer, staff=True, now=clock.now()).may_ask
    awards.end_award(award=ordered.award, reason="The oven burnt.", by=officer, now=clock.now())
    assert not standing.exists(), "the case looks for a maker again"
    assert of_case(case, reader=officer, staff=True, now=clock.now()).may_ask
    client, number = a_browser(), ordered.won.rfq.number
    client.force_login(officer)
    new = reverse("sourcing:new-request", args=[case.number])
    for name in ("request", "award"):
        page = client.get(reverse(f"sourcing:{name}", args=[number])).content.decode()
        assert "The oven burnt." in page
        assert new in page
    with pytest.raises(requests.RequestRefused):
        requests.extend_deadline(
            rfq=ordered.won.rfq, deadline=clock.now() + timedelta(days=20), by=officer, now=clock.now()
        )
    a_sent_request(case, makers=[a_maker()])
    assert new not in client.get(reverse("sourcing:award", args=[number])).content.decode()
