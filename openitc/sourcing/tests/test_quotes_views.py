"""The comparison as officers and enterprises meet it, and as nobody else does."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from openitc.centers.models import Role
from openitc.centers.tests.builders import a_center, a_role, an_administrator, an_officer
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.sourcing.forms.quotes import QuoteForm
from openitc.sourcing.models import Quote, Remark
from openitc.sourcing.operations.quotes import give_quote
from openitc.sourcing.queries import quotes
from openitc.sourcing.queries.scorecards import scorecards_of
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker
from openitc.sourcing.tests.builders.quotes import BAHT, Asked, a_quote, an_answer, an_asked_case, an_award
from openitc.sourcing.tests.builders.requests import an_invitation

pytestmark = pytest.mark.django_db
PRICE = "43.21"


def address(asked: Asked, end: str = "comparison/") -> str:
    return f"/quotations/{asked.rfq.number}/{end}"


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def the_story(asked: Asked) -> tuple[Quote, Quote]:
    """Two that cross at exactly 2,000: 42 baht and nothing else, and 36 baht with a mould of 12,000."""
    return an_answer(asked.rfq, "Ardent foods"), an_answer(
        asked.rfq, "Bright foods", each=36 * BAHT, tooling=12_000 * BAHT
    )


@pytest.fixture
def asked(client: Client) -> Asked:
    """A request whose deadline passed; its officer is signed in."""
    asked = an_asked_case(over=True)
    client.force_login(asked.officer)
    return asked


def test_the_two_curves_cross_at_two_thousand(client: Client, asked: Asked) -> None:
    the_story(asked)
    page = text_of(client, address(asked))
    assert "Up to 1,999, <b>Ardent foods</b> costs least" in page
    assert "From 2,000 on, <b>Bright foods</b> costs least" in page
    assert "they cross" in page
    assert 'class="curve-ring"' in page
    assert "84,000 baht" in page


def test_columns_are_sorted_by_any_line_and_rubbish_sorts_nothing(client: Client, asked: Asked) -> None:
    the_story(asked)

    def first(query: str) -> str:
        page = text_of(client, address(asked) + query)
        table = page[page.index('<table class="comparison"') : page.index("</thead>")]
        return "A" if table.index("Ardent") < table.index("Bright") else "B"

    assert first("?quantity=500") == "A"
    assert first("?quantity=5000") == "B"
    assert first("?sort=tooling") == "A"
    assert first("?sort=-tooling") == "B"
    assert first("?sort=-maker") == "B"
    assert first("?sort=maker") == "A"
    for rubbish in (
        "?sort=nonsense",
        "?quantity=x",
        "?quantity=-1",
        "?quantity=0",
        "?quantity=" + "9" * 40,
        "?sort=%00",
    ):
        first(rubbish)


def test_the_best_of_a_line_is_said_in_words(client: Client, asked: Asked) -> None:
    the_story(asked)
    page = text_of(client, address(asked))
    assert 'class="best"' in page
    assert "New here: nothing was delivered through the network yet." in page


def test_who_declined_or_kept_silent_stands_below(client: Client, asked: Asked) -> None:
    the_story(asked)
    an_invitation(asked.rfq, a_maker("Silent foods"))
    declined = an_invitation(asked.rfq, a_maker("Busy foods"))
    declined.declined_at, declined.decline_reason = clock.now(), "The oven is full."
    declined.save()
    page = text_of(client, address(asked))
    below = page[page.index('id="others"') :]
    assert "Silent foods" in below
    assert "Declined: The oven is full." in below
    assert "2 of 4 makers have answered, 1 declined" in page


def test_before_anybody_answers_the_page_says_what_happens(client: Client, asked: Asked) -> None:
    assert "No quotation has come in" in text_of(client, address(asked))
    answer = client.get(address(asked, "comparison.xlsx"))
    assert answer["Location"] == address(asked)


@pytest.mark.parametrize(
    "end", ["comparison/", "comparison/?sort=-maker", "comparison.xlsx", "award/", "award/?quantity=2000"]
)
@pytest.mark.parametrize("who", ["officer", "member"])
def test_nobody_reads_a_sealed_price_or_who_answered(client: Client, end: str, who: str) -> None:
    asked = an_asked_case(sealed=True)
    quote = an_answer(asked.rfq, "Secret foods", each=4_321)
    quote.invitation.maker.refresh_from_db()
    client.force_login(getattr(asked, who))
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.get(address(asked, end), follow=True, headers=headers)
        page = answer.content.decode()
        assert answer.status_code in (200, 422)
        assert PRICE not in page
        assert "Secret foods" not in page
    key = quote.invitation_id
    assert client.get(address(asked, f"award/?quantity=2000&invitation={key}")).status_code == 422
    assert client.post(address(asked, f"comparison/{key}/remark/"), {"aside": "1"}).status_code == 404
    assert not Remark.objects.exists()


def test_a_sealed_request_says_how_many_answered(client: Client) -> None:
    asked = an_asked_case(sealed=True)
    an_answer(asked.rfq)
    an_invitation(asked.rfq, a_maker())
    client.force_login(asked.member)
    page = text_of(client, address(asked))
    assert "1 of 2 makers have answered" in page
    assert "Sealed until" in page


def test_an_open_request_shows_its_answers_at_once(client: Client) -> None:
    asked = an_asked_case(sealed=False)
    an_answer(asked.rfq, "Open foods", each=4_321)
    client.force_login(asked.member)
    page = text_of(client, address(asked))
    assert "Open foods" in page
    assert PRICE in page


ENDS = (
    "comparison/",
    "comparison.xlsx",
    "award/",
    "award/contract/",
    "award/end/",
    "award/deliveries/new/",
    "award/deliveries/1/",
)


@pytest.mark.parametrize("who", ["stranger", "neighbour", "administrator", "maker", "other maker", "member of another"])
def test_everyone_else_is_refused_everywhere(client: Client, asked: Asked, who: str) -> None:
    quote, other = the_story(asked)
    an_award(quote)
    visitors: dict[str, Callable[[], User]] = {
        "stranger": a_user,
        "neighbour": lambda: an_officer(a_center()),
        "administrator": an_administrator,
        "maker": lambda: a_member_of_maker(quote.invitation.maker),
        "other maker": lambda: a_member_of_maker(other.invitation.maker),
        "member of another": lambda: an_asked_case().member,
    }
    client.force_login(visitors[who]())
    for end in (*ENDS, f"comparison/{quote.invitation_id}/remark/"):
        statuses = {client.get(address(asked, end)).status_code, client.post(address(asked, end)).status_code}
        assert statuses <= {404, 405}, end


def test_who_also_makes_for_an_asked_maker_reads_no_quotation(client: Client, asked: Asked) -> None:
    _quote, other = the_story(asked)
    client.force_login(a_member_of_maker(other.invitation.maker))
    assert client.get(address(asked)).status_code == 404
    a_role(asked.officer, Role.MAKER_MEMBER, at=other.invitation.maker.organisation)
    client.force_login(asked.officer)
    assert client.get(address(asked)).status_code == 403
    assert client.get(address(asked, "award/")).status_code == 403


def test_a_quotation_is_put_aside_and_brought_back(client: Client, asked: Asked) -> None:
    quote, _other = the_story(asked)
    remark = address(asked, f"comparison/{quote.invitation_id}/remark/")
    client.post(remark, {"text": "Rings back at once"})
    client.post(remark, {"aside": "1"})
    page = text_of(client, address(asked))
    assert "At every quantity <b>Bright foods</b> costs least" in page
    assert "Rings back at once" in page[page.index('id="others"') :]
    client.post(remark, {"back": "1"})
    assert "Up to 1,999" in text_of(client, address(asked))
    assert client.post(remark, {"text": "x" * 501}).status_code == 302
    assert Remark.objects.get().text == "Rings back at once"
    elsewhere = an_answer(an_asked_case(over=True).rfq)
    assert client.post(address(asked, f"comparison/{elsewhere.invitation_id}/remark/")).status_code == 404


def test_the_comparison_takes_the_same_number_of_queries_however_many_answered(client: Client, asked: Asked) -> None:
    for end in ("comparison/", "comparison.xlsx", "award/"):
        counts = []
        for more in (1, 4):
            for _ in range(more):
                an_answer(asked.rfq)
            with CaptureQueriesContext(connection) as captured:
                client.get(address(asked, end))
            counts.append(len(captured))
        assert counts[0] == counts[1], end


def test_the_spreadsheet_reckons_by_formulas_and_takes_makers_words_as_text(client: Client, asked: Asked) -> None:
    _first, second = the_story(asked)
    evil = an_invitation(asked.rfq, a_maker("=HYPERLINK(1)"), agreed=True)
    a_quote(evil, {2_000: 4_000, 5_000: 3_900}, payment_terms="+1+1", note='@SUM(A1)\x07=cmd|"/c calc"!A1')
    book = load_workbook(BytesIO(client.get(address(asked, "comparison.xlsx")).content))
    page = book.worksheets[0]
    cells = {str(cell.value): cell for row in page for cell in row if cell.value is not None}
    for text in ("=HYPERLINK(1)", "+1+1", '@SUM(A1)=cmd|"/c calc"!A1'):
        assert (cells[text].data_type, cells[text].quotePrefix) == ("s", True)
    formulas = [cell for cell in cells.values() if cell.data_type == "f"]
    assert formulas
    assert not any("HYPERLINK" in str(cell.value) or "cmd" in str(cell.value) for cell in formulas)
    assert {cell.value for row in page for cell in row if isinstance(cell.value, int | float)} >= {42, 36, 12_000}
    assert second.invitation.maker.name in cells


def test_a_form_for_quotations_reads_baht_and_says_what_they_come_to() -> None:
    rfq = an_asked_case(quantities=[500, 2_000]).rfq
    typed = {
        "price_500": "",
        "price_2000": "36.50 บาท",
        "tooling": "12,000",
        "delivery": "",
        "lead_days": "30",
        "valid_until": "2027-01-31",
        "payment_terms": "",
        "note": "",
        "name": "Khun Malee",
    }
    form = QuoteForm(typed, rfq=rfq)
    assert form.is_valid()
    assert (form.facts["prices"], form.facts["tooling"], form.facts["delivery"]) == ({2_000: 3_650}, 1_200_000, 0)
    assert [(quantity, total, landed) for quantity, _field, total, landed in form.tiers] == [
        (500, None, None),
        (2_000, 8_500_000, 4_250),
    ]
    wrong = QuoteForm(typed | {"price_500": "many", "lead_days": "soon"}, rfq=rfq)
    assert not wrong.is_valid()
    assert set(wrong.errors) == {"price_500", "lead_days"}
    soon = clock.local_day(clock.now()) + timedelta(days=9)
    last = a_quote(an_invitation(rfq, a_maker(), agreed=True), {2_000: 3_650}, valid_until=soon)
    assert QuoteForm(rfq=rfq, last=last)["price_2000"].value() == "36.50"


def test_no_page_anywhere_shows_a_sealed_price_to_anybody_but_its_maker(client: Client) -> None:
    asked = an_asked_case(sealed=True)
    invitation = an_invitation(asked.rfq, a_maker("Secret foods"), agreed=True)
    rival = an_invitation(asked.rfq, a_maker("Rival foods"), agreed=True)
    owner, other = a_member_of_maker(invitation.maker), a_member_of_maker(rival.maker)
    give_quote(
        invitation=invitation,
        prices=dict.fromkeys(asked.rfq.quantities, 4_321),
        tooling=0,
        delivery=0,
        lead_days=30,
        payment_terms="",
        valid_until=clock.local_day(asked.rfq.deadline) + timedelta(days=9),
        note="",
        name="Khun Malee",
        by=owner,
        now=clock.now(),
    )
    root, case = f"/quotations/{asked.rfq.number}/", f"/cases/{asked.case.number}/"
    pages = [
        "/desk/", case, f"{case}?history", "/cases/", "/notices/", "/search/?q=Secret", root, f"{root}makers/",
        f"{root}comparison/", f"{root}award/", "/makers/", f"/makers/{invitation.maker_id}/",
        "/quotations/invitations/", f"/quotations/invitations/{rival.pk}/", f"/quotations/invitations/{invitation.pk}/",
    ]  # fmt: skip
    for person in (asked.officer, asked.member, other, an_administrator(), a_user()):
        client.force_login(person)
        assert [page for page in pages if PRICE in client.get(page, follow=True).content.decode()] == []
    client.force_login(owner)
    assert PRICE in text_of(client, f"/quotations/invitations/{invitation.pk}/")


def test_prices_are_read_through_one_door_only() -> None:
    package = Path(quotes.__file__).parent.parent
    doors = {
        "queries/quotes.py", "operations/quotes.py",  # the door, and where they are written
        "forms/quotes.py",  # a maker's own, to begin from
        "models/quotes.py", "models/__init__.py",
    }  # fmt: skip
    readers = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
        if re.search(r"\bQuotePrice\b|\.prices\b|\bunit_price\b", path.read_text(encoding="utf-8"))
    }
    assert {reader for reader in readers - doors if not reader.startswith("rules/")} <= {"queries/curves.py"}


def test_a_maker_s_record_does_not_tell_that_it_answered_a_sealed_request() -> None:
    today = clock.local_day(clock.now())
    sealed, unsealed = (an_answer(an_asked_case(sealed=kind).rfq).invitation.maker for kind in (True, False))
    over = an_answer(an_asked_case(over=True).rfq).invitation.maker
    cards = scorecards_of([sealed, unsealed, over], on=today)
    assert [cards[maker.pk].answers for maker in (sealed, unsealed, over)] == [0, 1, 1]
