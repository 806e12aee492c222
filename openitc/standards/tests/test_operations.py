"""Writing editions: two people for each of them, and none of them ever changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from openitc.centers.tests.builders import a_center, a_manager, an_administrator, an_officer
from openitc.history.queries import events_about
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared.refusals import Refused
from openitc.shared.tests.races import outcomes_of, race
from openitc.standards.models import Edition, Method, Standard
from openitc.standards.operations import editions as operations
from openitc.standards.operations import standards
from openitc.standards.queries.drafts import to_dos
from openitc.standards.queries.editions import edition_changes, plan_of, standing_editions
from openitc.standards.rules.editions import fingerprint
from openitc.standards.tests.builders.standards import NOW, TODAY, a_plan, a_standard, a_test

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def read_of(edition: Edition) -> str:
    return fingerprint(plan_of(Edition.objects.whole().get(pk=edition.pk)))


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


@pytest.fixture
def officer() -> User:
    return an_officer(a_center(code="ITC-A"))


@pytest.fixture
def manager() -> User:
    return a_manager(a_center(code="ITC-B"))


def a_draft_handed_in(officer: User, **said: object) -> Edition:
    standard = a_standard("food-number").standard
    draft = operations.begin_draft(standard=standard, by=officer, now=NOW)
    plan = replace(plan_of(draft), confirmed=True, checked_on=TODAY, **said)  # type: ignore[arg-type] # of a plan
    draft = operations.change_draft(edition=draft, plan=plan, read=read_of(draft), by=officer, now=NOW)
    operations.hand_in(edition=draft, by=officer, now=NOW)
    return Edition.objects.whole().get(pk=draft.pk)


def test_an_edition_goes_from_one_person_to_another_and_then_stands(officer: User, manager: User) -> None:
    draft = a_draft_handed_in(officer, valid_months=24)
    assert draft.number == 2
    assert [row.number for row in standing_editions(isic="1079", markets=["home"])] == [1]
    assert Notice.objects.filter(to=manager).count() == 1
    operations.approve(edition=draft, read=read_of(draft), by=manager, now=LATER)
    [stands] = standing_editions(isic="1079", markets=["home"])
    assert (stands.number, stands.valid_months, stands.approved_by, stands.checked_by) == (2, 24, manager, officer)
    assert [row.number for row in standing_editions(isic="1079", markets=["home"], on=NOW.date())] == [1]
    assert Notice.objects.filter(to=officer).count() == 1
    verbs = {event.verb for event in events_about(stands.standard)}
    assert verbs == {"standard-begun", "standard-changed", "standard-handed-in", "standard-approved"}


def test_nobody_approves_what_they_wrote_last(manager: User) -> None:
    draft = a_draft_handed_in(manager, valid_months=24)
    with pytest.raises(operations.OwnDraft):
        operations.approve(edition=draft, read=read_of(draft), by=manager, now=LATER)
    with pytest.raises(IntegrityError, match="who_drafts_an_edition_does_not_approve_it"), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(approved_by=manager, approved_at=LATER)
    other = a_manager(a_center(code="ITC-C"))
    operations.approve(edition=draft, read=read_of(draft), by=other, now=LATER)


def test_who_changes_a_draft_signs_for_it_and_it_is_handed_in_anew(officer: User, manager: User) -> None:
    draft = a_draft_handed_in(officer, valid_months=24)
    plan = replace(plan_of(draft), valid_months=12)
    changed = operations.change_draft(edition=draft, plan=plan, read=read_of(draft), by=manager, now=NOW)
    assert (changed.drafted_by, changed.handed_in_at) == (manager, None)
    with pytest.raises(operations.NotReady) as refused:
        operations.approve(edition=draft, read=read_of(draft), by=an_administrator(), now=LATER)
    assert codes_of(refused) == {"not_handed_in"}


def test_nobody_approves_what_they_did_not_read(officer: User, manager: User) -> None:
    draft = a_draft_handed_in(officer, valid_months=24)
    with pytest.raises(operations.NotReady) as refused:
        operations.approve(edition=draft, read="what it said before", by=manager, now=LATER)
    assert codes_of(refused) == {"read"}
    with pytest.raises(operations.DraftChanged):
        operations.change_draft(edition=draft, plan=plan_of(draft), read="old", by=officer, now=NOW)


def test_what_no_source_confirms_is_never_handed_in(officer: User) -> None:
    standard = a_standard("food-number").standard
    draft = operations.begin_draft(standard=standard, by=officer, now=NOW)
    with pytest.raises(operations.NotReady) as refused:
        operations.hand_in(edition=draft, by=officer, now=NOW)
    assert codes_of(refused) == {"unconfirmed"}
    plan = replace(plan_of(draft), confirmed=True, checked_on=TODAY - timedelta(days=400))
    draft = operations.change_draft(edition=draft, plan=plan, read=read_of(draft), by=officer, now=NOW)
    with pytest.raises(operations.NotReady) as refused:
        operations.hand_in(edition=draft, by=officer, now=NOW)
    assert codes_of(refused) == {"stale"}
    plan = replace(plan, checked_on=TODAY + timedelta(days=4))
    draft = operations.change_draft(edition=draft, plan=plan, read=read_of(draft), by=officer, now=NOW)
    with pytest.raises(operations.NotReady) as refused:
        operations.hand_in(edition=draft, by=officer, now=NOW)
    assert codes_of(refused) == {"future"}


def test_a_draft_that_says_nothing_new_is_refused(officer: User) -> None:
    standard = a_standard("food-number").standard
    with pytest.raises(operations.NotReady) as refused:  # it was looked up today already
        operations.look_up_again(standard=standard, by=officer, now=NOW)
    assert codes_of(refused) == {"same"}
    assert not Edition.objects.drafts().exists()


def test_a_look_up_that_finds_nothing_new_is_an_edition_that_a_second_person_approves(
    officer: User, manager: User
) -> None:
    before = a_standard("food-number", plan=a_plan(checked_on=TODAY - timedelta(days=500), methods=[a_test()]))
    draft = operations.look_up_again(standard=before.standard, by=officer, now=NOW)
    operations.approve(edition=draft, read=read_of(draft), by=manager, now=LATER)
    [stands] = standing_editions(isic="1079", markets=["home"])
    assert (stands.checked_on, stands.checked_by) == (TODAY, officer)
    changes = edition_changes(before, stands)
    assert [change.part for change in changes] == ["checked_on"]
    assert not any(change.is_a_rule for change in changes)
    assert [row.key for row in stands.methods.all()] == ["yeast-mould"]


def test_a_draft_comes_back_with_what_is_to_be_mended(officer: User, manager: User) -> None:
    draft = a_draft_handed_in(officer, valid_months=24)
    with pytest.raises(operations.NotReady):
        operations.send_back(edition=draft, reason="  ", by=manager, now=LATER)
    operations.send_back(edition=draft, reason="The page says 36 months.", by=manager, now=LATER)
    with pytest.raises(operations.NotReady):
        operations.send_back(edition=draft, reason="Once more.", by=manager, now=LATER)
    draft.refresh_from_db()
    assert (draft.handed_in_at, draft.sent_back_reason) == (None, "The page says 36 months.")
    assert Notice.objects.get(to=officer).values["reason"] == "The page says 36 months."


def test_one_draft_a_standard(officer: User, manager: User) -> None:
    standard = a_standard("food-number").standard
    operations.begin_draft(standard=standard, by=officer, now=NOW)
    with pytest.raises(operations.DraftExists), transaction.atomic():
        operations.begin_draft(standard=standard, by=manager, now=NOW)


def test_a_removed_draft_leaves_what_stands(officer: User) -> None:
    draft = a_draft_handed_in(officer, valid_months=24)
    operations.remove_draft(edition=draft, by=officer, now=NOW)
    assert [row.number for row in Edition.objects.all()] == [1]
    with pytest.raises(operations.DraftGone):
        operations.hand_in(edition=draft, by=officer, now=NOW)


def test_the_tables_refuse_to_change_an_approved_edition_and_its_tests() -> None:
    edition = a_standard(plan=a_plan(methods=[a_test()]))
    method = edition.methods.get()
    for change in (
        lambda: Edition.objects.filter(pk=edition.pk).update(valid_months=1),
        lambda: Edition.objects.filter(pk=edition.pk).update(approved_at=None),
        lambda: Edition.objects.filter(pk=edition.pk).delete(),
        lambda: Standard.objects.filter(pk=edition.standard_id).delete(),
        lambda: Method.objects.filter(pk=method.pk).update(most=5),
        lambda: Method.objects.filter(pk=method.pk).delete(),
        lambda: Method.objects.create(
            edition=edition, position=2, key="more", name_th="ก", capability=method.capability, minutes=1
        ),
    ):
        with pytest.raises(DatabaseError, match="an approved edition stays as it is"), transaction.atomic():
            change()


def test_a_retired_standard_is_asked_of_nobody_until_it_comes_back(manager: User) -> None:
    standard = a_standard("food-number").standard
    with pytest.raises(standards.NotRetired):
        standards.retire(standard=standard, reason=" ", by=manager, now=NOW)
    standards.retire(standard=standard, reason="The law fell.", by=manager, now=NOW)
    assert standing_editions(isic="1079", markets=["home"]) == []
    with pytest.raises(standards.NotRetired):
        standards.retire(standard=standard, reason="Again.", by=manager, now=NOW)
    standards.bring_back(standard=standard, by=manager, now=LATER)
    assert len(standing_editions(isic="1079", markets=["home"])) == 1


def test_a_key_is_used_once_and_never_hides_a_page(officer: User) -> None:
    names = {"name_th": "ก", "name_en": "A", "mark": ""}
    draft = standards.add_standard(key="rainforest", **names, plan=a_plan(), by=officer, now=NOW)
    assert (draft.number, draft.drafted_by) == (1, officer)
    assert standing_editions(isic="1079", markets=["home"]) == []
    for key in ("rainforest", "drafts", "new"):
        with pytest.raises(standards.NotAdded), transaction.atomic():
            standards.add_standard(key=key, **names, plan=a_plan(), by=officer, now=NOW)


def test_changes_are_told_in_the_readers_words() -> None:
    first = a_plan(methods=[a_test()], after=(), valid_months=12)
    second = replace(
        first,
        valid_months=36,
        markets=("home", "japan"),
        about_en="It covers more.",
        least_cost=None,
        evidence=(*first.evidence, ("ฉลาก", "A label")),
        methods=(a_test(most="10"), a_test("salmonella", unit="found", most="0")),
    )
    before, after = a_standard(plan=first), a_standard(plan=second)
    with translation.override("en"):
        told = [str(change) for change in edition_changes(before, after)]
    assert told == [
        "What it covers: What it covers. becomes It covers more.",
        "Markets: Thailand becomes Japan, Thailand",
        "What you hand in: The application; Samples becomes The application; Samples; A label",
        "Usual cost, from: 1,000 baht (no longer)",
        "Months it is valid: 12 months becomes 36 months",
        "Test: Yeasts and moulds: at most 1,000 CFU/g becomes Yeasts and moulds: at most 10 CFU/g",
        "Test: Yeasts and moulds: none may be found (new)",
    ]
    with translation.override("th"):
        assert str(edition_changes(before, after)[0])


def test_the_desk_says_what_waits_and_how_much_is_stale(officer: User, manager: User) -> None:
    from openitc.centers.access import standing_of

    draft = a_draft_handed_in(officer, valid_months=24)
    a_standard("old", plan=a_plan(checked_on=TODAY - timedelta(days=400)))
    with translation.override("en"):
        found = to_dos(manager, standing=standing_of(manager, on=TODAY), now=NOW)
        assert [row.tone for row in found] == ["info", "warn"]
        assert found[0].text == "Approve what changes in “Standard food-number”, or send it back"
        assert found[1].text == "1 standard was last looked up more than a year ago"
        assert to_dos(officer, standing=standing_of(officer, on=TODAY), now=NOW) == []
        operations.send_back(edition=draft, reason="Mend it.", by=manager, now=LATER)
        [mine] = to_dos(officer, standing=standing_of(officer, on=TODAY), now=LATER)
    assert (mine.detail, mine.tone) == ("Mend it.", "warn")
    stranger = a_user()
    assert to_dos(stranger, standing=standing_of(stranger, on=TODAY), now=NOW) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_exactly_one_does() -> None:
    officer = an_officer(a_center(code="ITC-A"))
    managers = [a_manager(a_center(code=code)) for code in ("ITC-B", "ITC-C")]
    draft = a_draft_handed_in(officer, valid_months=24)
    read = read_of(draft)
    outcomes = race(*(lambda by=by: operations.approve(edition=draft, read=read, by=by, now=LATER) for by in managers))
    assert outcomes == ["done", "refused"]
    draft.refresh_from_db()
    assert draft.approved_by in managers


@pytest.mark.django_db(transaction=True)
def test_what_is_changed_while_somebody_approves_it_is_never_approved_unread() -> None:
    officer = an_officer(a_center(code="ITC-A"))
    manager = a_manager(a_center(code="ITC-B"))
    draft = a_draft_handed_in(officer, valid_months=24)
    read, plan = read_of(draft), replace(plan_of(draft), valid_months=1)
    outcomes_of(
        lambda: operations.approve(edition=draft, read=read, by=manager, now=LATER),
        lambda: operations.change_draft(edition=draft, plan=plan, read=read, by=officer, now=LATER),
    )
    draft.refresh_from_db()
    assert (draft.approved_at is not None, draft.valid_months) in {(True, 24), (False, 1)}


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_begun_at_once_one_is_left() -> None:
    officer = an_officer(a_center(code="ITC-A"))
    standard = a_standard("food-number").standard
    begin = lambda: operations.begin_draft(standard=standard, by=officer, now=NOW)  # noqa: E731 - raced twice
    assert race(begin, begin) == ["done", "refused"]
    assert Edition.objects.drafts().count() == 1
