"""The maker's page by its link and by an account: what opens, what does not, and what may be done there."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from openitc.shared import clock
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations.requests import withdraw_request
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker
from openitc.sourcing.tests.builders.requests import a_sent_request, let_in, link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation() -> Invitation:
    return a_sent_request()[0]


def a_browser() -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def address(invitation: Invitation, part: str = "", *args: int) -> str:
    return reverse(f"sourcing:link{part}", args=[link_of(invitation), *args])


def opened(invitation: Invitation) -> Client:
    """A browser that opened the link."""
    browser = a_browser()
    answer = browser.post(address(invitation, "-opening"))
    assert answer.status_code == 302
    return browser


def plain(page: bytes, invitation: Invitation) -> str:
    """The page without what differs between any two requests."""
    import re

    text = page.decode().replace(link_of(invitation), "LINK")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"hx-headers='[^']+'", "", text).replace("0" * 40, "LINK")


def test_the_door_tells_the_deadline_and_burns_nothing(invitation: Invitation) -> None:
    for _scanner in range(3):
        page = a_browser().get(address(invitation))
        assert page.status_code == 200
        assert "Open this invitation here" in page.content.decode()
        assert invitation.rfq.number not in page.content.decode()
        assert invitation.maker.name not in page.content.decode()
    invitation.refresh_from_db()
    assert invitation.browser_hash == ""
    assert invitation.opened_at is None


def test_who_opens_it_first_comes_in_again_and_again(invitation: Invitation) -> None:
    browser = opened(invitation)
    for _visit in range(2):
        page = browser.get(address(invitation))
        assert page.status_code == 200
        assert "dried fruit snack" in page.content.decode()
    cookie = browser.cookies["invitation"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == address(invitation)


def test_a_used_link_and_a_forwarded_one_open_nothing(invitation: Invitation) -> None:
    opened(invitation)
    other = a_browser()
    assert other.get(address(invitation)).status_code == 404
    assert other.post(address(invitation, "-opening")).status_code == 404
    assert other.post(address(invitation, "-acceptance"), {"name": "X", "agrees": "on"}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_every_link_that_opens_nothing_answers_the_same(invitation: Invitation) -> None:
    guessed = a_browser().get(reverse("sourcing:link", args=["0" * 40]))
    opened(invitation)
    used = a_browser().get(address(invitation))
    with_a_wrong_key = a_browser()
    with_a_wrong_key.cookies["invitation"] = "a key of somebody else"
    wrong = with_a_wrong_key.get(address(invitation))
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=clock.now())
    expired = a_browser().get(address(invitation))
    assert {page.status_code for page in (guessed, used, wrong, expired)} == {404}
    assert len({plain(page.content, invitation) for page in (guessed, used, wrong, expired)}) == 1


def test_an_expired_link_opens_nothing_even_where_it_was_opened(invitation: Invitation) -> None:
    browser = opened(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=clock.now())
    assert browser.get(address(invitation)).status_code == 404


def test_the_link_of_a_withdrawn_request_opens_nothing(invitation: Invitation) -> None:
    browser = opened(invitation)
    rfq = invitation.rfq
    withdraw_request(rfq=rfq, reason="The season is over.", by=rfq.prepared_by, now=clock.now())
    assert browser.get(address(invitation)).status_code == 404
    assert a_browser().get(address(invitation)).status_code == 404


def test_a_fresh_link_goes_to_the_invited_address_alone_and_shuts_out_the_old_browser(invitation: Invitation) -> None:
    browser, old = opened(invitation), address(invitation)
    asked = a_browser().post(address(invitation, "-fresh"))
    unknown = a_browser().post(reverse("sourcing:link-fresh", args=["0" * 40]))
    assert asked.status_code == unknown.status_code == 200
    assert plain(asked.content, invitation) == plain(unknown.content, invitation).replace("0" * 40, "LINK")
    assert browser.get(old).status_code == 404
    invitation.refresh_from_db()
    assert address(invitation) != old
    assert a_browser().get(address(invitation)).status_code == 200
    renewed = invitation.salt
    a_browser().post(address(invitation, "-fresh"))
    invitation.refresh_from_db()
    assert invitation.salt == renewed, "one in a quarter of an hour"
    assert mail.outbox == []  # letters are written apart from the request


def test_terms_are_accepted_with_name_and_tick_and_kept_with_their_version(invitation: Invitation) -> None:
    browser = opened(invitation)
    refused = browser.post(address(invitation, "-acceptance"), {"name": ""})
    assert refused.status_code == 422
    assert "Enter your name" in refused.content.decode()
    assert "Tick that you accept" in refused.content.decode()
    accepted = browser.post(address(invitation, "-acceptance"), {"name": "Malee", "agrees": "on"}, follow=True)
    assert "The enterprise is asked" in accepted.content.decode()
    invitation.refresh_from_db()
    assert invitation.accepted_name == "Malee"
    assert invitation.terms == invitation.rfq.terms
    assert invitation.accepted_by is None


def test_an_admitted_maker_reads_asks_and_quotes_by_its_link(invitation: Invitation) -> None:
    browser = opened(invitation)
    let_in(invitation)
    page = browser.get(address(invitation)).content.decode()
    assert "Zumvalley Growers" in page
    assert "moisture below 4" in page
    [file] = invitation.rfq.specifications.get().files.all()
    handed = browser.get(address(invitation, "-file", file.pk))
    assert b"the secret recipe" in handed.content
    assert handed["Cache-Control"] == "private, no-store"
    asked = browser.post(address(invitation, "-question"), {"text": "Which bag?"}, follow=True)
    assert "Which bag?" in asked.content.decode()
    prices = {"price_500": "42", "price_2000": "39.50", "lead_days": "30", "name": "Malee"}
    day = clock.local_day(invitation.rfq.deadline)
    quoted = browser.post(address(invitation, "-quotation"), {**prices, "valid_until": f"{day:%Y}-12-31"}, follow=True)
    assert "Your quotation is in" in quoted.content.decode()
    assert invitation.quotes.count() == 1


def test_a_bad_quotation_loses_nothing_that_was_typed(invitation: Invitation) -> None:
    browser = opened(invitation)
    let_in(invitation)
    answer = browser.post(address(invitation, "-quotation"), {"price_500": "42", "note": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


def test_a_maker_declines_with_a_reason_at_any_time(invitation: Invitation) -> None:
    browser = opened(invitation)
    assert browser.post(address(invitation, "-declining"), {"reason": " "}).status_code == 422
    page = browser.post(address(invitation, "-declining"), {"reason": "Fully booked."}, follow=True)
    assert "You declined this request" in page.content.decode()
    again = browser.post(address(invitation, "-acceptance"), {"name": "Malee", "agrees": "on"})
    assert again.status_code == 422


def test_members_of_the_maker_answer_by_their_account_and_neighbours_do_not() -> None:
    maker, other = a_maker(), a_maker()
    member, neighbour = a_member_of_maker(maker), a_member_of_maker(other)
    own, foreign = a_sent_request(makers=[maker, other])
    client = a_browser()
    client.force_login(member)
    listing = client.get(reverse("sourcing:invitations")).content.decode()
    assert reverse("sourcing:invitation", args=[own.pk]) in listing
    assert reverse("sourcing:invitation", args=[foreign.pk]) not in listing
    assert client.get(reverse("sourcing:invitation", args=[own.pk])).status_code == 200
    own.refresh_from_db()
    assert own.opened_at is not None
    client.force_login(neighbour)
    for part in ("", "-acceptance", "-declining", "-question", "-quotation"):
        there = reverse(f"sourcing:invitation{part}", args=[own.pk])
        answer = client.post(there) if part else client.get(there)
        assert answer.status_code == 404


def test_the_address_with_the_secret_goes_to_no_other_site(invitation: Invitation) -> None:
    page = opened(invitation).get(address(invitation))
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
