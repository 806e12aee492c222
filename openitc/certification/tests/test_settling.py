"""What a laboratory publishes reaches the gate of the case, and a lot that failed gives its laboratory's time back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from openitc.bookings.models import Booking
from openitc.cases.models import Milestone
from openitc.certification.models import LabRequest
from openitc.certification.operations.roadmaps import tell_roadmap
from openitc.certification.operations.warnings import settle_all_certified
from openitc.certification.tests.builders.certificates import Place, a_certificate, a_place, an_edition
from openitc.certification.tests.builders.laboratory import (
    a_laboratory,
    a_laboratory_booking,
    a_report,
    a_request,
    verified,
)
from openitc.history.queries import events_about
from openitc.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return a_place()


def page(request: LabRequest, part: str) -> str:
    return reverse("certification:lab-request", args=[request.number]) + part


def is_certified(place: Place) -> bool:
    return place.case.milestones.filter(kind=Milestone.Kind.CERTIFIED, withdrawn_at=None).exists()


def test_publishing_a_report_opens_the_gate_and_withdrawing_it_closes_it(place: Place, client: Client) -> None:
    edition = an_edition(evidence=[], methods=[{"capability": "test.shelf_life", "unit": "days", "least": 14}])
    tell_roadmap(case=place.case, markets=["home"], by=place.officer, now=clock.now())
    booking = a_laboratory_booking(place.case, a_laboratory(place.center))
    request = a_request(place.case, methods=list(edition.methods.all()), booking=booking)
    verified(request, second=place.colleague)
    assert not is_certified(place)
    client.force_login(place.officer)
    client.post(page(request, "publication/"))
    assert is_certified(place)
    client.post(page(request, "reports/1/withdrawal/"), {"reason": "The scales were wrong."})
    assert not is_certified(place)


def test_a_next_round_gives_back_what_a_running_laboratory_had_left_and_nothing_of_what_is_to_come(
    place: Place, client: Client
) -> None:
    laboratory, now = a_laboratory(place.center), clock.now()
    running = a_laboratory_booking(place.case, laboratory, start=now - timedelta(days=9))
    coming = a_laboratory_booking(place.case, laboratory, start=now + timedelta(days=20))
    request = a_request(place.case, booking=running)
    a_report(request, "9", second=place.colleague)
    client.force_login(place.officer)
    first = place.case.version.steps.get(key="roast")
    assert client.post(page(request, "round/"), {"first_step": first.pk}).status_code == 302
    running, coming = Booking.objects.get(pk=running.pk), Booking.objects.get(pk=coming.pk)
    assert running.state(clock.now()) == Booking.State.COMPLETED
    assert not running.reservations.filter(released_at=None).exists()
    assert coming.state(clock.now()) == Booking.State.BOOKED
    assert coming.reservations.filter(released_at=None).count() == 2


def test_what_lapses_overnight_is_said_by_the_system_in_both_languages(place: Place) -> None:
    soon = clock.local_day(clock.now()) + timedelta(days=1)
    a_certificate(place, an_edition(), expires_on=soon)
    tell_roadmap(case=place.case, markets=["home"], by=place.officer, now=clock.now())
    settle_all_certified(by=None, now=clock.now() + timedelta(days=3))
    event = events_about(place.case).filter(verb="withdrew-milestone").get()
    assert event.by is None
    assert "Noticed by the system." in str(event)
    assert set(event.values["reason"]) == {"th", "en"}
