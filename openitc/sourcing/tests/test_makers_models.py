"""What the tables of makers promise."""

from datetime import date

import pytest

from openitc.sourcing.models import Certificate, Maker
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 25)


def test_a_certificate_counts_from_its_first_to_its_last_day() -> None:
    maker = a_maker(marks=())
    certificate = a_certificate(maker, expires_on=TODAY)
    assert list(Certificate.objects.in_force(TODAY)) == [certificate]
    assert not Certificate.objects.in_force(date(2027, 1, 26)).exists()


def test_a_certificate_nobody_has_verified_does_not_count() -> None:
    a_certificate(a_maker(marks=()), verified=False)
    assert not Certificate.objects.in_force(TODAY).exists()


def test_only_verified_makers_are_among_the_verified() -> None:
    verified = a_maker()
    a_maker(verified=False)
    assert list(Maker.objects.verified()) == [verified]
