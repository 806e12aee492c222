"""The line of a case shows where another round of its prototype begins, and which steps were added for it alone."""

from datetime import timedelta

import pytest
from django.test import Client

from openitc.bookings.models import Booking
from openitc.cases import operations
from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.cases.tests.builders import a_case, an_officer, do_step
from openitc.cases.tests.test_rounds import a_laboratory_step
from openitc.journeys.queries import journeys_of
from openitc.pathways.tests.builders import NOW, a_center, a_resource, a_user

WHY = {"th": "ผงจับก้อน", "en": "The powder caked"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    center = a_center()
    a_case(center)
    a_resource(center, "test.contaminant")
    return a_case(center, officer=an_officer(center))


def test_the_line_marks_where_a_round_begins_and_what_was_added(case: Case, client: Client) -> None:
    first, second, *_ = steps_of(case)
    do_step(case, first.key)
    operations.add_steps(
        case=case, plans=[a_laboratory_step(after=first.key)], behind=first.key, why=WHY, by=a_user(), now=NOW
    )
    operations.begin_round(case=case, first_step=second, why=WHY, by=a_user(), now=NOW)
    (journey,) = journeys_of([case], now=NOW)
    assert [stop.step.key for stop in journey.stops if stop.begins_round == 2] == [second.key]
    assert [stop.step.key for stop in journey.stops if stop.added] == ["residues"]
    assert case.officer is not None
    client.force_login(case.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Round 2" in page
    assert "The powder caked" in page


def test_a_booking_of_an_earlier_round_no_longer_stands_for_its_step(case: Case) -> None:
    step = steps_of(case)[1]
    booking = Booking(
        enterprise=case.enterprise, case=case, step=step, center=case.center, booked_by=a_user(), booked_at=NOW
    )
    booking.during = (NOW, NOW + timedelta(hours=1))
    booking.save()
    later = NOW + timedelta(days=9)
    assert Booking.objects.of_steps(later).filter(pk=booking.pk).exists()
    operations.begin_round(case=case, first_step=step, why=WHY, by=a_user(), now=later)
    assert not Booking.objects.of_steps(later).filter(pk=booking.pk).exists()
    assert Booking.objects.standing(later).filter(pk=booking.pk).exists()
