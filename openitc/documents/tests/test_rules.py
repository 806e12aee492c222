"""Files are told by their own bytes, and pictures are kept small, upright and without where they were taken."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openitc.documents import rules
from openitc.documents.tests.builders import PDF, a_photograph, a_sheet

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, rules.PDF),
        (a_photograph(), rules.JPEG),
        (a_photograph(kind="PNG"), rules.PNG),
        (a_photograph(kind="WEBP"), rules.JPEG),
        (a_sheet(), SHEET),
        (b"MZ\x90\x00", ""),
        (b"<svg onload=alert(1)>", ""),
        (b"<!doctype html>", ""),
        (b"PK\x03\x04broken", ""),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert rules.kind_of(data) == kind


def test_an_office_file_with_macros_is_none_of_those_we_keep() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/vbaProject.bin", b"run me")
    assert rules.kind_of(written.getvalue()) == ""


def test_a_picture_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    kept = rules.picture(a_photograph(60, 40, turned=True))
    assert (kept.width, kept.height) == (40, 60)
    with Image.open(io.BytesIO(kept.data)) as read:
        assert not read.getexif().get_ifd(0x8825)
        assert len(read.getexif()) == 0


@given(width=st.integers(1, 3_000), height=st.integers(1, 3_000))
def test_no_side_is_longer_than_two_thousand_pixels_and_the_shape_stays(width: int, height: int) -> None:
    kept = rules.picture(a_photograph(width, height, kind="PNG"))
    assert max(kept.width, kept.height) <= rules.LONGEST_SIDE
    if max(width, height) <= rules.LONGEST_SIDE:
        assert (kept.width, kept.height) == (width, height)


@given(st.binary(max_size=200))
def test_bytes_that_only_begin_like_a_picture_are_refused_and_break_nothing(rest: bytes) -> None:
    for head in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"):
        with pytest.raises(rules.NotAPictureError):
            rules.picture(head + rest)


def test_a_picture_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_PIXELS", 100)
    with pytest.raises(rules.NotAPictureError):
        rules.picture(a_photograph(60, 40))


@given(st.text(max_size=300))
def test_a_name_breaks_no_line_no_header_and_no_folder(name: str) -> None:
    safe = rules.safe_name(name)
    assert len(safe) <= 200
    assert not set(safe) & set('"<>|:*?/\\\r\n')
