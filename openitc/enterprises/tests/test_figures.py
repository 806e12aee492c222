"""The size of an enterprise: stated, corrected, explained."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.enterprises import operations, queries
from openitc.enterprises.models import Enterprise, YearFigures
from openitc.enterprises.tests.builders import a_member, an_enterprise
from openitc.history.queries import events_about
from openitc.people.tests.builders import a_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
BAHT = 100
TYPED = {"year": "2025", "sector": "manufacturing", "employees": "5", "revenue": "2,000,000"}


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def enterprise(center: Center) -> Enterprise:
    return an_enterprise(center=center)


def stated(
    enterprise: Enterprise, *, year: int = 2025, employees: int = 5, revenue: int = 2_000_000, sector: str = ""
) -> YearFigures:
    return operations.state_figures(
        enterprise=enterprise,
        year=year,
        sector=sector or "manufacturing",
        employees=employees,
        revenue=revenue * BAHT,
        by=enterprise.registered_by,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("employees", "revenue", "label", "reason"),
    [
        (5, 2_000_000, "small enterprise", "2 million baht a year is more than 1.8 million baht"),
        (6, 1_000_000, "small enterprise", "With 6 employees, more than 5; the higher class counts"),
        (
            1,
            900_000,
            "micro enterprise",
            "With 1 employee, at most 5, and with 900,000 baht a year, at most 1.8 million",
        ),
        (5, 1_800_001, "small enterprise", "1.800001 million baht a year is more than 1.8 million baht"),
        (300, 600_000_000, "large enterprise", "more than 200, and with 600 million baht a year, more than 500 "),
    ],
)
def test_the_rule_that_decided_is_told_in_words(
    enterprise: Enterprise, employees: int, revenue: int, label: str, reason: str
) -> None:
    stated(enterprise, employees=employees, revenue=revenue)
    with translation.override("en"):
        size = queries.size_of(enterprise)
    assert size is not None
    assert (size.label, reason in size.reason) == (label, True), size.reason


def test_the_latest_year_counts_however_late_an_earlier_one_is_stated(enterprise: Enterprise) -> None:
    assert queries.size_of(enterprise) is None
    stated(enterprise, year=2025, employees=60)
    stated(enterprise, year=2023, employees=2)
    size = queries.size_of(enterprise)
    assert size is not None
    assert (size.figures.year, size.size) == (2025, "medium")


def test_a_correction_replaces_the_year_and_leaves_a_trace_without_the_income(enterprise: Enterprise) -> None:
    stated(enterprise)
    stated(enterprise)  # the same again is nothing new
    stated(enterprise, revenue=1_000_000)
    assert YearFigures.objects.get().revenue == 1_000_000 * BAHT
    verbs = [event.verb for event in events_about(enterprise)]
    assert verbs[:2] == ["corrected-figures", "stated-figures"]
    assert verbs.count("stated-figures") == 1
    assert "1000000" not in str([event.values for event in events_about(enterprise)])


def test_every_fault_is_told_at_once(enterprise: Enterprise) -> None:
    with pytest.raises(operations.FiguresRefused) as refused:
        stated(enterprise, year=2026, sector="magic", employees=-1, revenue=-1)
    assert [reason.field for reason in refused.value.reasons] == ["year", "sector", "employees", "revenue"]


def test_a_member_states_the_figures_and_sees_the_class_on_both_pages(client: Client, enterprise: Enterprise) -> None:
    client.force_login(a_member(enterprise))
    client.cookies["language"] = "en"
    page = reverse("enterprises:figures", args=[enterprise.pk])
    answer = client.post(page, {**TYPED, "year": str(client.get(page).context["year"])})
    assert answer["Location"] == page
    for address in (page, reverse("enterprises:detail", args=[enterprise.pk])):
        text = client.get(address).content.decode()
        assert "small enterprise" in text
        assert "more than 1.8 million baht" in text


def test_rubbish_is_refused_in_words_and_nothing_typed_is_lost(client: Client, enterprise: Enterprise) -> None:
    client.force_login(a_member(enterprise))
    client.cookies["language"] = "en"
    page = reverse("enterprises:figures", args=[enterprise.pk])
    answer = client.post(page, {"year": "9", "sector": "x", "employees": "-3", "revenue": "lots of it"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "lots of it" in text
    assert "in figures" in text
    for rubbish in ("x", "-1", "99999999999999999999", "²"):
        assert client.get(page, {"year": rubbish}).status_code == 200
    assert not YearFigures.objects.exists()


def test_for_strangers_and_neighbours_there_is_no_such_page(client: Client, enterprise: Enterprise) -> None:
    page = reverse("enterprises:figures", args=[enterprise.pk])
    for user in (a_user(), an_officer(a_center()), a_member(an_enterprise(center=a_center()))):
        client.force_login(user)
        assert client.get(page).status_code == 404
        assert client.post(page, TYPED).status_code == 404
