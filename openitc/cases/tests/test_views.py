"""The pages of cases, as officers, enterprises, strangers and neighbours meet them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.cases import operations, queries
from openitc.cases.models import Case, CaseStage, Note
from openitc.cases.tests.builders import a_case, a_member_of, a_product, an_enterprise, an_officer, do_step, let_through
from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.pathways.models import Version
from openitc.pathways.tests.builders import NOW, a_center, a_published_pathway, a_user
from openitc.people.models import User

pytestmark = pytest.mark.django_db
LIST, NEW = "/cases/", "/cases/new/"


@pytest.fixture
def center() -> Center:
    return a_center("north")


@pytest.fixture
def officer(client: Client, center: Center) -> User:
    """An officer of the center, signed in."""
    user = an_officer(center)
    client.force_login(user)
    return user


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def a_typed_case(center: Center, version: Version, **changes: str) -> dict[str, str]:
    """What a browser sends for a walk-in nobody knows."""
    return {
        "subject": "new",
        "name_th": "กาแฟแม่ทา",
        "kind": "community_enterprise",
        "province": "TH-50",
        "contact_phone": "053 000 000",
        "product_name": "กาแฟดริป",
        "market": "japan",
        "version": str(version.pk),
        "center": str(center.pk),
        "officer": "",
    } | changes


def test_people_who_are_not_signed_in_are_sent_to_sign_in(client: Client) -> None:
    number = a_case(a_center()).number
    for address in [LIST, NEW, *addresses(number)]:
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


ASKED = ("notes", "done-steps", "change", "handover", "referral", "closure")
POSTED = ("reopening", "follow-up")


def addresses(number: str) -> list[str]:
    """Every address at which something is written on a case."""
    return [
        *(reverse(f"cases:{name}", args=[number]) for name in ASKED + POSTED),
        reverse("cases:withdrawal", args=[number, "study"]),
        reverse("cases:referral-end", args=[number, "north"]),
    ]


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_strangers_and_neighbours_find_no_case(client: Client, who: str) -> None:
    case = a_case(a_center())
    client.force_login(a_user() if who == "stranger" else an_officer(a_center()))
    assert case.product.name not in text_of(client, LIST)
    for address in addresses(case.number):
        assert client.post(address, {"text": "x", "reason": "x"}).status_code == 404
    assert not Note.objects.exists()


def test_the_enterprise_writes_notes_on_its_case_and_nothing_else(client: Client) -> None:
    case = a_case(a_center())
    client.force_login(a_member_of(case.enterprise))
    notes, *others = addresses(case.number)
    assert "Show it to the enterprise" not in text_of(client, notes)
    answer = client.post(notes, {"text": "ขอเลื่อนวันนะ"})
    assert answer["Location"] == case.get_absolute_url()
    assert Note.objects.get().shown_to_enterprise
    assert {client.post(address).status_code for address in others} == {403}


def test_the_list_shows_whose_a_case_is_and_how_far_it_is(client: Client, center: Center, officer: User) -> None:
    case = a_case(center)
    do_step(case, "study")
    page = text_of(client, LIST)
    assert case.number in page
    assert "1 of 3 steps done" in page
    assert "Nobody&#x27;s yet" in page


def test_an_empty_list_says_what_to_do(client: Client, officer: User) -> None:
    assert "Open the first case" in text_of(client, LIST)
    assert "No case fits" in text_of(client, LIST + "?q=ไม่มี")


def test_the_list_is_narrowed_by_thai_words_inside_running_text(client: Client, center: Center, officer: User) -> None:
    coffee, tea = a_case(center, product="กาแฟดริปคั่วกลาง"), a_case(center, product="ชาอู่หลง")
    page = text_of(client, LIST + "?q=ดริป")
    assert coffee.number in page
    assert tea.number not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("whose=mine", {"mine"}),
        ("whose=unassigned", {"new", "moved"}),
        ("stage=engineering", {"moved"}),
        ("standing=closed", {"closed"}),
        ("standing=all", {"mine", "new", "moved", "closed"}),
        ("province=TH-50", {"mine", "new", "moved"}),
        ("", {"mine", "new", "moved"}),
        ("stage=nonsense", {"mine", "new", "moved"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_chosen(
    client: Client, center: Center, officer: User, query: str, found: set[str]
) -> None:
    cases = {name: a_case(center, officer=officer if name == "mine" else None) for name in ("mine", "new", "moved")}
    do_step(let_through(cases["moved"]), "study")
    cases["closed"] = a_case(center)
    operations.close_case(case=cases["closed"], reason="จบ", by=officer, now=NOW)
    page = text_of(client, f"{LIST}?{query}")
    assert {name for name, case in cases.items() if case.number in page} == found


def test_the_enterprise_sees_its_own_cases_with_its_own_filters(client: Client, center: Center) -> None:
    case, other = a_case(center), a_case(center)
    client.force_login(a_member_of(case.enterprise))
    page = text_of(client, LIST)
    assert case.number in page
    assert other.number not in page
    assert 'name="officer"' not in page


def test_the_list_takes_the_same_number_of_queries_however_long(client: Client, center: Center, officer: User) -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            do_step(a_case(center, officer=officer), "study")
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_while_typing_only_what_was_found_comes_back(client: Client, center: Center, officer: User) -> None:
    case = a_case(center)
    answer = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert case.number in answer
    assert "<html" not in answer


def test_an_officer_opens_a_case_for_a_walk_in_on_one_page(client: Client, center: Center, officer: User) -> None:
    version = a_published_pathway("drip")
    page = text_of(client, f"{NEW}?pathway=drip")
    assert f'value="{version.pk}" checked' in page
    answer = client.post(NEW, a_typed_case(center, version, officer=str(officer.pk)))
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/"
    assert (case.enterprise.name_th, case.product.name_th, case.market) == ("กาแฟแม่ทา", "กาแฟดริป", "japan")
    assert (case.officer, case.center, case.enterprise.registration) == (officer, center, None)


def test_looking_for_an_enterprise_loses_nothing_typed(client: Client, center: Center, officer: User) -> None:
    version = a_published_pathway()
    enterprise = an_enterprise(center, "วิสาหกิจชุมชนกาแฟแม่ทา")
    product = a_product(enterprise, "กาแฟคั่วอ่อน")
    an_enterprise(a_center(), "วิสาหกิจชุมชนกาแฟแม่สาย")
    typed = a_typed_case(center, version, q="กาแฟ", name_th="", product_name="ชื่อที่พิมพ์ไว้")
    for way in ({"find": "1"}, {}):  # the button, or Enter in the box
        answer = client.post(NEW, typed | way)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'value="p{product.pk}"' in page
        assert f'value="e{enterprise.pk}"' in page
        assert "แม่สาย" not in page  # of another center
        assert "ชื่อที่พิมพ์ไว้" in page
        assert f'value="{version.pk}" checked' in page
    fragment = client.post(NEW, typed | {"find": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "กาแฟคั่วอ่อน" in fragment
    assert "<html" not in fragment
    assert "Nobody you know" in client.post(NEW, typed | {"find": "1", "q": "ซซซ"}).content.decode()


def test_a_known_product_or_a_new_one_of_a_known_enterprise_is_taken(
    client: Client, center: Center, officer: User
) -> None:
    version, enterprise = a_published_pathway(), an_enterprise(center)
    product = a_product(enterprise)
    client.post(NEW, a_typed_case(center, version, subject=f"p{product.pk}", name_th="", product_name=""))
    client.post(NEW, a_typed_case(center, version, subject=f"e{enterprise.pk}", name_th="", product_name="ชาดอย"))
    cases = Case.objects.order_by("number")
    assert [case.product.name_th for case in cases] == [product.name_th, "ชาดอย"]
    assert {case.enterprise for case in cases} == {enterprise}
    assert f'value="e{enterprise.pk}" checked' in text_of(client, f"{NEW}?enterprise={enterprise.pk}")


def test_what_is_missing_is_said_all_at_once_and_nothing_is_lost(client: Client, center: Center, officer: User) -> None:
    version = a_published_pathway()
    typed = a_typed_case(center, version, name_th="", province="", product_name="", contact_name="ป้าคำ")
    answer = client.post(NEW, typed | {"version": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    for reason in ("Enter the name", "Choose its province", "Say what the product is", "Choose the way that fits"):
        assert reason in page
    assert "ป้าคำ" in page
    assert not Enterprise.objects.exists()


def test_a_wrong_number_is_refused_at_its_field(client: Client, center: Center, officer: User) -> None:
    answer = client.post(NEW, a_typed_case(center, a_published_pathway(), registration="1234567890123"))
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_namesake_is_shown_and_can_be_chosen_or_passed_by(client: Client, center: Center, officer: User) -> None:
    version, known = a_published_pathway(), an_enterprise(center, "กาแฟแม่ทา")
    typed = a_typed_case(center, version)
    answer = client.post(NEW, typed)
    assert answer.status_code == 422
    assert f'value="e{known.pk}"' in answer.content.decode()
    assert "register it all the same" in answer.content.decode()
    client.post(NEW, typed | {"despite_namesakes": "on"})
    assert Case.objects.get().enterprise != known


def test_nobody_opens_a_case_for_what_they_do_not_know(client: Client, center: Center, officer: User) -> None:
    version, hidden = a_published_pathway(), an_enterprise(a_center())
    product = a_product(hidden)
    for subject in (f"e{hidden.pk}", f"p{product.pk}", "nonsense", "e"):
        assert client.post(NEW, a_typed_case(center, version, subject=subject)).status_code == 404
    assert client.post(NEW, a_typed_case(center, version) | {"version": "0"}).status_code == 404
    elsewhere = client.post(NEW, a_typed_case(a_center(), version))
    assert elsewhere.status_code == 422
    assert not Case.objects.exists()


def test_an_enterprise_opens_its_own_case_at_the_nearest_center(client: Client, center: Center) -> None:
    version, enterprise = a_published_pathway(), an_enterprise(center)
    hub = a_center("hub")
    enterprise.province.hub = hub
    enterprise.province.save()
    client.force_login(a_member_of(enterprise))
    page = text_of(client, NEW)
    assert "The nearest" in page
    assert 'value="new"' not in page
    typed = {"subject": f"e{enterprise.pk}", "product_name": "ชา", "market": "home", "version": str(version.pk)}
    client.post(NEW, typed)
    case = Case.objects.get()
    assert (case.center, case.officer, case.stage) == (hub, None, CaseStage.INTAKE)
    assert enterprise.acquaintances.filter(center=hub).exists()
    assert client.post(NEW, a_typed_case(center, version)).status_code == 404


def test_who_has_neither_center_nor_enterprise_is_led_to_register_one(client: Client) -> None:
    client.force_login(a_user())
    assert reverse("enterprises:new") in text_of(client, NEW)


def test_a_note_is_internal_unless_it_is_shown(client: Client, center: Center, officer: User) -> None:
    case = a_case(center)
    address = reverse("cases:notes", args=[case.number])
    client.post(address, {"text": "ระวังสูตร"})
    client.post(address, {"text": "มาวันจันทร์", "shown_to_enterprise": "on"})
    assert list(Note.objects.order_by("pk").values_list("shown_to_enterprise", flat=True)) == [False, True]
    assert client.post(address, {"text": ""}).status_code == 422


def test_a_step_is_marked_done_today_or_on_a_day_before_and_withdrawn(
    client: Client, center: Center, officer: User
) -> None:
    case = a_case(center)
    step = case.version.steps.get(key="study")
    address = reverse("cases:done-steps", args=[case.number])
    assert f'<option value="{step.pk}" selected>' in text_of(client, f"{address}?step=study")
    client.post(address, {"step": step.pk, "on": "2020-01-02", "center": center.pk})
    done = queries.done_of(case).get()
    assert (done.done_at.date().isoformat(), done.center) == ("2020-01-02", center)
    refused = client.post(address, {"step": case.version.steps.get(key="roast").pk, "on": "2099-01-01"})
    assert "cannot be done in the future" in refused.content.decode()
    withdrawal = reverse("cases:withdrawal", args=[case.number, "study"])
    assert "to do after all?" in text_of(client, withdrawal)
    for _ in range(2):  # a second press changes nothing, and says so
        assert client.post(withdrawal)["Location"] == case.get_absolute_url()
    assert not queries.done_of(case).exists()


def test_a_case_is_handed_over_changed_and_referred(client: Client, center: Center, officer: User) -> None:
    case, other, colleague = a_case(center), a_center("south"), an_officer(center)
    client.post(reverse("cases:handover", args=[case.number]), {"officer": colleague.pk})
    client.post(reverse("cases:change", args=[case.number]), {"market": "eu", "product": case.product.pk})
    client.post(reverse("cases:referral", args=[case.number]), {"center": other.pk, "reason": "เครื่องพ่นฝอย"})
    case.refresh_from_db()
    assert (case.officer, case.market) == (colleague, "eu")
    assert list(queries.standing_referrals(case)) == [other]
    again = client.post(reverse("cases:referral", args=[case.number]), {"center": other.pk})
    assert again.status_code == 422
    client.post(reverse("cases:referral-end", args=[case.number, "south"]))
    assert not queries.standing_referrals(case).exists()


def test_a_case_is_closed_and_opened_again(client: Client, center: Center, officer: User) -> None:
    case = a_case(center)
    closure = reverse("cases:closure", args=[case.number])
    assert client.post(closure, {"reason": ""}).status_code == 422
    client.post(closure, {"reason": "เลิกกิจการ"})
    assert client.post(closure, {"reason": "อีกครั้ง"}).status_code == 422
    client.post(reverse("cases:reopening", args=[case.number]))
    case.refresh_from_db()
    assert case.closed_at is None


def test_follow_up_begins_only_when_every_step_is_done(client: Client, center: Center, officer: User) -> None:
    case = let_through(a_case(center))
    address = reverse("cases:follow-up", args=[case.number])
    client.post(address)
    for key in ("study", "roast", "test"):
        do_step(case, key)
    client.post(address)
    case.refresh_from_db()
    assert case.stage == CaseStage.FOLLOW_UP
