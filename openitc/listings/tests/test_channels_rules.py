"""Whether a product is ready is decided on plain values; feeds are well formed whatever people type."""

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.listings.rules import feeds
from openitc.listings.rules.items import Item, Picture, in_baht, plain, value_of
from openitc.listings.rules.readiness import Column, Layout, Standing, missing

GOOD = Item(
    id="ITC-1",
    link="https://example.com/p/tea/",
    title={"th": "Cha", "en": "Tea"},
    summary={"th": "Cha di", "en": "Good tea"},
    ingredients={},
    storage={},
    category={},
    enterprise={"th": "Suan", "en": "Garden"},
    pictures=(Picture("https://example.com/1.jpg", 800), Picture("https://example.com/2.jpg", 300)),
    gtin="8850000000010",
    hs_code="090210",
    price=120_00,
    net_grams=100.0,
    gross_grams=130.0,
    shelf_life_days=365,
)
WHOLE = Standing(published=True, food=True, licensed=True, agreed=frozenset({"photographs", "price"}))
LAYOUT = Layout(columns=(Column("price", "price_thb", required=True),), smallest_picture=500, fewest_pictures=1)


def codes(item: Item = GOOD, standing: Standing = WHOLE, *, market: str = "home", layout: Layout = LAYOUT) -> list[str]:
    """What is missing, by code."""
    return [one.code for one in missing(item, standing, market=market, layout=layout, by_law=("fda",) * 0)]


def test_a_product_that_lacks_nothing_is_ready_at_home_and_abroad() -> None:
    assert codes() == []
    assert codes(market="japan") == []


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        ({"title": {"th": "", "en": "Tea"}}, ["text"]),
        ({"summary": {"th": " ", "en": "Tea"}}, ["text"]),
        ({"price": None}, ["price"]),
        ({"net_grams": None}, ["weight"]),
        ({"shelf_life_days": None}, ["shelf_life"]),
        ({"hs_code": ""}, []),
        ({"hs_code": "99"}, ["hs_code_wrong"]),
        ({"gtin": "8850000000011"}, ["gtin_wrong"]),
        ({"gtin": ""}, []),
        ({"pictures": (Picture("https://example.com/2.jpg", 499),)}, ["pictures"]),
    ],
)
def test_what_is_missing_at_home_is_named(without: dict[str, object], lacks: list[str]) -> None:
    assert codes(replace(GOOD, **without)) == lacks  # type: ignore[arg-type] # each case names one field


def test_abroad_the_english_words_and_the_hs_code_are_asked_for() -> None:
    assert codes(replace(GOOD, hs_code="", title={"th": "Cha", "en": ""}), market="us") == ["text", "hs_code"]


def test_food_without_a_licence_is_not_for_sale_and_other_things_need_none() -> None:
    assert codes(standing=replace(WHOLE, licensed=False)) == ["licence"]
    assert codes(standing=replace(WHOLE, licensed=False, food=False)) == []


def test_what_the_law_asks_is_missing_until_it_is_in_force_or_not_needed() -> None:
    asked = {"market": "home", "layout": LAYOUT, "by_law": ("fda",)}
    assert [one.code for one in missing(GOOD, WHOLE, **asked)] == ["certificate"]  # type: ignore[arg-type] # as named
    held = replace(WHOLE, in_force=frozenset({"fda"}))
    assert missing(GOOD, held, **asked) == ()  # type: ignore[arg-type] # as named
    excused = replace(WHOLE, not_needed=frozenset({"fda"}))
    assert missing(GOOD, excused, **asked) == ()  # type: ignore[arg-type] # as named


def test_a_channel_gets_nothing_the_enterprise_did_not_agree_to() -> None:
    assert codes(standing=replace(WHOLE, agreed=frozenset({"photographs"}))) == ["agreement"]


def test_a_channel_names_the_column_that_is_empty_or_too_long() -> None:
    layout = Layout(
        columns=(Column("Brand", "brand", required=True), Column("name", "title", required=True, longest=2))
    )
    lacks = missing(GOOD, WHOLE, market="home", layout=layout, by_law=())
    assert [(one.code, dict(one.values)["header"]) for one in lacks] == [("field", "Brand"), ("too_long", "name")]


def test_amounts_and_weights_are_told_as_machines_read_them() -> None:
    assert [in_baht(120_00), in_baht(5), in_baht(None), plain(12.5), plain(100.0), plain(None)] == [
        "120.00", "0.05", "", "12.5", "100", "",
    ]  # fmt: skip
    assert value_of(GOOD, "price_thb", language="th") == "120.00 THB"
    assert value_of(GOOD, "shipping_weight", language="th") == "130 g"
    assert value_of(GOOD, "no such field", language="th") == ""


TEXT = st.text(max_size=60)


@given(title=TEXT, summary=TEXT, brand=TEXT)
def test_the_feed_is_well_formed_xml_whatever_people_type(title: str, summary: str, brand: str) -> None:
    item = replace(GOOD, title={"th": title}, summary={"th": summary}, brand=brand)
    columns = [Column("id", "id"), Column("title", "title"), Column("description", "summary"), Column("brand", "brand")]
    made = feeds.google([item], columns, title=title, link="https://example.com", language="th")
    [entry] = ET.fromstring(made).iter("item")  # noqa: S314 - our own words
    told = entry.find(f"{{{feeds.GOOGLE}}}title")
    kept = feeds.without_controls(title).replace("\r\n", "\n").replace("\r", "\n")
    assert (told.text if told is not None else None) == (kept or None)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_no_cell_of_a_spreadsheet_begins_like_a_formula(texts: list[str]) -> None:
    told = [feeds.guarded(text) for text in texts]
    assert not any(text.lstrip()[:1] in ("=", "+", "-", "@") for text in told)
    read = next(csv.reader(io.StringIO(feeds.as_csv([told]).decode("utf-8-sig"), newline="")), [])
    assert read == told


@pytest.mark.parametrize("text", ["=1+1", "+66812345678", "-2", "@SUM(A1)", "\t=1", "|cmd", "%0A"])
def test_what_a_spreadsheet_would_run_is_told_as_text(text: str) -> None:
    assert feeds.guarded(text).startswith("'")


def test_numbers_and_words_go_out_as_they_are() -> None:
    assert [feeds.guarded(text) for text in ("120.00", "8850000000010", "Tea (black)")] == [
        "120.00", "8850000000010", "Tea (black)",
    ]  # fmt: skip


def test_more_pictures_are_elements_of_their_own_and_odd_heads_are_left_out() -> None:
    columns = [Column("additional_image_link", "more_pictures"), Column("no element", "id")]
    made = feeds.google([GOOD], columns, title="t", link="l", language="th")
    [entry] = ET.fromstring(made).iter("item")  # noqa: S314 - our own words
    assert [(one.tag, one.text) for one in entry] == [
        (f"{{{feeds.GOOGLE}}}additional_image_link", "https://example.com/2.jpg")
    ]


def test_a_list_in_the_words_of_schema_org_counts_its_things() -> None:
    told = json.loads(feeds.json_ld([{"@type": "Product", "name": "Tea"}], title="t", link="l"))
    assert (told["@type"], told["numberOfItems"]) == ("ItemList", 1)
    assert told["itemListElement"][0]["item"]["name"] == "Tea"
