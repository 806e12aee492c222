"""What runs by the clock."""

from datetime import timedelta

import pytest
import time_machine

from openitc.bookings.models import Booking
from openitc.bookings.operations import cancel
from openitc.bookings.tasks import end_lapsed_holds, remind
from openitc.bookings.tests.builders import NOW, at
from openitc.bookings.tests.world import World
from openitc.notices.models import Notice
from openitc.shared.db import database_now

pytestmark = pytest.mark.django_db


def reminders() -> list[str]:
    return sorted(notice.to.email for notice in Notice.objects.filter(sentence__startswith="Tomorrow at"))


def test_what_is_still_held_stays() -> None:
    hold = World().hold()
    end_lapsed_holds(0)
    hold.refresh_from_db()
    assert hold.ended_at is None


def test_what_nobody_confirmed_is_given_back() -> None:
    hold = World().hold()
    hold.expires_at = database_now() - timedelta(seconds=1)
    hold.save()
    hold.bookings.get().reservations.update(held_until=hold.expires_at)
    end_lapsed_holds(0)
    hold.refresh_from_db()
    assert hold.ended_at is not None
    assert not Booking.objects.standing(NOW).exists()


def test_a_visit_is_remembered_the_day_before_and_once() -> None:
    world = World()
    world.booking(at(10))
    cancel(booking=world.booking(at(14)), reason="late", by=world.officer, now=NOW)
    world.booking(at(10, day=1))
    with time_machine.travel(at(17, day=-1), tick=False):
        remind(0)
        remind(0)
    assert reminders() == ["owner@example.com"]
