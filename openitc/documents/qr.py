# house: drawing a code is neither a read nor a write
"""QR codes of addresses, drawn as SVG: on pages, on labels and on paper."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # modules of white around a code, as ISO/IEC 18004 asks
ROBUST = "m"  # still read with 15 % of it dirty or torn


def qr_svg(text: str, *, label: str) -> SafeString:
    """The code as an image within a page, in black on white in any theme; `label` says what it leads to."""
    drawing = mark_safe(_drawn(text, omitsize=True))  # noqa: S308 - drawn by segno from numbers
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, drawing)


def qr_for_paper(text: str) -> str:
    """The code as the text of an SVG file, which Typst sets with `image(bytes(facts.qr), format: "svg")`."""
    return _drawn(text, omitsize=False)


def _drawn(text: str, *, omitsize: bool) -> str:
    out = io.BytesIO()
    segno.make(text, error=ROBUST, micro=False).save(  # house: into memory, no row
        out, kind="svg", border=QUIET, light="#fff", dark="#000", xmldecl=False, svgclass=None, lineclass=None,
        omitsize=omitsize, nl=False,
    )  # fmt: skip
    return out.getvalue().decode()
