"""Words can be read on every ground they are put on, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static" / "ui" / "tokens.css").read_text()
GROUNDS = ("paper", "surface", "sunken")
STAGE_COLOURS = ("indigo", "celadon", "turmeric", "lac", "plum")
ENOUGH_FOR_TEXT, ENOUGH_FOR_EDGES = 4.5, 3.0


def colours_after(mark: str) -> dict[str, str]:
    """The colours set in the block that begins with the mark."""
    block = TOKENS[TOKENS.index(mark) :].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = colours_after(":root {")
DARK = LIGHT | colours_after('@media screen and (prefers-color-scheme: dark) {\n  :root:not([data-theme="light"])')
CHOSEN_DARK = LIGHT | colours_after(':root[data-theme="dark"] {')


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as WCAG 2 reckons it."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs() -> list[tuple[str, str]]:
    """Every text colour with every ground that it stands on."""
    found = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "indigo-strong") for ground in GROUNDS]
    for colour in STAGE_COLOURS:
        found += [(colour, ground) for ground in (*GROUNDS, f"{colour}-soft")]
        found += [("on-colour", colour), ("ink", f"{colour}-soft"), ("ink-2", f"{colour}-soft")]
    return [
        *found,
        ("on-colour", "indigo-strong"),
        ("indigo-strong", "indigo-soft"),
        ("ink", "hatch"),
        ("ink-2", "hatch"),
    ]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), pairs())
def test_words_stand_out_from_their_ground(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= ENOUGH_FOR_TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("edge", ["edge", "focus"])
def test_the_edge_of_what_can_be_used_stands_out(theme: dict[str, str], edge: str) -> None:
    assert min(contrast(theme[edge], theme[ground]) for ground in GROUNDS) >= ENOUGH_FOR_EDGES


def test_dark_is_the_same_whether_the_system_or_the_person_chose_it() -> None:
    assert DARK == CHOSEN_DARK
    assert DARK["paper"] != LIGHT["paper"]


def test_no_other_style_sheet_names_a_colour() -> None:
    sheets = [
        sheet for sheet in (Path(__file__).parent.parent / "static" / "ui").glob("*.css") if sheet.name != "tokens.css"
    ]
    named = {sheet.name: re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", sheet.read_text()) for sheet in sheets}
    assert {name: set(found) - {"#fff", "#000"} for name, found in named.items() if found} == {"print.css": {"#999"}}
