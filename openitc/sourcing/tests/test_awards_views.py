"""Choosing a maker and following its deliveries, as people click it."""

from datetime import timedelta

import pytest
from django.test import Client

from openitc.shared import clock
from openitc.sourcing.models import Award, Delivery
from openitc.sourcing.tests.builders.makers import a_member_of_maker
from openitc.sourcing.tests.builders.quotes import BAHT, Asked, a_delivery, an_answer, an_asked_case, an_award

pytestmark = pytest.mark.django_db


def address(asked: Asked, end: str = "") -> str:
    return f"/quotations/{asked.rfq.number}/award/{end}"


@pytest.fixture
def asked(client: Client) -> Asked:
    """A request whose deadline passed; a member of the enterprise is signed in."""
    asked = an_asked_case(over=True)
    client.force_login(asked.member)
    return asked


def test_a_maker_is_chosen_in_two_steps(client: Client, asked: Asked) -> None:
    dear, cheap = an_answer(asked.rfq, "Dear foods", each=50 * BAHT), an_answer(asked.rfq, "Cheap foods")
    page = client.get(address(asked)).content.decode()
    assert page.index("Cheap foods") < page.index("Dear foods")
    assert client.get(address(asked) + f"?quantity=2000&invitation={cheap.invitation_id}").status_code == 200
    query = f"?quantity=2000&invitation={dear.invitation_id}"
    page = client.get(address(asked) + query).content.decode()
    assert "At this quantity these cost less: Cheap foods." in page
    assert "100,000 baht" in page
    assert not Award.objects.exists()
    answer = client.post(address(asked) + query, {"reason": ""})
    assert answer.status_code == 422
    answer = client.post(address(asked) + query, {"reason": "Half as far."})
    assert answer["Location"] == address(asked)
    award = Award.objects.get()
    assert (award.quote, award.quantity, award.reason, award.awarded_by) == (dear, 2_000, "Half as far.", asked.member)
    assert client.post(address(asked) + query, {"reason": "Once more."}).status_code == 200
    assert Award.objects.count() == 1


def test_choosing_less_than_is_offered_or_nobody_is_refused_and_nothing_is_lost(client: Client, asked: Asked) -> None:
    quote = an_answer(asked.rfq, "Big foods")
    below = address(asked) + f"?quantity=10&invitation={quote.invitation_id}"
    assert "offers from 500 on only" in client.get(below).content.decode()
    answer = client.post(below, {"reason": "we want few"})
    assert answer.status_code == 422
    assert "we want few" in answer.content.decode()
    for rubbish in ("?quantity=2000", "?quantity=x&invitation=x", "?quantity=-1&invitation=999999"):
        assert client.get(address(asked) + rubbish).status_code == 422


def test_the_order_shows_what_came_of_it(client: Client, asked: Asked) -> None:
    award = an_award(an_answer(asked.rfq, "Made foods"), 2_000, at=clock.now() - timedelta(days=30))
    assert "Nothing is expected yet" in client.get(address(asked)).content.decode()
    today = clock.local_day(clock.now())
    a_delivery(award, due_on=today - timedelta(days=9), delivered_on=today - timedelta(days=4), rejected=30)
    a_delivery(award, due_on=today - timedelta(days=2))
    page = client.get(address(asked)).content.decode()
    for words in ("5 days late", "30 rejected (3.0 %)", "2 days overdue", "<b>970</b> of 2,000"):
        assert words in page


def test_contract_delivery_and_end_are_typed_on_pages_of_their_own(client: Client, asked: Asked) -> None:
    award = an_award(an_answer(asked.rfq), 2_000, at=clock.now() - timedelta(days=3))
    today = clock.local_day(clock.now())
    wrong = {"number": "12/2569", "signed_on": f"{today}", "due_on": "2020-01-01", "total": "84,000"}
    answer = client.post(address(asked, "contract/"), wrong)
    assert answer.status_code == 422
    assert "12/2569" in answer.content.decode()
    client.post(address(asked, "contract/"), wrong | {"due_on": f"{today + timedelta(days=30)}"})
    award.refresh_from_db()
    assert (award.contract_number, award.contract_total) == ("12/2569", 84_000 * BAHT)
    client.post(address(asked, "deliveries/new/"), {"due_on": f"{today}", "quantity": "2000"})
    delivery = Delivery.objects.get()
    page = address(asked, f"deliveries/{delivery.pk}/")
    came = {"delivered_on": f"{today}", "quantity": "1990", "rejected": "2000", "note": "ซองรั่ว"}
    answer = client.post(page, came)
    assert answer.status_code == 422
    assert "ซองรั่ว" in answer.content.decode()
    assert client.post(page, came | {"rejected": "40"}).status_code == 302
    assert "40 rejected" in client.get(address(asked)).content.decode()
    assert client.post(address(asked, "end/"), {"reason": ""}).status_code == 422
    client.post(address(asked, "end/"), {"reason": "โรงงานปิด"})
    assert "Called off" in client.get(address(asked)).content.decode()
    assert client.post(page, came | {"rejected": "1"}).status_code == 422


def test_every_page_of_an_order_opens_for_both_sides(client: Client, asked: Asked) -> None:
    award = an_award(an_answer(asked.rfq), 2_000)
    delivery = a_delivery(award, due_on=clock.local_day(clock.now()))
    for person in (asked.member, asked.officer):
        client.force_login(person)
        for end in ("", "contract/", "end/", "deliveries/new/", f"deliveries/{delivery.pk}/"):
            assert client.get(address(asked, end)).status_code == 200


def test_deliveries_of_another_order_are_not_found(client: Client, asked: Asked) -> None:
    an_award(an_answer(asked.rfq))
    elsewhere = an_award(an_answer(an_asked_case(over=True).rfq))
    other = a_delivery(elsewhere, due_on=clock.local_day(clock.now()))
    assert client.get(address(asked, f"deliveries/{other.pk}/")).status_code == 404


def test_each_maker_reads_on_its_own_page_what_came_of_it(client: Client, asked: Asked) -> None:
    won, lost = an_answer(asked.rfq, "Winning foods"), an_answer(asked.rfq, "Losing foods")
    an_award(won)
    for quote, words in ((won, "You were chosen"), (lost, "This request is decided")):
        client.force_login(a_member_of_maker(quote.invitation.maker))
        page = client.get(f"/quotations/invitations/{quote.invitation_id}/").content.decode()
        assert words in page
        assert ("You were chosen" in page) == (quote == won)
        assert ("Winning foods" in page) == (quote == won)
