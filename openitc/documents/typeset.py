# house: setting a page for paper is neither a read nor a write
"""A4 pages as PDF, set by Typst, which breaks Thai lines between words; fonts come from the wheels that carry them."""

import json
from functools import cache
from pathlib import Path

import fontpkg_prompt
import fontpkg_sarabun
import typst
from django.utils.translation import get_language

FONTS = [str(package.ROOT / "files") for package in (fontpkg_sarabun, fontpkg_prompt)]
COMMON = Path(__file__).parent / "data" / "paper.typ"


def set_in_type(page: Path, facts: object) -> bytes:
    """The PDF of the page, a Typst file that imports `paper.typ` and draws the `facts` it finds there.

    `facts` is anything that JSON can hold, in words the reader reads: numbers, dates and money are written out before.
    """
    sources = {
        "main.typ": page.read_bytes(),
        "paper.typ": COMMON.read_bytes(),
        "facts.json": json.dumps({"language": get_language() or "th", **_as_dict(facts)}, ensure_ascii=False).encode(),
    }
    return _compiler_output(sources)


def _as_dict(facts: object) -> dict[str, object]:
    if not isinstance(facts, dict):
        raise TypeError("A page is set from a dictionary.")
    return facts


@cache
def _fonts() -> typst.Fonts:
    """The faces, read once in the life of a process; none of the machine's own, so that a page looks alike anywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=FONTS)


def _compiler_output(sources: dict[str, bytes]) -> bytes:
    pdf = typst.compile(sources, font_paths=_fonts(), format="pdf")  # type: ignore[call-overload] # takes named sources
    if not isinstance(pdf, bytes):
        raise TypeError("One document gives one file.")
    return pdf
