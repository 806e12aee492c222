"""The quick check for who acts for an enterprise: it belongs there from the first answer on."""

import pytest
from django.test import Client
from django.urls import reverse

from openitc.centers.models import Center, Role
from openitc.centers.tests.builders import a_center, a_role
from openitc.diagnosis.models import Assessment
from openitc.diagnosis.tests.builders.versions import the_version
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import a_member, an_enterprise

pytestmark = pytest.mark.django_db
CHECK = "/check/"
ABOUT = {"sector": "agro", "sells_already": "yes"}


@pytest.fixture(autouse=True)
def published() -> None:
    the_version()


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def enterprise(center: Center) -> Enterprise:
    return an_enterprise("Mae Tha Coffee", center=center)


def test_who_acts_for_one_enterprise_begins_its_check_at_once(client: Client, enterprise: Enterprise) -> None:
    client.force_login(a_member(enterprise))
    start = reverse("diagnosis:new", args=[enterprise.pk, "quick"])
    for answer in (client.get(CHECK), client.post(CHECK, ABOUT)):
        assert answer["Location"] == start
    assert not Assessment.objects.exists()


def test_what_was_begun_before_signing_in_is_not_lost(client: Client, enterprise: Enterprise) -> None:
    client.post(CHECK, ABOUT)
    client.force_login(a_member(enterprise))
    page = client.get(CHECK)
    assert page.status_code == 200
    assert reverse("diagnosis:check-question", args=[1]) in page.content.decode()
    assert 'id="about"' not in page.content.decode()


def test_who_acts_for_two_enterprises_says_for_which(client: Client, enterprise: Enterprise, center: Center) -> None:
    member = a_member(enterprise)
    another = an_enterprise("Mae Tha Tea", center=center)
    a_role(member, Role.ENTERPRISE_MEMBER, at=another.organisation)
    client.force_login(member)
    page = client.get(CHECK).content.decode()
    assert all(reverse("diagnosis:new", args=[each.pk, "quick"]) in page for each in (enterprise, another))
