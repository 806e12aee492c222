"""A code on paper leads where it says; read back by the numbers that stand in it."""

import re

import segno

from openitc.documents.qr import QUIET, qr_for_paper, qr_svg

ADDRESS = "https://itc.example/v/23456789AB/"


def test_a_code_within_a_page_says_what_it_leads_to_and_scales() -> None:
    drawn = qr_svg(ADDRESS, label='Report "7" & more')
    assert 'aria-label="Report &quot;7&quot; &amp; more"' in drawn
    assert "viewBox" in drawn
    assert not re.search(r"<svg[^>]* width=", drawn)


def test_a_code_keeps_the_white_around_it_that_readers_need() -> None:
    side = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=QUIET)[0]
    assert f'width="{side}" height="{side}"' in qr_for_paper(ADDRESS)
