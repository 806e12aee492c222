"""Questions from people without an account: they arrive once, and floods, machines and scripts do not."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from openitc.listings.access.floods import ticket_for
from openitc.listings.models import Enquiry, Listing
from openitc.listings.tests.builders.listings import a_listing, an_enquiry, the_member
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
QUESTION = {"name": "Akari", "reply_to": "akari@example.com", "text": "Can you ship 500 units to Osaka?"}


def a_ticket(listing: Listing, *, seconds: float = 10) -> str:
    """That of a form opened so long ago."""
    with time_machine.travel(clock.now() - timedelta(seconds=seconds), tick=False):
        return ticket_for(listing.slug)


def send(client: Client, listing: Listing, **other: str) -> int:
    words = QUESTION | {"ticket": a_ticket(listing)} | other
    return client.post(f"/p/{listing.slug}/en/enquiry/", words).status_code


def test_a_question_arrives_in_the_inbox_and_is_marked_as_answered(client: Client) -> None:
    listing = a_listing()
    assert listing.case
    assert send(Client(enforce_csrf_checks=True), listing) == 302
    client.force_login(the_member(listing))
    inbox = f"/cases/{listing.case.number}/listing/enquiries/"
    assert "Osaka" in client.get(inbox).content.decode()
    enquiry = Enquiry.objects.get()
    assert (enquiry.language, enquiry.reply_to) == ("en", "akari@example.com")
    client.post(f"{inbox}{enquiry.pk}/answer/")
    enquiry.refresh_from_db()
    assert enquiry.answered_by == the_member(listing)
    assert not any("akari" in f"{letter.body}{letter.subject}" for letter in mail.outbox)


def test_pressing_twice_sends_once(client: Client) -> None:
    listing = a_listing()
    ticket = a_ticket(listing)
    assert {send(client, listing, ticket=ticket) for _turn in range(2)} == {302}
    assert Enquiry.objects.count() == 1


def test_a_machine_that_fills_in_everything_is_thanked_and_ignored(client: Client) -> None:
    listing = a_listing()
    assert send(client, listing, website="https://spam.example") == 302
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("seconds", [0.5, 13 * 3600])
def test_what_is_sent_too_quickly_or_from_an_old_form_is_asked_for_again_with_nothing_lost(
    client: Client, seconds: float
) -> None:
    listing = a_listing()
    words = QUESTION | {"ticket": a_ticket(listing, seconds=seconds)}
    answer = client.post(f"/p/{listing.slug}/en/enquiry/", words)
    assert answer.status_code == 422
    assert "Osaka" in answer.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("ticket", ["", "rubbish", "other-product:1:2"])
def test_a_script_without_the_form_s_ticket_gets_nowhere(client: Client, ticket: str) -> None:
    listing = a_listing()
    assert send(client, listing, ticket=ticket) == 422
    assert not Enquiry.objects.exists()


def test_the_sixth_question_within_an_hour_from_one_place_waits(client: Client) -> None:
    listing = a_listing()
    answers = [send(client, listing, ticket=a_ticket(listing, seconds=10 + turn)) for turn in range(6)]
    assert answers == [302] * 5 + [422]
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert send(other, listing, ticket=a_ticket(listing, seconds=30)) == 302


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("reply_to", "nowhere"), ("text", "short"), ("text", "x" * 3000), ("name", "x" * 200),
     ("text", "http://a http://b http://c http://d and more")],
)  # fmt: skip
def test_faults_stand_at_their_fields(client: Client, field: str, typed: str) -> None:
    listing = a_listing()
    answer = client.post(f"/p/{listing.slug}/enquiry/", QUESTION | {"ticket": a_ticket(listing), field: typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


@pytest.mark.parametrize("number", ["+81 3 1234 5678", "053-123-456"])
def test_a_telephone_number_is_an_answer_s_way_too(client: Client, number: str) -> None:
    assert send(client, a_listing(), reply_to=number) == 302


def test_strangers_read_no_questions(client: Client) -> None:
    listing = a_listing()
    enquiry = an_enquiry(listing)
    assert listing.case
    client.force_login(a_user())
    inbox = f"/cases/{listing.case.number}/listing/enquiries/"
    assert client.get(inbox).status_code == 404
    assert client.post(f"{inbox}{enquiry.pk}/answer/").status_code == 404
