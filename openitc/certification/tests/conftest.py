"""Tests read English, whatever language came before; a case, and its request at a laboratory."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.models import LabRequest
from openitc.certification.tests.builders.laboratory import a_laboratory, a_laboratory_booking, a_request
from openitc.people.models import User


@pytest.fixture(autouse=True)
def in_english(client: Client) -> Iterator[None]:
    """What operations say and what pages show."""
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def laboratory() -> Center:
    """Where is tested."""
    return a_center("The testing center")


@pytest.fixture
def case() -> Case:
    """A case of food."""
    center = a_center()
    case = a_case(center, officer=an_officer(center))
    case.product.isic = "1079"
    case.product.save(update_fields=["isic"])
    return case


@pytest.fixture
def officer(case: Case) -> User:
    """Who looks after the case."""
    assert case.officer is not None
    return case.officer


@pytest.fixture
def booked(case: Case, laboratory: Center) -> LabRequest:
    """Asked of the laboratory that the case has booked."""
    return a_request(case, booking=a_laboratory_booking(case, a_laboratory(laboratory)))
