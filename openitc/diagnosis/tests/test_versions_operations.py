"""Drafting, changing, handing over and publishing versions."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import Error, connection, transaction

from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, a_manager, an_administrator
from openitc.diagnosis.models import Dimension, Question, Version
from openitc.diagnosis.operations import version_parts as parts
from openitc.diagnosis.operations import versions as operations
from openitc.diagnosis.queries import versions as queries
from openitc.diagnosis.rules.changes import Part, changes_between
from openitc.diagnosis.tests.builders.versions import NOW, a_draft, the_version
from openitc.history.models import Event, subject
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared.refusals import Refused
from openitc.shared.tests.races import race

pytestmark = pytest.mark.django_db


def the_question(draft: Version, key: str = "D3", position: int = 2) -> Question:
    return Question.objects.select_related("dimension__version").get(
        dimension__version=draft, dimension__key=key, position=position
    )


def the_dimension(draft: Version, key: str = "D3") -> Dimension:
    return Dimension.objects.select_related("version").get(version=draft, key=key)


def reword(draft: Version, *, key: str = "D3", text_th: str = "เสียไปเท่าไร", by: User | None = None) -> None:
    """Give the second question of a dimension another text."""
    question = the_question(draft, key)
    parts.change_question(
        question=question,
        text_th=text_th,
        text_en="How much is lost?",
        levels_th=question.levels_th,
        levels_en=question.levels_en,
        by=by or a_user(),
        now=NOW,
    )


def a_ready_draft(center: Center | None = None, *, by: User | None = None) -> Version:
    """A draft that differs, says how, and lacks nothing."""
    draft = a_draft(center, by=by)
    reword(draft)
    operations.describe_draft(version=draft, note="Losses are asked for more plainly.", by=by or a_user(), now=NOW)
    draft.refresh_from_db()
    return draft


def publish(draft: Version, *, by: User | None = None) -> Version:
    """Publish what was read."""
    read = queries.fingerprint_of(draft)
    return operations.publish_version(version=draft, read=read, by=by or an_administrator(), now=NOW)


def reasons(act: Callable[[], Any]) -> list[str]:
    """What is said when it is refused."""
    with pytest.raises(Refused) as refusal:
        act()
    return [str(reason.text) for reason in refusal.value.reasons]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE diagnosis_version SET note = 'other'",
        "DELETE FROM diagnosis_version",
        "UPDATE diagnosis_dimension SET effort = 0",
        "DELETE FROM diagnosis_dimension",
        "INSERT INTO diagnosis_dimension (version_id, key, position, pillar, name_th, name_en, about_th, about_en, "
        "effort, cost_relations, goal_relations) SELECT id, 'D13', 13, 'P6', '', '', '', '', 0, '{}', '{}' "
        "FROM diagnosis_version",
        "UPDATE diagnosis_question SET text_th = ''",
        "DELETE FROM diagnosis_question",
        "UPDATE diagnosis_remedy SET text_th = ''",
        "DELETE FROM diagnosis_remedy",
        "UPDATE diagnosis_sectortable SET weights = '{9,9,9,9,9,9}'",
        "DELETE FROM diagnosis_sectortable",
    ],
)
def test_the_tables_refuse_to_change_what_was_published(change: str) -> None:
    the_version()
    with (
        pytest.raises(Error, match=r"a published version stays as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_question_cannot_be_moved_from_a_draft_into_what_was_published() -> None:
    question = the_question(a_draft())
    target = the_dimension(the_version()).pk
    with (
        pytest.raises(Error, match=r"a published version stays as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE diagnosis_question SET dimension_id = %s WHERE id = %s", [target, question.pk])


def test_a_center_writes_on_one_draft_at_a_time_and_the_network_too() -> None:
    center = a_center()
    for home in (center, None):
        a_draft(home)
        said = reasons(lambda home=home: a_draft(home))  # type: ignore[misc]  # the lambda takes its home along
        assert said == ["There is a draft here already. Go on with that one."]
    a_draft(a_center())


def test_every_change_of_a_draft_stands_in_its_history_and_in_that_of_its_center() -> None:
    center = a_center()
    manager = a_manager(center)
    draft = a_draft(center, by=manager)
    reword(draft, by=manager)
    event = Event.objects.filter(about__contains=[subject(draft), subject(center)]).latest("pk")
    assert (event.verb, str(event), event.by) == (
        "instrument-changed",
        "Question 2 of Process and quality was changed.",
        manager,
    )


def test_exactly_one_question_of_a_dimension_is_quick() -> None:
    draft = a_draft()
    row = the_dimension(draft)
    parts.change_dimension(
        dimension=row,
        name_th=row.name_th,
        name_en=row.name_en,
        about_th=row.about_th,
        about_en=row.about_en,
        quick=3,
        effort=0.7,
        cost_relations=row.cost_relations,
        goal_relations=row.goal_relations,
        by=a_user(),
        now=NOW,
    )
    quick = Question.objects.filter(dimension=row).order_by("position").values_list("quick", flat=True)
    assert list(quick) == [False, False, True]
    changed = {change.part.name for change in changes_between(queries.instrument_on_file(), queries.loaded(draft))}
    assert changed == {"quick", "effort"}


def test_a_table_and_what_helps_are_changed() -> None:
    draft = a_draft()
    table = draft.sectors.select_related("version").get(sector="craft")
    parts.change_sector(table=table, weights=[2.0] * 6, targets=[1.0] * 12, by=a_user(), now=NOW)
    parts.change_remedies(dimension=the_dimension(draft), remedies=[], by=a_user(), now=NOW)
    found = queries.loaded(draft)
    assert found.sectors[2].targets == (1.0,) * 12
    assert found.dimensions[2].remedies == ()


def test_publishing_gives_the_next_number_tells_who_drafted_it_and_keeps_what_was() -> None:
    center = a_center()
    manager = a_manager(center)
    published = publish(a_ready_draft(center, by=manager))
    assert (published.number, queries.newest_version()) == (2, published)
    assert the_question(the_version()).text_en == "Do you know how much is lost on the way, and where?"
    notice = Notice.objects.get(to=manager)
    assert (str(notice), notice.link) == (
        "Your draft of the readiness questions was published as version 2.",
        "/diagnosis/versions/2/",
    )
    assert str(Event.objects.filter(about__contains=[subject(published)]).latest("pk")) == (
        "Version 2 of the readiness questions was published."
    )


def test_what_was_published_is_changed_no_more() -> None:
    draft = a_ready_draft()
    question, row = the_question(draft), the_dimension(draft)
    publish(draft)
    said = "This draft was published or removed meanwhile. Begin a new one to change anything."
    blank = [""] * 6
    late: list[Callable[..., Any]] = [
        partial(parts.change_question, question=question, text_th="", text_en="", levels_th=blank, levels_en=blank),
        partial(parts.change_remedies, dimension=row, remedies=[]),
        partial(operations.describe_draft, version=draft, note="More"),
        partial(operations.remove_draft, version=draft),
        partial(operations.offer_draft, version=draft),
        partial(operations.bring_up_to_date, version=draft),
        partial(operations.publish_version, version=draft, read=""),
    ]
    assert [reasons(partial(act, by=a_user(), now=NOW)) for act in late] == [[said]] * len(late)


def test_publishing_is_refused_with_every_reason() -> None:
    draft = a_draft()
    question = the_question(draft)
    parts.change_question(
        question=question,
        text_th="",
        text_en=question.text_en,
        levels_th=[*question.levels_th[:5], ""],
        levels_en=question.levels_en,
        by=a_user(),
        now=NOW,
    )
    table = draft.sectors.select_related("version").get(sector="food")
    parts.change_sector(table=table, weights=[0.0] * 6, targets=[6.0] * 12, by=a_user(), now=NOW)
    Question.objects.filter(dimension=the_dimension(draft, "D1")).update(quick=True)
    assert reasons(lambda: publish(draft)) == [
        "D1 Product, design and local identity: exactly one question belongs in the quick check. Choose it.",
        "D3 Process and quality, question 2: its text in Thai is missing.",
        "D3 Process and quality, question 2: the answer for level 5 in Thai is missing.",
        "Food and drinks: each of the six pillars needs a weight above 0.",
        "Food and drinks: each of the twelve targets must be between 0 and 5.",
        "Say in a sentence what the draft changes.",
    ]
    assert queries.newest_version() == the_version()


def test_a_draft_that_changes_nothing_is_not_published() -> None:
    draft = a_draft()
    operations.describe_draft(version=draft, note="Nothing at all.", by=a_user(), now=NOW)
    assert reasons(lambda: publish(draft)) == ["Nothing differs from the version that is in use."]


def test_what_was_changed_after_it_was_read_is_not_published() -> None:
    draft = a_ready_draft()
    read = queries.fingerprint_of(draft)
    reword(draft, text_th="อีกอย่าง")
    act = partial(operations.publish_version, version=draft, read=read, by=an_administrator(), now=NOW)
    assert reasons(act) == ["The draft was changed after you read it. Read what would change once more."]


def test_a_draft_that_was_overtaken_is_brought_up_to_date_first() -> None:
    ours, theirs = a_ready_draft(a_center()), a_draft(a_center())
    reword(theirs, key="D9", text_th="ของเขา")
    operations.describe_draft(version=theirs, note="Theirs.", by=a_user(), now=NOW)
    theirs.refresh_from_db()
    publish(theirs)
    said = "Version 2 was published since this draft was begun. Bring the draft up to date first."
    assert reasons(lambda: publish(ours)) == [said]
    operations.bring_up_to_date(version=ours, by=a_user(), now=NOW)
    found = Version.objects.get(pk=ours.pk)
    assert found.based_on == queries.newest_version()
    assert the_question(found, "D9").text_th == "ของเขา"
    changes = queries.changes_of(queries.newest_version(), queries.loaded(found))
    assert {change.part for change in changes} == {Part("D3", 2, "text_th"), Part("D3", 2, "text_en")}
    assert publish(found).number == 3


def test_handing_over_tells_the_administrators_and_a_later_change_takes_it_back() -> None:
    administrator = an_administrator()
    center = a_center()
    draft = a_ready_draft(center, by=a_manager(center))
    operations.offer_draft(version=draft, by=a_user("Mali"), now=NOW)
    assert str(Notice.objects.get(to=administrator)).endswith(
        "asks you to publish a new version of the readiness questions."
    )
    draft.refresh_from_db()
    assert draft.offered_at == NOW
    reword(draft, text_th="อีกครั้ง")
    draft.refresh_from_db()
    assert draft.offered_at is None


def test_handing_over_is_refused_with_what_is_missing() -> None:
    draft = a_draft()
    act = partial(operations.offer_draft, version=draft, by=a_user(), now=NOW)
    assert reasons(act) == [
        "Say in a sentence what the draft changes.",
        "Nothing differs from the version that is in use.",
    ]


def test_a_removed_draft_leaves_what_is_in_use() -> None:
    draft = a_ready_draft()
    operations.remove_draft(version=draft, by=a_user(), now=NOW)
    assert list(Version.objects.all()) == [the_version()]
    assert Question.objects.count() == 36


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_begin_a_draft_at_once_exactly_one_does() -> None:
    the_version()
    center = a_center()
    managers = [a_manager(center), a_manager(center, name="Mana the manager")]
    begin = [partial(operations.draft_version, center=center, by=manager, now=NOW) for manager in managers]
    assert race(*begin) == ["done", "refused"]
    assert Version.objects.filter(center=center).count() == 1
    assert Dimension.objects.filter(version__center=center).count() == 12


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_published_at_once_the_second_must_be_brought_up_to_date() -> None:
    drafts = [a_ready_draft(a_center()), a_ready_draft(a_center())]
    by = an_administrator()
    assert race(*(partial(publish, draft, by=by) for draft in drafts)) == ["done", "refused"]
    assert queries.newest_version().number == 2


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_published_twice_at_once_gets_one_number() -> None:
    draft = a_ready_draft()
    by = an_administrator()
    assert race(*(partial(publish, draft, by=by) for _ in range(3))) == ["done", "refused", "refused"]
    assert queries.newest_version().number == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_that_races_with_publishing_is_in_it_or_refused() -> None:
    draft = a_ready_draft()
    by, read = an_administrator(), queries.fingerprint_of(draft)
    publishing = partial(operations.publish_version, version=draft, read=read, by=by, now=NOW)
    outcomes = race(publishing, partial(reword, draft, text_th="แข่งกัน", by=by))
    assert "done" in outcomes
    assert set(outcomes) <= {"done", "refused"}
    draft.refresh_from_db()
    # Whichever came first, what is published is what the administrator read.
    assert draft.published_at is None or the_question(draft).text_th == "เสียไปเท่าไร"
