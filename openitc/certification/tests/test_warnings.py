"""Warnings before a certificate ends: each once, with when to begin, and its end closes the gate."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from openitc.cases.models import Milestone
from openitc.centers.access import standing_of
from openitc.certification.models import ExpiryWarning
from openitc.certification.operations.certified import settle_certified
from openitc.certification.operations.roadmaps import tell_roadmap
from openitc.certification.operations.warnings import settle_all_certified, warn_of_expiry
from openitc.certification.queries import roadmap_panel
from openitc.certification.queries.lead_times import LeadTimes
from openitc.certification.rules.certificates import ENDED, WARNINGS, start_by, warning_due
from openitc.certification.tests.builders.certificates import Place, a_certificate, a_place, an_edition
from openitc.notices.models import Notice
from openitc.pathways.tests.builders import a_resource
from openitc.routes.rules.network import DAYS
from openitc.shared import clock
from openitc.shared.tests.races import race

ENDS = date(2027, 6, 30)


def days_from_now(days: int) -> date:
    return clock.local_day(clock.now()) + timedelta(days=days)


def warned(place: Place) -> list[int]:
    return list(ExpiryWarning.objects.filter(certificate__enterprise=place.enterprise).values_list("days", flat=True))


@given(st.integers(-400, 400), st.integers(1, 60))
def test_looked_at_every_so_often_each_warning_is_given_at_most_once_and_in_order(first: int, step: int) -> None:
    given_warnings: list[int] = []
    for days in range(first, 500, step):
        due = warning_due(expires_on=ENDS, given=given_warnings, on=ENDS + timedelta(days=days - 200))
        if due is not None:
            given_warnings.append(due)
    assert given_warnings == sorted(set(given_warnings), reverse=True)
    assert given_warnings[-1:] == [ENDED]


def test_looked_at_daily_all_of_them_are_given_on_their_day() -> None:
    told: dict[int, int] = {}
    for left in range(400, -3, -1):
        due = warning_due(expires_on=ENDS, given=told, on=ENDS - timedelta(days=left))
        if due is not None:
            told[due] = left
    assert told == {180: 180, 90: 90, 30: 30, ENDED: -1}
    assert sorted(WARNINGS, reverse=True) == list(WARNINGS)


def test_a_renewal_begins_early_enough_for_its_tests_and_its_authority() -> None:
    assert start_by(expires_on=ENDS, application_days=60, laboratory_days=21) == ENDS - timedelta(days=81)
    assert start_by(expires_on=ENDS, application_days=None, laboratory_days=0) == ENDS - timedelta(days=90)


@pytest.mark.django_db
def test_holder_and_officer_are_told_once_with_when_to_begin() -> None:
    place = a_place()
    a_certificate(place, an_edition(most_days=30), expires_on=days_from_now(80))
    assert warn_of_expiry(by=None, now=clock.now()) == 1
    assert warn_of_expiry(by=None, now=clock.now()) == 0
    assert warned(place) == [90]
    assert set(Notice.objects.filter(sentence__contains="Begin its renewal").values_list("to", flat=True)) == {
        place.member.pk,
        place.officer.pk,
    }
    assert ExpiryWarning.objects.get().start_by == days_from_now(50)
    assert warn_of_expiry(by=None, now=clock.now() + timedelta(days=51)) == 1


@pytest.mark.django_db
def test_nothing_is_said_of_what_is_renewed_withdrawn_or_never_counted() -> None:
    place = a_place()
    edition = an_edition()
    a_certificate(place, edition, expires_on=days_from_now(20))
    a_certificate(place, edition, expires_on=days_from_now(900))
    a_certificate(place, an_edition("other"), expires_on=days_from_now(20), withdrawn=True)
    a_certificate(place, an_edition("third"), expires_on=days_from_now(20), seen=False)
    assert warn_of_expiry(by=None, now=clock.now()) == 0


@pytest.mark.django_db
def test_the_time_of_the_laboratory_comes_from_the_planner_and_counts() -> None:
    place = a_place()
    for capability in ("test.micro", "operator.lab"):
        a_resource(place.center, capability, overnight=True)
    edition = an_edition(methods=[{"minutes": 5 * 24 * 60}], most_days=30)
    days = LeadTimes(clock.now()).days_for(edition, place.enterprise)
    assert 5 <= days <= 14
    a_certificate(place, edition, expires_on=days_from_now(150))
    warn_of_expiry(by=None, now=clock.now())
    warning = ExpiryWarning.objects.get()
    assert 5 <= warning.laboratory_days <= 14
    assert warning.start_by == days_from_now(150 - 30 - warning.laboratory_days)


@pytest.mark.django_db
def test_where_no_laboratory_can_do_it_the_horizon_of_the_planner_is_the_answer() -> None:
    edition = an_edition(methods=[{"capability": "test.nobody"}])
    assert LeadTimes(clock.now()).days_for(edition, a_place().enterprise) == DAYS


@pytest.mark.django_db
def test_what_ended_closes_the_gate_again() -> None:
    place = a_place()
    a_certificate(place, an_edition(), expires_on=days_from_now(5))
    tell_roadmap(case=place.case, markets=["home"], by=place.officer, now=clock.now())
    certified = place.case.milestones.filter(kind=Milestone.Kind.CERTIFIED, withdrawn_at=None)
    assert certified.exists()
    later = clock.now() + timedelta(days=6)
    assert settle_all_certified(by=None, now=later) == 1
    assert not certified.exists()
    warn_of_expiry(by=None, now=later)
    assert Notice.objects.filter(to=place.member, sentence__contains="counts no longer").exists()
    assert settle_certified(case=place.case, by=place.officer, now=later) is False


@pytest.mark.django_db
def test_the_table_takes_no_warning_twice() -> None:
    certificate = a_certificate(a_place())
    ExpiryWarning.objects.create(certificate=certificate, days=90, given_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpiryWarning.objects.create(certificate=certificate, days=90, given_at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_two_tasks_at_once_warn_once() -> None:
    place = a_place()
    a_certificate(place, an_edition(), expires_on=days_from_now(20))
    now = clock.now()
    assert race(*[lambda: warn_of_expiry(by=None, now=now)] * 2) == ["done", "done"]
    assert warned(place) == [30]
    assert Notice.objects.filter(to=place.member, sentence__contains="ends on").count() == 1


@pytest.mark.django_db
def test_desks_and_case_pages_show_what_to_renew_and_what_to_see() -> None:
    place = a_place()
    a_certificate(place, an_edition("a"), expires_on=days_from_now(20))
    a_certificate(place, an_edition("b"), seen=False)
    warn_of_expiry(by=None, now=clock.now())
    now = clock.now()

    def desk(user: object) -> list[str]:
        standing = standing_of(user, on=clock.local_day(now))  # type: ignore[arg-type] # a user
        return [to_do.text for to_do in roadmap_panel.to_dos(user, standing=standing, now=now)]  # type: ignore[arg-type] # as above

    assert [text.split()[0] for text in desk(place.member)] == ["Renew"]
    assert [text.split()[0] for text in desk(place.officer)] == ["Renew"]
    assert [text.split()[0] for text in desk(place.colleague)] == ["See"]
    shown = roadmap_panel.to_dos_of_case(place.case, reader=place.colleague, staff=True, now=now)
    assert [to_do.text.split()[0] for to_do in shown] == ["See", "Renew"]


@pytest.mark.django_db
def test_the_panel_of_a_case_reads_three_queries() -> None:
    place = a_place()
    a_certificate(place, an_edition("a", methods=[{"key": "yeast"}]), expires_on=days_from_now(20))
    an_edition("b")
    tell_roadmap(case=place.case, markets=["home"], by=place.officer, now=clock.now())
    with CaptureQueriesContext(connection) as queries:
        found = roadmap_panel.of_case(place.case, reader=place.member, staff=False, now=clock.now())
    assert len(queries) == 3
    assert (found.met, len(found.squares), len(found.law_left), len(found.ending)) == (1, 2, 1, 1)
