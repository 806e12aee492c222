"""The catalogue that comes with the program."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from openitc.people.tests.builders import a_user
from openitc.standards.models import Edition, Method, Standard
from openitc.standards.operations.catalogue import Brought, load_catalogue
from openitc.standards.queries import catalogue
from openitc.standards.queries.catalogue import catalogue_on_file, laboratory_work_on_file
from openitc.standards.queries.editions import is_stale, plan_of, standing_editions
from openitc.standards.tests.builders.standards import NOW, a_plan, a_standard, the_catalogue

pytestmark = pytest.mark.django_db


def keys(isic: str, *markets: str, on: date | None = None) -> list[str]:
    return [edition.standard.key for edition in standing_editions(isic=isic, markets=markets, on=on)]


def test_every_row_of_the_file_is_whole_and_names_where_it_is_from() -> None:
    rows = catalogue_on_file()
    known = {row.key for row in rows}
    work = {row.code for row in laboratory_work_on_file()}
    assert len(known) == len(rows) == 29
    for row in rows:
        plan = row.plan
        assert row.name_th, row.key
        assert row.name_en, row.key
        assert all(address.startswith(("https://", "http://")) for address in plan.source.split()), row.key
        assert set(plan.after) <= known, row.key
        assert {method.capability for method in plan.methods} <= work, row.key
        assert all(thai and english for thai, english in plan.evidence), row.key
        for method in plan.methods:
            assert bool(method.if_failed_th) == bool(method.if_failed_en), row.key


def test_a_test_that_several_standards_ask_for_is_the_same_test_with_the_same_laboratory() -> None:
    found: dict[str, set[tuple[str, str, int]]] = {}
    for row in catalogue_on_file():
        for method in row.plan.methods:
            found.setdefault(method.key, set()).add((method.capability, method.name_en, method.minutes))
    assert len(found["pesticides"]) == len(found["nutrition"]) == 1
    assert all(len(kinds) == 1 for kinds in found.values())


def test_loading_twice_changes_nothing() -> None:
    the_catalogue()
    counted = (Standard.objects.count(), Edition.objects.count(), Method.objects.count())
    assert load_catalogue(now=NOW) == Brought(added=0, renewed=0, kept=0)
    assert (Standard.objects.count(), Edition.objects.count(), Method.objects.count()) == counted


def test_what_no_source_confirms_comes_as_a_draft_and_never_stands() -> None:
    standards = the_catalogue()
    unconfirmed = {row.key for row in catalogue_on_file() if not row.plan.confirmed}
    assert "herbal-product" in unconfirmed
    assert {row.standard.key for row in Edition.objects.drafts().select_related("standard")} == unconfirmed
    for market in ("home", "japan", "eu", "us", "china", "asean"):
        for isic in ("", "1079", "2100", "2393", "2610", "1075"):
            assert not unconfirmed & set(keys(isic, market))
    assert standards["tis"].editions.get().approved_at is None


def test_an_herbal_drink_is_asked_for_this_at_home_and_that_in_japan() -> None:
    the_catalogue()
    home = keys("1079", "home")
    assert home == [
        "fda-number", "gi-use", "gmp-420", "plant-tea", "halal", "organic-thailand", "shelf-life", "tcps", "tis-s",
    ]  # fmt: skip
    assert set(keys("1079", "home", "japan")) - set(home) == {"haccp", "japan-import", "japan-label", "jas-organic"}
    assert keys("2393", "home") == ["gi-use", "tcps", "tis-s"]
    assert keys("1079") == []


def test_a_renewed_file_brings_a_new_edition_and_leaves_what_the_network_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    the_catalogue()
    officer, manager = a_user("Orn"), a_user("Mai")
    own = a_standard("halal", plan=a_plan(about="Our own words."), by=officer, approved=False)
    Edition.objects.filter(pk=own.pk).update(approved_by=manager, approved_at=NOW)
    changed = tuple(
        type(row)(
            key=row.key, mark=row.mark, name_th=row.name_th, name_en=row.name_en,
            plan=a_plan(about="Another rule.") if row.key in {"halal", "gacc", "tis"} else row.plan,
        )
        for row in catalogue_on_file()
    )  # fmt: skip
    monkeypatch.setattr("openitc.standards.operations.catalogue.catalogue_on_file", lambda: changed)
    assert load_catalogue(now=NOW + timedelta(days=1)) == Brought(added=0, renewed=2, kept=1)
    assert Standard.objects.get(key="halal").editions.count() == 2
    assert plan_of(Edition.objects.whole().newest().get(standard__key="halal")).about_en == "Our own words."
    assert [row.number for row in Standard.objects.get(key="gacc").editions.all()] == [2, 1]
    assert Standard.objects.get(key="tis").editions.get().approved_at is not None  # the draft was confirmed


def test_a_year_after_the_look_up_it_is_stale() -> None:
    edition = a_standard()
    assert not is_stale(edition, edition.checked_on + timedelta(days=365))
    assert is_stale(edition, edition.checked_on + timedelta(days=366))


def test_the_command_says_what_came(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_standards")
    assert capsys.readouterr().out.startswith("29 standards added, 0 renewed")
    assert catalogue.FILE.name == "standards.toml"
