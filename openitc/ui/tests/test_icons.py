"""Every icon that a page asks for is drawn."""

import re
from pathlib import Path

import pytest

from openitc.ui import icons

PACKAGE = Path(icons.__file__).parents[1]


def test_every_icon_named_in_a_template_is_drawn() -> None:
    templates = PACKAGE.glob("*/templates/**/*.html")
    named = {name for page in templates for name in re.findall(r'{% icon "([^"]+)"', page.read_text(encoding="utf-8"))}
    assert named <= icons.icon_names()
    assert len(named) > 10


def test_an_icon_is_an_ornament_unless_it_is_given_words() -> None:
    assert 'aria-hidden="true"' in icons.icon("clock")
    assert 'role="img" aria-label="Waits &lt;long&gt;"' in icons.icon("clock", "Waits <long>")


def test_an_icon_that_is_not_drawn_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="machine"):
        icons.icon("unicorn")
