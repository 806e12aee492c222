"""What is known of ideas without anybody having judged them, and what it would rate."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case, a_member_of, an_officer
from openitc.enterprises import operations as of_enterprises
from openitc.enterprises.models import Product
from openitc.enterprises.operations import Told
from openitc.pathways.models import Version
from openitc.pathways.tests.builders import NOW, a_center, a_published_pathway
from openitc.people.tests.builders import a_user
from openitc.resources.models import Resource
from openitc.selection.models import Comparison, Idea, Prospect
from openitc.selection.operations import prospects as operations
from openitc.selection.queries.evidence import IdeaEvidence, evidence_of
from openitc.selection.rules import evidence as rules
from openitc.selection.tests.builders.comparisons import a_comparison
from openitc.selection.tests.builders.costings import a_costing
from openitc.standards.tests.builders.standards import a_plan, a_standard, the_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case(a_center())


@pytest.fixture
def comparison(case: Case) -> Comparison:
    return a_comparison(case)


def idea_of(comparison: Comparison, place: int = 0) -> Idea:
    ideas = comparison.ideas.select_related("comparison__case__enterprise__province", "product")
    return ideas.order_by("position", "pk")[place]


def choose(idea: Idea, version: Version | None) -> Prospect | None:
    return operations.choose_way(idea=idea, version=version, by=a_user(), now=NOW)


def first_of(comparison: Comparison) -> IdeaEvidence:
    with translation.override("en"):
        return evidence_of(comparison, now=NOW)[0]


def test_margins_distances_days_and_seasons_have_their_steps() -> None:
    assert [rules.by_margin(Fraction(percent)) for percent in (-5, 0, 14, 15, 30, 45, 80)] == [1, 2, 2, 3, 4, 5, 5]
    assert [rules.by_machines(found) for found in ([], [None], [5, None], [50, 100], [101], [301])] == [
        1,
        1,
        2,
        5,
        4,
        3,
    ]
    assert [rules.by_days(days) for days in (0, 30, 31, 60, 90, 180, 181)] == [5, 5, 4, 4, 3, 2, 1]
    assert [rules.by_season(months) for months in (1, 2, 3, 6, 9, 12)] == [1, 1, 2, 3, 4, 5]
    assert [rules.by_burden(count) for count in (0, 1, 4, 9)] == [1, 2, 5, 5]
    assert [rules.by_identity(told, 7, indication=False) for told in (0, 1, 4, 7)] == [1, 1, 3, 5]
    assert rules.by_identity(0, 7, indication=True) == 5


@given(st.lists(st.none() | st.integers(0, 2_000), max_size=8), st.integers(0, 10_000), st.integers(0, 12))
def test_every_rating_is_one_to_five_and_nearer_or_sooner_is_never_worse(
    distances: list[int | None], days: int, months: int
) -> None:
    levels = [rules.by_machines(distances), rules.by_days(days), rules.by_season(months)]
    assert all(1 <= level <= 5 for level in levels)
    nearer = [None if km is None else km // 2 for km in distances]
    assert rules.by_machines(nearer) >= rules.by_machines(distances)
    assert rules.by_days(days // 2) >= rules.by_days(days)


def test_of_an_idea_without_anything_nothing_is_pretended(comparison: Comparison) -> None:
    found = first_of(comparison)
    assert (found.prospect, found.needs, found.figures, found.standards) == (None, [], None, [])
    assert found.suggestions == {}


def test_ways_for_the_industry_of_the_product_are_found(comparison: Comparison) -> None:
    version = a_published_pathway("longan")
    version.pathway.isic = ["1030"]
    version.pathway.save()
    Product.objects.filter(pk=idea_of(comparison).product_id).update(isic="1030")
    assert first_of(comparison).fitting == [version]
    assert version in first_of(comparison).versions


def test_choosing_a_way_asks_the_planner_and_names_what_it_needs(comparison: Comparison) -> None:
    version = a_published_pathway("the-way")
    prospect = choose(idea_of(comparison), version)
    assert prospect is not None
    assert prospect.finishes_at is not None
    found = first_of(comparison)
    assert {need.capability.code for need in found.needs} == {"expert.food", "roast.coffee", "test.shelf_life"}
    assert all(need.count for need in found.needs)
    assert not found.prospect_is_old
    assert found.suggestions["feasibility"].level == 5
    assert found.suggestions["speed"].level >= 4
    choose(idea_of(comparison), None)
    assert not Prospect.objects.exists()


def test_what_nobody_in_the_network_has_is_said(comparison: Comparison) -> None:
    version = a_published_pathway("the-way")
    Resource.objects.filter(capabilities__code="roast.coffee").update(retired_at=NOW)
    prospect = choose(idea_of(comparison), version)
    assert prospect is not None
    assert (prospect.finishes_at, prospect.obstacle_en != "") == (None, True)
    found = first_of(comparison)
    assert [need.capability.code for need in found.missing] == ["roast.coffee"]
    assert "roast.coffee" in found.suggestions["feasibility"].reason
    assert found.suggestions["speed"].level == 1


def test_what_was_found_for_another_way_counts_no_more(comparison: Comparison) -> None:
    choose(idea_of(comparison), a_published_pathway("one"))
    comparison.ideas.update(version=a_published_pathway("two"))
    found = first_of(comparison)
    assert found.prospect_is_old
    assert "speed" not in found.suggestions


def test_ideas_are_asked_about_one_by_one_until_none_is_left(comparison: Comparison) -> None:
    version = a_published_pathway("the-way")
    comparison.ideas.update(version=version)

    def ask(since_minutes: int) -> int:
        moment = NOW + timedelta(minutes=since_minutes)
        return operations.ask_next(comparison=comparison, since=moment, by=a_user(), now=moment)

    assert [ask(0), ask(0), ask(0), ask(0)] == [2, 1, 0, 0]
    assert Prospect.objects.count() == 3
    assert ask(5) == 2  # a new round asks about all of them again


def test_the_costing_the_season_and_what_is_told_rate_their_criteria(comparison: Comparison) -> None:
    idea = a_costing(idea_of(comparison))
    of_enterprises.write_identity(
        product=idea.product, told=Told(season=[6, 7, 8], material_th="ลำไย"), by=a_user(), now=NOW
    )
    suggestions = first_of(comparison).suggestions
    assert suggestions["margin"].level == 4
    assert suggestions["margin"].reason.startswith("40% of the price")
    assert (suggestions["material"].level, suggestions["identity"].level) == (2, 2)


def test_standards_depend_on_industry_and_market_and_home_always_counts(case: Case, comparison: Comparison) -> None:
    the_catalogue(now=NOW)

    def of(isic: str, market: str) -> list[str]:
        Product.objects.filter(pk=idea_of(comparison).product_id).update(isic=isic)
        Case.objects.filter(pk=case.pk).update(market=market)
        return [row.standard.key for row in first_of(Comparison.objects.get(pk=comparison.pk)).standards]

    found = of("1030", "japan")
    assert found[:2] == ["fda-number", "gi-use"]  # what the law asks stands first
    assert {"gmp-420", "japan-import", "haccp", "tcps"} <= set(found)
    assert of("2393", "home") == ["gi-use", "tcps", "tis-s"]
    assert "gacc" in of("1079", "china")


def test_only_what_every_such_product_needs_counts_as_a_burden(comparison: Comparison) -> None:
    a_standard("needed", plan=a_plan(isic=()))
    a_standard("for-some", plan=a_plan(isic=(), condition="it is organic"))
    a_standard("nice", plan=a_plan(isic=(), weight="useful", checked_on=date(2025, 1, 1)))
    Product.objects.filter(pk=idea_of(comparison).product_id).update(isic="1030")
    found = first_of(comparison)
    assert (len(found.standards), found.needed) == (3, 1)
    assert [row.standard.key for row in found.stale_standards] == ["nice"]


def test_the_page_shows_it_all_and_the_owner_chooses_a_way(client: Client, case: Case, comparison: Comparison) -> None:
    the_catalogue()
    client.force_login(a_member_of(case.enterprise))
    client.cookies["language"] = "en"
    page = reverse("selection:evidence", args=[case.number])
    assert "Choose a way to market" in client.get(page).content.decode()
    Product.objects.filter(pk=idea_of(comparison).product_id).update(isic="1030")
    address = reverse("selection:idea-way", args=[case.number, idea_of(comparison).pk])
    assert client.post(address, {"version": a_published_pathway("the-way").pk})["Location"] == page
    text = client.get(page).content.decode()
    assert all(words in text for words in ("in the network, nearest", "Last looked up on", "of 5"))
    for rubbish in ("x", "999999", "-1"):
        assert client.post(address, {"version": rubbish}).status_code == 302
    assert Prospect.objects.count() == 1


def test_asking_shows_how_far_it_is_and_ends_on_the_page(client: Client, case: Case, comparison: Comparison) -> None:
    client.force_login(a_member_of(case.enterprise))
    client.cookies["language"] = "en"
    comparison.ideas.update(version=a_published_pathway("the-way"))
    address, page = (reverse(f"selection:{name}", args=[case.number]) for name in ("prospects", "evidence"))
    answer = client.post(address)
    assert "1 of 3 ideas are done" in answer.content.decode()
    since = answer.context["since"].isoformat()
    assert "2 of 3" in client.post(address, {"since": since}).content.decode()
    assert client.post(address, {"since": since}, headers={"HX-Request": "true"})["HX-Redirect"] == page
    assert client.get(address)["Location"] == page
    for rubbish in ("x", "2999-01-01T00:00:00+00:00", "2020-01-01"):
        assert client.post(address, {"since": rubbish}).status_code == 200


def test_a_case_without_a_comparison_leads_to_opening_one(client: Client, case: Case) -> None:
    client.force_login(a_member_of(case.enterprise))
    answer = client.get(reverse("selection:evidence", args=[case.number]))
    assert answer["Location"] == reverse("selection:ideas", args=[case.number])


def test_who_works_on_the_case_and_knows_not_its_enterprise_is_shown_no_door_that_stays_shut(
    client: Client, case: Case, comparison: Comparison
) -> None:
    expert = a_user()
    Case.objects.filter(pk=case.pk).update(advisor=expert)
    doors = reverse("enterprises:detail", args=[case.enterprise_id])
    for reader, opens in ((an_officer(case.center), True), (expert, False)):
        client.force_login(reader)
        page = client.get(reverse("selection:evidence", args=[case.number])).content.decode()
        assert (doors in page) is opens


def test_for_strangers_and_neighbours_there_is_no_evidence(client: Client, case: Case, comparison: Comparison) -> None:
    elsewhere = a_case(a_center())
    pages = [reverse(f"selection:{name}", args=[case.number]) for name in ("evidence", "prospects")]
    pages.append(reverse("selection:idea-way", args=[case.number, idea_of(comparison).pk]))
    for user in (a_user(), an_officer(elsewhere.center), a_member_of(elsewhere.enterprise)):
        client.force_login(user)
        for address in pages:
            assert client.get(address).status_code in {404, 405}
            assert client.post(address).status_code in {404, 405}


def test_more_ideas_ask_the_database_no_more(case: Case) -> None:
    version = a_published_pathway("the-way")

    def asked(comparison: Comparison) -> int:
        for place in range(comparison.ideas.count()):
            choose(a_costing(idea_of(comparison, place)), version)
        with CaptureQueriesContext(connection) as queries:
            evidence_of(comparison, now=NOW)
        return len(queries)

    two = a_comparison(case, ideas=("ก", "ข"))
    few = asked(two)
    many = a_comparison(a_case(a_center()), ideas=tuple("คฆงจฉชซ"))
    assert asked(many) == few
