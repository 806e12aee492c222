"""The pages of pathways, as people use them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.centers.models import Center, Role
from openitc.pathways import queries
from openitc.pathways.models import Pathway, Version
from openitc.pathways.tests.builders import (
    a_capable_center,
    a_center,
    a_draft,
    a_member_of_staff,
    a_published_pathway,
    a_step,
    a_user,
    an_administrator,
    the_usual_steps,
)
from openitc.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def center() -> Center:
    return a_capable_center("north")


@pytest.fixture
def manager(client: Client, center: Center) -> User:
    """The manager of the center, signed in."""
    user = a_member_of_staff(center)
    client.force_login(user)
    return user


def a_typed_step(**changes: str) -> dict[str, str]:
    """What a browser sends for a step that needs a roaster."""
    return {
        "stage": "engineering",
        "name_th": "คั่ว",
        "name_en": "Roast",
        "duration_hours": "2",
        "needs-TOTAL_FORMS": "1",
        "needs-INITIAL_FORMS": "0",
        "needs-0-capability": "roast.coffee",
        "needs-0-units": "1",
        "follows-TOTAL_FORMS": "1",
        "follows-INITIAL_FORMS": "0",
        "follows-0-after": "",
    } | changes


def test_anyone_reads_the_pathways_on_offer_and_each_of_them(client: Client) -> None:
    version = a_published_pathway("drip")
    page = client.get(reverse("pathways:list"))
    assert "Coffee drip bag" in page.content.decode()
    detail = client.get(reverse("pathways:detail", args=["drip"])).content.decode()
    assert "Step roast" in detail
    assert "a sample is sent" in detail
    assert client.get(reverse("pathways:version", args=["drip", version.number])).status_code == 200
    assert client.get(reverse("pathways:version", args=["drip", 9])).status_code == 404


def test_an_empty_network_says_what_to_do(client: Client) -> None:
    assert "No pathway is offered yet" in client.get(reverse("pathways:list")).content.decode()


def queries_for(client: Client, address: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_takes_the_same_number_of_queries_however_long(client: Client) -> None:
    a_published_pathway()
    few = queries_for(client, reverse("pathways:list"))
    for _ in range(3):
        a_published_pathway()
    assert queries_for(client, reverse("pathways:list")) == few


WRITING = ("description", "clones", "retirement", "draft", "draft-removal", "new-step")
WRITING_A_STEP = ("step", "step-removal")
POSTED = ("return", "drafts", "publication")


def addresses_of_writing(pathway: Pathway) -> list[tuple[str, str]]:
    """Every address at which a pathway is written, with how it is asked for."""
    asked = [("get", reverse(f"pathways:{name}", args=[pathway.code])) for name in WRITING if name != "clones"]
    asked += [("get", reverse(f"pathways:{name}", args=[pathway.code, "roast"])) for name in WRITING_A_STEP]
    asked += [("post", reverse(f"pathways:{name}", args=[pathway.code])) for name in POSTED]
    return [*asked, ("post", reverse("pathways:position", args=[pathway.code, "roast"]))]


def test_anonymous_people_are_sent_to_sign_in(client: Client, center: Center) -> None:
    pathway = a_draft(center=center, steps=the_usual_steps()).pathway
    new, clones = reverse("pathways:new"), reverse("pathways:clones", args=[pathway.code])
    for method, address in [*addresses_of_writing(pathway), ("get", new), ("get", clones)]:
        answer = getattr(client, method)(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["stranger", "neighbour", "officer of the center"])
def test_strangers_and_neighbours_write_nothing(client: Client, center: Center, who: str) -> None:
    pathway = a_published_pathway(center=center).pathway
    draft = a_draft(center=center, steps=the_usual_steps()).pathway
    people = {"stranger": a_user(), "neighbour": a_member_of_staff(a_center())}
    client.force_login(people.get(who) or a_member_of_staff(center, Role.OFFICER))
    # A published pathway is known to all, so writing it is refused; one never published is not there.
    assert {getattr(client, method)(address).status_code for method, address in addresses_of_writing(pathway)} == {403}
    assert {getattr(client, method)(address).status_code for method, address in addresses_of_writing(draft)} == {404}


def test_who_manages_nothing_starts_and_takes_over_nothing(client: Client) -> None:
    pathway = a_published_pathway().pathway
    client.force_login(a_user())
    assert client.get(reverse("pathways:new")).status_code == 403
    assert client.get(reverse("pathways:clones", args=[pathway.code])).status_code == 403


def test_a_manager_writes_a_pathway_from_nothing_to_publication(client: Client, center: Center, manager: User) -> None:
    begun = client.post(reverse("pathways:new"), {"center": center.pk, "name_th": "ชา", "name_en": "Tea"})
    draft_page = reverse("pathways:draft", args=["tea"])
    assert begun["Location"] == draft_page
    assert "This way has no steps yet" in client.get(draft_page).content.decode()
    added = client.post(reverse("pathways:new-step", args=["tea"]), a_typed_step())
    assert added["Location"] == draft_page
    page = client.get(draft_page).content.decode()
    assert "Can be planned" in page
    assert "1 center can do every step." in page
    client.post(reverse("pathways:publication", args=["tea"]))
    version = Version.objects.get(pathway__code="tea")
    assert version.published_at is not None
    (plan,) = queries.plans_of(version)
    assert (plan.key, plan.duration, plan.roles[0].duration) == ("roast", 120, 120)
    assert "Open a case with it" in client.get(reverse("pathways:detail", args=["tea"])).content.decode()


def test_an_administrator_starts_a_pathway_of_the_whole_network(client: Client) -> None:
    client.force_login(an_administrator())
    client.post(reverse("pathways:new"), {"center": "", "name_th": "ชา", "name_en": "Tea"})
    assert Pathway.objects.get().center is None


def test_a_manager_cannot_put_a_pathway_into_another_center(client: Client, manager: User) -> None:
    answer = client.post(reverse("pathways:new"), {"center": a_center().pk, "name_th": "ชา"})
    assert answer.status_code == 422
    assert not Pathway.objects.exists()


def test_a_draft_with_faults_is_not_published_and_says_every_one(client: Client, center: Center, manager: User) -> None:
    draft = a_draft(center=center, steps=[a_step("roast", "roast.coffee", duration=999), a_step("fly", "fly")])
    answer = client.post(reverse("pathways:publication", args=[draft.pathway.code]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "the longest opening anywhere is 8 h" in page
    assert "No center has fly" in page
    assert "Cannot be planned yet" in client.get(reverse("pathways:draft", args=[draft.pathway.code])).content.decode()


def test_a_refused_step_keeps_what_was_typed(client: Client, center: Center, manager: User) -> None:
    draft = a_draft(center=center, steps=the_usual_steps())
    typed = a_typed_step(
        name_th="",
        name_en="Trial roast",
        **{"follows-0-after": "study", "follows-0-least_days": "3", "follows-0-most_days": "1"},
    )
    answer = client.post(reverse("pathways:new-step", args=[draft.pathway.code]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The longest wait is shorter" in page
    assert "Trial roast" in page


def test_one_more_row_loses_nothing_that_was_typed(client: Client, center: Center, manager: User) -> None:
    draft = a_draft(center=center)
    address = reverse("pathways:new-step", args=[draft.pathway.code])
    answer = client.post(address, a_typed_step(more="needs", name_th="", name_en="Half typed"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half typed" in page
    assert 'name="needs-2-capability"' in page
    assert '<option value="roast.coffee" selected>' in page
    assert not draft.steps.exists()
    assert 'name="follows-1-after"' in client.post(address, a_typed_step(more="follows")).content.decode()


def test_a_step_is_changed_from_the_page_that_shows_it_as_it_is(client: Client, center: Center, manager: User) -> None:
    draft = a_draft(center=center, steps=the_usual_steps())
    address = reverse("pathways:step", args=[draft.pathway.code, "test"])
    page = client.get(address).content.decode()
    assert '<option value="test.shelf_life" selected>' in page
    assert '<option value="roast" selected>' in page
    typed = a_typed_step(
        duration_days="14",
        duration_hours="",
        through_night="on",
        **{"follows-0-after": "roast", "follows-0-ships": "on"},
    )
    client.post(address, typed)
    plan = queries.plans_of(draft)[-1]
    assert (plan.key, plan.duration, plan.through_night, plan.gaps[0].ships) == ("test", 14 * 24 * 60, True, True)


def test_steps_move_and_are_removed(client: Client, center: Center, manager: User) -> None:
    draft = a_draft(center=center, steps=the_usual_steps())
    code = draft.pathway.code
    client.post(reverse("pathways:position", args=[code, "test"]), {"up": ""})
    client.post(reverse("pathways:position", args=[code, "study"]), {"down": ""})
    assert [plan.key for plan in queries.plans_of(draft)] == ["test", "study", "roast"]
    removal = reverse("pathways:step-removal", args=[code, "test"])
    assert "Remove “Step test”?" in client.get(removal).content.decode()
    client.post(removal)
    assert [plan.key for plan in queries.plans_of(draft)] == ["study", "roast"]


def test_the_next_version_is_drafted_and_discarded(client: Client, center: Center, manager: User) -> None:
    pathway = a_published_pathway("drip", center=center).pathway
    for _ in range(2):  # the second time the draft there is, is gone on with
        assert client.post(reverse("pathways:drafts", args=["drip"]))["Location"] == reverse(
            "pathways:draft", args=["drip"]
        )
    assert "Coffee drip bag, version 2" in client.get(reverse("pathways:list")).content.decode()
    removal = reverse("pathways:draft-removal", args=["drip"])
    assert client.get(removal).status_code == 200
    client.post(removal)
    assert queries.draft_of(pathway) is None


def test_the_only_version_is_not_discarded(client: Client, center: Center, manager: User) -> None:
    draft = a_draft(center=center)
    assert client.post(reverse("pathways:draft-removal", args=[draft.pathway.code])).status_code == 422


def test_a_pathway_is_taken_over_into_a_center(client: Client, center: Center, manager: User) -> None:
    a_published_pathway("drip")
    address = reverse("pathways:clones", args=["drip"])
    assert client.get(address).status_code == 200
    client.post(address, {"center": center.pk})
    clone = Pathway.objects.get(center=center)
    assert clone.cloned_from is not None
    assert clone.cloned_from.code == "drip"
    own_draft = a_draft(center=center).pathway
    assert client.get(reverse("pathways:clones", args=[own_draft.code])).status_code == 404


def test_a_pathway_is_offered_no_more_and_then_again(client: Client, center: Center, manager: User) -> None:
    pathway = a_published_pathway("drip", center=center).pathway
    retirement = reverse("pathways:retirement", args=["drip"])
    assert client.get(retirement).status_code == 200
    for _ in range(2):
        client.post(retirement)
    client.post(reverse("pathways:drafts", args=["drip"]))
    assert "not offered any more" in client.get(reverse("pathways:detail", args=["drip"])).content.decode()
    assert not queries.published_versions().exists()
    client.post(reverse("pathways:return", args=["drip"]))
    pathway.refresh_from_db()
    assert pathway.retired_at is None


def test_name_and_description_are_changed(client: Client, center: Center, manager: User) -> None:
    a_published_pathway("drip", center=center)
    address = reverse("pathways:description", args=["drip"])
    assert "Coffee drip bag" in client.get(address).content.decode()
    client.post(address, {"name_th": "กาแฟ", "name_en": "Coffee", "industry": "1079"})
    assert Pathway.objects.get().isic == ["1079"]
    assert client.post(address, {"name_th": ""}).status_code == 422


def test_a_pathway_with_nothing_published_leads_its_writer_to_the_draft(
    client: Client, center: Center, manager: User
) -> None:
    draft = a_draft(center=center)
    answer = client.get(reverse("pathways:detail", args=[draft.pathway.code]))
    assert answer["Location"] == reverse("pathways:draft", args=[draft.pathway.code])


def test_a_draft_takes_the_same_number_of_queries_however_long(client: Client, center: Center, manager: User) -> None:
    short, long = (a_draft(center=center, steps=the_usual_steps()[:count]) for count in (2, 3))
    few = queries_for(client, reverse("pathways:draft", args=[short.pathway.code]))
    assert queries_for(client, reverse("pathways:draft", args=[long.pathway.code])) == few
