"""The pages of versions, as people meet them."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.centers.access import Standing
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, a_manager, an_administrator, an_officer
from openitc.diagnosis.models import Dimension, Question, Version
from openitc.diagnosis.operations import versions as operations
from openitc.diagnosis.queries import versions as queries
from openitc.diagnosis.tests.builders.assessments import a_finished_check
from openitc.diagnosis.tests.builders.versions import NOW, a_draft, the_version
from openitc.enterprises.tests.builders import an_enterprise
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.resources.models import Capability

pytestmark = pytest.mark.django_db


def address(name: str, *args: object) -> str:
    return reverse(f"diagnosis:{name}", args=args)


def signed_in(client: Client, user: User) -> User:
    client.force_login(user)
    return user


def words_of(draft: Version, key: str = "D3", position: int = 2, **other: str) -> dict[str, str]:
    """What stands in the fields of a question, with some of it typed anew."""
    row = Question.objects.get(dimension__version=draft, dimension__key=key, position=position)
    words = {"text_th": row.text_th, "text_en": row.text_en}
    for level in range(6):
        words |= {f"level_{level}_th": row.levels_th[level], f"level_{level}_en": row.levels_en[level]}
    return words | other


def numbers_of(draft: Version, sector: str = "food", **other: str) -> dict[str, str]:
    """What stands in the fields of a sector, with some of it typed anew."""
    table = draft.sectors.get(sector=sector)
    weights = {f"weight_P{place}": str(weight) for place, weight in enumerate(table.weights, 1)}
    return weights | {f"target_D{place}": str(target) for place, target in enumerate(table.targets, 1)} | other


def test_anyone_signed_in_reads_what_is_asked(client: Client) -> None:
    the_version()
    signed_in(client, a_user())
    listed = client.get(address("versions")).content.decode()
    assert "Version 1" in listed
    assert "Write a new version" not in listed
    page = client.get(address("version-dimension", 1, "D3")).content.decode()
    assert "How do you make every batch come out equally good?" in page
    whole = client.get(address("version", 1) + "?whole").content.decode()
    assert whole.count('class="ladder"') == 36


@pytest.mark.parametrize("path", ["versions/99/", "versions/1/D13/", "drafts/99/", "drafts/99999999999999999999/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    the_version()
    signed_in(client, an_administrator())
    assert client.get(f"/diagnosis/{path}").status_code == 404


def test_a_draft_is_no_version_to_read(client: Client) -> None:
    a_draft()
    signed_in(client, an_administrator())
    assert client.get(address("version", 2)).status_code == 404


def test_a_manager_reads_every_page_of_the_draft_of_their_center(client: Client) -> None:
    center = a_center()
    manager = signed_in(client, a_manager(center))
    draft = a_draft(center, by=manager).pk
    pages = [
        address("versions"),
        address("new-draft"),
        *(address(name, draft) for name in ("draft", "draft-changes", "draft-removal")),
        *(address(f"draft-{name}", draft, "D1") for name in ("dimension", "numbers", "remedies")),
        address("draft-question", draft, "D1", 2),
        address("draft-sector", draft, "food"),
    ]
    assert [(page, client.get(page).status_code) for page in pages] == [(page, 200) for page in pages]
    assert client.get(address("draft-sector", draft, "farming")).status_code == 404
    assert client.get(address("draft-dimension", draft, "D0")).status_code == 404
    assert client.get(address("draft-question", draft, "D1", 4)).status_code == 404


@pytest.mark.parametrize("visitor", ["stranger", "officer here", "manager next door"])
def test_strangers_and_neighbours_find_no_draft(client: Client, visitor: str) -> None:
    center = a_center()
    draft = a_draft(center).pk
    visitors = {"stranger": a_user, "officer here": lambda: an_officer(center)}
    signed_in(client, visitors.get(visitor, lambda: a_manager(a_center()))())
    for name in ("draft", "draft-changes", "draft-removal"):
        assert client.get(address(name, draft)).status_code == 404
    for name in ("draft-note", "draft-update", "draft-offer", "draft-publication", "draft-removal"):
        assert client.post(address(name, draft)).status_code == 404
    assert client.post(address("draft-question", draft, "D1", 1), {}).status_code == 404
    assert "Being written" not in client.get(address("versions")).content.decode()


def test_only_managers_and_administrators_begin_drafts(client: Client) -> None:
    the_version()
    signed_in(client, an_officer(a_center()))
    assert client.get(address("new-draft")).status_code == 403
    assert client.post(address("new-draft")).status_code == 403


def test_a_manager_begins_a_draft_at_their_own_center_only(client: Client) -> None:
    the_version()
    here, there = a_center(), a_center()
    signed_in(client, a_manager(here))
    assert client.post(address("new-draft"), {"center": there.pk}).status_code == 422
    answer = client.post(address("new-draft"), {"center": here.pk})
    draft = Version.objects.get(published_at=None)
    assert (answer["Location"], draft.center) == (address("draft", draft.pk), here)
    again = client.post(address("new-draft"), {"center": here.pk})
    assert again.status_code == 422
    assert "There is a draft here already." in again.content.decode()


def test_an_administrator_begins_one_of_the_whole_network(client: Client) -> None:
    the_version()
    signed_in(client, an_administrator())
    client.post(address("new-draft"), {"center": ""})
    assert Version.objects.get(published_at=None).center is None


@pytest.fixture
def here(client: Client) -> Version:
    """A draft of the center whose manager is signed in."""
    center = a_center()
    return a_draft(center, by=signed_in(client, a_manager(center)))


def test_changed_words_stand_beside_what_they_were(client: Client, here: Version) -> None:
    answer = client.post(
        address("draft-question", here.pk, "D3", 2), words_of(here, text_en="How much do you lose?"), follow=True
    )
    page = answer.content.decode()
    assert "<del>Do you know how much is lost on the way, and where?</del>" in page
    assert "<ins>How much do you lose?</ins>" in page
    assert "1 change" in client.get(address("draft", here.pk)).content.decode()
    form = client.get(address("draft-question", here.pk, "D3", 2)).content.decode()
    assert "In use: Do you know how much is lost on the way, and where?" in form


def test_a_question_may_be_left_half_done_and_says_what_it_lacks(client: Client, here: Version) -> None:
    client.post(address("draft-question", here.pk, "D3", 2), words_of(here, level_4_th=""))
    page = client.get(address("draft-dimension", here.pk, "D3")).content.decode()
    assert "the answer for level 4 in Thai is missing" in page
    assert "1 thing missing" in client.get(address("draft", here.pk)).content.decode()


def test_too_long_an_answer_is_refused_and_nothing_typed_is_lost(client: Client, here: Version) -> None:
    long = "ย" * 201
    answer = client.post(address("draft-question", here.pk, "D3", 2), words_of(here, level_4_th=long))
    assert answer.status_code == 422
    assert long in answer.content.decode()


def test_numbers_of_a_dimension_are_changed(client: Client, here: Version) -> None:
    row = Dimension.objects.get(version=here, key="D4")
    costs = dict.fromkeys(("material", "labour", "energy", "quality_loss", "selling"), "0.5")
    goals = dict.fromkeys(
        ("new_product", "standard", "export", "productivity", "cost", "quality", "delivery", "finance"), "1"
    )
    typed = {
        **{f"cost_{key}": value for key, value in costs.items()},
        **{f"goal_{key}": value for key, value in goals.items()},
        **{name: getattr(row, name) for name in ("name_th", "name_en", "about_th", "about_en")},
        "quick": "2",
        "effort": "0.25",
    }
    wrong = client.post(address("draft-numbers", here.pk, "D4"), typed | {"effort": "1.5", "quick": "9"})
    assert wrong.status_code == 422
    assert client.post(address("draft-numbers", here.pk, "D4"), typed).status_code == 302
    row.refresh_from_db()
    assert (row.effort, row.goal_relations, row.cost_relations) == (0.25, [1.0] * 8, [0.5] * 5)
    assert Question.objects.get(dimension=row, quick=True).position == 2


def test_weights_and_targets_are_changed_within_their_bounds(client: Client, here: Version) -> None:
    page = address("draft-sector", here.pk, "food")
    for wrong in ({"weight_P1": "0"}, {"weight_P1": "nan"}, {"target_D1": "5.5"}, {"target_D1": "lots"}):
        assert client.post(page, numbers_of(here, **wrong)).status_code == 422
    client.post(page, numbers_of(here, weight_P1="2", target_D1="4.5"))
    table = here.sectors.get(sector="food")
    assert (table.weights[0], table.targets[0]) == (2.0, 4.5)
    assert "In use: 2.5" in client.get(page).content.decode()


def remedies(*rows: Mapping[str, object]) -> dict[str, object]:
    """The rows as the browser sends them."""
    typed: dict[str, object] = {"remedies-TOTAL_FORMS": len(rows), "remedies-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        typed |= {f"remedies-{place}-{name}": value for name, value in row.items()}
    return typed


def test_what_helps_is_written_anew(client: Client, here: Version) -> None:
    for code, kind in (("dry.tea", "machine"), ("expert.tea", "expert")):
        Capability.objects.get_or_create(code=code, defaults={"name_th": code, "name_en": code, "kind": kind})
    page = address("draft-remedies", here.pk, "D4")
    tea = {"kind": "capability", "codes": ["dry.tea"], "text_th": "อบชา", "text_en": "Dry tea"}
    mixed = client.post(page, remedies(tea | {"codes": ["dry.tea", "expert.tea"]}))
    assert mixed.status_code == 422
    assert "Some of these are of another kind." in mixed.content.decode()
    blank = {"kind": "course", "text_th": "", "text_en": ""}
    client.post(page, remedies(tea, blank))
    [found] = Dimension.objects.get(version=here, key="D4").remedies.all()
    assert (found.kind, found.codes, found.text_en) == ("capability", ["dry.tea"], "Dry tea")


@pytest.mark.parametrize("typed", [{}, {"remedies-TOTAL_FORMS": "x"}, {"remedies-TOTAL_FORMS": "100000"}])
def test_rubbish_is_refused_and_changes_nothing(client: Client, here: Version, typed: dict[str, str]) -> None:
    assert client.post(address("draft-remedies", here.pk, "D4"), typed).status_code == 422
    assert Dimension.objects.get(version=here, key="D4").remedies.count() == 3


def ready(client: Client, draft: Version) -> None:
    """Change something and say what."""
    client.post(address("draft-question", draft.pk, "D3", 2), words_of(draft, text_en="How much do you lose?"))
    client.post(address("draft-note", draft.pk), {"note": "Plainer words about losses."})


def test_a_manager_hands_over_and_only_an_administrator_publishes(client: Client, here: Version) -> None:
    early = client.post(address("draft-offer", here.pk))
    assert early.status_code == 422
    assert "Say in a sentence what the draft changes." in early.content.decode()
    ready(client, here)
    assert client.post(address("draft-offer", here.pk)).status_code == 302
    assert client.post(address("draft-publication", here.pk)).status_code == 403
    signed_in(client, an_administrator())
    page = client.get(address("draft-changes", here.pk)).content.decode()
    assert "How much do you lose?" in page
    read = queries.fingerprint_of(here)
    assert f'value="{read}"' in page
    answer = client.post(address("draft-publication", here.pk), {"read": read})
    assert answer["Location"] == address("version", 2)
    assert "Plainer words about losses." in client.get(address("versions")).content.decode()
    told = client.get(address("version", 2)).content.decode()
    assert "What differs from version 1" in told
    assert "How much do you lose?" in told


def test_publishing_without_having_read_is_refused(client: Client, here: Version) -> None:
    ready(client, here)
    signed_in(client, an_administrator())
    for typed in ({}, {"read": "something else"}):
        answer = client.post(address("draft-publication", here.pk), typed)
        assert answer.status_code == 422
        assert "Read what would change once more." in answer.content.decode()


def test_what_was_published_meanwhile_says_so(client: Client, here: Version) -> None:
    form = words_of(here)
    ready(client, here)
    read = queries.fingerprint_of(here)
    operations.publish_version(version=here, read=read, by=an_administrator(), now=NOW)
    assert client.post(address("draft-question", here.pk, "D3", 2), form).status_code == 404
    assert client.get(address("draft", here.pk)).status_code == 404


def test_an_overtaken_draft_is_brought_up_to_date(client: Client, here: Version) -> None:
    ready(client, here)
    other = a_draft(a_center())
    Question.objects.filter(dimension__version=other, dimension__key="D9", position=1).update(text_en="Theirs?")
    operations.describe_draft(version=other, note="Theirs.", by=a_user(), now=NOW)
    read = queries.fingerprint_of(other)
    operations.publish_version(version=other, read=read, by=an_administrator(), now=NOW)
    assert (
        "Version 2 was published since this draft was begun." in client.get(address("draft", here.pk)).content.decode()
    )
    assert "Theirs?" not in client.get(address("draft-changes", here.pk)).content.decode()
    client.post(address("draft-update", here.pk))
    assert Version.objects.get(pk=here.pk).based_on == queries.newest_version()


def test_a_draft_is_removed(client: Client, here: Version) -> None:
    assert client.post(address("draft-removal", here.pk))["Location"] == address("versions")
    assert not Version.objects.filter(pk=here.pk).exists()


def some_finished(center: Center, count: int) -> None:
    """So many enterprises of the center with a finished check, a level apart from each other."""
    officer = an_officer(center)
    for place in range(count):
        a_finished_check(
            an_enterprise(center=center, by=officer), level=place % 5, by=officer, now=NOW + timedelta(minutes=place)
        )


def test_the_effect_is_told_of_the_own_center_and_for_administrators_of_the_network(
    client: Client, here: Version
) -> None:
    assert here.center is not None
    some_finished(here.center, 5)
    some_finished(a_center(), 2)
    client.post(address("draft-sector", here.pk, "food"), numbers_of(here, target_D1="5"))
    page = client.get(address("draft-changes", here.pk)).content.decode()
    assert "Reckoned anew from the latest assessments of 5 enterprises" in page
    signed_in(client, an_administrator())
    page = client.get(address("draft-changes", here.pk)).content.decode()
    assert "Reckoned anew from the latest assessments of 7 enterprises of the network." in page


def test_of_fewer_than_five_enterprises_no_effect_is_told(client: Client, here: Version) -> None:
    assert here.center is not None
    some_finished(here.center, 4)
    page = client.get(address("draft-changes", here.pk)).content.decode()
    assert "There are 4 finished assessments here so far." in page
    assert "Mean index" not in page


def test_no_page_names_an_enterprise(client: Client, here: Version) -> None:
    assert here.center is not None
    officer = an_officer(here.center)
    known = [an_enterprise(center=here.center, by=officer) for _ in range(5)]
    for enterprise in known:
        a_finished_check(enterprise, by=officer)
    page = client.get(address("draft-changes", here.pk)).content.decode()
    assert not [enterprise for enterprise in known if enterprise.name in page]


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_lists_take_the_same_number_of_queries_at_any_size(client: Client, here: Version) -> None:
    assert here.center is not None
    some_finished(here.center, 5)
    changes = address("draft-changes", here.pk)
    before = queries_of(client, changes)
    some_finished(here.center, 4)
    ready(client, here)
    assert queries_of(client, changes) == before
    signed_in(client, an_administrator())
    before = queries_of(client, address("versions"))
    for _ in range(3):
        a_draft(a_center())
    assert queries_of(client, address("versions")) == before


def test_an_administrator_has_on_the_desk_what_waits_to_be_published(client: Client, here: Version) -> None:
    ready(client, here)
    client.post(address("draft-offer", here.pk))
    someone = a_user()
    [waiting] = queries.to_dos(someone, standing=Standing(administrator=True), now=NOW)
    assert waiting.url == address("draft-changes", here.pk)
    assert queries.to_dos(someone, standing=Standing(), now=NOW) == []
