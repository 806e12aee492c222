"""The pages of assessments, as strangers, members, advisors and neighbours meet them."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.diagnosis.models import Assessment, Evidence
from openitc.diagnosis.queries.assessments import items_asked
from openitc.diagnosis.tests.builders.assessments import NOW, a_finished_check, all_levels, an_open_check
from openitc.diagnosis.tests.builders.versions import the_version
from openitc.diagnosis.views.checks import COOKIE
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import a_member, an_enterprise
from openitc.people.models import User
from openitc.people.tests.builders import a_user

pytestmark = pytest.mark.django_db
CHECK = "/check/"
ABOUT = {"sector": "agro", "goals": ["standard", "quality"], "sells_already": "yes", "cost_material": "4"}


@pytest.fixture(autouse=True)
def published() -> None:
    the_version()


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def officer(center: Center) -> User:
    return an_officer(center)


@pytest.fixture
def enterprise(center: Center, officer: User) -> Enterprise:
    return an_enterprise("Mae Tha Coffee", center=center, by=officer)


def begun(client: Client, **changes: object) -> str:
    """A stranger's check, begun; the address of its first question."""
    answer = client.post(CHECK, {**ABOUT, **changes})
    assert answer.status_code == 302
    return str(answer["Location"])


def filled_in(client: Client, *, levels: str = "120123210213") -> str:
    """A stranger's check, whole; the address of the result."""
    address = begun(client)
    for level in levels:
        address = client.post(address, {"level": level})["Location"]
    return address


def a_photograph() -> io.BytesIO:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, format="JPEG")
    picture.name = "dryer.jpg"
    picture.seek(0)
    return picture


def test_a_stranger_does_the_quick_check_and_sees_three_things_to_do(client: Client) -> None:
    address = filled_in(client)
    assert address == reverse("diagnosis:check-result")
    page = client.get(address).content.decode()
    assert page.count('class="task panel"') == 3
    assert "Only this browser can open this result." in page
    kept = Assessment.objects.get()
    assert (kept.goals, kept.cost_shares, kept.enterprise) == (["standard", "quality"], [100, 0, 0, 0, 0], None)


def test_the_secret_is_in_the_cookie_and_only_its_hash_in_the_table(client: Client) -> None:
    begun(client)
    secret = client.cookies[COOKIE]
    assert secret["httponly"]
    assert secret["samesite"] == "Lax"
    assert secret.value not in (Assessment.objects.get().secret_hash, "")


def test_another_browser_finds_no_check(client: Client) -> None:
    filled_in(client)
    for name in ("check-result", "check-paper", "check-withdrawal"):
        assert Client().get(reverse(f"diagnosis:{name}")).status_code == 404
    guess = Client()
    guess.cookies[COOKIE] = "guessed"
    assert guess.get(reverse("diagnosis:check-question", args=[1])).status_code == 404


def test_a_check_that_was_left_is_taken_up_where_it_was(client: Client) -> None:
    address = begun(client)
    for level in "1203":
        address = client.post(address, {"level": level})["Location"]
    page = client.get(CHECK).content.decode()
    assert "Go on where you left off: 4 of 12" in page
    assert reverse("diagnosis:check-question", args=[5]) in page
    assert client.get(reverse("diagnosis:check-result"))["Location"] == reverse("diagnosis:check-question", args=[5])


def test_going_back_shows_what_was_answered(client: Client) -> None:
    client.post(begun(client), {"level": "3"})
    page = client.get(reverse("diagnosis:check-question", args=[1])).content.decode()
    assert 'value="3" required checked' in page


def test_nothing_chosen_is_refused_in_words(client: Client) -> None:
    answer = client.post(begun(client), {})
    assert answer.status_code == 422
    assert "Choose the sentence that fits best" in answer.content.decode()


@pytest.mark.parametrize("level", ["9", "-1", "much", "2.5"])
def test_a_level_that_is_none_is_refused(client: Client, level: str) -> None:
    assert client.post(begun(client), {"level": level}).status_code == 422


def test_htmx_gets_the_next_question_in_place(client: Client) -> None:
    answer = client.post(begun(client), {"level": "2"}, HTTP_HX_REQUEST="true")
    assert answer["HX-Push-Url"] == reverse("diagnosis:check-question", args=[2])
    assert "<html" not in answer.content.decode()


def test_a_question_that_is_not_asked_is_not_found(client: Client) -> None:
    begun(client)
    assert client.get(reverse("diagnosis:check-question", args=[13])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sector": ""}, "Choose what you make"),
        ({"sells_already": ""}, "Say whether you sell"),
        ({"goals": ["standard", "quality", "cost", "export"]}, "at most three goals"),
        ({"employees": "5"}, "Fill in both, or neither"),
        ({"revenue": "much"}, "amount of baht"),
        ({"years_in_business": "-3"}, "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client: Client, changes: dict[str, object], reason: str) -> None:
    answer = client.post(CHECK, {**ABOUT, **changes})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Assessment.objects.exists()


def test_a_stranger_who_says_people_and_sales_sees_the_size_by_the_law(client: Client) -> None:
    address = begun(client, employees="3", revenue="900,000")
    for level in "222222222222":
        address = client.post(address, {"level": level})["Location"]
    assert "micro" in client.get(address).content.decode()


def test_beginning_anew_gives_up_the_open_one(client: Client) -> None:
    begun(client)
    begun(client)
    assert Assessment.objects.filter(withdrawn_at=None).count() == 1


def test_a_shared_telephone_forgets(client: Client) -> None:
    filled_in(client)
    assert client.post(reverse("diagnosis:check-withdrawal")).status_code == 302
    assert client.get(reverse("diagnosis:check-result")).status_code == 404


def test_a_stranger_who_signs_in_keeps_the_check_with_their_enterprise(client: Client, enterprise: Enterprise) -> None:
    filled_in(client)
    client.force_login(a_member(enterprise))
    assert enterprise.name in client.get(reverse("diagnosis:claim")).content.decode()
    answer = client.post(reverse("diagnosis:claim"), {"enterprise": enterprise.pk})
    claimed = Assessment.objects.get()
    assert answer["Location"] == reverse("diagnosis:detail", args=[claimed.pk])
    assert claimed.enterprise == enterprise
    assert client.get(reverse("diagnosis:check-result")).status_code == 404


def test_nobody_claims_for_an_enterprise_that_is_not_theirs(client: Client, enterprise: Enterprise) -> None:
    filled_in(client)
    client.force_login(a_user())
    assert client.post(reverse("diagnosis:claim"), {"enterprise": enterprise.pk}).status_code == 422
    assert Assessment.objects.get().enterprise is None


def test_a_member_does_the_quick_check_of_their_enterprise(client: Client, enterprise: Enterprise) -> None:
    client.force_login(a_member(enterprise))
    new = reverse("diagnosis:new", args=[enterprise.pk, "quick"])
    address = client.post(new, {**ABOUT, "round": "T0"})["Location"]
    address = client.get(address)["Location"]
    for level in "222222222222":
        address = client.post(address, {"level": level})["Location"]
    assert client.get(address).status_code == 200
    assert Assessment.objects.get().index == pytest.approx(40)
    assert "After support (T1)" in client.get(new).content.decode()


def test_the_full_form_is_begun_by_an_adviser_and_not_by_a_member(client: Client, enterprise: Enterprise) -> None:
    client.force_login(a_member(enterprise))
    assert client.get(reverse("diagnosis:new", args=[enterprise.pk, "full"])).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_strangers_and_neighbours_find_no_assessment(
    client: Client, enterprise: Enterprise, officer: User, who: str
) -> None:
    form, check = an_open_check(enterprise, form="full", by=officer), a_finished_check(enterprise, by=officer)
    client.force_login(a_user() if who == "stranger" else an_officer(a_center()))
    question = items_asked(form)[0].pk
    addresses = [
        reverse("diagnosis:list", args=[enterprise.pk]),
        reverse("diagnosis:new", args=[enterprise.pk, "quick"]),
        reverse("diagnosis:detail", args=[check.pk]),
        reverse("diagnosis:paper", args=[check.pk]),
        reverse("diagnosis:track", args=[check.pk]),
        reverse("diagnosis:pillar", args=[form.pk, "P1"]),
        reverse("diagnosis:completion", args=[form.pk]),
        reverse("diagnosis:withdrawal", args=[form.pk]),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    posted = reverse("diagnosis:answer", args=[form.pk, question])
    assert client.post(posted, {"level": "5"}).status_code == 404


def an_answer(client: Client, form: Assessment, **more: str) -> str:
    """An answer of the full form is kept; the address of its evidence."""
    question = items_asked(form)[0]
    client.post(reverse("diagnosis:answer", args=[form.pk, question.pk]), {"level": "2", **more})
    return reverse("diagnosis:evidence", args=[form.pk, question.pk])


def test_an_answer_of_the_full_form_is_kept_with_its_note_and_without_javascript(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    client.force_login(officer)
    an_answer(client, form, note="Seen on the wall.")
    assert all_levels(form)["D1.1"] == "2"
    page = client.get(reverse("diagnosis:pillar", args=[form.pk, "P1"])).content.decode()
    assert "Seen on the wall." in page
    assert "1</b> of 36 answered" in page


def test_htmx_keeps_an_answer_and_counts_it(client: Client, enterprise: Enterprise, officer: User) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    client.force_login(officer)
    address = reverse("diagnosis:answer", args=[form.pk, items_asked(form)[0].pk])
    page = client.post(address, {"level": "none"}, HTTP_HX_REQUEST="true").content.decode()
    assert 'hx-swap-oob="true"' in page
    assert "<html" not in page


def test_a_photograph_stands_behind_an_answer_and_only_those_who_may_see_it(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    client.force_login(officer)
    address = an_answer(client, form)
    client.post(address, {"file": a_photograph()})
    proof = Evidence.objects.get()
    file = reverse("diagnosis:evidence-file", args=[form.pk, proof.pk])
    assert client.get(file)["Content-Type"] == "image/jpeg"
    assert file in client.get(reverse("diagnosis:pillar", args=[form.pk, "P1"])).content.decode()
    client.force_login(an_officer(a_center()))
    assert client.get(file).status_code == 404
    client.force_login(officer)
    client.post(reverse("diagnosis:evidence-withdrawal", args=[form.pk, proof.pk]))
    assert client.get(file).status_code == 404


def test_a_file_without_an_answer_or_of_another_kind_is_refused(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    client.force_login(officer)
    first, second = items_asked(form)[:2]
    refused = client.post(reverse("diagnosis:evidence", args=[form.pk, second.pk]), {"file": a_photograph()})
    assert refused.status_code == 422
    assert "Answer the question first" in refused.content.decode()
    client.post(reverse("diagnosis:answer", args=[form.pk, first.pk]), {"level": "2"})
    script = io.BytesIO(b"#!/bin/sh")
    script.name = "run.sh"
    assert client.post(reverse("diagnosis:evidence", args=[form.pk, first.pk]), {"file": script}).status_code == 422
    assert not Evidence.objects.exists()


def test_the_full_form_is_finished_on_a_page_that_says_what_is_left_out(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    client.force_login(officer)
    end = reverse("diagnosis:completion", args=[form.pk])
    assert "0 of 36 questions are answered" in client.get(end).content.decode()
    assert client.post(end).status_code == 422
    for question in items_asked(form)[:2]:
        client.post(reverse("diagnosis:answer", args=[form.pk, question.pk]), {"level": "4"})
    assert client.post(end)["Location"] == reverse("diagnosis:detail", args=[form.pk])
    assert client.get(end).status_code == 404


def test_a_result_shows_before_and_after_and_what_was_gained(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    before = a_finished_check(enterprise, level=1, by=officer)
    after = a_finished_check(enterprise, level=3, round="T1", by=officer, now=NOW + timedelta(days=200))
    client.force_login(officer)
    page = client.get(reverse("diagnosis:detail", args=[after.pk])).content.decode()
    assert '<polygon class="before"' in page
    assert "+2.0" in page
    assert (
        reverse("diagnosis:detail", args=[after.pk])
        in client.get(reverse("diagnosis:detail", args=[before.pk])).content.decode()
    )


def test_an_adviser_names_another_track_and_a_member_may_not(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    check = a_finished_check(enterprise, level=3, by=officer)
    address = reverse("diagnosis:track", args=[check.pk])
    client.force_login(a_member(enterprise))
    assert client.get(address).status_code == 403
    client.force_login(officer)
    assert client.post(address, {"track": "startup", "reason": ""}).status_code == 422
    client.post(address, {"track": "startup", "reason": "A new company is planned."})
    page = client.get(reverse("diagnosis:detail", args=[check.pk])).content.decode()
    assert "A new company is planned." in page
    assert "The rule said Scale Up" in page


@pytest.mark.parametrize("language", ["th", "en", "xx"])
def test_the_paper_is_a_pdf_in_the_language_that_is_asked_for(
    client: Client, enterprise: Enterprise, officer: User, language: str
) -> None:
    check = a_finished_check(enterprise, by=officer)
    client.force_login(officer)
    answer = client.get(reverse("diagnosis:paper", args=[check.pk]), {"language": language})
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"


def test_an_open_one_has_no_paper(client: Client, enterprise: Enterprise, officer: User) -> None:
    client.force_login(officer)
    assert client.get(reverse("diagnosis:paper", args=[an_open_check(enterprise, by=officer).pk])).status_code == 404


def test_one_given_up_leads_back_to_the_list(client: Client, enterprise: Enterprise, officer: User) -> None:
    check = an_open_check(enterprise, by=officer)
    client.force_login(officer)
    assert client.post(reverse("diagnosis:withdrawal", args=[check.pk])).status_code == 302
    assert "Nobody has looked yet" in client.get(reverse("diagnosis:list", args=[enterprise.pk])).content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_asks_as_often_for_many_as_for_few(client: Client, enterprise: Enterprise, officer: User) -> None:
    client.force_login(officer)
    address = reverse("diagnosis:list", args=[enterprise.pk])
    a_finished_check(enterprise, by=officer)
    few = queries(client, address)
    for _number in range(3):
        a_finished_check(enterprise, by=officer)
    assert queries(client, address) == few


def test_a_result_asks_as_often_for_three_things_as_for_none(
    client: Client, enterprise: Enterprise, officer: User
) -> None:
    client.force_login(officer)
    none = a_finished_check(enterprise, level=5, by=officer)
    three = a_finished_check(enterprise, level=0, by=officer)
    client.get(reverse("diagnosis:detail", args=[none.pk]))
    counted = [queries(client, reverse("diagnosis:detail", args=[check.pk])) for check in (none, three)]
    assert counted[1] - counted[0] <= 5  # what there is near, whatever its number
