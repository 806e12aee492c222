"""The pages of standards, through the front door."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.centers.tests.builders import a_center, a_manager, an_administrator, an_officer, an_operator
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.standards.models import Edition, Method, Standard
from openitc.standards.operations import editions as operations
from openitc.standards.queries.editions import plan_of
from openitc.standards.rules.editions import fingerprint
from openitc.standards.tests.builders.standards import NOW, a_laboratory_work, a_plan, a_standard, a_test, the_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openitc.shared.clock.now", lambda: NOW)


@pytest.fixture
def officer() -> User:
    return an_officer(a_center(code="ITC-A"))


@pytest.fixture
def manager() -> User:
    return a_manager(a_center(code="ITC-B"))


def english(client: Client, user: User | None = None) -> Client:
    client.cookies["language"] = "en"
    if user is not None:
        client.force_login(user)
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def typed_for(edition: Edition, **changes: object) -> dict[str, object]:
    """What the form holds when the page is opened, and what is changed in it."""
    from openitc.standards.forms.editions import FactsForm

    plan = plan_of(Edition.objects.whole().get(pk=edition.pk))
    initial = FactsForm.initial_of(plan, fingerprint(plan))
    held = {name: list(value) if isinstance(value, tuple) else value for name, value in initial.items()}
    for cost in ("least_cost", "most_cost"):
        held[cost] = "" if held[cost] is None else f"{int(str(held[cost])) / 100:.2f}"
    return {name: value for name, value in {**held, **changes}.items() if value is not None and value is not False}


def test_somebody_who_makes_coffee_for_japan_finds_what_it_needs(client: Client) -> None:
    the_catalogue()
    page = text(english(client), f"{reverse('standards:list')}?kind=1079&market=japan")
    assert "Japan: import notification" in page
    assert "Only if it is to be sold as organic in Japan" in page
    assert "EU: food label" not in page
    assert "herbal products" not in page  # nobody confirmed it
    home = text(client, f"{reverse('standards:list')}?kind=2393&market=home")
    assert "Community product standard" in home
    assert "Food serial number" not in home


def test_it_is_found_by_words_marks_and_tests_in_both_languages(client: Client) -> None:
    the_catalogue()
    found = {
        word: text(english(client), f"{reverse('standards:list')}?q={word}")
        for word in ("มผช", "HALAL", "ochratoxin", "ยีสต์")
    }
    assert "Community product standard" in found["มผช"]
    assert "halal/" in found["HALAL"]
    assert "eu-contaminants/" in found["ochratoxin"]
    assert "shelf-life/" in found["ยีสต์"]
    assert "Nothing here fits" in text(client, f"{reverse('standards:list')}?q=zzzz")


@pytest.mark.parametrize(
    "rubbish", ["?kind=%00&market=x&weight=zz", "?q=%00%F0%9F%92%A3", "?kind=9999", "?q=" + "a" * 500]
)
def test_rubbish_in_the_address_breaks_nothing(client: Client, rubbish: str) -> None:
    a_standard()
    assert client.get(reverse("standards:list") + rubbish).status_code == 200


def test_an_empty_list_says_what_to_do_first(client: Client) -> None:
    assert "An administrator of the network loads" in text(english(client), reverse("standards:list"))
    english(client, an_administrator())
    assert reverse("standards:program-catalogue") in text(client, reverse("standards:list"))
    answer = client.post(reverse("standards:program-catalogue"), follow=True)
    assert "29 standards were added" in answer.content.decode()
    assert Standard.objects.count() == 29


def test_the_page_of_a_standard_says_it_all(client: Client) -> None:
    the_catalogue()
    page = text(english(client), reverse("standards:detail", args=["shelf-life"]))
    for words in (
        "Only if the product is dried or a powder", "at least 14 days", "at most 100,000 CFU/g", "none may be found",
        "What if it fails?", "30 packs, packed as for sale", "Last looked up on", "by the makers of this program",
        "plants2market.com", "Edition 1", "came with the program",
    ):  # fmt: skip
        assert words in page
    serial = text(client, reverse("standards:detail", args=["fda-number"]))
    assert "50-2-05566-2-0001" in serial
    assert reverse("standards:detail", args=["gmp-420"]) in serial
    assert "Keep it right" not in serial
    for unknown in ("herbal-product", "nothing"):
        assert client.get(reverse("standards:detail", args=[unknown])).status_code == 404


def test_a_stale_one_warns_on_the_list_and_on_its_page(client: Client) -> None:
    a_standard("old", plan=a_plan(checked_on=date(2025, 1, 5)))
    assert "Looked up over a year ago" in text(english(client), reverse("standards:list"))
    assert "ask the authority before you rely on it" in text(client, reverse("standards:detail", args=["old"]))


def test_earlier_editions_are_kept_and_say_what_changed(client: Client) -> None:
    a_standard("food-number", plan=a_plan(valid_months=12))
    a_standard("food-number", plan=a_plan(valid_months=36))
    page = text(english(client), reverse("standards:detail", args=["food-number"]))
    assert "<del>12 months</del> <ins>36 months</ins>" in page
    earlier = text(client, reverse("standards:edition", args=["food-number", 1]))
    assert "A later edition took its place." in earlier
    assert "1 year" in earlier
    assert client.get(reverse("standards:edition", args=["food-number", 9])).status_code == 404


def test_an_officer_writes_and_a_manager_of_another_center_approves(
    client: Client, officer: User, manager: User
) -> None:
    a_standard("food-number")
    english(client, officer)
    begun = client.post(reverse("standards:new-draft", args=["food-number"]))
    draft = Edition.objects.drafts().get()
    assert begun["Location"] == reverse("standards:draft-facts", args=[draft.pk])
    refused = client.post(reverse("standards:submission", args=[draft.pk]))
    assert refused.status_code == 422
    assert "What no source confirms is no rule" in refused.content.decode()
    typed = typed_for(draft, confirmed="on", valid_months=24, least_cost="1,500.50")
    assert client.post(reverse("standards:draft-facts", args=[draft.pk]), typed).status_code == 302
    draft.refresh_from_db()
    assert (draft.valid_months, draft.least_cost, draft.confirmed) == (24, 150_050, True)
    client.post(reverse("standards:submission", args=[draft.pk]))
    assert client.post(reverse("standards:approval", args=[draft.pk])).status_code == 403
    english(client, manager)
    page = client.get(reverse("standards:draft", args=[draft.pk]))
    assert "<ins>24 months</ins>" in page.content.decode()
    unread = client.post(reverse("standards:approval", args=[draft.pk]), {"read": "nothing"})
    assert unread.status_code == 422
    client.post(reverse("standards:approval", args=[draft.pk]), {"read": page.context["page"].read})
    draft.refresh_from_db()
    assert draft.approved_by == manager
    gone = client.post(reverse("standards:removal", args=[draft.pk]))
    assert gone.status_code == 404


def test_bad_figures_and_addresses_are_told_at_their_fields_and_nothing_is_lost(client: Client, officer: User) -> None:
    draft = a_standard("food-number", by=officer, approved=False)
    english(client, officer)
    typed = typed_for(
        draft, source="not a page", evidence_en="Only one", most_cost="1", condition_th="ถ้า", authority_th="ชื่อยาว" * 40,
        markets=["moon"], about_en="What I wrote",
    )  # fmt: skip
    answer = client.post(reverse("standards:draft-facts", args=[draft.pk]), typed)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert {"source", "evidence_en", "most_cost", "condition_en", "authority_th", "markets"} <= set(errors)
    assert "What I wrote" in answer.content.decode()


def test_who_writes_on_an_old_page_is_told_so(client: Client, officer: User) -> None:
    draft = a_standard("food-number", by=officer, approved=False)
    english(client, officer)
    typed = typed_for(draft, valid_months=7, read="an older word")
    answer = client.post(reverse("standards:draft-facts", args=[draft.pk]), typed)
    assert answer.status_code == 422
    assert "Somebody changed this draft" in answer.content.decode()


def test_tests_are_added_changed_and_taken_out(client: Client, officer: User) -> None:
    a_laboratory_work("test.micro")
    draft = a_standard("food-number", by=officer, approved=False)
    english(client, officer)

    def typed(**changes: object) -> dict[str, object]:
        read = fingerprint(plan_of(Edition.objects.whole().get(pk=draft.pk)))
        base = {"read": read, "name_th": "รา", "name_en": "Moulds", "key": "moulds", "capability": "test.micro"}
        return {**base, "unit": "CFU/g", "most": "100", "units": "1", "minutes": "7200", **changes}

    new = reverse("standards:new-test", args=[draft.pk])
    assert client.post(new, typed()).status_code == 302
    twice = client.post(new, typed())
    assert (twice.status_code, set(twice.context["form"].errors)) == (422, {"key"})
    upside_down = client.post(new, typed(key="more", least="200", if_failed_th="แย่"))
    assert set(upside_down.context["form"].errors) == {"most", "if_failed_en"}
    one = reverse("standards:test", args=[draft.pk, "moulds"])
    assert client.post(one, typed(key="fungi", most="50")).status_code == 302
    assert [(row.key, int(row.most or 0)) for row in Method.objects.filter(edition=draft)] == [("fungi", 50)]
    assert client.get(one).status_code == 404
    client.post(reverse("standards:test-removal", args=[draft.pk, "fungi"]))
    assert not Method.objects.filter(edition=draft).exists()


def test_a_draft_goes_back_and_forth(client: Client, officer: User, manager: User) -> None:
    edition = a_standard("food-number", plan=a_plan(checked_on=date(2025, 1, 5)))
    english(client, officer)
    client.post(reverse("standards:look-up", args=["food-number"]))
    draft = Edition.objects.drafts().get()
    assert draft.handed_in_at is not None
    again = client.post(reverse("standards:look-up", args=["food-number"]), follow=True)
    assert "being written already" in again.content.decode()
    english(client, manager)
    page = text(client, reverse("standards:draft", args=[draft.pk]))
    assert "Nothing but the day." in page
    assert client.post(reverse("standards:sending-back", args=[draft.pk]), {"reason": " "}).status_code == 422
    client.post(reverse("standards:sending-back", args=[draft.pk]), {"reason": "The page moved."})
    english(client, officer)
    assert "The page moved." in text(client, reverse("standards:draft", args=[draft.pk]))
    client.post(reverse("standards:removal", args=[draft.pk]))
    assert list(edition.standard.editions.all()) == [edition]


def test_a_new_standard_begins_as_a_draft_that_nobody_else_sees(client: Client, officer: User) -> None:
    edition = a_standard("model", by=officer, approved=False)
    english(client, officer)
    typed = typed_for(edition, key="rainforest", name_th="ป่าฝน", name_en="Rainforest", mark="RF")
    assert client.post(reverse("standards:new"), typed).status_code == 302
    taken = client.post(reverse("standards:new"), typed)
    assert (taken.status_code, set(taken.context["form"].errors)) == (422, {"key"})
    client.logout()
    assert client.get(reverse("standards:detail", args=["rainforest"])).status_code == 404


def test_a_standard_is_retired_with_a_reason_and_comes_back(client: Client, manager: User) -> None:
    a_standard("food-number")
    english(client, manager)
    address = reverse("standards:retirement", args=["food-number"])
    assert "Ask nobody" in text(client, address)
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "The law fell."})
    client.logout()
    assert "Nobody is asked for this any more" in text(
        english(client), reverse("standards:detail", args=["food-number"])
    )
    assert "No standard stands here yet" in text(client, reverse("standards:list"))
    english(client, manager)
    client.post(reverse("standards:return", args=["food-number"]))
    assert "Standard food-number" in text(client, reverse("standards:list"))


def test_who_writes_no_standards_sees_no_drafts(client: Client, officer: User) -> None:
    draft = a_standard("food-number", by=officer, approved=False)
    for visitor in (a_user(), an_operator(a_center())):
        client.force_login(visitor)
        assert client.get(reverse("standards:drafts")).status_code == 403
        assert client.get(reverse("standards:draft", args=[draft.pk])).status_code == 404
        assert client.post(reverse("standards:program-catalogue")).status_code == 403
    client.force_login(officer)
    assert client.get(reverse("standards:retirement", args=[a_standard("other").standard.key])).status_code == 403
    assert client.post(reverse("standards:program-catalogue")).status_code == 403


def test_lists_are_read_with_the_same_number_of_queries_whatever_their_length(client: Client, officer: User) -> None:
    addresses = [reverse("standards:list"), reverse("standards:drafts"), reverse("standards:detail", args=["s0"])]
    english(client, officer)

    def counted(upto: int) -> list[int]:
        for number in range(Standard.objects.count(), upto):
            key = f"s{number}"
            a_standard(key, plan=a_plan(methods=[a_test()], after=["s0"] if number else []))
            if number % 2:
                draft = operations.begin_draft(standard=Standard.objects.get(key=key), by=officer, now=NOW)
                Edition.objects.filter(pk=draft.pk).update(handed_in_at=NOW if number % 4 == 1 else None)
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    assert counted(4) == counted(16)
