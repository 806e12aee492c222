"""The costing as people meet it."""

import pytest
from django.test import Client
from django.urls import reverse

from openitc.bookings.tests.builders import a_resource
from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case, a_member_of, an_officer
from openitc.pathways.tests.builders import a_center
from openitc.people.tests.builders import a_user
from openitc.selection.models import CostLine, Idea
from openitc.selection.tests.builders.comparisons import a_comparison
from openitc.selection.tests.builders.costings import BAHT, a_costing, a_line, the_terms

pytestmark = pytest.mark.django_db
PRICE = {"price": "49", "batch_units": "400", "monthly_units": "1000", "monthly_fixed": "12,000"}
LINE = {"what": "ลำไยสด", "basis": "batch", "quantity": "120", "price": "35.50"}


@pytest.fixture
def case() -> Case:
    return a_case(a_center())


@pytest.fixture
def idea(case: Case) -> Idea:
    return a_comparison(case).ideas.select_related("comparison__case").order_by("pk")[0]


@pytest.fixture
def owner(client: Client, case: Case) -> Client:
    client.force_login(a_member_of(case.enterprise))
    client.cookies["language"] = "en"
    return client


def page_of(idea: Idea, name: str = "costing", *more: int) -> str:
    return reverse(f"selection:{name}", args=[idea.comparison.case.number, idea.pk, *more])


def test_the_owner_fills_the_sheet_and_reads_what_is_left(owner: Client, idea: Idea) -> None:
    assert "Begin with the raw material" in owner.get(page_of(idea)).content.decode()
    assert owner.post(page_of(idea), PRICE)["Location"] == page_of(idea)
    answer = owner.post(page_of(idea, "new-cost-line") + "?kind=material", LINE)
    assert answer["Location"] == page_of(idea)
    line = CostLine.objects.get()
    assert (line.price, line.kind) == (3_550, "material")
    assert line.quantity == 120
    text = owner.get(page_of(idea)).content.decode()
    assert "10.65 baht" in text  # 120 x 35.50 / 400
    owner.post(page_of(idea, "cost-line", line.pk), {**LINE, "price": "30"})
    line.refresh_from_db()
    assert line.price == 30 * BAHT
    owner.post(page_of(idea, "cost-line-removal", line.pk))
    assert not CostLine.objects.exists()


def test_a_machine_is_chosen_with_its_fee_and_the_center_that_has_it(owner: Client, idea: Idea) -> None:
    roaster = a_resource(a_center(), fee=300 * BAHT)
    address = page_of(idea, "new-cost-line") + "?kind=machine"
    text = owner.get(address).content.decode()
    assert "300 baht per hour" in text
    assert roaster.center.name_en in text
    owner.post(address, {"machine": roaster.type_id, "basis": "batch", "quantity": "2"})
    line = CostLine.objects.get()
    assert (line.machine, line.price) == (roaster.type, 300 * BAHT)
    roaster.center.resources.update(fee=350 * BAHT)
    the_terms(idea)
    assert "the fee is 350 baht now" in owner.get(page_of(idea)).content.decode()
    owner.post(page_of(idea, "cost-fees"))
    line.refresh_from_db()
    assert line.price == 350 * BAHT


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("quantity", "", "required"),
        ("quantity", "-1", "0.001"),
        ("quantity", "NaN", "Enter a number"),
        ("quantity", "1e400", "digits"),
        ("price", "-1", "minus"),
        ("price", "", "what one of it costs"),
        ("what", " ", "what the money is for"),
        ("basis", "moon", "moon"),
    ],
)
def test_a_bad_line_is_refused_in_words_and_nothing_typed_is_lost(
    owner: Client, idea: Idea, field: str, typed: str, words: str
) -> None:
    answer = owner.post(page_of(idea, "new-cost-line") + "?kind=material", {**LINE, field: typed})
    text = answer.content.decode()
    assert (answer.status_code, words in text) == (422, True)
    assert field == "what" or "ลำไยสด" in text


def test_bad_terms_are_refused_in_words(owner: Client, idea: Idea) -> None:
    answer = owner.post(page_of(idea), {**PRICE, "price": "a lot", "batch_units": "-4"})
    text = answer.content.decode()
    assert (answer.status_code, "a lot" in text, "in figures" in text) == (422, True, True)


def test_trying_out_changes_nothing_and_shows_both_side_by_side(owner: Client, idea: Idea) -> None:
    a_costing(idea)
    answer = owner.get(page_of(idea), {"price": "59", "material": "20", "monthly_units": ""})
    text = answer.content.decode()
    # 29 + 0.2 x 10.50 = 31.10; 59 - 31.10 = 27.90
    assert all(amount in text for amount in ("29 baht", "31.10 baht", "20 baht", "27.90 baht"))
    idea.refresh_from_db()
    assert idea.price == 49 * BAHT


def test_with_htmx_only_what_was_tried_is_sent(owner: Client, idea: Idea) -> None:
    a_costing(idea)
    answer = owner.get(page_of(idea), {"price": "59"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="tried"')
    assert "30 baht" in text


@pytest.mark.parametrize(
    "rubbish",
    [
        {"price": "x"},
        {"price": "-1"},
        {"batch_units": "0"},
        {"monthly_units": "1e9"},
        {"material": "-9999"},
        {"machine": "½"},
        {"price": "9" * 50},
        {"nothing": "at all"},
    ],
)
def test_rubbish_that_is_tried_out_is_answered_in_words(owner: Client, idea: Idea, rubbish: dict[str, str]) -> None:
    a_costing(idea)
    for headers in ({}, {"HX-Request": "true"}):
        answer = owner.get(page_of(idea), rubbish, headers=headers)
        assert answer.status_code == 200
        assert "29 baht" in answer.content.decode()


def test_an_unknown_kind_of_line_is_no_page(owner: Client, idea: Idea) -> None:
    for kind in ("", "magic", "material'"):
        assert owner.get(page_of(idea, "new-cost-line"), {"kind": kind}).status_code == 404


def test_for_strangers_and_neighbours_there_is_no_such_sheet(client: Client, idea: Idea) -> None:
    line, elsewhere = a_line(idea), a_case(a_center())
    pages = [page_of(idea), page_of(idea, "new-cost-line") + "?kind=material", page_of(idea, "cost-fees")]
    pages += [page_of(idea, "cost-line", line.pk), page_of(idea, "cost-line-removal", line.pk)]
    for user in (a_user(), an_officer(elsewhere.center), a_member_of(elsewhere.enterprise)):
        client.force_login(user)
        for address in pages:
            assert client.get(address).status_code in {404, 405}, address
            assert client.post(address, LINE).status_code == 404, address
    client.logout()
    assert "login" in client.get(page_of(idea))["Location"]


def test_an_idea_of_another_case_is_not_found_under_this_one(owner: Client, idea: Idea) -> None:
    other = a_comparison(a_case(a_center())).ideas.order_by("pk")[0]
    assert owner.get(reverse("selection:costing", args=[idea.comparison.case.number, other.pk])).status_code == 404
    line = a_line(other)
    assert owner.get(page_of(idea, "cost-line", line.pk)).status_code == 404
