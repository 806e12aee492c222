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
    listed = dict(fonts.FontFinder().list([]))
    assert set(listed) == set(fonts.FACES)
    assert all(storage.exists(name) for name, storage in listed.items())
    assert {getattr(storage, "prefix", "") for storage in listed.values()} == {fonts.FOLDER}
