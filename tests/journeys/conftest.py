"""Visitors of the site, and where pictures of what they see are kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.story import Visitor, Welcome


@pytest.fixture
def welcome(browser: Browser, site: str) -> Iterator[Welcome]:
    """Let somebody in; who came is shown out at the end."""
    came: list[Visitor] = []

    def let_in(email: str, **ways: object) -> Visitor:
        visitor = Visitor(browser, site, **ways)
        came.append(visitor)
        if email:
            visitor.sign_in(email)
        return visitor

    yield let_in
    for visitor in came:
        visitor.leave()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where the README's pictures go: `OPENITC_SCREENSHOTS=docs/screenshots` takes them anew."""
    folder = os.environ.get("OPENITC_SCREENSHOTS")
    return Path(folder) if folder else None
