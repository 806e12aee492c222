"""The type faces reach the browser from their packages."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from openitc.ui import fonts

SHEET = Path(fonts.__file__).parent / "static" / "ui" / "fonts.css"


def test_every_face_the_style_sheet_names_is_found_and_no_other() -> None:
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', SHEET.read_text()))
    assert named == set(fonts.FACES)
    assert all(Path(str(finders.find(f"ui/fonts/{name}"))).exists() for name in named)
    assert finders.find("ui/fonts/Sarabun-Thin.ttf") is None


def test_collecting_the_static_files_collects_the_faces() -> None:
    listed = {f"{storage.prefix}/{path}" for path, storage in fonts.FontFinder().list([])}  # type: ignore[attr-defined]
    assert "ui/fonts/Sarabun-Regular.ttf" in listed
    assert all(storage.exists(path) for path, storage in fonts.FontFinder().list([]))
