"""The pages of versions, as people meet them."""

import pytest
from django.test import Client
from django.urls import reverse

from openitc.centers.tests.builders import a_center, a_manager
from openitc.diagnosis.tests.builders.versions import a_draft

pytestmark = pytest.mark.django_db


def test_a_manager_reads_every_page_of_the_draft_of_their_center(client: Client) -> None:
    center = a_center()
    manager = a_manager(center)
    draft = a_draft(center, by=manager).pk
    client.force_login(manager)
    pages = [
        reverse("diagnosis:versions"),
        reverse("diagnosis:version", args=[1]),
        reverse("diagnosis:version", args=[1]) + "?whole",
        reverse("diagnosis:version-dimension", args=[1, "D12"]),
        reverse("diagnosis:new-draft"),
        *(reverse(f"diagnosis:{name}", args=[draft]) for name in ("draft", "draft-changes", "draft-removal")),
        *(reverse(f"diagnosis:draft-{name}", args=[draft, "D1"]) for name in ("dimension", "numbers", "remedies")),
        reverse("diagnosis:draft-question", args=[draft, "D1", 2]),
        reverse("diagnosis:draft-sector", args=[draft, "food"]),
    ]
    assert [(page, client.get(page).status_code) for page in pages] == [(page, 200) for page in pages]
