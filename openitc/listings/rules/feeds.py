"""Feeds as text: an RSS 2.0 of the Google namespace, a JSON-LD list of schema.org, and rows of a spreadsheet.

Sources: https://support.google.com/merchants/answer/14987622 (the RSS), https://support.google.com/merchants/answer/7052112
(what each attribute holds), https://schema.org/Product and https://schema.org/ItemList.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from openitc.listings.rules.items import Item, value_of
from openitc.listings.rules.readiness import Column

GOOGLE = "http://base.google.com/ns/1.0"
LISTED = {"more_pictures"}  # several values, each an element of its own
ELEMENT = re.compile("[a-z][a-z0-9_]*")  # what an attribute of Google is called
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile(r"^[\s'\"]*[=+\-@|%]")  # what a spreadsheet takes for something to reckon or to run
_NUMBER = re.compile(r"^\d+(\.\d+)?$")


def google(items: Sequence[Item], columns: Sequence[Column], *, title: str, link: str, language: str) -> bytes:
    """An RSS 2.0 feed with an element of Google's namespace for each column that says something."""
    ET.register_namespace("g", GOOGLE)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    for name, text in (("title", title), ("link", link), ("description", title)):
        ET.SubElement(channel, name).text = without_controls(text)
    for item in items:
        entry = ET.SubElement(channel, "item")
        for name, value in _elements(item, columns, language):
            ET.SubElement(entry, f"{{{GOOGLE}}}{name}").text = without_controls(value)
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written


def _elements(item: Item, columns: Sequence[Column], language: str) -> list[tuple[str, str]]:
    told = []
    for column in columns:
        value = value_of(item, column.field, language=language)
        values = value.split(",") if column.field in LISTED else [value]
        told += [(column.header, one) for one in values if one and ELEMENT.fullmatch(column.header)]
    return told


def json_ld(things: Sequence[Mapping[str, object]], *, title: str, link: str) -> bytes:
    """A schema.org ItemList of things in schema.org's words."""
    told = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": title,
        "url": link,
        "numberOfItems": len(things),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "item": thing} for position, thing in enumerate(things, 1)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def rows(items: Sequence[Item], columns: Sequence[Column], *, language: str) -> list[list[str]]:
    """The rows of a spreadsheet, its heads first; nothing in them is ever taken for a formula."""
    heads = [guarded(column.header) for column in columns]
    told = [[guarded(value_of(item, column.field, language=language)) for column in columns] for item in items]
    return [heads, *told]


def guarded(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would reckon or run; a plain number stays one."""
    cleaned = without_controls(text).replace("\r", " ")
    return f"'{cleaned}" if _FORMULA.match(cleaned) and not _NUMBER.match(cleaned) else cleaned


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8 with the mark by which spreadsheets know it."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(table)
    return written.getvalue().encode("utf-8-sig")


def without_controls(text: str) -> str:
    """The text without characters that XML and spreadsheets do not allow."""
    return _NOT_XML.sub("", text)
